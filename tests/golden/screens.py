"""Everybody walks through all screens of a house as it stands, presses every button, and all is taken back.

From what the commands show he goes on to whatever has a button, so that what a paper or a list offers is
seen as it is offered; then he presses every screen that his post may open, about rows that he was not led to.
Of one word at most MOST buttons are pressed. What a press does is not kept: each finds the house as the story
left it. What is refused to whom is another table: `make rights`.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.talk.buttons import VIEWS
from handlers.talk.rights import Who
from models.tables import METADATA
from sop.wiring import wire
from tests.core.desk import FrontDesk
from tests.golden.entry import foreseeable
from tests.rights.held import Held
from tests.rights.looks import screens

COMMANDS = ("/start", "/tugas", "/status", "/usulan", "/bantuan", "/pengaturan")
MOST = 2
#: Rows of a table are unlike each other by these; a screen is pressed about one of each kind.
UNLIKE = ("status", "state", "stage", "kind", "post", "purpose", "key")


@dataclass
class Walker:
    """One person at the desk. What he is shown stands in `lines`."""

    desk: FrontDesk
    user: int
    lines: list[str] = field(default_factory=list)

    def walks(self, others: Iterable[str]) -> None:
        waiting, met, pressed = deque[str](), Counter[str](), set[str]()

        def offered(data: Iterable[str]) -> None:
            for one in data:
                word = ":".join(one.split(":")[:2])
                if one not in pressed and met[word] < MOST:
                    met[word] += 1
                    pressed.add(one)
                    waiting.append(one)

        for command in COMMANDS:
            offered(self._does(command, self.desk.makes_message(self.user, command, message_id=9)))
        for more in ((), others):
            offered(more)
            while waiting:
                data = waiting.popleft()
                seen = self._does(data, self.desk.makes_press(self.user, data, message_id=9))
                if ":".join(data.split(":")[:2]) in VIEWS:
                    offered(seen)

    def _does(self, what: str, body: dict[str, Any]) -> list[str]:
        """Do it, note what is said to him and to others; the buttons that he then has before him."""
        assert isinstance(self.desk.database, Held)
        with self.desk.database.taken_back() as connection:
            run = connection.exec_driver_sql
            [(said_before,)] = run("select coalesce(max(id), 0) from outbox")
            self.desk.update(body)
            answers = self.desk.works()
            said = run(
                "select coalesce(chat_id, -person_id), kind, text, keyboard, file from outbox "
                f"where id > {said_before} order by id"
            ).all()
            left = run("select error from inbox where state != 'done'").all()
        assert not left, f"{what} by {self.user} was not handled: {left}"
        self.lines += ["", f"# {what}"]
        self.lines += [f"toast {text!r}" for one in answers if (text := one.parameters.get("text"))]
        offered: list[str] = []
        for chat, kind, text, keyboard, file in said:
            rows = _rows(keyboard)
            self.lines.append(f"{'<' if chat == self.user else f'to {chat}'} {kind}")
            self.lines += [f"    {line}" for line in (text or "").splitlines()]
            self.lines += ["    " + " ".join(f"[{_label(one)}]" for one in row) for row in rows]
            if file not in (None, "null"):
                self.lines.append(f"    file {file}")
            if chat == self.user:
                offered += [str(one["data"]) for row in rows for one in row if one.get("data")]
        return offered


def _rows(keyboard: Any) -> list[list[dict[str, Any]]]:
    found = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
    return [row for row in found or [] if isinstance(row, list)]


def _label(button: dict[str, Any]) -> str:
    return " | ".join(str(value) for value in button.values() if value not in (None, ""))


def walk(database: Path, now: datetime, people: dict[str, tuple[int, str]]) -> dict[str, list[str]]:
    """What each of these people (Telegram's number, post) finds in a copy of the house's database."""
    with FrontDesk(f"sqlite:///{database}", 10**9, Held) as desk:
        wire()
        desk.now = now
        foreseeable(lambda: now, "w")
        assert isinstance(desk.database, Held)
        desk.database.hold()
        found = {}
        for name, (user, post) in people.items():
            walker = Walker(desk, user)
            walker.walks(_everywhere(desk.database, post))
            found[name] = walker.lines
        return found


def _everywhere(database: Held, post: str) -> Iterator[str]:
    """Every screen that this post may open somewhere, about rows of each kind that there is."""
    for button in screens():
        if not _may(database, button.right.who, post):
            continue
        ids = [_unlike(database, table.__tablename__) for table in button.rows() if table is not None]
        yield from button.presses(ids)


def _may(database: Held, who: Who, post: str) -> bool:
    """Whether somewhere in this house this may be pressed by who holds the post."""
    runs = database.connection.exec_driver_sql("select step, executor from run").all()
    steps = {executor for step, executor in runs if step in who.steps}
    return (
        who.everybody
        or who.strangers
        or post in who.posts
        or post in steps
        or (who.signers and post == "camat")
    )


def _unlike(database: Held, table: str) -> list[int]:
    columns = [name for name in UNLIKE if name in METADATA.tables[table].c]
    by = f" group by {', '.join(columns)}" if columns else ""
    found = database.connection.exec_driver_sql(f"select min(id) from {table}{by} order by 1")
    return [row for (row,) in found if row is not None]
