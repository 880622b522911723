"""Data saya as a ZIP: the workbook, the same for programs, and what the person has sent."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from bot.jobs.job import Job
from bot.jobs.packing import pack
from bot.jobs.subprocess_pool import LONGEST_WORK, within
from bot.thread import PASSING
from models.batch import SheetOrder
from models.enums import Drawing
from models.unit import Unit
from sop.archive.season_zip import Entry
from sop.core.sheet_orders import not_made
from sop.privacy.handing_out import ZIP, entries, send_zip

LOG = structlog.get_logger()


class OwnDataJob(Job[int]):
    """Packs one order after the other."""

    def next(self, unit: Unit) -> int | None:
        asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key == ZIP)
        return unit.first(select(SheetOrder.id).where(*asked).order_by(SheetOrder.id))

    async def do(self, piece: int) -> None:
        try:
            found = await self.unit(_entries, piece)
            if found is None:
                return
            made, left_out = await self.context.printing.run(
                within, LONGEST_WORK, pack, self.context.files.folder, found
            )
        except PASSING:
            raise
        except Exception:
            LOG.exception("own data not packed", order=piece)
            await self.unit(not_made, piece, "own_data.failed")
        else:
            await self.unit(send_zip, piece, made, left_out)


def _entries(unit: Unit, order: int) -> list[Entry] | None:
    """None when who asked was forgotten meanwhile."""
    return None if unit.get(SheetOrder, order) is None else entries(unit, order)
