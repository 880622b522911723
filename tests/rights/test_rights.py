"""Nobody reaches what is not his: every handler, every post, both offices, every state; made-up buttons."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.desk import FrontDesk
from tests.rights.handlers import buttons, talks, without_right
from tests.rights.held import Held
from tests.rights.made_up import MadeUp
from tests.rights.matrix import Matrix
from tests.rights.offices import STATES, two_offices
from tests.tools.sample import SEED

#: States of a season that are looked at, each with a part of the handlers, in the second its step is being
#: closed; all: `make rights`.
PARTS = 2
MADE_UP = 2000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/rights.db", user_rate=10**9, kind=Held) as made:
        yield made


def test_every_handler_has_its_right() -> None:
    """But for the search, which knows who may, and for buttons of another time, which nobody may press."""
    assert [type(one).__name__ for one in without_right()] == ["InlineQueryHandler", "CallbackQueryHandler"]


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reaches_what_is_not_his(part: int, desk: FrontDesk, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    states = chance.sample(STATES, PARTS)
    pressed, open_talks = buttons(), talks()
    chance.shuffle(pressed)
    chance.shuffle(open_talks)
    offices = two_offices(desk, tmp_path, states[part], closing=part == 1)
    with Matrix(offices, chance) as matrix:
        matrix.buttons(pressed[part::PARTS])
        matrix.papers()
        matrix.pages()
        matrix.talks(open_talks[part :: 4 * PARTS])
        matrix.anytime()

    assert matrix.faults == [], f"seed {SEED}\n" + "\n".join(matrix.faults)
    assert matrix.tried > 1000


def test_made_up_buttons_do_nothing_and_are_answered(desk: FrontDesk, tmp_path: Path) -> None:
    made = MadeUp(two_offices(desk, tmp_path, random.Random(SEED).choice(STATES)), SEED)
    made.presses(MADE_UP)

    assert made.faults == [], f"seed {SEED}\n" + "\n".join(made.faults)
