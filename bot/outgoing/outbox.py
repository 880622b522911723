"""What is said: sent in order, at least once, then marked; one task per lane, so nobody waits for another."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.clock import Clock
from bot.leader import Leader
from bot.outgoing.bucket import Buckets
from bot.outgoing.results import keep, set_aside
from bot.outgoing.rows import Job, Lane, Result, begun, due, hurry, with_pages
from bot.outgoing.sender import Sender
from bot.outgoing.sent_journal import Notes
from bot.thread import LONGEST_PAUSE, PASSING, Backoff, DatabaseThread, why
from bot.transport import pause
from bot.watching.figures import MESSAGES, TOO_MANY
from models.enums import Said
from models.unit import Database

LOG = structlog.get_logger()

AT_ONCE = 200  #: rows looked at in one go
LONGEST_RETRY = 30.0
TOGETHER_SECONDS = 0.005  #: results wait this long for others, so that they share a transaction
LOOK_AGAIN = 1.0
SPREAD_SECONDS = 0.1  #: where broadcasts wait for their turn

#: How a BadRequest begins when there is nobody to speak to.
NOBODY = ("chat not found", "user not found", "peer_id_invalid")
DRAIN_SECONDS = 3.5
_SECRET = re.compile(r"/s/[\w-]+")  #: of a one-time page


class Outbox:
    """The sending loop of a process; of several, the leader's sends."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        bot: Bot,
        clock: Clock,
        buckets: Buckets,
        load: Callable[[str], bytes],
        pages: str | None = None,
        leader: Leader | None = None,
        notes: Notes | None = None,
    ) -> None:
        self._notes = notes or Notes(None)
        self._database = database
        self._thread = thread
        self._clock = clock
        self._leader = leader or Leader()
        self._pages = pages  #: where one-time pages are; None: nowhere
        self._buckets = buckets
        self._sender = Sender(bot, load)
        self._busy: set[Lane] = set()
        self._lanes: set[asyncio.Task[None]] = set()
        self._results: list[tuple[Result, asyncio.Future[None]]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._stopping = False
        self._hurried = False
        self._away = False
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Send for ever."""
        backoff = Backoff()
        while True:
            await self._leader.mine()
            self.wake.clear()
            try:
                if self._hurried:
                    self._hurried = False
                    await self._thread.run(hurry, self._database, self._clock())
                room = self._buckets.broadcasts()
                jobs = await self._thread.run(
                    due, self._database, self._clock(), frozenset(self._busy), AT_ONCE, room
                )
                backoff.again()
            except PASSING as away:
                LOG.warning("database away", where="outbox", error=why(away))
                await pause(backoff.more())
                continue
            if not self._start(jobs):
                more = sum(job.broadcast for job in jobs) >= room  # than may go now
                await pause(SPREAD_SECONDS if more else LOOK_AGAIN, self.wake)

    def reachable(self, here: bool) -> None:
        """What long polling knows of Telegram: while it is away no message uses up its tries."""
        if here and self._away:
            self.hurry()
        self._away = not here

    def hurry(self) -> None:
        """Telegram is back: everything that waits for another try is tried now."""
        self._hurried = True
        self.wake.set()

    async def drain(self) -> None:
        """Let what is being sent finish and be noted; begin nothing new."""
        self._stopping = True
        if self._lanes:
            await asyncio.wait(self._lanes, timeout=DRAIN_SECONDS)

    def _start(self, jobs: list[Job]) -> bool:
        by_lane: dict[Lane, list[Job]] = defaultdict(list)
        for job in jobs:
            by_lane[job.lane].append(job)
        for lane, waiting in by_lane.items():
            if waiting[0].broadcast:
                self._buckets.begin_broadcast()
                waiting = waiting[:1]
            else:
                waiting = [job for job in waiting if not job.broadcast]
            self._busy.add(lane)
            task = asyncio.create_task(self._lane(lane, waiting))
            self._lanes.add(task)
            task.add_done_callback(self._lanes.discard)
        return bool(by_lane)

    async def _lane(self, lane: Lane, jobs: list[Job]) -> None:
        """Send what is in one lane, in order; what has to wait holds the others of this lane only."""
        chat_id, _ = lane
        stored: list[asyncio.Future[None]] = []
        again: float | None = None
        try:
            home, prompt = jobs[0].home_message_id, jobs[0].prompt_message_id
            for job in jobs:
                if job.kind in (Said.LIKE, Said.DELETE):  # a thumb is no message
                    await self._buckets.until_free(chat_id)
                else:
                    await self._buckets.take(chat_id)
                ends = self._stopping or not self._leader.holds
                announced = None if ends else await self._announced(job)
                if announced is None:
                    break
                result = await self._send(replace(announced, prompt_message_id=prompt), home)
                home = result.home_message_id
                if result.sent and job.kind in (Said.PROMPT, Said.UNPROMPT):
                    prompt = result.message_id  # the latter leaves none
                stored.append(self._result(result))
                if result.retry_after is not None:
                    again = result.retry_after
                    break
            await asyncio.gather(*stored)
            if again is not None:
                asyncio.get_running_loop().call_later(again, self.wake.set)
        finally:
            self._busy.discard(lane)
            self.wake.set()

    async def _announced(self, job: Job) -> Job | None:
        """Note that a file goes out now, give pages their address; None: the database is away, it waits."""
        try:
            if job.file is not None:
                await self._thread.run(begun, self._database, job)
            if any("page" in key for row in job.keyboard if isinstance(row, list) for key in row):
                return await self._thread.run(with_pages, self._database, self._clock(), job, self._pages)
        except PASSING as away:
            LOG.warning("database away", where="outbox lane", error=why(away))
            await pause(LONGEST_PAUSE)  # its chat is free then: at once it would only be met again
            return None
        return job

    async def _send(self, job: Job, home: int | None) -> Result:
        try:
            said = await self._sender.say(job, home)
        except RetryAfter as wait:
            TOO_MANY.add()
            seconds = wait._retry_after.total_seconds()  # the public one warns, and changes its type
            self._buckets.hold(job.chat_id, seconds)
            return Result(job, home_message_id=home, retry_after=seconds, counts=False)
        except ChatMigrated as moved:  # a group that became a supergroup
            return Result(job, home_message_id=home, retry_after=0, moved_to=moved.new_chat_id)
        except Forbidden as final:
            return Result(job, home_message_id=home, error=str(final), blocked=True)
        except BadRequest as wrong:
            why = _SECRET.sub("/s/…", str(wrong))  # Telegram names an address that it does not like
            if why.lower().startswith(NOBODY):
                return Result(job, home_message_id=home, error=why, blocked=True)
            LOG.error("telegram refused", outbox=job.id, kind=job.kind, error=why)
            return Result(job, home_message_id=home, error=why)
        except (TelegramError, OSError) as passing:
            LOG.warning("telegram away", outbox=job.id, error=type(passing).__name__)
            seconds = min(0.2 * 2 ** min(job.attempts, 8), LONGEST_RETRY)
            # While nothing at all goes through, it is not this message's fault: it is not given up.
            counts = not self._away or seconds < LONGEST_RETRY
            return Result(job, home_message_id=home, retry_after=seconds, counts=counts)
        except Exception as fault:
            LOG.exception("sending failed", outbox=job.id)
            return Result(job, home_message_id=home, error=type(fault).__name__)
        if job.attempts:  # this one had to wait, and it came through
            self.hurry()
        return Result(
            job,
            home_message_id=said.home,
            home_before=home,
            message_id=said.message_id,
            file_id=said.file_id,
            left=said.left,
            sent=True,
        )

    def _result(self, result: Result) -> asyncio.Future[None]:
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._notes.note(result)
        self._results.append((result, stored))
        MESSAGES.add(of=result.outcome)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        return stored

    async def _flush(self) -> None:
        while self._results:
            await asyncio.sleep(TOGETHER_SECONDS)
            batch, self._results = self._results, []
            results = [result for result, _ in batch]
            together = await self._stores(keep, results)
            for result, stored in batch:
                # What cannot be kept must not hold the others; sent for ever it would be worse than lost.
                kept = together or await self._stores(keep, [result])
                if (kept or await self._stores(set_aside, [result])) and not stored.done():
                    stored.set_result(None)
            self._notes.stored(results)

    async def _stores(
        self, how: Callable[[Database, datetime, Sequence[Result]], None], results: list[Result]
    ) -> bool:
        """Until it is stored; False: it never will be."""
        backoff = Backoff()
        while True:
            try:
                await self._thread.run(how, self._database, self._clock(), results)
                return True
            except PASSING as away:  # the message is out: keep trying to note it
                LOG.warning("database away", where="outbox results", error=why(away))
            except Exception:
                LOG.exception("results not kept", outbox=[result.job.id for result in results])
                return False
            await pause(backoff.more())
