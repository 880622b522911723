"""The loop that all jobs share: take the next piece of work, do it, say so; wait when there is none."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Concatenate, Generic, ParamSpec, TypeVar

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.files import Files
from bot.jobs.job_poller import JobPoller
from bot.jobs.judging import Judge
from bot.jobs.subprocess_pool import OTHERS_MEMORY, SubprocessPool, within
from bot.leader import EFFECTS, Leader, NotLeader
from bot.outgoing.outbox import Outbox
from bot.settings import Settings
from bot.thread import PASSING, Backoff, DatabaseThread, why
from bot.transport import pause
from models.unit import Database, Unit
from sop.core.fair_turns import Turns

LOG = structlog.get_logger()

LONGEST_REST = 60.0  #: seconds
_LONGEST_AFTER = 6  #: tries; 2 to this number of seconds is more
ATTEMPTS = 3  #: at a piece at which the bot fails, before its sender is told

P = ParamSpec("P")
T = TypeVar("T")
Piece = TypeVar("Piece")


class Lost(Exception):
    """Bytes that we kept are not there or cannot be read: this piece's fault; a disk that is away passes."""


@dataclass(frozen=True)
class JobContext:
    """What all jobs of a process work with."""

    settings: Settings
    database: Database
    thread: DatabaseThread
    bot: Bot
    clock: Clock
    files: Files
    outbox: Outbox
    leader: Leader
    address: str  #: where the code of a paper leads to, but for the code
    printing: SubprocessPool = field(default_factory=SubprocessPool)  #: where papers and sheets are made
    #: Where files of others are opened, which may end it, and may try more.
    reading: SubprocessPool = field(default_factory=lambda: SubprocessPool(OTHERS_MEMORY, strict=True))
    #: Where backups are made: papers do not wait. The database's driver looks into the environment.
    keeping: SubprocessPool = field(default_factory=lambda: SubprocessPool(alone=False))
    poller: JobPoller = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "poller", JobPoller(self))

    @property
    def judge(self) -> Judge:
        return Judge(self.database, self.thread, self.clock, self.settings, self.reading)

    def wake(self) -> None:
        """Something happened that may be work for any of them, and something to say."""
        self.woken()
        if not self.leader.holds:
            self.leader.tells(EFFECTS)

    def woken(self) -> None:
        """The same, as another process tells it."""
        self.poller.wake.set()
        self.outbox.wake.set()

    def close(self) -> None:
        self.printing.close()
        self.reading.close()
        self.keeping.close()


class Job(ABC, Generic[Piece]):
    """One piece of work after the other. What fails is the job's own affair: `do` raises PASSING only.

    What it raises besides is a fault of ours: it holds this job up, and no other.
    """

    def __init__(self, context: JobContext) -> None:
        self.context = context
        self.resting: set[int] = set()  #: ids of what failed a moment ago
        self._failed: dict[int, int] = {}  #: how often in a row
        self._faults: dict[int, int] = {}  #: how often it was our fault
        self.turns = Turns()
        self.faults = Backoff(LONGEST_REST)  #: a fault that comes each time is not met each second

    @abstractmethod
    def next(self, unit: Unit) -> Piece | None:
        """The oldest piece that can be done now."""

    @abstractmethod
    async def do(self, piece: Piece) -> None:
        """Do it; what became of it is stored when this returns."""

    def told(self) -> None:
        """A piece is done: there may be something to say."""
        self.context.outbox.wake.set()

    async def run(self) -> None:
        """For ever."""
        backoff = Backoff()
        while True:
            await self.context.leader.mine()
            try:
                piece = await self.unit(self.next)  # there may be more of it
                if piece is None:
                    piece = await self.context.poller.piece(self)
                await self.do(piece)
                self.told()
                backoff.again()
                self.faults.again()
            except NotLeader:
                continue  # whoever is it now takes the same piece
            except PASSING as away:
                LOG.warning("database away", where=type(self).__name__, error=why(away))
                await pause(backoff.more())
            except Exception:  # a fault of ours in one job must not end the bot
                LOG.exception("job failed", where=type(self).__name__)
                await pause(self.faults.more())

    async def unit(self, act: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """A unit of its own in the database thread; what `act` says in it."""

        def acted() -> T:
            self.context.leader.insist()
            with self.context.database.unit(self.context.clock()) as unit:
                return act(unit, *args, **kwargs)

        return await self.context.thread.run(acted)

    async def read(self, seconds: int, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the file that was next says, opened where it can do no harm; its sender pays for the time."""
        try:
            return await self.context.reading.run(within, seconds, partial(act, *args, **kwargs))
        finally:
            self.turns.took(self.context.reading.spent)

    async def fetched(self, file_id: str) -> bytes:
        """The bytes that Telegram keeps under this name."""
        file = await self.context.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def rest(self, id: int) -> int:
        """Leave it for a while, longer each time; how often in a row it has failed."""
        self._failed[id] = self._failed.get(id, 0) + 1
        # A weekend is more than a thousand tries, and 2.0 to their number no float any more.
        seconds = min(2.0 ** min(self._failed[id], _LONGEST_AFTER), LONGEST_REST)
        self.resting.add(id)
        asyncio.get_running_loop().call_later(seconds, self._again, id)
        return self._failed[id]

    def gives_up(self, id: int) -> bool:
        """We have failed at it; whether this was once too often.

        Counted here, not in its row: there it also counts that Telegram was away, which is no fault of the
        file's. A restart may begin anew.
        """
        self._faults[id] = self._faults.get(id, 0) + 1
        if self._faults[id] < ATTEMPTS:
            return False
        del self._faults[id]
        return True

    def _again(self, id: int) -> None:
        self.resting.discard(id)
        self.context.poller.wake.set()
