"""Updates that are tried one by one and taken back: what came of each, and what it touched."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from telegram import Update

from bot.incoming.handling import run_now
from bot.incoming.known import known
from handlers.talk.arrival import SEARCH, arrival_of, arrive
from handlers.talk.context import DESK, Desk
from models.chat import Chat
from models.people import Person
from models.unit import Unit
from sop.core.refused import Refused
from tests.core.desk import FrontDesk
from tests.rights.held import Held
from tests.rights.watching import Touched, touched_in

_messages = itertools.count(1000)


@dataclass(frozen=True)
class Came:
    """What came of an update."""

    refused: str | None  #: the key of the sentence with which it was refused
    touched: frozenset[Touched] = frozenset()
    said: tuple[tuple[int | None, str, str | None], ...] = ()  #: chat, words with buttons, file
    fault: str | None = None


class Trying:
    """A front desk whose database is held: from now on nothing that anybody does is kept."""

    def __init__(self, desk: FrontDesk) -> None:
        assert isinstance(desk.database, Held)
        self.desk, self.database = desk, desk.database
        self.database.hold()
        self._stack = ExitStack()
        self._unit: Unit | None = None  #: in which presses are refused, one after the other

    def close(self) -> None:
        """Before something else than a refusal is tried, and at the end."""
        self._stack.close()
        self._unit = None

    # ---- how an update looks

    def press(self, user: int, data: str) -> dict[str, Any]:
        return self.desk.makes_press(user, data, message_id=next(_messages))

    def text(self, user: int, words: str) -> dict[str, Any]:
        return self.desk.makes_message(user, words, message_id=next(_messages))

    # ---- how it is tried

    def refusal(self, user: int, body: dict[str, Any]) -> str | None:
        """Why a press is refused, when the handlers refuse it and have touched nothing; else None.

        Routes, rights and handlers as ever, but in one long unit: what is refused leaves nothing
        behind, so the next one finds it as it was. The whole road there and back is tried by `whole`.
        """
        unit, body = self._unit or self._opened(), known(body) or {}
        chat = self._chats.get(user) or unit.get(Chat, user)
        if chat is not None:
            self._chats[user] = chat
        update = Update.de_json(body, self.desk.application.bot)
        laid = Desk(unit, chat or Chat(id=user, answers={}, flood_count=0), update)
        laid.season_id = self._seasons.get(user)
        try:
            self._handled(laid, update)
        except Refused as refused:
            if not (unit.session.new or unit.session.dirty or unit.session.deleted):
                self._known |= laid.held
                self._seasons[user] = laid.season_id
                return refused.key
        except Exception as fault:
            unit.session.rollback()
            self.close()
            return f"fault: {fault!r}"
        self.close()
        return None

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Several updates that follow each other, and what they do to each other; then all is as before."""
        self.close()
        with self.database.taken_back():
            yield

    def does(self, user: int, body: dict[str, Any]) -> Came:
        """A unit of its own, with all that it touches and says; within `taken_back` it stays."""
        connection = self.database.connection
        connection.exec_driver_sql("delete from touched")
        connection.exec_driver_sql("delete from outbox")
        connection.exec_driver_sql("delete from touched")
        body = known(body) or {}
        arrival, refused = arrival_of(body), None
        update = Update.de_json(body, self.desk.application.bot)
        try:
            with self.database.part(connection, self.desk.now) as unit:
                laid = arrive(unit, arrival, update)
                if laid is not None:
                    self._handled(laid, update)
                    if arrival.kind == SEARCH and laid.offer:
                        unit.tell_chat(user, str(laid.offer))
        except Refused as no:
            refused = no.key
        except Exception as fault:
            return Came(None, fault=repr(fault))
        return Came(refused, touched_in(connection), self._said())

    def alone(self, user: int, body: dict[str, Any]) -> Came:
        with self.taken_back():
            return self.does(user, body)

    def whole(self, user: int, body: dict[str, Any]) -> Came:
        """The whole road: stored in the inbox, worked, answered; a refusal with the screen shown again."""
        with self.taken_back():
            connection = self.database.connection
            self.desk.update(body)
            self.desk.works()
            left = connection.exec_driver_sql("select error from inbox where state != 'done'").all()
            fault = f"not handled: {left}" if left else None
            return Came(None, touched_in(connection), self._said(), fault)

    def _handled(self, laid: Desk, update: Update) -> None:
        token = DESK.set(laid)
        try:
            run_now(self.desk.application.process_update(update))
        finally:
            DESK.reset(token)

    def _said(self) -> tuple[tuple[int | None, str, str | None], ...]:
        rows = self.database.connection.exec_driver_sql("select chat_id, text, keyboard, file from outbox")
        return tuple(
            (chat, f"{words} {keys}", None if file == "null" else file)
            for chat, words, keys, file in rows.all()
        )

    def _opened(self) -> Unit:
        connection = self._stack.enter_context(self.database.taken_back())
        unit: Unit = self._stack.enter_context(self.database.part(connection, self.desk.now))
        self._unit = unit
        self._chats: dict[int, Chat] = {}
        self._seasons: dict[int, int | None] = {}
        # Held, or the session forgets them and reads them anew for everybody.
        self._known: set[Any] = set(unit.all(select(Person)))
        return unit
