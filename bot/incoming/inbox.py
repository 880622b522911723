"""From a stored update to its effects: one unit each, driven through PTB in the database thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

import structlog
from sqlalchemy import Connection, Row, bindparam, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from telegram import Update

from bot.clock import Clock
from bot.incoming.claims import AGAIN_AFTER, NOBODY, claimed, oldest
from bot.incoming.handling import run_now
from bot.incoming.known import known
from bot.incoming.prefetch import read_ahead
from bot.incoming.rate_limit import made_at, second_tap, too_fast
from bot.incoming.traced import code_of, traced
from bot.thread import PASSING
from bot.watching.figures import UPDATES
from handlers.home.refusal import answer_refusal, answer_trouble
from handlers.talk.arrival import SEARCH, TALKED, Arrival, arrival_of, arrive
from handlers.talk.context import DESK, App, Ctx, Desk
from handlers.talk.hiding import blanked, may_hold_secret, without_secrets
from models.chat import Inbox
from models.database import inserting
from models.enums import Waiting
from models.unit import Database, Several, Unit
from sop.core.refused import Refused
from sop.flow.approval_effects import anything_due, carry_out_due
from texts import plain

LOG = structlog.get_logger()

TOGETHER = 16  #: updates that share a transaction on SQLite, each behind a savepoint of its own
ATTEMPTS = 3
LATELY = 40  #: rows
_inbox = Inbox.metadata.tables["inbox"]
#: Past the ORM: this is the hot path.
_HANDLED = update(_inbox).where(_inbox.c.id == bindparam("row")).values(state=Waiting.DONE)
LOST_RACES = 5


@dataclass(frozen=True)
class Answer:
    """The call that answers a press or a search, once its unit is stored."""

    method: str
    parameters: dict[str, Any]
    update: str = ""  #: its code, for the log


def store(database: Database, now: datetime, updates: Sequence[object]) -> int | None:
    """Keep a batch of updates; only then may it be acknowledged, up to the number that is returned.

    One that is there already is left alone. However they came: people did it in the order of the numbers.
    """
    kept = [body for body in map(known, updates) if body is not None]
    kept.sort(key=itemgetter("update_id"))
    rows = [
        {
            "update_id": body["update_id"],
            "chat_id": arrival_of(body).chat_id,
            "body": body,
            "state": Waiting.WAITING,
            "attempts": 0,
            "not_before": now,
            "received_at": at,
        }
        for body, at in zip(kept, made_at(kept, now), strict=True)
    ]
    if not rows:
        return None
    insert_here = inserting(database.engine.dialect.name)
    with database.transaction() as connection:
        connection.execute(insert_here(Inbox.__table__).on_conflict_do_nothing(), rows)
    return int(kept[-1]["update_id"])


class Worker:
    """Handles the rows of the inbox, oldest first, in order within a chat."""

    def __init__(self, database: Database, application: App, clock: Clock, user_rate: int) -> None:
        self._database = database
        self._application = application
        self._clock = clock
        self._user_rate = user_rate
        self._lately: deque[int] = deque(maxlen=LATELY)  #: chats of the rows that were handled last

    def handle_next(self) -> list[Answer] | None:
        """Handle what is due, up to a transaction's worth; None when nothing was."""
        now = self._clock()
        answers: list[Answer] = []
        done = 0
        with self._database.transaction() as connection, self._database.several(connection) as several:
            held: set[int | None] = set()  # chats whose update has just failed
            alone = self._database.is_sqlite
            rows = oldest(connection, now, 2 * TOGETHER) if alone else claimed(connection, now, self._lately)
            if rows and anything_due(connection, now):
                self._carry_out(connection)
            for place, row in enumerate(rows):
                if done == TOGETHER:
                    break
                if row.chat_id in held and row.chat_id is not None:
                    continue
                done += 1
                self._lately.append(row.chat_id or NOBODY)
                self._look_ahead(several, rows[place : place + TOGETHER])
                with traced(row.id):
                    answer, finished = self._handle(several, row)
                if answer:
                    answers.append(replace(answer, update=code_of(row.id)))
                if not finished:
                    held.add(row.chat_id)
        return answers if done else None

    def _carry_out(self, connection: Connection) -> None:
        """What is due by now has happened before anybody's next press is looked at."""
        try:
            with self._database.part(connection, self._clock()) as unit:
                carry_out_due(unit)
        except PASSING:
            raise
        except (StaleDataError, IntegrityError):
            LOG.info("carried out by another process")
        except Exception:  # the scheduler tries again; nobody's press waits for it
            LOG.exception("approval not carried out")

    def _look_ahead(self, several: Several, rows: Sequence[Row[Any]]) -> None:
        if several.empty and (chats := {row.chat_id for row in rows if row.chat_id is not None}):
            several.look(lambda session: read_ahead(session, chats))

    def _handle(self, several: Several, row: Row[Any]) -> tuple[Answer | None, bool]:
        """Handle one row; what to answer its press with, and whether it is finished."""
        arrival = arrival_of(row.body)
        try:
            answer = self._act(several, row, arrival)
        except PASSING:
            raise  # not the update's fault: the whole transaction is tried again
        except Exception as fault:
            LOG.exception("update failed", attempt=row.attempts + 1)
            return self._failed(several, row, arrival, fault)
        UPDATES.add(of="handled")
        return answer, True

    def _act(self, several: Several, row: Row[Any], arrival: Arrival) -> Answer | None:
        for _race in range(LOST_RACES):
            try:
                with several.unit(self._clock()) as unit:
                    answer = self._drive(unit, row, arrival)
                    self._done(unit, row.id)
                return answer
            except Refused as refused:
                with several.unit(self._clock()) as unit:
                    answer = self._refuse(unit, row, arrival, refused)
                    self._done(unit, row.id)
                return answer
            except (StaleDataError, IntegrityError):
                continue  # somebody else was first: look again, and be told so
        raise RuntimeError("lost too many races")

    def _drive(self, unit: Unit, row: Row[Any], arrival: Arrival) -> Answer | None:
        found = self._read(row, arrival)
        desk = arrive(unit, arrival, found)
        if desk is None:
            return _press(arrival, None if arrival.private else plain("start.only_private"))
        with without_secrets(desk):
            return self._pass_on(unit, row, arrival, desk, found)

    def _pass_on(
        self, unit: Unit, row: Row[Any], arrival: Arrival, desk: Desk, found: Update
    ) -> Answer | None:
        if arrival.kind != SEARCH and (
            too_fast(unit, desk.chat, row.received_at, self._user_rate)
            or second_tap(unit, desk.chat, arrival, row.received_at)
        ):
            self._forget(unit, row)
            return _press(arrival, None)
        token = DESK.set(desk)
        try:
            run_now(self._application.process_update(found))
        finally:
            DESK.reset(token)
        desk.leave()
        return _found(arrival, desk.offer) if arrival.kind == SEARCH else _press(arrival, desk.alert)

    def _refuse(self, unit: Unit, row: Row[Any], arrival: Arrival, refused: Refused) -> Answer | None:
        found = self._read(row, arrival)
        desk = arrive(unit, arrival, found)
        if desk is None:
            return _press(arrival, None)
        # What this update counted was rolled back with it; what is refused can be a flood too.
        too_fast(unit, desk.chat, row.received_at, self._user_rate)
        second_tap(unit, desk.chat, arrival, row.received_at)
        with without_secrets(desk):
            self._at(desk, found, lambda ctx: answer_refusal(ctx, refused))
        return _press(arrival, desk.alert)

    def _failed(
        self, several: Several, row: Row[Any], arrival: Arrival, fault: Exception
    ) -> tuple[Answer | None, bool]:
        last = row.attempts + 1 >= ATTEMPTS
        UPDATES.add(of="parked" if last else "failed")
        with several.unit(self._clock()) as unit:
            state = Waiting.PARKED if last else Waiting.WAITING
            values: dict[str, Any] = {
                "attempts": row.attempts + 1,
                "not_before": unit.now + AGAIN_AFTER,
                "error": type(fault).__name__,
            }
            if last and may_hold_secret(
                unit, arrival
            ):  # it is kept for a year, and read by who looks for faults
                values["body"] = blanked(row.body)
                if arrival.chat_id is not None and arrival.message_id is not None:
                    unit.delete_message(arrival.chat_id, arrival.message_id)
            unit.session.execute(update(Inbox).where(Inbox.id == row.id).values(state=state, **values))
        if last:
            self._tell_trouble(several, row, arrival)
        return (_press(arrival, None) if last else None), last

    def _tell_trouble(self, several: Several, row: Row[Any], arrival: Arrival) -> None:
        try:
            with several.unit(self._clock()) as unit:
                found = self._read(row, arrival)
                desk = arrive(unit, arrival, found)
                if desk is not None:
                    self._at(desk, found, lambda ctx: answer_trouble(ctx, code_of(row.id)))
        except PASSING:
            raise
        except Exception:  # an update that nobody can even read is parked without words
            LOG.exception("trouble not told")

    def _read(self, row: Row[Any], arrival: Arrival) -> Update:
        """As PTB's handlers want it. The bot's standing in a chat is no affair of theirs."""
        body = row.body if arrival.kind in TALKED else {"update_id": row.body["update_id"]}
        return Update.de_json(body, self._application.bot)

    def _at(self, desk: Desk, found: Update, act: Any) -> None:
        token = DESK.set(desk)
        try:
            act(Ctx.from_update(found, self._application))
        finally:
            DESK.reset(token)

    def _done(self, unit: Unit, row_id: int) -> None:
        unit.session.connection().execute(_HANDLED, {"row": row_id})

    def _forget(self, unit: Unit, row: Row[Any]) -> None:
        """What was not handled need not be kept for its thirty days, but for its number."""
        kept = {"update_id": row.body["update_id"]}
        unit.session.execute(update(Inbox).where(Inbox.id == row.id).values(body=kept))


def _press(arrival: Arrival, text: str | None) -> Answer | None:
    """Stop the spinner on the button; a search that is not handled is left without an answer."""
    if arrival.query_id is None or arrival.kind == SEARCH:
        return None
    words = {"text": text, "show_alert": True} if text else {}
    return Answer("answerCallbackQuery", {"callback_query_id": arrival.query_id, **words})


def _found(arrival: Arrival, offer: dict[str, Any] | None) -> Answer | None:
    """What was found is for who searched; his phone keeps it for a minute."""
    if arrival.query_id is None or offer is None:
        return None
    kept = {"is_personal": True, "cache_time": 60}
    return Answer("answerInlineQuery", {"inline_query_id": arrival.query_id, **kept, **offer})
