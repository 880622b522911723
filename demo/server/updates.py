"""The queue of what happened, until the bot has taken it."""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.server.limits import UPDATES_KEPT_FOR
from demo.server.refusals import JSON, Refusal

#: What Telegram sends when a bot asked for nothing in particular.
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_FIRST = 700_000_001
_REMEMBERED = 20_000  #: for who wants them once more


@dataclass
class _Entry:
    update: JSON
    at: datetime
    again: bool = False  #: a second delivery of one that may be confirmed already
    handed: bool = False


class Updates:
    """Everything is delivered until a later offset confirms it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._queue: deque[_Entry] = deque()
        self._past: deque[JSON] = deque(maxlen=_REMEMBERED)
        self._next = _FIRST
        self._poller: asyncio.Future[None] | None = None
        self._allowed: set[str] | None = None
        self.forgotten: set[int] = set()  #: were waited for longer than Telegram keeps them
        self._twice = 0
        self._disordered = 0
        self.arrived = asyncio.Event()  #: for the webhook
        self.empty = asyncio.Event()  #: the bot has taken everything
        self.empty.set()

    def __len__(self) -> int:
        return len(self._queue)

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; an empty list is the default set."""
        if kinds is not None:
            self._allowed = set(kinds) or None

    def add(self, kind: str, body: JSON) -> None:
        """Something happened."""
        wanted = kind in self._allowed if self._allowed is not None else kind not in _NOT_BY_DEFAULT
        if not wanted:
            return
        update = {"update_id": self._next, kind: body}
        self._next += 1
        self._past.append(update)
        self._queue.append(_Entry(update, self._clock()))
        if self._twice:
            self._twice -= 1
            self._queue.append(_Entry(update, self._clock(), again=True))
        self._wake()

    def twice(self, times: int) -> None:
        """The next so many updates are delivered twice, as after a lost confirmation."""
        self._twice = times

    def repeat(self, update_id: int | None = None) -> int:
        """Deliver an update once more, the latest when none is named; returns its id."""
        found = [one for one in self._past if update_id in (None, one["update_id"])]
        if not found:
            raise Refusal(404, "no such update")
        self._queue.append(_Entry(found[-1], self._clock(), again=True))
        self._wake()
        return int(found[-1]["update_id"])

    def anything(self, content: JSON) -> None:
        """What no Telegram that we know sends: only the number is right."""
        self._queue.append(_Entry(content | {"update_id": self._next}, self._clock()))
        self._next += 1
        self._wake()

    def leap(self, by: timedelta) -> None:
        """A story goes on at another moment: what is waiting has not waited for so long."""
        for entry in self._queue:
            entry.at += by

    def repeat_all(self, shuffled: int | None = None) -> int:
        """Deliver all that the bot ever got once more, in order or shuffled by a seed; how many these are."""
        past = [update for update in self._past if update["update_id"] not in self.forgotten]
        if shuffled is not None:
            random.Random(shuffled).shuffle(past)
        self._queue.extend(_Entry(update, self._clock(), again=True) for update in past)
        self._wake()
        return len(past)

    def disorder(self, times: int) -> None:
        """The next so many batches have the newest first."""
        self._disordered = times

    def forget(self) -> None:
        """Drop what is waiting (`drop_pending_updates`)."""
        self._queue.clear()
        self.empty.set()

    async def poll(self, *, offset: int, limit: int, within: float) -> list[JSON]:
        """What is waiting, or what comes within some seconds. A second poller ends the first with a 409."""
        self.end_poll(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        self._confirm(offset)
        if not self._queue and within > 0:
            await self._wait(within)
        return self._hand(limit)

    def end_poll(self, why: str) -> None:
        """Whoever is waiting for updates gets a conflict."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, f"Conflict: {why}"))
        self._poller = None

    def firsts(self) -> dict[int, JSON]:
        """The oldest update of each chat, left in its place (webhook)."""
        self._drop_old()
        found: dict[int, JSON] = {}
        for entry in self._queue:
            found.setdefault(_chat_of(entry.update), entry.update)
        return found

    def done(self, update: JSON) -> None:
        """The webhook took this one; it may have been dropped meanwhile."""
        taken = next((entry for entry in self._queue if entry.update is update), None)
        if taken is not None:
            self._queue.remove(taken)
        if not self._queue:
            self.empty.set()

    async def _wait(self, within: float) -> None:
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            await asyncio.wait_for(poller, within)
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def _wake(self) -> None:
        self.empty.clear()
        self.arrived.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _confirm(self, offset: int) -> None:
        self._drop_old()
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        elif offset > 0:
            self._queue = deque(
                entry
                for entry in self._queue
                if entry.update["update_id"] >= offset or (entry.again and not entry.handed)
            )
        if not self._queue:
            self.empty.set()

    def _drop_old(self) -> None:
        oldest = self._clock() - UPDATES_KEPT_FOR
        while self._queue and self._queue[0].at < oldest:
            self.forgotten.add(self._queue.popleft().update["update_id"])

    def _hand(self, limit: int) -> list[JSON]:
        handed = list(self._queue)[: max(1, min(limit, 100))]
        for entry in handed:
            entry.handed = True
        if self._disordered and len(handed) > 1:
            self._disordered -= 1
            handed.reverse()
        return [entry.update for entry in handed]


def _chat_of(update: JSON) -> int:
    """Whose queue it stands in: that of its chat, of who searches, or of what has neither."""
    for kind, body in update.items():
        if kind != "update_id" and isinstance(body, dict):
            inner = body.get("message", body)
            of = (inner.get("chat") if isinstance(inner, dict) else None) or body.get("from")
            return int(of["id"]) if isinstance(of, dict) and isinstance(of.get("id"), int) else 0
    return 0
