"""What became of what was said, noted in batches; whoever comes second with a message tidies up.

A row is marked only while it still waits. Where it does not, the person has gone on while it was on its way,
or another process has said it too: a keeper that lost its lock with a call on its way (bot/several.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.outgoing.rows import Job, Result
from bot.thread import PASSING
from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.paper import Paper
from models.people import Person
from models.unit import Database
from sop.notices import could_not_tell, not_sent

LOG = structlog.get_logger()

_outbox = Outbox.__table__
#: What an older one must not overwrite for good.
_LASTING = (Said.HOME, Said.EDIT, Said.MENU)


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
        if result.moved_to is not None:
            values["chat_id"] = result.moved_to
    # What another process gave up and we have sent is sent.
    open_still = (Waiting.WAITING, Waiting.PARKED) if result.sent else (Waiting.WAITING,)
    row = update(Outbox).where(Outbox.id == job.id, Outbox.state.in_(open_still))
    marked = connection.execute(row.values(**values)).rowcount == 1
    if result.sent:
        _sent(connection, now, result) if marked else _late(connection, now, result)
    if result.blocked:
        # What only changes or deletes a message names no person, but his chat.
        owner = select(Chat.person_id).where(Chat.id == job.chat_id).scalar_subquery()
        who = Person.id == (owner if job.person_id is None else job.person_id)
        connection.execute(update(Person).where(who, Person.blocked_at.is_(None)).values(blocked_at=now))


def _sent(connection: Connection, now: datetime, result: Result) -> None:
    """What a message that is out changes besides its row."""
    job = result.job
    changes: dict[Said, dict[str, Any]] = {
        Said.PROMPT: {"prompt_message_id": result.message_id},
        Said.UNPROMPT: {"prompt_message_id": None},
    }
    if chat := changes.get(job.kind):
        connection.execute(update(Chat).where(Chat.id == job.chat_id).values(**chat))
    if result.file_id and job.file and job.file.paper_id is not None:
        wanted = update(Paper).where(Paper.id == job.file.paper_id)
        column = "sealed_file_id" if job.file.sealed else "file_id"
        connection.execute(wanted.values({column: result.file_id}))
    if job.kind == Said.HOME:
        _home(connection, now, result)
    _take_away(connection, now, job, *result.left)
    if job.kind == Said.NOTICE and job.topic is not None:
        _overtaken(connection, now, result)


def _home(connection: Connection, now: datetime, result: Result) -> None:
    """The chat's home is where the screen is now; of two that claim to be it, the lower one."""
    chat = update(Chat).where(Chat.id == result.job.chat_id).values(home_message_id=result.home_message_id)
    as_known = or_(
        Chat.home_message_id.is_not_distinct_from(result.home_before),
        Chat.home_message_id == result.home_message_id,  # who is quick has pressed on it already
    )
    if connection.execute(chat.where(as_known)).rowcount == 1:
        return
    there = _home_of(connection, result.job)
    if result.message_id is not None and result.message_id > (there or 0):
        connection.execute(chat)
        _take_away(connection, now, result.job, there)
    else:
        _take_away(connection, now, result.job, result.message_id)
        _say_newest_again(connection, now, result.job, itself=True)


def _overtaken(connection: Connection, now: datetime, result: Result) -> None:
    """The request was settled while its copy was on the way: so it is where it arrived."""
    row = connection.execute(
        select(_outbox.c.text, _outbox.c.keyboard, _outbox.c.file).where(_outbox.c.id == result.job.id)
    ).one()
    if row.text != result.job.text:
        words = {"text": row.text, "keyboard": row.keyboard, "file": {"caption": True} if row.file else None}
        _queue(connection, now, result.job, kind=Said.EDIT, message_id=result.message_id, **words)


def _late(connection: Connection, now: datetime, result: Result) -> None:
    """It is out, but its row waited no longer: what it left in the chat is put right."""
    job = result.job
    row = connection.execute(select(_outbox.c.message_id).where(_outbox.c.id == job.id)).first()
    if job.kind == Said.HOME and row is None and _newest(connection, job, Waiting.WAITING):
        # The person went on; the next screen comes where this one stands.
        _home(connection, now, result)
        _take_away(connection, now, job, *result.left)
    elif job.kind == Said.HOME and result.message_id is not None:
        # Unless it has been pressed: then it is the home, and what follows is shown in it.
        if _home_of(connection, job) != result.message_id:
            _take_away(connection, now, job, result.message_id)
    elif job.kind == Said.NOTICE:  # taken back meanwhile, or another process has said it too
        if row is None or row.message_id != result.message_id:
            _take_away(connection, now, job, result.message_id)
    elif job.kind in _LASTING:
        _say_newest_again(connection, now, job)
    else:
        _take_away(connection, now, job, result.message_id, *result.left)


def _home_of(connection: Connection, job: Job) -> int | None:
    return connection.execute(select(Chat.home_message_id).where(Chat.id == job.chat_id)).scalar()


def _say_newest_again(connection: Connection, now: datetime, job: Job, *, itself: bool = False) -> None:
    """An older text came after a newer one, to the same place: the newer one is to stand there."""
    newest = _newest(connection, job)
    if newest is None or newest.state == Waiting.WAITING or (newest.id == job.id and not itself):
        return
    values = {"kind": job.kind, "text": newest.text, "keyboard": newest.keyboard, "file": newest.file}
    _queue(connection, now, job, message_id=newest.message_id, **values)


def _newest(connection: Connection, job: Job, *states: Waiting) -> Row[Any] | None:
    """The newest row that speaks to the same place, from this one on."""
    same = [_outbox.c.chat_id == job.chat_id, _outbox.c.kind == job.kind, _outbox.c.id >= job.id]
    same.append(_outbox.c.state.in_(states or (Waiting.WAITING, Waiting.DONE, Waiting.PARKED)))
    if job.kind == Said.EDIT:
        same.append(_outbox.c.message_id == job.message_id)
    return connection.execute(select(_outbox).where(*same).order_by(_outbox.c.id.desc()).limit(1)).first()


def _take_away(connection: Connection, now: datetime, job: Job, *message_ids: int | None) -> None:
    """They are deleted next, by rows of their own: a kill leaves none of them behind."""
    for message_id in message_ids:
        if message_id is not None:
            _queue(connection, now, job, kind=Said.DELETE, message_id=message_id)


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
