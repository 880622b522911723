"""The outbox as rows: what is due, and what became of it. Fixed Core statements: this is the hot path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, exists, insert, select, update

from bot.outgoing.files import File, file_of
from bot.thread import PASSING
from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.paper import Paper
from models.people import Person
from models.unit import Database, Unit
from sop.notices import could_not_tell, not_sent
from sop.signing.one_time import addressed

LOG = structlog.get_logger()

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
        _outbox.c.topic,
        _outbox.c.silent,
        _outbox.c.broadcast,
        _outbox.c.pinned,
        _outbox.c.attempts,
        _chat.c.home_message_id,
        _chat.c.newest_message_id,
        _chat.c.prompt_message_id,
    )
    .select_from(_outbox.outerjoin(_chat, _chat.c.id == _outbox.c.chat_id))
    .where(
        _outbox.c.state == Waiting.WAITING,
        _outbox.c.chat_id.is_not(None),
        _outbox.c.chat_id.not_in(bindparam("busy", expanding=True)),
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
#: What was held (a verdict that could be taken back) waits like all else once its time has come.
_RIPE = (
    update(Outbox)
    .where(_outbox.c.state == Waiting.HELD, _outbox.c.not_before <= bindparam("now"))
    .values(state=Waiting.WAITING)
)


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
    topic: str | None
    silent: bool
    broadcast: bool
    pinned: bool
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
    left: tuple[int, ...] = ()  #: messages that should go and could not yet
    sent: bool = False
    error: str | None = None
    blocked: bool = False
    retry_after: float | None = None
    counts: bool = True

    @property
    def parked(self) -> bool:
        """It will not be tried again."""
        tries_on = self.retry_after is not None and (self.job.attempts < ATTEMPTS or not self.counts)
        return not self.sent and not tries_on

    @property
    def outcome(self) -> str:
        """In a word, for the figures."""
        if self.sent:
            return "sent"
        if self.blocked:
            return "blocked"
        return "parked" if self.parked else "again"


def due(database: Database, now: datetime, busy: frozenset[int], most: int) -> list[Job]:
    """What may be sent now, replies first, in order within a chat; nothing of a chat that is spoken to."""
    with database.transaction() as connection:
        connection.execute(_RIPE, {"now": now})
        rows = connection.execute(_DUE, {"now": now, "most": most, "busy": list(busy)}).all()
        return [_job(connection, row) for row in rows]


def begun(database: Database, job: Job) -> None:
    """A file is about to go out: if the process dies now, its second coming says that it is one."""
    with database.transaction() as connection:
        connection.execute(update(Outbox).where(Outbox.id == job.id).values(attempts=job.attempts + 1))


def with_pages(database: Database, now: datetime, job: Job, root: str | None) -> Job:
    """Buttons of one-time pages get their address now, and only its hash is kept; without `root` they go."""
    rows: list[Any] = []
    with database.unit(now) as unit:
        for row in job.keyboard:
            keys = [_opening(unit, key, root) for key in row]
            rows.append([key for key in keys if key is not None])
    return replace(job, keyboard=[row for row in rows if row])


def _opening(unit: Unit, key: dict[str, Any], root: str | None) -> dict[str, Any] | None:
    if "page" not in key:
        return key
    return {"text": key["text"], "url": f"{root}/s/{addressed(unit, key['page'])}"} if root else None


def hurry(database: Database, now: datetime) -> None:
    """Telegram is back: what waits for another try need not wait any longer."""
    with database.transaction() as connection:
        connection.execute(
            update(Outbox)
            .where(_outbox.c.state == Waiting.WAITING, _outbox.c.not_before > now)
            .values(not_before=now)
        )


def keep(database: Database, now: datetime, results: Sequence[Result]) -> None:
    """Note what became of a batch, and tell the office about people who could not be told."""
    with database.transaction() as connection:
        for result in sorted(results, key=lambda result: result.job.chat_id):
            _keep(connection, now, result)
        parked = [result for result in results if result.parked and result.job.person_id is not None]
        if parked:
            _complain(database, connection, now, parked)


def _complain(database: Database, connection: Connection, now: datetime, parked: Sequence[Result]) -> None:
    try:
        with database.part(connection, now) as unit:
            for person_id in {result.job.person_id for result in parked if result.blocked}:
                could_not_tell(unit, person_id)
            for result in parked:
                if not result.blocked and result.job.kind == Said.NOTICE:
                    not_sent(unit, result.job.person_id, result.job.id)
    except PASSING:
        raise
    except Exception:  # or the messages would not be marked, and go out again and again
        LOG.exception("could not complain", outbox=[result.job.id for result in parked])


def _keep(connection: Connection, now: datetime, result: Result) -> None:
    job = result.job
    values: dict[str, Any]
    if result.sent:
        values = {"state": Waiting.DONE, "sent_at": now, "error": None}
        if job.kind == Said.NOTICE:
            values["message_id"] = result.message_id
    elif result.parked:
        values = {"state": Waiting.PARKED, "error": result.error or "gave up"}
    else:
        later = now + timedelta(seconds=result.retry_after or 0)
        values = {"not_before": later, "attempts": job.attempts + (1 if result.counts else 0)}
    connection.execute(update(Outbox).where(Outbox.id == job.id).values(**values))
    if result.sent:
        _sent(connection, now, result)
    if result.blocked and job.person_id is not None:
        connection.execute(
            update(Person)
            .where(Person.id == job.person_id, Person.blocked_at.is_(None))
            .values(blocked_at=now)
        )


def _sent(connection: Connection, now: datetime, result: Result) -> None:
    """What a message that is out changes besides its row."""
    job = result.job
    changes: dict[Said, dict[str, Any]] = {
        Said.HOME: {"home_message_id": result.home_message_id},
        Said.PROMPT: {"prompt_message_id": result.message_id},
        Said.UNPROMPT: {"prompt_message_id": None},
    }
    if chat := changes.get(job.kind):
        connection.execute(update(Chat).where(Chat.id == job.chat_id).values(**chat))
    if result.file_id and job.file and job.file.paper_id is not None:
        wanted = update(Paper).where(Paper.id == job.file.paper_id)
        column = "sealed_file_id" if job.file.sealed else "file_id"
        connection.execute(wanted.values({column: result.file_id}))
    for message_id in result.left:
        _queue(connection, now, job, kind=Said.DELETE, message_id=message_id)
    if job.kind == Said.NOTICE and job.topic is not None:
        _overtaken(connection, now, result)


def _overtaken(connection: Connection, now: datetime, result: Result) -> None:
    """The request was settled, or taken back, while its copy was on the way: so it is where it arrived."""
    row = connection.execute(
        select(_outbox.c.text, _outbox.c.keyboard, _outbox.c.file).where(_outbox.c.id == result.job.id)
    ).first()
    if row is not None and row.text is None:
        _queue(connection, now, result.job, kind=Said.DELETE, message_id=result.message_id)
    elif row is not None and row.text != result.job.text:
        words = {"text": row.text, "keyboard": row.keyboard, "file": {"caption": True} if row.file else None}
        _queue(connection, now, result.job, kind=Said.EDIT, message_id=result.message_id, **words)


def _queue(connection: Connection, now: datetime, job: Job, **values: Any) -> None:
    connection.execute(
        insert(Outbox).values(
            chat_id=job.chat_id,
            person_id=job.person_id,
            state=Waiting.WAITING,
            silent=False,
            broadcast=False,
            attempts=0,
            not_before=now,
            created_at=now,
            **values,
        )
    )


def _job(connection: Connection, row: Any) -> Job:
    file = row.file or {}
    return Job(
        id=row.id,
        chat_id=row.chat_id,
        person_id=row.person_id,
        kind=Said(row.kind),
        text=row.text,
        keyboard=row.keyboard or [],
        file=file_of(connection, file),
        caption=bool(file.get("caption")),
        message_id=row.message_id,
        topic=row.topic,
        silent=row.silent,
        broadcast=row.broadcast,
        pinned=row.pinned,
        attempts=row.attempts,
        home_message_id=row.home_message_id,
        newest_message_id=row.newest_message_id,
        prompt_message_id=row.prompt_message_id,
    )
