"""The outbox as rows: what is due, and what became of it. Fixed Core statements: this is the hot path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, select, update

from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.paper import Paper
from models.people import Person
from models.proposal import Upload
from models.unit import Database
from sop.notices import could_not_tell

ATTEMPTS = 60  #: half an hour of trouble; then somebody has to look

_outbox, _chat = Outbox.__table__, Chat.__table__
_earlier = _outbox.alias("earlier")
_DUE = (
    select(
        _outbox.c.id,
        _outbox.c.chat_id,
        _outbox.c.person_id,
        _outbox.c.kind,
        _outbox.c.text,
        _outbox.c.keyboard,
        _outbox.c.file,
        _outbox.c.message_id,
        _outbox.c.silent,
        _outbox.c.broadcast,
        _outbox.c.attempts,
        _chat.c.home_message_id,
        _chat.c.newest_message_id,
        _chat.c.prompt_message_id,
    )
    .select_from(_outbox.outerjoin(_chat, _chat.c.id == _outbox.c.chat_id))
    .where(
        _outbox.c.state == Waiting.WAITING,
        _outbox.c.chat_id.is_not(None),
        # A message that has to wait holds those behind it in its chat, and nobody else's.
        ~exists().where(
            _earlier.c.chat_id == _outbox.c.chat_id,
            _earlier.c.state == Waiting.WAITING,
            _earlier.c.id <= _outbox.c.id,
            _earlier.c.not_before > bindparam("now"),
        ),
    )
    .order_by(_outbox.c.broadcast, _outbox.c.id)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class File:
    """What goes with a message: known to Telegram already, or bytes of ours by their hash."""

    name: str
    kind: str  #: "document" or "photo"
    file_id: str | None
    sha256: str | None
    paper_id: int | None


@dataclass(frozen=True)
class Job:
    """One row to send."""

    id: int
    chat_id: int
    person_id: int | None
    kind: Said
    text: str | None
    keyboard: list[Any]
    file: File | None
    caption: bool  #: of EDIT: the message carries a file
    message_id: int | None
    silent: bool
    broadcast: bool
    attempts: int
    home_message_id: int | None
    newest_message_id: int | None
    prompt_message_id: int | None


@dataclass(frozen=True)
class Result:
    """What became of it."""

    job: Job
    home_message_id: int | None = None
    message_id: int | None = None
    file_id: str | None = None
    sent: bool = False
    error: str | None = None
    blocked: bool = False
    retry_after: float | None = None
    counts: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


def due(database: Database, now: datetime, busy: frozenset[int], most: int) -> list[Job]:
    """What may be sent now, replies first, in order within a chat."""
    with database.transaction() as connection:
        rows = connection.execute(_DUE, {"now": now, "most": most + len(busy)}).all()
        return [_job(connection, row) for row in rows if row.chat_id not in busy]


def keep(database: Database, now: datetime, results: Sequence[Result]) -> None:
    """Note what became of a batch."""
    with database.transaction() as connection:
        for result in sorted(results, key=lambda result: result.job.chat_id):
            _keep(connection, now, result)
    blocked = [result.job for result in results if result.blocked and result.job.person_id is not None]
    failed = [result for result in results if result.error is not None and result.job.kind == Said.NOTICE]
    if blocked or failed:
        with database.unit(now) as unit:
            for person_id in {job.person_id for job in blocked}:
                could_not_tell(unit, person_id)


def _keep(connection: Connection, now: datetime, result: Result) -> None:
    job = result.job
    values: dict[str, Any]
    if result.sent:
        values = {"state": Waiting.DONE, "sent_at": now, "error": None}
        if job.kind == Said.NOTICE:
            values["message_id"] = result.message_id
    elif result.retry_after is not None and (job.attempts < ATTEMPTS or not result.counts):
        later = now + timedelta(seconds=result.retry_after)
        values = {"not_before": later, "attempts": job.attempts + (1 if result.counts else 0)}
    else:
        values = {"state": Waiting.PARKED, "error": result.error or "gave up"}
    connection.execute(update(_outbox).where(_outbox.c.id == job.id).values(**values))
    if job.kind == Said.HOME and result.sent:
        connection.execute(update(_chat).where(_chat.c.id == job.chat_id).values(home_message_id=result.home_message_id))
    elif job.kind == Said.PROMPT and result.sent:
        connection.execute(update(_chat).where(_chat.c.id == job.chat_id).values(prompt_message_id=result.message_id))
    elif job.kind == Said.UNPROMPT and result.sent:
        connection.execute(update(_chat).where(_chat.c.id == job.chat_id).values(prompt_message_id=None))
    if result.file_id and job.file and job.file.paper_id is not None:
        paper = Paper.__table__
        connection.execute(update(paper).where(paper.c.id == job.file.paper_id).values(file_id=result.file_id))
    if result.blocked and job.person_id is not None:
        person = Person.__table__
        connection.execute(
            update(person).where(person.c.id == job.person_id, person.c.blocked_at.is_(None)).values(blocked_at=now)
        )


def _job(connection: Connection, row: Row[Any]) -> Job:
    file = row.file or {}
    return Job(
        id=row.id,
        chat_id=row.chat_id,
        person_id=row.person_id,
        kind=Said(row.kind),
        text=row.text,
        keyboard=row.keyboard or [],
        file=_file(connection, file),
        caption=bool(file.get("caption")),
        message_id=row.message_id,
        silent=row.silent,
        broadcast=row.broadcast,
        attempts=row.attempts,
        home_message_id=row.home_message_id,
        newest_message_id=row.newest_message_id,
        prompt_message_id=row.prompt_message_id,
    )


def _file(connection: Connection, file: dict[str, Any]) -> File | None:
    if "paper" in file:
        paper = connection.execute(
            select(Paper.key, Paper.edition, Paper.stage, Paper.file_id, Paper.sha256).where(Paper.id == file["paper"])
        ).one()
        return File(f"{paper.key}-v{paper.edition}.pdf", "document", paper.file_id, paper.sha256, file["paper"])
    if "upload" in file:
        upload = connection.execute(select(Upload.file_id, Upload.sha256, Upload.as_document).where(Upload.id == file["upload"])).one()
        return File("foto.jpg", "document" if upload.as_document else "photo", upload.file_id, upload.sha256, None)
    return None
