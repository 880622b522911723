"""A look changes nothing: every screen, by every post, at every step and in every state of a paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from handlers.talk.buttons import VIEWS, Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import JOINED
from models.chat import Remembered
from models.people import Person
from models.posts import Post
from tests.core.desk import FrontDesk, settled
from tests.rights.held import Held
from tests.rights.looks import Looks, screens
from tests.rights.offices import STATES, two_offices
from tests.tools.sample import SEED
from texts import Html

STEPS = 3  #: states of a season that are looked at here, the last with nothing done yet; all: `make rights`


def test_every_screen_there_is_has_a_button_and_is_looked_at() -> None:
    assert {one.word for one in screens()} == set(VIEWS)


@pytest.mark.parametrize("part", range(STEPS))
def test_whoever_looks_changes_no_row(part: int, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    state = chance.sample(STATES, STEPS)[part]
    with FrontDesk(f"sqlite:///{tmp_path}/looks.db", user_rate=10**9, kind=Held) as desk:
        looks = Looks(two_offices(desk, tmp_path, state, closing=part == 1, bare=part == 2), chance)
        looks.everywhere()
        looks.papers()

    assert looks.faults == [], f"seed {SEED}\n" + "\n".join(looks.faults)
    assert looks.count["looks"] > (100 if part == 2 else 300)


def _changes_a_row(ctx: Ctx) -> None:
    ctx.actor.name = "Orang lain"


def _adds_a_row(ctx: Ctx) -> None:
    ctx.unit.add(Remembered(name="looked", value={}))


def _states_it(ctx: Ctx) -> None:
    ctx.unit.session.execute(insert(Remembered).values(name="looked", value={}))


def _logs(ctx: Ctx) -> None:
    ctx.unit.log(ctx.actor, "looked", ctx.actor)


@pytest.mark.parametrize("writes", [_changes_a_row, _adds_a_row, _states_it, _logs])
def test_screen_that_writes_fails_loudly_and_nothing_of_it_is_kept(
    writes: Callable[[Ctx], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shows(ctx: Ctx) -> None:
        writes(ctx)
        ctx.show(Html("Sudah dilihat"))

    with FrontDesk(f"sqlite:///{tmp_path}/look.db") as desk:
        monkeypatch.setattr("handlers.talk.buttons.VIEWS", dict(VIEWS))
        desk.person(desk.office(), 11, Post.JFU, name="Dewi Lestari")
        desk.hears_first(Press("test:look", view("test:look")(shows), JOINED))
        desk.press(11, "test:look")

        settled(desk)

        assert desk.states() == ["parked"]
        assert desk.rows(select(Person.name)) == ["Dewi Lestari"]
        assert desk.rows(select(Remembered.name)) == []


def test_what_an_act_has_changed_before_it_shows_a_screen_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/act.db") as desk:
        monkeypatch.setattr("handlers.talk.buttons.VIEWS", dict(VIEWS))
        shown = view("test:look")(lambda ctx: ctx.show(Html(f"Sekarang {ctx.actor.name}")))

        def acts(ctx: Ctx) -> None:
            ctx.actor.name = "Dewi Lestari, S.E."
            shown(ctx)
            ctx.actor.rank = "Penata, III/c"

        desk.person(desk.office(), 11, Post.JFU, name="Dewi Lestari")
        desk.hears_first(Press("test:act", acts, JOINED))
        desk.press(11, "test:act")
        desk.works()

        assert desk.said(11)[-1] == "Sekarang Dewi Lestari, S.E."
        (person,) = desk.rows(select(Person))
        assert (person.name, person.rank) == ("Dewi Lestari, S.E.", "Penata, III/c")
