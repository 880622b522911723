"""Files of rows: fetched, read in a process of their own, taken in piece by piece between messages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from telegram.error import BadRequest, TelegramError

from bot.jobs.job import Job, Lost
from bot.jobs.subprocess_pool import LONGEST_LOOK, Died, TookTooLong
from bot.thread import PASSING
from handlers.imports.screens import follow
from models.batch import Batch
from models.enums import BatchState
from models.later import put_off, ripe
from models.unit import Unit
from sop.imports.answering import known_of
from sop.imports.batches import apply_some, note_examined, note_trouble, offices_for, skip_row
from sop.imports.examine import Examined, Known, examine
from sop.imports.kind import Line
from sop.imports.undo import undo_some
from texts import plain

LOG = structlog.get_logger()

LONGEST_UNIT = 0.1  #: seconds for which a piece may hold the database thread
MOST_AT_ONCE = 200
SHOWN_EVERY = 1.0  #: seconds between two looks at how far it is
LOST_RACES = 5  #: on end; more are no race any more

BUSY = (BatchState.ASKED, BatchState.APPLYING, BatchState.UNDOING)


@dataclass(frozen=True)
class Work:
    """What has to be done next."""

    id: int
    state: BatchState
    file_id: str | None
    sha256: str


class ImportJob(Job[Work]):
    """Takes one file after the other."""

    def next(self, unit: Unit) -> Work | None:
        waiting = (Batch.state.in_(BUSY), ripe(Batch.not_before, unit.now))
        oldest = self.turns.next(unit, Batch.id, Batch.by_id, *waiting)
        if oldest is None:
            return None
        batch = unit.session.get_one(Batch, oldest)
        return Work(batch.id, BatchState(batch.state), batch.file_id, batch.sha256)

    async def do(self, piece: Work) -> None:
        try:
            if piece.state is BatchState.UNDOING:
                await self._piecemeal(piece, None)
                return
            content = await self._content(piece)
            if content is None:
                return
            found = await self._examined(piece, content)
            if piece.state is BatchState.ASKED or found.trouble is not None or found.question is not None:
                await self._note(piece.id, lambda unit, batch: note_examined(unit, batch, found))
            else:
                await self._piecemeal(piece, found.lines)
        except PASSING:
            raise
        except Exception:  # one file must not end the reading of all others
            LOG.exception("import failed", batch=piece.id)
            # What was taken in already has to be taken back some day: that is tried for ever.
            if piece.state is not BatchState.UNDOING and self.gives_up(piece.id):
                trouble = plain("imports.broken")
                await self._note(piece.id, lambda unit, batch: note_trouble(unit, batch, trouble))
            else:
                await self._later(piece.id)

    # ---- reading

    async def _content(self, work: Work) -> bytes | None:
        """The bytes; None when they are not to be had (now)."""
        if work.sha256:
            try:
                return await asyncio.to_thread(self.context.files.get, work.sha256)
            except OSError as lost:
                raise Lost(work.sha256) from lost
        try:
            content = await self.fetched(work.file_id or "")
        except BadRequest as gone:
            LOG.info("file not to be had", batch=work.id, why=str(gone))
            trouble = plain("imports.not_fetched")
            await self._note(work.id, lambda unit, batch: note_trouble(unit, batch, trouble))
            return None
        except (TelegramError, OSError) as away:
            LOG.warning("file not fetched", batch=work.id, error=type(away).__name__)
            await self._later(work.id)
            return None
        sha256 = await asyncio.to_thread(self.context.files.put, content)

        def keep(_unit: Unit, batch: Batch) -> None:
            batch.sha256 = sha256

        await self._note(work.id, keep, shown=False)
        return content

    async def _examined(self, work: Work, content: bytes) -> Examined:
        offices, known = await self.unit(_offices, work.id)
        try:
            return await self.read(LONGEST_LOOK, examine, content, offices, known)
        except (Died, TookTooLong):
            LOG.warning("a file broke its reader", batch=work.id)
            return Examined(trouble=("imports.broken", {}))

    # ---- taking in, taking back

    async def _piecemeal(self, work: Work, lines: tuple[Line, ...] | None) -> None:
        """Piece by piece, each so small that nobody waits for it; all rows of a piece are stored or none."""
        most, shown, done, races = 10, time.monotonic(), False, 0
        while not done:
            began = time.monotonic()
            show = began - shown > SHOWN_EVERY
            try:
                done = await self.unit(_piece, work.id, lines, most, show)
            except PASSING:
                raise
            except Exception as fault:
                raced = isinstance(fault, StaleDataError | IntegrityError)
                races += raced
                if raced and races < LOST_RACES:
                    continue  # somebody changed the same things: look again
                LOG.exception("rows not taken in", batch=work.id)
                races = 0
                if lines is None:
                    raise
                if most == 1:
                    done = await self.unit(_skip, work.id, lines)
                most = 1
                continue
            took, races = time.monotonic() - began, 0
            most = min(most * 2, MOST_AT_ONCE) if took < LONGEST_UNIT / 2 else max(most // 2, 1)
            if show:
                shown = began
                self.told()

    # ---- noting

    async def _note(self, id: int, act: Callable[[Unit, Batch], None], *, shown: bool = True) -> None:
        def note(unit: Unit) -> None:
            batch = unit.session.get_one(Batch, id)
            if batch.state == BatchState.DROPPED:  # while it was read, it was no longer wanted
                return
            act(unit, batch)
            if shown:
                follow(unit, batch)

        await self.unit(note)

    async def _later(self, id: int) -> None:
        await self._note(id, lambda unit, batch: put_off(batch, unit.now), shown=False)


def _offices(unit: Unit, id: int) -> tuple[dict[str, object], Known]:
    batch = unit.session.get_one(Batch, id)
    return dict(offices_for(unit, batch)), known_of(unit, batch)


def _piece(unit: Unit, id: int, lines: tuple[Line, ...] | None, most: int, show: bool) -> bool:
    batch = unit.session.get_one(Batch, id)
    done = undo_some(unit, batch, most) if lines is None else apply_some(unit, batch, lines, most)
    if done or show:
        follow(unit, batch)
    return done


def _skip(unit: Unit, id: int, lines: tuple[Line, ...]) -> bool:
    batch = unit.session.get_one(Batch, id)
    done = skip_row(unit, batch, lines)
    if done:
        follow(unit, batch)
    return done
