"""The scheduler: APScheduler ticks, the database says what is due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.leader import Leader
from bot.pruning import prune
from bot.thread import PASSING, DatabaseThread, why
from bot.watching.figures import SWEPT
from models.base import WIB
from models.unit import Database, Unit
from sop.alerts.troubles import OF_SWEEPS, note_troubles
from sop.privacy.deletion_requests import carry_out
from sop.privacy.forgetting import last_traces, rewritten, wants_rewriting
from sop.privacy.notice import tell_everybody
from sop.remind.reminders import sweep

LOG = structlog.get_logger()

TICK_SECONDS = 20.0
REWRITE_AGAIN = timedelta(minutes=10)
IN_VAIN = 3  #: sweeps on end after which an admin is told: a race that is lost is won at the next tick
#: Each is tried for itself, in this order.
DUTIES: tuple[Callable[[Unit], int], ...] = (prune, tell_everybody, carry_out, sweep, last_traces)


class Scheduler:
    """Sweeps for what is owed, every tick, one at a time; started anew when silent for two ticks."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        clock: Clock,
        told: Callable[[], None],
        tick: float = TICK_SECONDS,
        leader: Leader | None = None,
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._told = told
        self._tick = tick
        self._leader = leader or Leader()
        self._last = time.monotonic()
        self._sweeping = False
        self._failures = 0  #: sweeps on end in which a duty failed
        self._kept_back: datetime | None = None  #: when the file could last not be written anew
        self._scheduler = self._started()

    def _started(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone=WIB)
        scheduler.add_job(
            self._sweep,
            "interval",
            seconds=self._tick,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        scheduler.start()
        return scheduler

    async def watch(self) -> None:
        """An interval job stops for an hour when the wall clock goes back one: the monotonic one sees it."""
        while True:
            await asyncio.sleep(self._tick)
            # A sweep that takes long, because the database does, is no silence.
            if not self._sweeping and time.monotonic() - self._last > 2 * self._tick:
                self._scheduler.shutdown(wait=False)
                self._scheduler = self._started()
                self._last = time.monotonic()

    async def _sweep(self) -> None:
        self._last = time.monotonic()
        if not self._leader.holds:
            return
        self._sweeping = True
        try:
            if await self._thread.run(self._due):
                self._told()
            if not self._failures:
                SWEPT.now()
        except PASSING as away:
            LOG.warning("database away", where="scheduler", error=why(away))
        except asyncio.CancelledError:  # told to stop: APScheduler would log it as a failure of the job
            return
        except Exception:
            LOG.exception("sweep failed")
        finally:
            self._sweeping = False
            self._last = time.monotonic()

    def _due(self) -> int:
        with self._database.unit(self._clock()) as unit:
            told = sum(unit.tries(duty) for duty in DUTIES)
            self._failures = self._failures + 1 if unit.failed else 0
            if not 0 < self._failures < IN_VAIN:
                told += unit.tries(note_troubles, {"sweep": {}} if unit.failed else {}, OF_SWEEPS)
            rewriting = wants_rewriting(unit)
        if rewriting:
            self._rewrite()
        return told

    def _rewrite(self) -> None:
        """Write the file anew; where somebody reads it just now, not at the next tick again."""
        now = self._clock()
        if self._kept_back is not None and abs(now - self._kept_back) < REWRITE_AGAIN:
            return
        self._kept_back = now
        if self._database.rewrite():
            self._kept_back = None
            with self._database.unit(self._clock()) as unit:
                rewritten(unit)

    def close(self) -> None:
        self._scheduler.shutdown(wait=False)
