"""Excel files that somebody asked for: written in a process of their own, then sent to who asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy import select

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from documents.sheets import write_sheet
from models.batch import SheetOrder
from models.enums import Drawing
from models.unit import Database
from sop.archive.season import KEY as SEASON
from sop.sheet_orders import data_of, made, not_made

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0


class SheetRoom:
    """Writes one sheet after the other."""

    def __init__(
        self, database: Database, thread: DatabaseThread, files: Files, clock: Clock, workshop: Workshop
    ) -> None:
        self._database = database
        self._thread = thread
        self._files = files
        self._clock = clock
        self._workshop = workshop
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                found = await self._thread.run(self._next)
                if found is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                await self._write(*found)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="sheets")
                await pause(patience.more())

    def _next(self) -> tuple[int, str] | None:
        with self._database.unit(self._clock()) as unit:
            asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key != SEASON)  # that is no sheet
            order = unit.first(select(SheetOrder).where(*asked).order_by(SheetOrder.id))
            return None if order is None else (order.id, order.key)

    def _data(self, id: int) -> dict[str, object]:
        with self._database.unit(self._clock()) as unit:
            return data_of(unit, unit.session.get_one(SheetOrder, id))

    async def _write(self, id: int, key: str) -> None:
        try:
            data = await self._thread.run(self._data, id)
            content = await self._workshop.run(write_sheet, key, data)
        except PASSING:
            raise
        except Exception:
            LOG.exception("sheet not written", order=id, key=key)
            await self._thread.run(self._note, id, None)
        else:
            sha256 = await asyncio.to_thread(self._files.put, content)
            await self._thread.run(self._note, id, sha256)

    def _note(self, id: int, sha256: str | None) -> None:
        with self._database.unit(self._clock()) as unit:
            if sha256 is None:
                not_made(unit, id)
            else:
                made(unit, id, sha256)
