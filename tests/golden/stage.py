"""A house in which one thing happens after the other: who acts waits until all that follows has happened."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import demo.house
import demo.story.teller
from demo.child import Child
from demo.house import House
from demo.phone import Phone
from demo.server.clock import Clock
from demo.stage import Control
from tests.golden.entry import BASE

PATIENCE = 180.0  #: seconds in which all that follows from an act has happened, on a busy machine
ACT_SECONDS = 1.0  #: what an act takes on the clock
LOOK = 0.004
#: Printed in papers and behind QR codes; where the bot really listens is another address each time.
ADDRESS = "http://127.0.0.1:8443"
#: What a row is called while the bot still has to do something about it.
UNDONE = ("waiting", "asked", "applying", "undoing")
#: Tables whose rows wait for people, not for the bot.
PEOPLES = ("run", "commission", "chat")


class StillClock(Clock):
    """The demo's clock, standing still."""

    def __call__(self) -> datetime:
        return BASE + self.offset

    def set(self, to: datetime) -> None:
        self.offset = to - BASE
        self._keep()


class StillChild(Child):
    """The bot of entry.py."""

    entry = "tests.golden.entry"

    @property
    def environment(self) -> dict[str, str]:
        asked = {"SWEEPS": f"{self.folder}/sweeps", "SWEPT": f"{self.folder}/swept"}
        return super().environment | {"PUBLIC_URL": ADDRESS, "PYTHONHASHSEED": "0"} | asked

    def commands(self, *commands: list[str]) -> list[dict[str, Any]]:
        self.folder.mkdir(parents=True, exist_ok=True)
        said = subprocess.run(
            [sys.executable, "-m", self.entry, "commands"],
            env=self.environment,
            cwd=self.folder,
            input="".join(json.dumps(words) + "\n" for words in commands),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


class Stage:
    """One house, and what happens in it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.done: dict[int, list[tuple[datetime, str]]] = {}  #: by phone: when, and what its owner did
        self._sweeps = 0
        self._query = ""
        self._reader: sqlite3.Connection | None = None

    @property
    def database(self) -> Path:
        return self.house.child.folder / "musrenbang.db"

    @property
    def now(self) -> datetime:
        return self.house.telegram.control.now

    def rows(self, query: str) -> list[Any]:
        if self._reader is None:  # once: opening it reads the whole schema
            place = f"file:{self.database}?mode=ro"
            self._reader = sqlite3.connect(place, uri=True, timeout=30, check_same_thread=False)
        return self._reader.execute(query).fetchall()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    @contextmanager
    def act(self, phone: Phone) -> Iterator[list[str]]:
        """Somebody does something, a second later, and all that follows happens."""
        now, did = self.house.telegram.control.turns_clock(seconds=ACT_SECONDS), list[str]()
        yield did
        self.done.setdefault(phone.id, []).extend((now, words) for words in did)
        self.settles()

    def settles(self) -> None:
        """Until every update is handled, every message sent, every file made."""
        self._query = self._query or _undone(self.rows)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            taken = self.house.telegram.control.waits_until_taken(PATIENCE)
            [(left,)] = self.rows(self._query)
            if taken and not left:
                return
            time.sleep(LOOK)
        raise AssertionError(f"the bot is not done: {self._query}")

    def sweeps(self) -> None:
        """What is owed by now is done; twice, for what comes of it may be owed something as well."""
        for _ in range(2):
            self.settles()
            self._sweeps += 1
            (self.house.child.folder / "sweeps").write_text(str(self._sweeps))
            end = time.monotonic() + PATIENCE
            while _words(self.house.child.folder / "swept") != str(self._sweeps):
                if time.monotonic() > end:
                    raise AssertionError("no sweep")
                time.sleep(LOOK)
        self.settles()


@contextmanager
def still_house(folder: Path) -> Iterator[Stage]:
    """A house with this stage; within it phones and clock do as the stage wants."""
    with ExitStack() as stack:
        for where, name, value in (
            (demo.house, "Clock", StillClock),
            (demo.house, "Child", StillChild),
            (demo.house, "_AT_ONCE", 1),
            (demo.story.teller, "AT_ONCE", 1),
        ):
            stack.enter_context(mock.patch.object(where, name, value))
        stage = Stage(stack.enter_context(House(folder)))
        stack.callback(stage.close)
        posts, uploads, turns = Phone._post, Phone._uploads, Control.sets_clock

        def acts(phone: Phone, act: str, **given: Any) -> dict[str, Any]:
            if act == "meet":
                return posts(phone, act, **given)
            with stage.act(phone) as did:
                answer = posts(phone, act, **given)
                if act == "press":
                    did.append(f"press {given['data']}: {_answered(answer['answer'])}")
            return answer

        def sends(phone: Phone, act: str, data: bytes, **about: str | None) -> int:
            with stage.act(phone):
                return uploads(phone, act, data, **about)

        def turned(control: Control, to: datetime) -> datetime:
            now = turns(control, to)
            if stage.house.child.alive:
                stage.sweeps()
            return now

        for where, name, value in (
            (Phone, "_post", acts),
            (Phone, "_uploads", sends),
            (Control, "sets_clock", turned),
        ):
            stack.enter_context(mock.patch.object(where, name, value))
        yield stage


def _answered(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "no answer"
    return f"{'box' if answer['show_alert'] else 'toast'} “{answer['text']}” {answer['url'] or ''}".strip()


def _undone(rows: Callable[[str], list[Any]]) -> str:
    """A query that counts the rows about which the bot still has to do something."""
    parts = []
    for (table,) in rows("select name from sqlite_master where type = 'table'"):
        columns = {row[1] for row in rows(f"pragma table_info({table})")}
        if "state" in columns and table not in PEOPLES:
            undone = f"state in ({', '.join(repr(word) for word in UNDONE)})"
            if (
                table == "outbox"
            ):  # nothing is sent to who has no Telegram; it is held until its file is there
                undone = f"chat_id is not null and ({undone} or (state = 'held' and not_before < '2001'))"
            parts.append(f"(select count(*) from {table} where {undone})")
    return f"select {' + '.join(parts)}"


def _words(file: Path) -> str:
    return file.read_text() if file.exists() else ""
