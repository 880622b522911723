"""Files of rows: fetched, read in a process of their own, taken in piece by piece between messages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from handlers.imports.screens import follow
from models.batch import Batch
from models.enums import BatchState
from models.unit import Database, Unit
from sop.imports.batches import apply_some, note_examined, note_trouble, offices_for, skip_row
from sop.imports.examine import Examined, examine
from sop.imports.kind import Line
from sop.imports.undoing import undo_some
from texts import plain

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0
LONGEST_UNIT = 0.1  #: seconds for which a piece may hold the database thread
MOST_AT_ONCE = 200
SHOWN_EVERY = 1.0  #: seconds between two looks at how far it is

BUSY = (BatchState.ASKED, BatchState.APPLYING, BatchState.UNDOING)


@dataclass(frozen=True)
class Work:
    """What has to be done next."""

    id: int
    state: BatchState
    file_id: str | None
    sha256: str


class ImportDesk:
    """Takes one file after the other."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        bot: Bot,
        files: Files,
        clock: Clock,
        workshop: Workshop,
    ) -> None:
        self._database = database
        self._thread = thread
        self._bot = bot
        self._files = files
        self._clock = clock
        self._workshop = workshop
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        """For ever; `told` is called when there is something to say."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                work = await self._thread.run(self._next)
                if work is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                await self._do(work, told)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="imports")
                await pause(patience.more())

    def _next(self) -> Work | None:
        with self._database.unit(self._clock()) as unit:
            query = select(Batch).where(Batch.state.in_(BUSY), Batch.not_before <= unit.now)
            batch = unit.first(query.order_by(Batch.id))
            if batch is None:
                return None
            return Work(batch.id, BatchState(batch.state), batch.file_id, batch.sha256)

    async def _do(self, work: Work, told: Callable[[], None]) -> None:
        try:
            if work.state is BatchState.UNDOING:
                await self._piecemeal(work, None, told)
                return
            content = await self._content(work)
            if content is None:
                return
            found = await self._examined(work, content)
            if work.state is BatchState.ASKED or found.trouble is not None:
                await self._in_unit(work.id, lambda unit, batch: note_examined(unit, batch, found))
            else:
                await self._piecemeal(work, found.lines, told)
        except PASSING:
            raise
        except Exception:  # one file must not end the reading of all others
            LOG.exception("import failed", batch=work.id)
            await self._later(work.id)

    # ---- reading

    async def _content(self, work: Work) -> bytes | None:
        """The bytes; None when they are not to be had (now)."""
        if work.sha256:
            return await asyncio.to_thread(self._files.get, work.sha256)
        try:
            file = await self._bot.get_file(work.file_id or "")
            content = bytes(await file.download_as_bytearray())
        except BadRequest as gone:
            LOG.info("file not to be had", batch=work.id, why=str(gone))
            await self._trouble(work.id, "imports.not_fetched")
            return None
        except (TelegramError, OSError) as away:
            LOG.warning("file not fetched", batch=work.id, error=type(away).__name__)
            await self._later(work.id)
            return None
        sha256 = await asyncio.to_thread(self._files.put, content)

        def keep(_unit: Unit, batch: Batch) -> None:
            batch.sha256 = sha256

        await self._in_unit(work.id, keep, shown=False)
        return content

    async def _examined(self, work: Work, content: bytes) -> Examined:
        offices = await self._thread.run(self._offices, work.id)
        try:
            return await self._workshop.run(examine, content, offices)
        except BrokenProcessPool:
            LOG.warning("a file broke its reader", batch=work.id)
            return Examined(trouble=("imports.broken", {}))

    def _offices(self, id: int) -> dict[str, object]:
        with self._database.unit(self._clock()) as unit:
            return dict(offices_for(unit, unit.session.get_one(Batch, id)))

    # ---- taking in, taking back

    async def _piecemeal(self, work: Work, lines: tuple[Line, ...] | None, told: Callable[[], None]) -> None:
        """Piece by piece, each so small that nobody waits for it; all rows of a piece are stored or none."""
        most, shown, done = 10, time.monotonic(), False
        while not done:
            began = time.monotonic()
            show = began - shown > SHOWN_EVERY
            try:
                done = await self._thread.run(self._piece, work, lines, most, show)
            except (StaleDataError, IntegrityError):
                continue  # somebody changed the same things: look again
            except PASSING:
                raise
            except Exception:
                LOG.exception("rows not taken in", batch=work.id)
                if lines is None:
                    raise
                if most == 1:
                    done = await self._thread.run(self._skip, work.id, lines)
                most = 1
                continue
            took = time.monotonic() - began
            most = min(most * 2, MOST_AT_ONCE) if took < LONGEST_UNIT / 2 else max(most // 2, 1)
            if show:
                shown = began
                told()

    def _piece(self, work: Work, lines: tuple[Line, ...] | None, most: int, show: bool) -> bool:
        with self._database.unit(self._clock()) as unit:
            batch = unit.session.get_one(Batch, work.id)
            done = undo_some(unit, batch, most) if lines is None else apply_some(unit, batch, lines, most)
            if done or show:
                follow(unit, batch)
            return done

    def _skip(self, id: int, lines: tuple[Line, ...]) -> bool:
        with self._database.unit(self._clock()) as unit:
            batch = unit.session.get_one(Batch, id)
            done = skip_row(unit, batch, lines)
            if done:
                follow(unit, batch)
            return done

    # ---- noting

    async def _trouble(self, id: int, key: str) -> None:
        await self._in_unit(id, lambda unit, batch: note_trouble(unit, batch, plain(key)))

    async def _in_unit(self, id: int, act: Callable[[Unit, Batch], None], *, shown: bool = True) -> None:
        await self._thread.run(self._note, id, act, shown)

    def _note(self, id: int, act: Callable[[Unit, Batch], None], shown: bool) -> None:
        with self._database.unit(self._clock()) as unit:
            batch = unit.session.get_one(Batch, id)
            if batch.state == BatchState.DROPPED:  # while it was read, it was no longer wanted
                return
            act(unit, batch)
            if shown:
                follow(unit, batch)

    async def _later(self, id: int) -> None:
        def put_off(unit: Unit, batch: Batch) -> None:
            batch.attempts += 1
            batch.not_before = unit.now + timedelta(seconds=min(2**batch.attempts, 30))

        await self._in_unit(id, put_off, shown=False)
