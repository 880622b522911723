"""The live bot: one event loop that speaks to Telegram, one thread that speaks to the database."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from bot.bsre import bsre_of
from bot.clock import Clock, real_clock
from bot.database import office_database
from bot.files import Files
from bot.incoming.handling import build
from bot.incoming.inbox import Worker
from bot.incoming.receive import receive
from bot.incoming.serving import Serving
from bot.jobs.archive import ArchiveJob, SeasonJob
from bot.jobs.backups import BackupJob
from bot.jobs.checking import CheckJob
from bot.jobs.confining import keep_to_oneself
from bot.jobs.copies import CopyJob
from bot.jobs.drawing import DrawingJob
from bot.jobs.erasing import DeletionsJob, ErasingJob
from bot.jobs.importing import ImportJob
from bot.jobs.job import Job, JobContext
from bot.jobs.judging import Judge
from bot.jobs.machine_alerts import MachineAlertsJob
from bot.jobs.office_files import OfficeFileJob
from bot.jobs.own_data import OwnDataJob
from bot.jobs.photos import PhotoJob
from bot.jobs.scans import ScanJob
from bot.jobs.sealing import SealingJob
from bot.jobs.sheets import SheetJob
from bot.jobs.subprocess_pool import OTHERS_MEMORY, SubprocessPool
from bot.leader import UPDATES, Leader
from bot.lock import alone
from bot.logs import tells_repeats
from bot.outgoing.bucket import Buckets
from bot.outgoing.outbox import Outbox
from bot.outgoing.sent_journal import notes_beside
from bot.scheduler import TICK_SECONDS, Scheduler
from bot.settings import Settings
from bot.starting.fonts import said_of_fonts
from bot.starting.handles import raise_handles
from bot.starting.heap import give_back
from bot.starting.identity import make_bot
from bot.starting.start import Start, stored_in
from bot.thread import DatabaseThread
from bot.watching import systemd
from bot.watching.health import Watch
from bot.web.one_time import OneTimePages, safe_root
from bot.web.server import WebServer, public_address
from bot.web.signing import BsreSigning
from bot.web.verifying import VerifyingRoom
from bot.web.visitor_limits import VisitorLimits
from bot.web.watched import WatchPages
from bot.web.webhook import Address, Webhook, address_from

T = TypeVar("T")

JOBS: tuple[type[Job[Any]], ...] = (
    DrawingJob,
    SealingJob,
    PhotoJob,
    ImportJob,
    CheckJob,
    SheetJob,
    CopyJob,
    ArchiveJob,
    SeasonJob,
    OwnDataJob,
    DeletionsJob,
    ErasingJob,
    OfficeFileJob,
    ScanJob,
    BackupJob,
    MachineAlertsJob,
)

STOP_SECONDS = 3.5
SILENT_SECONDS = 1.0  #: what the bot waits for at its start stands on /healthz after that


class Running:
    """A process of the bot."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock = real_clock,
        tick: float = TICK_SECONDS,
        before: Callable[[], None] | None = None,
    ) -> None:
        """`before`: what makes the tables; it is tried until the database is there."""
        self._settings = settings
        self._clock = clock
        self._tick = tick
        self._database = office_database(settings.database_url)
        self._thread = DatabaseThread()
        self._leader = self._leader_for(settings.database_url)
        self._bot = make_bot(settings)
        self._notes = notes_beside(settings.database_url, settings.data_dir)
        where = (self._database, self._thread, self._bot, clock)
        self._start = Start(settings, *where, self._notes, before)
        #: Where a stranger's file is opened: the office does not wait for it.
        self._strangers_pool = SubprocessPool(OTHERS_MEMORY, strict=True)
        self._limits = VisitorLimits()
        self._public = public_address(settings.public_url)
        self._hook = address_from(settings)
        served = self._public or self._hook
        self._web = WebServer(settings.listen, self._limits, needed=bool(served))
        self._watch = Watch(
            settings.database_url,
            self._bot,
            clock,
            tick,
            leader=lambda: self._leader.holds,
            folders=stored_in(settings),
        )
        self._serving = Serving(self._bot, self._thread, lambda: self._context.wake())

    def _leader_for(self, url: str) -> Leader:
        """The one that fits the database."""
        if self._database.is_sqlite:
            return Leader()
        from bot.processes import OneOfSeveral  # PostgreSQL's driver is heavy

        return OneOfSeveral(url, self._database, self._thread)

    async def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        stopping = asyncio.create_task(stop.wait())
        # Bot.initialize would call getMe, and fail while Telegram is away.
        await self._bot._request[0].initialize()
        await self._bot._request[1].initialize()
        try:
            found = await self._finds_all(stopping)
        except BaseException:
            await self._hang_up()
            raise
        if found is None:
            if not await self._thread.rests(STOP_SECONDS):
                os._exit(0)  # what has begun to change the tables goes back with its connection
            await self._hang_up()
            return
        me, self._hook = found
        chat = f"https://t.me/{me['username']}?start="
        address = f"{self._public}/p/" if self._public else chat
        application = await build(self._settings.token, me, address)
        files = Files(self._settings.data_dir / "files")
        await asyncio.to_thread(files.clear)
        outbox = Outbox(
            self._database,
            self._thread,
            self._bot,
            self._clock,
            Buckets(self._settings.send_rate, self._settings.send_rate_chat),
            files.get,
            safe_root(self._public),
            self._leader,
            self._notes,
        )
        self._context = JobContext(
            self._settings,
            self._database,
            self._thread,
            self._bot,
            self._clock,
            files,
            outbox,
            self._leader,
            address,
        )
        # A paper may have become final by its time.
        scheduler = Scheduler(
            self._database, self._thread, self._clock, self._context.wake, self._tick, self._leader
        )
        worker = Worker(self._database, application, self._clock, self._settings.user_rate)
        work: list[Coroutine[Any, Any, None]] = [
            self._receiving(outbox),
            outbox.run(),
            self._context.poller.run(),
            *(job(self._context).run() for job in JOBS),
            scheduler.watch(),
        ]
        self._leader.begins(self._heard)
        page = await self._opens_web(chat)
        work += [self._web.run(), systemd.stay_alive(), tells_repeats()]
        self._handling = asyncio.create_task(self._serving.run(worker))
        tasks = [self._handling, *(asyncio.create_task(part) for part in work)]
        for words in await asyncio.to_thread(said_of_fonts, self._settings.data_dir):
            print(words, file=sys.stderr, flush=True)
        print(f"Bot @{me['username']} siap.{page}", flush=True)  # the one line that says it listens
        systemd.tell(systemd.READY)
        _keep_what_stays()
        done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        await self._stop(tasks, scheduler)
        for task in done - {stopping}:
            task.result()  # a loop that ended is a fault: raise it

    def _receiving(self, outbox: Outbox) -> Coroutine[Any, Any, None]:
        """Updates are fetched, or with WEBHOOK_URL brought."""
        if self._hook is None:
            where = (self._database, self._thread, self._bot, self._clock)
            return receive(*where, self._arrived, outbox.reachable, self._leader)
        hook = Webhook(self._database, self._thread, self._clock, self._hook, self._serving.due.set)
        self._web.machine(self._hook.path, hook)
        return hook.watch(self._bot, self._leader, outbox.reachable)

    async def _opens_web(self, chat: str) -> str:
        """Pages for people, the webhook, and what is watched; what the first line says of the first two."""
        self._web.pages(WatchPages(self._watch, self._settings.listen))
        if self._public:
            self._adds_pages(chat)
        where = await self._web.open()
        if not where:
            return ""
        hook = f" Webhook: {where}{self._hook.path}" if self._hook else ""
        return (f" Halaman: {where}" if self._public else "") + hook

    def _adds_pages(self, chat: str) -> None:
        self._web.pages(
            VerifyingRoom(
                self._database,
                self._thread,
                self._clock,
                Judge(self._database, self._thread, self._clock, self._settings, self._strangers_pool),
                self._limits,
                chat,
            )
        )
        root, bsre = safe_root(self._public), bsre_of(self._settings)
        if root is not None and bsre is not None:
            self._web.pages(
                OneTimePages(
                    self._database,
                    self._thread,
                    self._clock,
                    self._limits,
                    BsreSigning(self._context, bsre),
                    root,
                )
            )

    async def _stop(self, tasks: list[asyncio.Task[None]], scheduler: Scheduler) -> None:
        systemd.tell(systemd.STOPPING)
        scheduler.close()
        self._serving.end()
        for task in tasks:
            if task is not self._handling:
                task.cancel()
        await asyncio.gather(
            self._context.outbox.drain(), self._web.close(), asyncio.wait(tasks, timeout=STOP_SECONDS)
        )
        await self._serving.answered()
        self._context.close()
        self._strangers_pool.close()
        await asyncio.to_thread(self._leader.close)
        await self._hang_up()

    async def _finds_all(self, stopping: asyncio.Task[Any]) -> tuple[dict[str, Any], Address | None] | None:
        """All that it begins with; None when it is told to stop before."""
        finding = asyncio.create_task(self._start.found(self._hook))
        either = partial(asyncio.wait, [finding, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not (await either(timeout=SILENT_SECONDS))[0]:
            page = WebServer(self._settings.listen, self._limits, needed=False)
            page.pages(WatchPages(self._watch, self._settings.listen))
            await page.open()
            try:
                await either()
            finally:
                await page.close()
        if finding.done():
            return finding.result()
        finding.cancel()
        return None

    async def _hang_up(self) -> None:
        self._watch.close()
        await self._bot._request[0].shutdown()
        await self._bot._request[1].shutdown()
        self._thread.close()
        self._database.close()

    def _arrived(self) -> None:
        self._serving.due.set()
        self._leader.tells(UPDATES)  # another process can take some of it

    def _heard(self, word: str) -> None:
        """What another process has stored."""
        if word == UPDATES:
            self._serving.due.set()
        else:
            self._context.woken()


def _keep_what_stays() -> None:
    """What is there now stays as long as the bot runs: nobody looks through it for garbage again."""
    gc.collect()
    gc.freeze()


def run(
    settings: Settings,
    clock: Clock = real_clock,
    tick: float = TICK_SECONDS,
    before: Callable[[], None] | None = None,
) -> None:
    """Run the bot in this process until it is told to stop."""
    os.umask(0o077)  # what people tell us is for nobody else on this machine
    raise_handles()
    give_back()
    keep_to_oneself()
    with alone(settings.database_url):
        asyncio.run(Running(settings, clock, tick, before).run())
