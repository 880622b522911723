"""What became of what was said, noted in batches; whoever comes second with a message tidies up.

A row is marked only while it still waits. Where it does not, the person has gone on while it was on its way,
or another process has said it too: a leader that lost its lock with a call on its way (bot/processes.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row, Update, bindparam, insert, select, update

from bot.outgoing.rows import LONGEST_WAIT, Job, Result
from bot.thread import PASSING
from models.chat import Chat
from models.enums import Said, Waiting
from models.paper import Paper
from models.people import Person
from models.tables import METADATA
from models.unit import Database
from sop.core.notices import could_not_tell, not_sent

LOG = structlog.get_logger()

_outbox, _chat = METADATA.tables["outbox"], METADATA.tables["chat"]
#: What an older one must not overwrite for good.
_LASTING = (Said.HOME, Said.EDIT, Said.MENU)

#: What changes the chat's row when it is said.
_OF_CHAT = (Said.HOME, Said.PROMPT, Said.UNPROMPT)

# Fixed statements, past the ORM: this is the hot path.
_CHATS = (
    select(_chat.c.id)
    .where(_chat.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_chat.c.id)
    .with_for_update()
)
_STANDING = (
    select(_outbox.c.id, _outbox.c.state)
    .where(_outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_outbox.c.id)
    .with_for_update()
)
_ROW = update(_outbox).where(_outbox.c.id == bindparam("row"))
_OUT = _ROW.values(state=Waiting.DONE, sent_at=bindparam("at"), error=None, message_id=bindparam("message"))
_GIVEN_UP = _ROW.values(state=Waiting.PARKED, error=bindparam("why"))
_AGAIN = _ROW.values(not_before=bindparam("later"), attempts=bindparam("tries"), chat_id=bindparam("chat"))
_HOME_OF = select(_chat.c.home_message_id).where(_chat.c.id == bindparam("chat")).with_for_update()
_HOME = update(_chat).where(_chat.c.id == bindparam("chat")).values(home_message_id=bindparam("home"))
_QUEUED = insert(_outbox)


def keep(database: Database, now: datetime, results: Sequence[Result]) -> None:
    """Note what became of a batch, and tell the office about people who could not be told."""
    ordered = sorted(results, key=lambda result: result.job.chat_id)
    chats = {result.job.chat_id for result in results if result.sent and result.job.kind in _OF_CHAT}
    with database.transaction() as connection:
        # Whoever presses stores his chat before his messages: in another order it is a deadlock.
        if chats and not database.is_sqlite:
            connection.execute(_CHATS, {"ids": list(chats)})
        waited = _mark(connection, now, ordered)
        for result in ordered:
            if result.sent:
                _sent(connection, now, result) if result.job.id in waited else _late(connection, now, result)
            if result.blocked:
                _blocked(connection, now, result.job)
        parked = [result for result in results if result.parked and result.job.person_id is not None]
        if parked:
            _complain(database, connection, now, parked)


def set_aside(database: Database, _now: datetime, results: Sequence[Result]) -> None:
    """What cannot be noted of these is left to who reads the log; their rows must not be sent for ever."""
    with database.transaction() as connection:
        for result in results:
            mark = _GIVEN_UP.where(_outbox.c.state == Waiting.WAITING)
            connection.execute(mark, {"row": result.job.id, "why": "what became of it cannot be noted"})


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


def _mark(connection: Connection, now: datetime, results: Sequence[Result]) -> set[int]:
    """Write down in the rows what became of them; which of those that were sent had still been waiting."""
    ids = [result.job.id for result in results]
    states = {row.id: row.state for row in connection.execute(_STANDING, {"ids": ids})}
    marks: dict[Update, list[dict[str, Any]]] = {_OUT: [], _GIVEN_UP: [], _AGAIN: []}
    waited: set[int] = set()
    for result in results:
        job, state = result.job, states.get(result.job.id)
        # What another process gave up and we have sent is sent.
        if state != Waiting.WAITING and not (result.sent and state == Waiting.PARKED):
            continue
        if result.sent:
            message = result.message_id if job.kind == Said.NOTICE else job.message_id
            marks[_OUT].append({"row": job.id, "at": now, "message": message})
            waited.add(job.id)
        elif result.parked:
            marks[_GIVEN_UP].append({"row": job.id, "why": result.error or "gave up"})
        else:
            # A longer one would count as noted before the clock went back, and be no wait at all.
            wait = min(result.retry_after or 0, LONGEST_WAIT.total_seconds())
            later = now + timedelta(seconds=wait)
            tries = job.attempts + (1 if result.counts else 0)
            chat = job.chat_id if result.moved_to is None else result.moved_to
            marks[_AGAIN].append({"row": job.id, "later": later, "tries": tries, "chat": chat})
    for mark, rows in marks.items():
        if rows:
            connection.execute(mark, rows)
    return waited


def _blocked(connection: Connection, now: datetime, job: Job) -> None:
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
    chat, home = result.job.chat_id, result.home_message_id
    there = _home_of(connection, chat)
    if there in (result.home_before, home):  # as known; or who is quick has pressed on it already
        if there != home:
            connection.execute(_HOME, {"chat": chat, "home": home})
    elif result.message_id is not None and result.message_id > (there or 0):
        connection.execute(_HOME, {"chat": chat, "home": home})
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
        if _home_of(connection, job.chat_id) != result.message_id:
            _take_away(connection, now, job, result.message_id)
    elif job.kind == Said.NOTICE:  # taken back meanwhile, or another process has said it too
        if row is None or row.message_id != result.message_id:
            _take_away(connection, now, job, result.message_id)
    elif job.kind in _LASTING:
        _say_newest_again(connection, now, job)
    elif job.kind == Said.PROMPT and _prompt_of(connection, job.chat_id) == result.message_id:
        pass  # this is it: the answer to the COMMIT was lost, and it is kept once more
    else:
        _take_away(connection, now, job, result.message_id, *result.left)


def _home_of(connection: Connection, chat_id: int) -> int | None:
    return connection.execute(_HOME_OF, {"chat": chat_id}).scalar()


def _prompt_of(connection: Connection, chat_id: int) -> int | None:
    return connection.execute(select(_chat.c.prompt_message_id).where(_chat.c.id == chat_id)).scalar()


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
    usual: dict[str, Any] = {
        "chat_id": job.chat_id,
        "person_id": job.person_id,
        "state": Waiting.WAITING,
        "attempts": 0,
    }
    usual |= {"silent": False, "broadcast": False, "pinned": False, "not_before": now, "created_at": now}
    connection.execute(_QUEUED, usual | values)
