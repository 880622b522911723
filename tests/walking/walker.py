"""A walk through the chat: every button of every screen is pressed, each press from the state it stood in."""

from __future__ import annotations

import itertools
import re
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from models.chat import Chat, Inbox, Outbox
from models.enums import Said
from models.notice import unmarked
from models.unit import Database
from tests.core.desk import FrontDesk

_messages = itertools.count(10)

#: What a person might write; where a question takes one of them, the walk goes on behind it.
TYPED = (
    "Saluran tersumbat, air meluap ke 20 rumah setiap hujan.",
    "Gang Mawar depan musala, RT 03/RW 05",
    "40",
    "25 KK 90 jiwa",
    "18 Januari 2027",
    "09.00",
    "Siti Aminah, S.E.",
    "0812-3456-7890",
)


@dataclass(frozen=True)
class Shown:
    """A message as the phone gets it."""

    kind: Said
    text: str
    labels: tuple[str, ...]
    file: bool


@dataclass
class Step:
    """One press or one typed answer, what it cost, and all that came of it for whoever did it."""

    user: int
    act: str  #: the button's data, or what was typed
    sign: str  #: the kind of press: its word, and the conversation it stood in
    seconds: float  #: of the walk's clock, for its unit of work
    shown: list[Shown]
    alert: str | None
    state: str  #: of the inbox row afterwards
    buttons: list[str]  #: the data of those on the screens that it brought
    talk: str | None  #: the conversation that is open behind it


@dataclass
class _Stand:
    """Where somebody stands: the whole database, and the buttons before him."""

    memory: bytes
    buttons: list[str]
    talk: str | None

    @property
    def question(self) -> str:
        """The question that is open, as its [Kembali] says."""
        return next((act.split(":")[2] for act in self.buttons if act.startswith("form:back:")), "")


@dataclass
class Walk:
    """From the first screen of one person through everything that can be pressed from there."""

    desk: FrontDesk
    user: int
    each: int = 1  #: how often one kind of press is tried
    most: int = 400
    times: int = 1  #: how often each press is made, each from the same state; the quickest counts
    skip: re.Pattern[str] | None = None  #: presses that are not made
    clock: Callable[[], float] = (
        time.process_time
    )  #: what is counted: of this process, unless another is given
    typed: tuple[str, ...] = TYPED  #: what is written where a question is open
    seen: Counter[str] = field(default_factory=Counter)

    def steps(self) -> Iterator[Step]:
        """Every step of the walk, in order; the office is as before at the end."""
        before = remember(self.desk.database)
        first = self._best(_Stand(before, [], None), "/start", "/start")
        yield first
        waiting = deque([self._stand(first)])
        taken = 0
        while waiting and taken < self.most:
            stand = waiting.popleft()
            for act in self._choices(stand):
                sign = sign_of(act, stand, self.typed)
                if self.seen[sign] >= self.each or (self.skip and self.skip.match(sign)):
                    continue
                self.seen[sign] += 1
                taken += 1
                step = self._best(stand, act, sign)
                yield step
                behind = self._stand(step)
                if behind.buttons:
                    waiting.append(behind)
        recall(self.desk.database, before)

    def _choices(self, stand: _Stand) -> list[str]:
        return [*stand.buttons, *(self.typed if stand.talk else ())]

    def _best(self, stand: _Stand, act: str, sign: str) -> Step:
        found: Step | None = None
        for _ in range(self.times):
            recall(self.desk.database, stand.memory)
            made = self._acts(act, sign)
            if found is None or made.seconds < found.seconds:
                found = made
        assert found is not None
        return found

    def _acts(self, act: str, sign: str) -> Step:
        desk = self.desk
        last = (desk.rows(select(func.max(Outbox.id))) or [None])[0] or 0
        if act in self.typed or act.startswith("/"):
            update = desk.message(self.user, act, message_id=next(_messages))
        else:
            update = desk.press(self.user, act, message_id=next(_messages))
        began = self.clock()
        answers = desk.worker.handle_next() or []
        spent = self.clock() - began
        with desk.unit() as unit:
            rows = unit.all(_SAID.where(Outbox.id > last, Outbox.chat_id == self.user))
            return Step(
                self.user,
                act,
                sign,
                spent,
                [_shown(row) for row in rows],
                answers[0].parameters.get("text") if answers else None,
                str(unit.first(select(Inbox.state).where(Inbox.update_id == update))),
                [str(button["data"]) for row in rows for button in _buttons(row) if "data" in button],
                unit.first(select(Chat.talk).where(Chat.id == self.user)),
            )

    def _stand(self, step: Step) -> _Stand:
        """What can be done after a step: the buttons of the newest screen and of the notices above it."""
        return _Stand(remember(self.desk.database), step.buttons, step.talk)


def sign_of(act: str, stand: _Stand, typed: tuple[str, ...] = TYPED) -> str:
    """The kind of press: answers of a form are told apart by form and question, others by their word."""
    if act in typed:
        return f"{stand.talk}:{stand.question} typed {typed.index(act)}"
    parts = unmarked(act).split(":")
    if parts[0] == "form":
        return ":".join(
            [stand.talk or "", *parts[: 3 if parts[1] in ("pick", "mend", "back", "skip") else 2]]
        )
    return ":".join(parts[:2])


_SAID = (
    select(Outbox)
    .where(Outbox.kind.in_((Said.HOME, Said.NOTICE, Said.EDIT, Said.PROMPT)))
    .order_by(Outbox.id)
)


def shown_since(desk: FrontDesk, user: int, last: int) -> list[Shown]:
    return [_shown(row) for row in desk.rows(_SAID.where(Outbox.id > last, Outbox.chat_id == user))]


def _shown(row: Outbox) -> Shown:
    labels = tuple(button["text"] for button in _buttons(row))
    return Shown(row.kind, row.text or "", labels, row.file is not None)


def _buttons(row: Outbox) -> Iterator[dict[str, str]]:
    """Those of a keyboard below a message; another kind of keyboard asks for a phone number."""
    for line in row.keyboard or ():
        if isinstance(line, list):
            yield from line


# ---- the office as it was


def remember(database: Database) -> bytes:
    """The whole SQLite database as it is now."""
    raw = database.engine.raw_connection()
    try:
        found = bytearray(_driver(raw).serialize())
    finally:
        raw.close()
    found[18:20] = b"\1\1"  # not WAL: that needs a file
    return bytes(found)


def recall(database: Database, memory: bytes) -> None:
    """Everything is again as it was."""
    raw = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(memory)
            copy.backup(_driver(raw))
    finally:
        raw.close()


def _driver(raw: Any) -> sqlite3.Connection:
    connection = raw.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


__all__ = ["TYPED", "Shown", "Step", "Walk", "recall", "remember"]
