"""What was handled long ago goes, and nothing else, on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.pruning import prune, prune_now
from models.chat import Inbox, Outbox, Remembered
from models.enums import Fetching, Said, Waiting
from models.posts import Post
from models.signing import PaperCheck
from models.unit import Database, Unit
from sop.core.sent_today import name_of
from tests.core.desk import START, FrontDesk


def heard(unit: Unit, number: int, days: int, state: Waiting) -> None:
    at = START - timedelta(days=days)
    unit.add(Inbox(update_id=number, body={}, state=state, attempts=0, not_before=at, received_at=at))


def said(unit: Unit, text: str, days: int, state: Waiting, topic: str | None = None) -> None:
    at = START - timedelta(days=days)
    unit.add(
        Outbox(chat_id=1, kind=Said.NOTICE, text=text, topic=topic, state=state, not_before=at, created_at=at)
    )


def test_what_was_handled_long_ago_goes(database: Database) -> None:
    with database.unit(START) as unit:
        heard(unit, 1, 31, Waiting.DONE)
        heard(unit, 2, 31, Waiting.PARKED)
        heard(unit, 3, 29, Waiting.DONE)
        said(unit, "old", 91, Waiting.DONE)
        said(unit, "old, but it can still be settled", 91, Waiting.DONE, "approval:1")
        said(unit, "never sent", 91, Waiting.WAITING)
        said(unit, "young", 89, Waiting.DONE)

    with database.unit(START) as unit:
        assert prune(unit)

    with database.unit(START) as unit:
        assert unit.all(select(Inbox.update_id).order_by(Inbox.id)) == [2, 3]
        left = ["old, but it can still be settled", "never sent", "young"]
        assert unit.all(select(Outbox.text).order_by(Outbox.id)) == left


def checked(unit: Unit, office: int, person: int, name: str, days: int, state: Fetching) -> None:
    at = START - timedelta(days=days)
    whose = {"kecamatan_id": office, "person_id": person, "file_id": "a"}
    unit.add(PaperCheck(**whose, file_name=name, state=state, not_before=at, at=at))


def test_names_of_files_that_people_had_checked_go_with_the_inbox(desk: FrontDesk) -> None:
    office = desk.office()
    person = desk.person(office, 71, Post.JFU)
    with desk.unit() as unit:
        checked(unit, office, person, "SK Siti Aminah.pdf", 31, Fetching.FETCHED)
        checked(unit, office, person, "rusak.pdf", 31, Fetching.UNUSABLE)
        checked(unit, office, person, "still to be fetched.pdf", 31, Fetching.ASKED)
        checked(unit, office, person, "young.pdf", 29, Fetching.FETCHED)

    with desk.unit() as unit:
        assert prune_now(unit) == {"paper_checks": 2}

    left = ["still to be fetched.pdf", "young.pdf"]
    assert desk.rows(select(PaperCheck.file_name).order_by(PaperCheck.id)) == left


def test_what_was_sent_on_other_days_is_not_counted_any_more(database: Database) -> None:
    with database.unit(START) as unit:
        for name in ("me", name_of(7, START - timedelta(days=1)), name_of(7, START)):
            unit.add(Remembered(name=name, value={}))
        assert prune(unit)

    with database.unit(START) as unit:
        assert unit.all(select(Remembered.name).order_by(Remembered.id)) == ["me", name_of(7, START)]


def test_it_is_done_once_a_day(database: Database) -> None:
    with database.unit(START) as unit:
        assert prune(unit)
        assert not prune(unit)

    with database.unit(START + timedelta(days=1)) as unit:
        assert prune(unit)
