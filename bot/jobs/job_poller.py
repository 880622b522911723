"""Who looks whether there is work: once for all jobs that have none, however many messages woke them."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.leader import NotLeader
from bot.thread import PASSING, Backoff, why
from bot.transport import pause

if TYPE_CHECKING:
    from bot.jobs.job import Job, JobContext

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0  #: seconds
BREATH = 0.25  #: seconds between two looks: each message of a busy morning may be work for a job

Piece = TypeVar("Piece")


class JobPoller:
    """Hands the jobs their next piece of work; who is at work is not disturbed."""

    def __init__(self, context: JobContext) -> None:
        self._context = context
        self._idle: dict[Job[Any], asyncio.Future[Any]] = {}
        self.wake = asyncio.Event()

    async def piece(self, job: Job[Piece]) -> Piece:
        """The job's next piece, when there is one. Raises what it raised when it was asked."""
        coming: asyncio.Future[Piece] = asyncio.get_running_loop().create_future()
        self._idle[job] = coming
        self.wake.set()  # it may have come since the job itself looked
        return await coming

    async def run(self) -> None:
        """For ever."""
        backoff = Backoff()
        while True:
            await self._context.leader.mine()
            self.wake.clear()
            looked = time.monotonic()
            try:
                found = await self._context.thread.run(self._look, list(self._idle))
                backoff.again()
            except NotLeader:
                continue
            except PASSING as away:
                LOG.warning("database away", where="jobs", error=why(away))
                await pause(backoff.more())
                continue
            except Exception:  # a fault of ours must not end the bot
                LOG.exception("looking for work failed")
                await pause(backoff.more())
                continue
            for job, piece in found.items():
                coming = self._idle.pop(job)
                if coming.done():  # a job that was closed wants nothing any more
                    continue
                if isinstance(piece, Exception):
                    coming.set_exception(piece)
                    self.wake.set()  # those after it have not been asked yet
                else:
                    coming.set_result(piece)
            await pause(LOOK_AGAIN, self.wake)
            await pause(max(looked + BREATH - time.monotonic(), 0))

    def _look(self, idle: list[Job[Any]]) -> dict[Job[Any], Any]:
        """Who has work, and what; of a job that cannot look, its fault, with which this look ends.

        PostgreSQL answers nobody in a transaction in which something failed.
        """
        self._context.leader.insist()
        found: dict[Job[Any], Any] = {}
        asked = None
        try:
            with self._context.database.unit(self._context.clock()) as unit:
                for asked in idle:
                    piece = asked.next(unit)
                    if piece is not None:
                        found[asked] = piece
        except PASSING:
            raise
        except Exception as fault:
            if asked is None:
                raise
            found[asked] = fault
        return found
