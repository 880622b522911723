"""Fuzzed updates before two offices: what is left, raised, touched, or keeps another person waiting."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from structlog.testing import capture_logs

from bot.incoming.inbox import store
from models.chat import Inbox
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.fuzz.schema import Schema
from tests.fuzz.updates import ODD, made
from tests.rights.offices import FORMER, PLAIN, STRANGER, Offices, two_offices
from tests.rights.watching import Touched, forget, touched, watch
from tests.walking.busy_office import PEOPLE

BATCH = 16  #: updates that come at once
NOBODIES = (FORMER, PLAIN, STRANGER, 998, 2**51)
POSTS = tuple(number for post, (_, number) in PEOPLE.items() if post != Post.KEPALA_BIDANG)
OTHER = PEOPLE[Post.KEPALA_BIDANG][1]  #: who is served meanwhile

#: What a person with a post may change by a text, a file or a block, in his own office and nowhere else.
OWN = {"person", "proposal", "upload", "batch", "paper_check", "scan"}


@dataclass
class Trial:
    """The same for the same seed. `state`: which step of the season is open."""

    desk: FrontDesk
    folder: Path
    seed: int
    state: int = 1
    handled: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._numbers = iter(range(1_000_000, 10**9))
        self._offices: Offices = two_offices(self.desk, self.folder, self.state)
        watch(self.desk)

    def run(self, shapes: Schema, count: int) -> None:
        """Half of them by people without a post, half by people who have one and a draft before them."""
        for senders, many in ((NOBODIES, count // 2), (POSTS, count - count // 2)):
            updates = made(shapes, senders, many, self.seed)
            for at in range(0, len(updates), BATCH):
                self.batch(updates[at : at + BATCH], senders)

    def batch(self, updates: Sequence[dict[str, Any]], senders: Sequence[int]) -> None:
        forget(self.desk)
        if senders is POSTS:
            self.desk.message(POSTS[0], "/usulan")
            self.desk.press(POSTS[0], "usulan:new")
            self.desk.works()
            with self.desk.database.transaction() as connection:
                connection.exec_driver_sql("delete from touched")
        self.desk.later(seconds=1)
        coming = json.loads(json.dumps(list(self._numbered(updates))))  # as it comes over the wire
        with capture_logs() as logs:
            store(self.desk.database, self.desk.now, coming)
            self.desk.message(OTHER, "/status", message_id=next(self._numbers))
            self.desk.works()
        self.handled += len(updates)
        self._judge(coming, logs, senders)

    def _numbered(self, updates: Sequence[dict[str, Any]]) -> Iterator[Any]:
        """One after the other as Telegram numbers them; some again, some with no number, some no object."""
        last = next(self._numbers)
        for update in updates:
            luck = self._chance.random()
            if luck < 0.9:
                last = next(self._numbers)
            yield {"update_id": last, **update}
            if luck > 0.97:
                odd = [one for one in ODD if isinstance(one, int | str | float | list | None)]
                yield self._chance.choice([{"update_id": self._chance.choice(odd), **update}, *odd])

    def _judge(self, coming: list[Any], logs: Sequence[Any], senders: Sequence[int]) -> None:
        left = self.desk.rows(select(Inbox).where((Inbox.state != "done") | (Inbox.attempts > 0)))
        self.faults += [f"not handled ({row.error}): {json.dumps(row.body)[:600]}" for row in left]
        self.faults += [f"logged: {str(entry)[:900]}" for entry in logs if "exc_info" in entry]
        self.faults += [f"{one} by {senders}" for one in touched(self.desk) if self._wrong(one, senders)]
        if not self.desk.said(OTHER):
            self.faults.append(f"nothing said to another person, after {json.dumps(coming)[:300]}")

    def _wrong(self, one: Touched, senders: Sequence[int]) -> bool:
        if one.table == "outbox":  # what is said, is said to them or to a group
            return one.chat_id in (set(PEOPLE_OF_BOTH) - set(senders) - {OTHER})
        if senders is NOBODIES:
            return not (one.table == "person" and one.kecamatan_id == self._offices.own.kecamatan_id)
        return one.table not in OWN or one.kecamatan_id != self._offices.own.kecamatan_id


PEOPLE_OF_BOTH = [number + more for _, number in PEOPLE.values() for more in (0, 100)]
