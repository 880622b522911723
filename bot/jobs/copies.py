"""Copies of papers without numbers and addresses: drawn as the papers are, for who asked first."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy import select

from bot.jobs.job import Job
from bot.jobs.subprocess_pool import LONGEST_WORK, within
from bot.jobs.subprocess_work import Order, draw_order
from bot.starting.fonts import FONTS
from bot.thread import PASSING
from models.batch import SheetOrder
from models.enums import Drawing
from models.unit import Unit
from sop.core.sheet_orders import not_made
from sop.papers.paper_copies import KEY, copy_data, copy_made
from sop.papers.papers import verify_url
from texts import plain

LOG = structlog.get_logger()


class CopyJob(Job[int]):
    """Draws one copy after the other."""

    def next(self, unit: Unit) -> int | None:
        asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key == KEY)
        return unit.first(select(SheetOrder.id).where(*asked).order_by(SheetOrder.id))

    async def do(self, piece: int) -> None:
        try:
            order = await self.unit(self._order, piece)
            if order is None:
                return
            made = await self.context.printing.run(within, LONGEST_WORK, draw_order, order)
            sha256 = await asyncio.to_thread(self.context.files.put, made.content)
        except PASSING:
            raise
        except Exception:
            LOG.exception("copy not drawn", order=piece)
            await self.unit(not_made, piece, "papers.copy_failed")
        else:
            await self.unit(copy_made, piece, order.id, sha256)

    def _order(self, unit: Unit, id: int) -> Order | None:
        """None when who asked was forgotten meanwhile."""
        asked = unit.get(SheetOrder, id)
        found = None if asked is None else copy_data(unit, asked)
        if found is None:
            return None
        paper, data = found
        return Order(
            id=paper.id,
            key=paper.key,
            data=data,
            stage=paper.stage,
            edition=paper.edition,
            number=paper.number,
            made_at=paper.made_at,
            url=verify_url(self.context.address, paper),
            fonts=self.context.settings.data_dir / FONTS,
            folder=self.context.files.folder,
            mark=plain("papers.copy_mark"),
        )
