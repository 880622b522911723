"""What is held back can be taken back, and holds nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.outgoing.bucket import Buckets
from bot.outgoing.results import keep
from bot.outgoing.rows import LONGEST_WAIT, Lane, Result, due, hurry
from models.people import Kecamatan, Person
from models.unit import Database

pytestmark = pytest.mark.quick

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/held.db")
    made.create()
    with made.unit(NOW) as unit:
        office = unit.add(Kecamatan(name="Uji", closures=[], office={}))
        author = unit.add(Person(kecamatan_id=office.id, telegram_id=7, name="Siti", joined_at=NOW))
        unit.tell(author, "held", topic="verdict:1", held_until=LATER)
        unit.tell(author, "at once")
    yield made
    made.close()


def said(database: Database, now: datetime) -> list[str | None]:
    return [job.text for job in due(database, now, frozenset(), 9)]


def test_a_clock_that_goes_back_holds_nothing_that_was_said(database: Database) -> None:
    assert said(database, NOW - timedelta(hours=1)) == ["at once"]


def test_a_clock_that_goes_back_holds_no_second_try(database: Database) -> None:
    again = Result(due(database, NOW, frozenset(), 9)[0], retry_after=20)
    keep(database, NOW, [again])

    assert said(database, NOW + timedelta(seconds=10)) == []
    assert said(database, NOW - timedelta(hours=1)) == ["at once"]


def test_wait_longer_than_any_that_is_believed_is_waited_for_as_long_as_that(database: Database) -> None:
    """Telegram wants 700 seconds: counted as noted before the clock went back, it was asked at once again."""
    (job,) = due(database, NOW, frozenset(), 9)
    keep(database, NOW, [Result(job, retry_after=700, counts=False)])

    assert said(database, NOW) == []
    assert said(database, NOW + timedelta(minutes=9)) == []
    assert said(database, NOW + LONGEST_WAIT) == ["held", "at once"]


def test_held_message_does_not_hold_the_others_back(database: Database) -> None:
    assert said(database, NOW) == ["at once"]


def test_held_message_is_said_when_its_time_has_come(database: Database) -> None:
    assert said(database, LATER) == ["held", "at once"]


def test_held_message_is_not_hurried_when_telegram_is_back(database: Database) -> None:
    hurry(database, NOW)

    assert said(database, NOW) == ["at once"]


def test_held_message_can_be_taken_back_once(database: Database) -> None:
    with database.unit(NOW) as unit:
        assert [unit.take_back("verdict:1"), unit.take_back("verdict:1")] == [1, 0]

    assert said(database, LATER) == ["at once"]


def test_message_whose_time_has_come_is_not_taken_back(database: Database) -> None:
    said(database, LATER)

    with database.unit(LATER) as unit:
        assert unit.take_back("verdict:1") == 0


def test_held_message_can_be_let_go(database: Database) -> None:
    with database.unit(NOW) as unit:
        assert unit.let_go("verdict:1") == 1

    assert said(database, NOW) == ["held", "at once"]


def test_message_held_until_now_is_not_held(database: Database) -> None:
    with database.unit(NOW) as unit:
        unit.tell(unit.all(select(Person))[0], "now", held_until=NOW)

    assert said(database, NOW) == ["at once", "now"]


def test_news_for_many_that_waits_for_its_turn_holds_back_no_answer_to_the_same_person(
    database: Database,
) -> None:
    with database.unit(NOW) as unit:
        author = unit.all(select(Person))[0]
        for words in ("news for all", "more news"):
            unit.tell(author, words, broadcast=True)
        unit.tell(author, "an answer")

    asked = (database, NOW, frozenset[Lane](), 9)
    assert [job.text for job in due(*asked, 0)] == ["at once", "an answer"]
    assert [job.text for job in due(*asked, 1)] == ["at once", "an answer", "news for all"]


def test_broadcasts_have_four_fifths_of_the_rate() -> None:
    buckets = Buckets(rate=25, rate_chat=1)
    began = buckets.broadcasts()
    for _ in range(began):
        buckets.begin_broadcast()

    assert (began, buckets.broadcasts()) == (20, 0)
