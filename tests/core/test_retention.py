"""What is kept no longer than its time, on both databases; and the account of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from bot.commands.purge import purge_here
from bot.files import Files
from bot.pruning import prune, prune_now
from bot.scheduler import Scheduler
from bot.thread import DatabaseThread
from models.batch import Batch
from models.chat import Chat, Once, Outbox
from models.database import BUSY_MS, snapshot
from models.enums import BatchState, Fetching, Purpose, Said, Status, Waiting
from models.log import LogEntry
from models.meeting import Delegate
from models.people import Invitation, Person, PhoneEntry
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import Season
from models.unit import Unit
from sop.archive.referenced import spoken_of
from sop.core.erasing import erase, erased, to_erase
from sop.core.uploads import Sent
from sop.privacy.forgetting import REWRITE, forget, wants_rewriting
from sop.privacy.notice import tell_first
from sop.proposals.photos import Fetched, take, usable
from sop.proposals.voices import take_voice
from tests.core.desk import START, FrontDesk, database_with_tables, in_a_loop
from tests.core.old_usulan import usulan

YEAR = timedelta(days=366)
NIGHT = datetime(2027, 1, 11, 17, 30, tzinfo=UTC)  #: half past midnight, WIB


def sent(unit: Unit, proposal: int, author: int, kecamatan_id: int, **values: Any) -> None:
    row = {"file_id": "a", "file_unique_id": "a", "not_before": unit.now, "received_at": unit.now}
    whose = {"kecamatan_id": kecamatan_id, "proposal_id": proposal, "sender_id": author}
    unit.add(Upload(**whose, **row, state=Fetching.FETCHED, **values))


def filled(desk: FrontDesk) -> int:
    """An office with a season that was closed today: a draft, an usulan with voice and photo, lists."""
    office = desk.office()
    author = desk.person(office, 71, Post.DELEGASI, name="Siti Aminah")
    with desk.unit() as unit:
        season = unit.all(select(Season).where(Season.kecamatan_id == office))[0]
        season.closed_at = unit.now
        draft = usulan(unit, season, author, title="Draf")
        sent(unit, draft, author, office, sha256="d" * 64)
        whole = usulan(unit, season, author, number="US-1", revision=1, status=Status.AGREED)
        sent(unit, whole, author, office, sha256="p" * 64, original_sha256="o" * 64)
        sent(unit, whole, author, office, sha256="v" * 64, purpose=Purpose.VOICE, typed="Mampet.")
        unit.add(
            Delegate(
                kecamatan_id=office,
                season_id=season.id,
                name="Budi Santoso",
                institution="LPM",
                address="Jl. Melati",
                phone="+6281233334444",
            )
        )
        unit.add(
            PhoneEntry(
                kecamatan_id=office,
                phone="+6281211112222",
                name="Ani",
                post=Post.DELEGASI,
                loaded_at=unit.now,
            )
        )
        unit.add(
            Batch(
                kecamatan_id=office,
                season_id=season.id,
                kind="orang",
                file_name="daftar.xlsx",
                sha256="l" * 64,
                state=BatchState.APPLIED,
                at=unit.now,
                not_before=unit.now,
                report=[[1, "good", "Ani"]],
            )
        )
        unit.add(
            Invitation(
                kecamatan_id=office,
                token_hash="x" * 64,
                post=Post.DELEGASI,
                name="Siti Aminah",
                created_at=unit.now,
                expires_at=unit.now,
                used_by=71,
                used_at=unit.now,
            )
        )
    return office


def counts_after(desk: FrontDesk, later: timedelta) -> dict[str, int]:
    desk.now += later
    with desk.unit() as unit:
        return prune_now(unit)


def test_what_is_over_goes_in_its_time_and_only_once(desk: FrontDesk) -> None:
    office = filled(desk)

    days = [
        counts_after(desk, timedelta(days=29)),
        counts_after(desk, timedelta(days=2)),
        counts_after(desk, YEAR - timedelta(days=31)),
        counts_after(desk, timedelta(days=30)),
    ]

    assert days == [
        {},
        {"drafts": 1, "list_files": 1},
        {"recordings": 1, "originals": 1, "contacts": 1, "list_lines": 1, "invitations": 1},
        {},
    ]
    assert desk.rows(select(Proposal.number)) == ["US-1"]
    assert desk.rows(select(Upload.sha256).order_by(Upload.id)) == ["p" * 64, None]
    assert desk.rows(select(Delegate.phone)) == ["-"]
    assert desk.rows(select(Batch.report)) == [[]]
    with desk.unit() as unit:
        assert sorted(to_erase(unit)) == [letter * 64 for letter in "dlov"]
    said = select(LogEntry.facts).where(LogEntry.kecamatan_id == office, LogEntry.act == "data.purged")
    assert desk.rows(said.order_by(LogEntry.place)) == days[1:3]


def test_stranger_who_never_came_in_is_forgotten_after_a_month(desk: FrontDesk) -> None:
    desk.office()
    desk.message(72, "halo")
    desk.works()
    assert counts_after(desk, timedelta(days=29)) == {}

    assert counts_after(desk, timedelta(days=2))["strangers"] == 1

    assert desk.rows(select(Chat.id)) == []
    assert desk.rows(select(Outbox.id).where(Outbox.chat_id == 72)) == []
    assert desk.rows(select(Once.key).where(Once.key.endswith(":72"))) == []
    with desk.unit() as unit:  # he would be told again
        tell_first(unit, 72)
    assert len(desk.said(72)) == 1


def test_file_goes_unless_another_row_speaks_of_it(desk: FrontDesk, tmp_path: Path) -> None:
    files = Files(tmp_path)
    one, other, third = (files.put(content) for content in (b"one", b"other", b"third"))
    office = desk.office()
    author = desk.person(office, 71, Post.DELEGASI)
    with desk.unit() as unit:
        season = unit.all(select(Season).where(Season.kecamatan_id == office))[0]
        sent(unit, usulan(unit, season, author), author, office, sha256=other)
        told = {"kind": Said.NOTICE, "text": "x", "state": Waiting.WAITING, "attempts": 0}
        times = {"not_before": unit.now, "created_at": unit.now}
        flags = {"silent": False, "broadcast": False, "pinned": False}
        unit.session.execute(
            insert(Outbox).values(**told, **times, **flags, chat_id=71, file={"stored": third, "name": "a"})
        )
        assert erase(unit, [one, other, third, None]) == 3

    with desk.unit() as unit:
        asked = to_erase(unit)
        kept = spoken_of(unit, asked)
        erased(unit, asked)
    for sha256 in set(asked) - kept:
        files.drop(sha256)

    assert kept == {other, third}
    assert [files.wrong(sha256) for sha256 in (one, other, third)] == ["missing", None, None]
    with desk.unit() as unit:
        assert to_erase(unit) == []


@pytest.mark.parametrize("when", ["fetched", "on the way"])
def test_photo_and_voice_that_were_replaced_stay_on_no_disk(desk: FrontDesk, when: str) -> None:
    """Also when their bytes come in only after another was sent in their place."""
    author = desk.person(desk.office(), 71, Post.DELEGASI)
    with desk.unit() as unit:
        asked = usulan(unit, unit.first(select(Season)), author, title="Jalan")

    def sends(nth: int) -> None:
        with desk.unit() as unit:
            who, what = unit.session.get_one(Person, author), unit.session.get_one(Proposal, asked)
            take(unit, who, what, Sent(f"photo {nth}", f"photo {nth}", 9), "depan")
            take_voice(unit, who, what, Sent(f"voice {nth}", f"voice {nth}", 9, seconds=3))

    def fetches(photo: int, voice: int, shown: str, original: str, spoken: str) -> None:
        with desk.unit() as unit:
            usable(unit, photo, Fetched(shown * 64, 1, original * 64))
            usable(unit, voice, Fetched(spoken * 64, 1, spoken * 64))

    sends(1)
    first = desk.rows(select(Upload.id).order_by(Upload.id))
    if when == "fetched":
        fetches(*first, "p", "o", "v")
    sends(2)
    if when == "on the way":
        fetches(*first, "p", "o", "v")
    fetches(*desk.rows(select(Upload.id).order_by(Upload.id)), "q", "r", "w")

    with desk.unit() as unit:
        assert sorted(to_erase(unit)) == [letter * 64 for letter in "opv"]


def handed(unit: Unit, person: int, days: int, state: Waiting, sha256: str, name: str) -> None:
    """A file was made and sent to somebody so many days ago."""
    at = unit.now - timedelta(days=days)
    file = {"stored": sha256, "name": name}
    unit.add(Outbox(person_id=person, kind=Said.NOTICE, file=file, state=state, not_before=at, created_at=at))


def test_file_that_was_made_to_be_sent_goes_with_its_message(desk: FrontDesk) -> None:
    office = desk.office()
    person = desk.person(office, 71, Post.JFU)
    with desk.unit() as unit:
        season = unit.all(select(Season).where(Season.kecamatan_id == office))[0]
        draft = usulan(unit, season, person)
        sent(unit, draft, person, office, sha256="p" * 64)
        handed(unit, person, 91, Waiting.DONE, "z" * 64, "arsip-uji-2028.zip")
        handed(unit, person, 91, Waiting.DONE, "p" * 64, "foto.jpg")  # of an usulan
        handed(unit, person, 91, Waiting.DONE, "x" * 64, "usulan.xlsx")
        handed(unit, person, 89, Waiting.DONE, "x" * 64, "usulan.xlsx")  # the same bytes, asked for again
        handed(unit, person, 366, Waiting.PARKED, "i" * 64, "insiden-data-pribadi.xlsx")
        handed(unit, person, 91, Waiting.WAITING, "w" * 64, "usulan.xlsx")

    with desk.unit() as unit:
        assert prune_now(unit) == {"outbox": 4}
        asked = to_erase(unit)
        assert set(asked) - spoken_of(unit, asked) == {"z" * 64, "i" * 64}
        erased(unit, asked)

    desk.later(days=2)
    with desk.unit() as unit:
        prune_now(unit)
        asked = to_erase(unit)
        assert set(asked) - spoken_of(unit, asked) == {"x" * 64}


def test_data_saya_that_cannot_be_handed_out_go_after_a_week_as_well(desk: FrontDesk) -> None:
    person = desk.person(desk.office(), 71, Post.DELEGASI)
    with desk.unit() as unit:
        handed(unit, person, 8, Waiting.DONE, "d" * 64, "data-saya.xlsx")
        handed(unit, person, 8, Waiting.PARKED, "e" * 64, "data-saya.zip")
        handed(unit, person, 6, Waiting.PARKED, "f" * 64, "data-saya.zip")

    with desk.unit() as unit:
        assert prune_now(unit) == {"exports": 2}
        asked = to_erase(unit)
        assert set(asked) - spoken_of(unit, asked) == {"d" * 64, "e" * 64}


def test_whatever_was_made_for_somebody_goes_when_he_is_forgotten(desk: FrontDesk) -> None:
    person = desk.person(desk.office(), 71)
    with desk.unit() as unit:
        handed(unit, person, 1, Waiting.DONE, "x" * 64, "usulan.xlsx")
        handed(unit, person, 1, Waiting.DONE, "d" * 64, "data-saya.zip")

    with desk.unit() as unit:
        forget(unit, None, unit.session.get_one(Person, person))

    with desk.unit() as unit:
        asked = to_erase(unit)
        assert set(asked) - spoken_of(unit, asked) == {"x" * 64, "d" * 64}


def test_rewritten_file_holds_nothing_of_what_was_deleted(tmp_path: Path) -> None:
    """Some builds of SQLite write over what is deleted, others leave it in the file: here it is left."""
    path = tmp_path / "left.db"
    database = database_with_tables(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as line:
        line.execute("PRAGMA secure_delete = OFF")
        rows = [(f"Siti Aminah {number}", "2027-01-11") for number in range(500)]
        line.executemany("INSERT INTO once (key, at) VALUES (?, ?)", rows)
        line.execute("DELETE FROM once")
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()

    done = database.rewrite()

    database.close()
    assert (b"Siti Aminah" in before, done) == (True, True)
    assert [one.name for one in tmp_path.iterdir() if b"Siti Aminah" in one.read_bytes()] == []


@contextmanager
def backup_reads(url: str) -> Iterator[None]:
    with snapshot(url) as connection:
        connection.execute(select(Once.id)).all()
        yield


@pytest.mark.parametrize("emptied", [False, True])
def test_file_is_not_written_anew_again_and_again_while_a_backup_reads_it(
    tmp_path: Path, emptied: bool
) -> None:
    """Beside an empty write-ahead log a backup is not seen before: then it is written once."""
    path = tmp_path / "read.db"
    database = database_with_tables(f"sqlite:///{path}")
    with database.unit(START) as unit:
        for number in range(500):
            unit.once(f"Siti Aminah {number}")
        unit.session.execute(delete(Once))
    if emptied:
        assert database.rewrite()
    log = path.with_name("read.db-wal")
    sizes = [log.stat().st_size]

    with backup_reads(f"sqlite:///{path}"):
        for _ in range(3):
            assert not database.rewrite()
            sizes.append(log.stat().st_size)
    with database.engine.connect() as line:
        waits = line.exec_driver_sql("PRAGMA busy_timeout").scalar()
    after = database.rewrite()
    database.close()

    assert sizes[0] == sizes[1] or emptied
    assert sizes[1] == sizes[2] == sizes[3]
    assert (waits, after) == (BUSY_MS, True)
    assert [one.name for one in tmp_path.iterdir() if b"Siti Aminah" in one.read_bytes()] == []


def test_rewriting_that_a_backup_kept_back_is_tried_again_later(tmp_path: Path) -> None:
    """Not at the next tick, and after the backup the mark goes with what was deleted."""
    url = f"sqlite:///{tmp_path}/later.db"
    with FrontDesk(url) as desk:
        desk.now = NIGHT
        with desk.unit() as unit:
            unit.once(REWRITE)
        waits = []

        async def ticks() -> None:
            thread = DatabaseThread()
            scheduler = Scheduler(desk.database, thread, lambda: desk.now, lambda: None, tick=3600)

            def tick() -> None:
                scheduler._due()
                with desk.unit() as unit:
                    waits.append(wants_rewriting(unit))

            with backup_reads(url):
                tick()
            tick()
            desk.later(minutes=10)
            tick()
            scheduler.close()
            thread.close()

        in_a_loop(ticks())

    assert waits == [True, True, False]


def test_what_purge_could_not_write_anew_the_bot_writes_anew_at_night(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/purged.db"
    with FrontDesk(url) as desk:
        desk.now = NIGHT
        with backup_reads(url):
            purge_here(desk.database, lambda: desk.now, Files(tmp_path / "files"))
        with desk.unit() as unit:
            assert wants_rewriting(unit)

        purge_here(desk.database, lambda: desk.now, Files(tmp_path / "files"))

        with desk.unit() as unit:
            assert not wants_rewriting(unit)


def test_it_is_done_once_a_day_by_itself(desk: FrontDesk) -> None:
    with desk.unit() as unit:
        assert (prune(unit), prune(unit)) == (True, False)
    assert desk.rows(select(Person.id)) == []
