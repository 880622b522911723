"""An administrator's `psql` that was left open on a row: what needs that row waits, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from bot.scheduler import Scheduler
from bot.thread import DatabaseThread
from bot.watching.figures import SWEPT
from models.enums import StepState
from models.people import Kecamatan, Person
from models.posts import Post
from models.season import Run
from models.unit import Unit
from sop.accounts.acting import turn_periods
from sop.core.people import appoint
from sop.office.places import Place
from sop.proposals.kamus import shipped
from sop.setting_up import setup
from tests.core.desk import FrontDesk, in_a_loop
from tests.core.mornings import morning
from tests.running.held_chats import held_by_somebody

pytestmark = pytest.mark.postgres

DEWI, RINI = 71, 72  #: JFU of the one office and of the other


@pytest.fixture
def desk(postgres_tables_url: str) -> Iterator[FrontDesk]:
    with FrontDesk(postgres_tables_url) as made:
        made.now = morning(11)
        with made.unit() as unit:
            _office(unit, "Uji", DEWI)
            _office(unit, "Lain", RINI)
        yield made


def _office(unit: Unit, name: str, jfu: int) -> None:
    """Step 1 is due on Thursday: on Monday its JFU is reminded."""
    places = [Place(kecamatan=name, kelurahan="Kelurahan A", lat=-6.5, lon=106.7)]
    kecamatan, season, _ = setup(unit, kecamatan=name, year=2028, places=places, kamus=shipped())
    person = Person(kecamatan_id=kecamatan.id, telegram_id=jfu, name=name)
    unit.add(person)
    appoint(unit, person, Post.JFU, by=None)
    run = unit.session.scalars(select(Run).where(Run.season_id == season.id, Run.step == "step1_recap")).one()
    run.state, run.deadline, run.opened_at = StepState.OPEN, date(2027, 1, 14), unit.now


def reminded(desk: FrontDesk) -> list[int]:
    return [jfu for jfu in (DEWI, RINI) if any("Pengingat" in words for words in desk.said(jfu))]


ROWS = (
    "UPDATE season SET version = version + 1 WHERE id = (SELECT min(id) FROM season)",
    "UPDATE log_head SET entries = entries WHERE kecamatan_id = (SELECT min(id) FROM kecamatan)",
)


@pytest.mark.parametrize("statement", ROWS)
def test_reminders_of_other_offices_go_out_and_it_is_said_that_some_did_not(
    desk: FrontDesk, statement: str
) -> None:
    url = desk.database.engine.url.render_as_string(hide_password=False)
    thread = DatabaseThread()
    SWEPT.now()
    swept = SWEPT._at  #: /healthz is not told of a sweep in which a duty failed
    met: list[tuple[list[int], int, bool]] = []

    async def ticks() -> None:
        scheduler = Scheduler(desk.database, thread, lambda: desk.now, lambda: None, tick=3600)
        with held_by_somebody(url, statement):
            await scheduler._sweep()
            met.append((reminded(desk), scheduler._failures, SWEPT._at == swept))
        await scheduler._sweep()
        met.append((reminded(desk), scheduler._failures, SWEPT._at == swept))
        scheduler.close()

    in_a_loop(ticks())
    thread.close()

    assert met == [([RINI], 1, True), ([DEWI, RINI], 0, False)]


def test_period_of_another_person_ends_all_the_same(desk: FrontDesk) -> None:
    url = desk.database.engine.url.render_as_string(hide_password=False)
    with desk.unit() as unit:
        for kecamatan in unit.all(select(Kecamatan).order_by(Kecamatan.id)):
            person = unit.add(Person(kecamatan_id=kecamatan.id, name=kecamatan.name))
            appoint(unit, person, Post.TIM, by=None).ends = date(2027, 1, 8)

    first = "(SELECT min(id) FROM appointment WHERE ends IS NOT NULL)"
    held = held_by_somebody(url, f"UPDATE appointment SET basis = basis WHERE id = {first}")
    with held, desk.unit() as unit:
        assert turn_periods(unit) == 1
    with desk.unit() as unit:
        assert turn_periods(unit) == 1
