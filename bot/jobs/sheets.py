"""Excel files that somebody asked for: written in a process of their own, then sent to who asked."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy import select

from bot.jobs.job import Job
from bot.jobs.subprocess_pool import LONGEST_WORK, within
from bot.thread import PASSING
from documents.sheets import write_sheet
from models.batch import SheetOrder
from models.enums import Drawing
from models.unit import Unit
from sop.archive.season_zip import KEY as SEASON
from sop.core.sheet_orders import data_of, made, not_made
from sop.papers.paper_copies import KEY as COPY
from sop.privacy.handing_out import ZIP as OWN_ZIP

LOG = structlog.get_logger()

NO_SHEETS = (SEASON, OWN_ZIP, COPY)  #: these have jobs of their own


class SheetJob(Job[tuple[int, str]]):
    """Writes one sheet after the other."""

    def next(self, unit: Unit) -> tuple[int, str] | None:
        asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key.not_in(NO_SHEETS))
        order = unit.first(select(SheetOrder).where(*asked).order_by(SheetOrder.id))
        return None if order is None else (order.id, order.key)

    async def do(self, piece: tuple[int, str]) -> None:
        order, key = piece
        try:
            data = await self.unit(_data, order)
            if data is None:
                return
            data = await asyncio.to_thread(self._with_template, data)
            content = await self.context.printing.run(within, LONGEST_WORK, write_sheet, key, data)
        except PASSING:
            raise
        except Exception:
            LOG.exception("sheet not written", order=order, key=key)
            await self.unit(not_made, order)
        else:
            sha256 = await asyncio.to_thread(self.context.files.put, content)
            await self.unit(made, order, sha256)

    def _with_template(self, data: dict[str, object]) -> dict[str, object]:
        """The bytes of the template that the data name; without them it looks as the bot makes it."""
        sha256 = data.get("template")
        if not isinstance(sha256, str):
            return data
        try:
            return data | {"template": self.context.files.get(sha256)}
        except OSError:  # a lost template must not keep an office from its papers; periksa arsip names it
            LOG.exception("template lost", sha256=sha256)
            return data | {"template": None}


def _data(unit: Unit, id: int) -> dict[str, object] | None:
    """None when who asked was forgotten meanwhile."""
    order = unit.get(SheetOrder, id)
    return None if order is None else data_of(unit, order)
