"""Nobody reaches what is not his: every handler, every post, both offices, every state; made-up buttons."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from models.chat import Inbox
from tests.core.desk import FrontDesk
from tests.rights.handlers import buttons, talks, without_right
from tests.rights.matrix import Matrix
from tests.rights.noise import Noise
from tests.rights.offices import PRESSERS, STATES, two_offices
from tests.rights.watching import forget, touched, watch
from tests.sample import SEED

PARTS = 2  #: states of a season that are looked at, each with a part of the handlers; all: `make rights`
MADE_UP = 2000


def test_every_handler_has_its_line_in_the_table_of_rights() -> None:
    """But for the search, which knows who may, and for buttons of another time, which nobody may press."""
    assert [type(one).__name__ for one in without_right()] == ["InlineQueryHandler", "CallbackQueryHandler"]


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reaches_what_is_not_his(part: int, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    states = chance.sample(STATES, PARTS)
    pressed, open_talks = buttons(), talks()
    chance.shuffle(pressed)
    chance.shuffle(open_talks)
    with FrontDesk(f"sqlite:///{tmp_path}/rights.db", user_rate=10**9) as desk:
        matrix = Matrix(two_offices(desk, tmp_path, states[part]), chance)
        matrix.buttons(pressed[part :: 2 * PARTS])
        matrix.talks(open_talks[part :: 4 * PARTS])
        matrix.files()

    assert matrix.faults == [], f"seed {SEED}\n" + "\n".join(matrix.faults)
    assert matrix.tried > 200


def test_made_up_buttons_do_nothing_and_are_answered(tmp_path: Path) -> None:
    noise, chance = Noise(SEED), random.Random(SEED)
    with FrontDesk(f"sqlite:///{tmp_path}/noise.db", user_rate=10**9) as desk, capture_logs() as logs:
        two_offices(desk, tmp_path, chance.choice(STATES))
        watch(desk)
        forget(desk)
        answers = 0
        for _ in range(MADE_UP // 16):
            for user in chance.sample(sorted(PRESSERS.values()), 8) * 2:
                desk.press(user, noise.next(), message_id=chance.randrange(10**6))
            answers += len(desk.works())
        others = {one for one in touched(desk) if one.table != "outbox"}
        left = desk.rows(select(Inbox.body).where(Inbox.state != "done"))

    assert (left, others) == ([], set()), f"seed {SEED}"
    assert answers == MADE_UP // 16 * 16
    assert [entry for entry in logs if "exc_info" in entry] == []
