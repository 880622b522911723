"""Everybody presses every screen, at every step and in every state of a paper: not one row may change."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.talk.buttons import VIEWS, Press
from models.paper import Decision, Paper
from models.tables import METADATA
from tests.rights.handlers import Button, buttons, every
from tests.rights.judging import RAISED
from tests.rights.offices import Offices
from tests.rights.papers import STATES, Before
from tests.rights.people import PRESSERS, admitted
from tests.rights.trying import Trying
from tests.rights.watching import forget, watch

T = TypeVar("T")

#: How a chat stands and what is said in it; every other table is one that a look leaves alone.
SCREEN = ("chat", "inbox", "outbox")
STORED = tuple(table.name for table in METADATA.sorted_tables if table.name not in SCREEN)
LOOKS, CHANGED = "looks", "changed by a look:"
MOST = 4  #: rows that one screen is about


def screens() -> list[Button]:
    """Every button that shows a screen (`@view`) and does nothing else."""
    looking = {
        handler.word
        for handler, _ in every()
        if isinstance(handler, Press) and VIEWS.get(handler.word) is handler.act
    }
    return [button for button in buttons() if button.word in looking]


@dataclass
class Looks:
    """The looks at one state of the season. `chance`: one of each screen by two people; None: all."""

    offices: Offices
    chance: random.Random | None = None
    faults: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    shown: set[str] = field(default_factory=set)  #: screens that somebody saw

    def __post_init__(self) -> None:
        watch(self.offices.desk, STORED)
        forget(self.offices.desk)
        self.trying = Trying(self.offices.desk)

    def everywhere(self) -> None:
        """Every screen, about rows of every kind that there are."""
        for button in screens():
            named = [table.__tablename__ for table in button.rows() if table is not None]
            rows = [self.offices.ids(name, own=True) for name in named]
            self._looks(button, self._some(list(button.presses(rows)), MOST))
        self._commands()

    def papers(self) -> None:
        """Every screen about a paper, and those of its step, in every state of the paper."""
        for paper_id, by_id, post in self.offices.waiting_papers():
            for state in self._some(list(STATES), len(STATES)):
                with self.trying.taken_back():
                    connection = self.trying.database.connection
                    before = Before(connection, paper_id, by_id, post, self.offices.desk.now)
                    state(before)
                    self._at(before, state)

    def _at(self, before: Before, state: Callable[[Before], None]) -> None:
        named = {Paper: [before.row["id"]], Decision: before.decisions()}
        step = f"s{self.offices.state}:"
        for button in screens():
            tables = [table for table in button.rows() if table is not None]
            if tables and set(tables) <= set(named):
                rows = [named[table] for table in tables]  # type: ignore[index]
                self._looks(button, button.presses(rows), f", paper {state.__name__}")
            elif not tables and button.word.startswith((step, "status:", "tasks:", "menu:")):
                self._looks(button, button.presses([]), f", paper {state.__name__}")

    def _commands(self) -> None:
        for name, one in PRESSERS.items():
            for command in ("/tugas", "/status", "/bantuan", "/pengaturan", "/usulan"):
                self._look(command, name, self.trying.text(one.user, command))

    # ---- one look

    def _looks(self, button: Button, presses: Iterator[str] | list[str], when: str = "") -> None:
        inside = [one for one in PRESSERS if admitted(button.right.who, one, self.offices.setting)]
        outside = [one for one in PRESSERS if one not in inside]
        for data in presses:
            for name in [*self._some(inside, len(inside)), *self._some(outside, 1)]:
                self._look(data, name, self.trying.press(PRESSERS[name].user, data), when)

    def _look(self, data: str, name: str, body: dict[str, object], when: str = "") -> None:
        user = PRESSERS[name].user
        came = self.trying.does(user, body)
        self.count[LOOKS] += 1
        what = f"{self.offices.when}{when}: {data} by {name}"
        if came.fault is not None:
            self.faults.append(f"{RAISED} {what}: {came.fault}")
        elif changed := {one.table for one in came.touched if one.table != "outbox" or one.chat_id != user}:
            self.faults.append(f"{what}: {CHANGED} {sorted(changed)}")
        elif came.refused is None:
            self.shown.add(":".join(data.split(":")[:2]))

    def _some(self, found: list[T], most: int) -> list[T]:
        if self.chance is not None:
            return [self.chance.choice(found)] if found else []
        return found[:most]
