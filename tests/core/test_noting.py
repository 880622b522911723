"""What a process that died has noted as sent is stored; what is no note of ours changes nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.outgoing.results import keep
from bot.outgoing.rows import Result, due
from bot.outgoing.sent_journal import Notes, notes_beside
from models.chat import Outbox
from models.enums import Waiting
from tests.core.desk import FrontDesk

pytestmark = pytest.mark.quick


def test_only_whole_notes_of_rows_that_still_wait_are_believed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    with FrontDesk(url) as desk:
        with desk.unit() as unit:
            for chat in (71, 72, 73):
                unit.tell_chat(chat, f"Kabar {chat}")
        first, second, third = due(desk.database, desk.now, frozenset(), 10)
        dying = notes_beside(url)
        dying.note(Result(first, message_id=901, sent=True))
        dying.note(Result(second, message_id=902, retry_after=2.0))  # it has not come through
        place = tmp_path / "desk.db.sent"
        (line,) = place.read_text().splitlines()
        elsewhere = json.dumps(json.loads(line) | {"id": third.id})  # of another database: not this chat
        place.write_text(f"{line}\n{elsewhere}\n{line[:40]}{line}\n{line[:50]}")

        notes_beside(url).keeps_left(desk.database, desk.now)

        found = desk.rows(select(Outbox).order_by(Outbox.chat_id))
        assert [(row.state, row.message_id) for row in found] == [
            (Waiting.DONE, 901),
            (Waiting.WAITING, None),
            (Waiting.WAITING, None),
        ]
        assert place.read_bytes() == b""


def test_when_all_is_stored_nothing_is_left_and_without_a_file_nothing_is_noted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    with FrontDesk(url) as desk:
        with desk.unit() as unit:
            unit.tell_chat(71, "Kabar")
        (job,) = due(desk.database, desk.now, frozenset(), 10)
        sent, notes, none = Result(job, message_id=901, sent=True), notes_beside(url), Notes(None)
        for one in (notes, none):
            one.note(sent)
        assert (tmp_path / "desk.db.sent").read_bytes() != b""

        for one in (notes, none):
            one.stored([sent])
            one.keeps_left(desk.database, desk.now)

        assert (tmp_path / "desk.db.sent").read_bytes() == b""
        assert notes_beside("postgresql://bot@db/musrenbang").keeps_left(desk.database, desk.now) is None
        assert desk.rows(select(Outbox.state)) == [Waiting.WAITING]


def test_a_disk_that_does_not_let_go_of_the_notes_keeps_nobody_from_sending(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    with FrontDesk(url) as desk:
        with desk.unit() as unit:
            unit.tell_chat(71, "Kabar")
        (job,) = due(desk.database, desk.now, frozenset(), 10)
        sent, notes = Result(job, message_id=901, sent=True), notes_beside(url)
        notes.note(sent)
        keep(desk.database, desk.now, [sent])
        assert notes._file is not None
        os.close(notes._file)
        notes._file = os.open(tmp_path / "desk.db.sent", os.O_RDONLY)  # nothing can be taken out of it

        notes.stored([sent])
        os.close(notes._file)
        notes_beside(url).keeps_left(desk.database, desk.now)

        assert (tmp_path / "desk.db.sent").read_bytes() == b""
        assert [(row.state, row.message_id) for row in desk.rows(select(Outbox))] == [(Waiting.DONE, 901)]


def test_over_postgresql_the_notes_of_a_dead_process_are_taken_and_those_of_a_living_one_left(
    tmp_path: Path,
) -> None:
    address = "postgresql+psycopg://bot@db/musrenbang"  # whose notes they are; the rows are the desk's
    with FrontDesk(f"sqlite:///{tmp_path}/desk.db") as desk:
        with desk.unit() as unit:
            unit.tell_chat(71, "Kabar")
        (job,) = due(desk.database, desk.now, frozenset(), 10)
        process = notes_beside(address, tmp_path)
        process.note(Result(job, message_id=901, sent=True))

        notes_beside(address, tmp_path).keeps_left(desk.database, desk.now)
        assert desk.rows(select(Outbox.state)) == [Waiting.WAITING]

        assert process._file is not None
        os.close(process._file)  # as the system does when it dies
        notes_beside("postgresql+psycopg://bot@db/lain", tmp_path).keeps_left(desk.database, desk.now)
        assert desk.rows(select(Outbox.state)) == [Waiting.WAITING]
        notes_beside(address, tmp_path).keeps_left(desk.database, desk.now)

        assert [(row.state, row.message_id) for row in desk.rows(select(Outbox))] == [(Waiting.DONE, 901)]
        assert list(tmp_path.glob("*.sent")) == []
