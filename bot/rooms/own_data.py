"""Data saya as a ZIP: the workbook, the same for programs, and what the person has sent."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import select

from bot.rooms.packing import pack
from bot.rooms.room import Room
from bot.rooms.workshop import LONGEST_WORK, within
from bot.thread import PASSING
from models.batch import SheetOrder
from models.enums import Drawing
from models.unit import Unit
from sop.archive.season import Entry, Made
from sop.privacy.erasing import erase
from sop.privacy.handing_out import ZIP, entries, send_zip, zip_not_made

LOG = structlog.get_logger()


class OwnDataRoom(Room[int]):
    """Packs one order after the other."""

    def next(self, unit: Unit) -> int | None:
        asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key == ZIP)
        return unit.first(select(SheetOrder.id).where(*asked).order_by(SheetOrder.id))

    async def do(self, piece: int) -> None:
        try:
            found = await self.unit(_entries, piece)
            if found is None:
                return
            made, left_out = await self.house.printing.run(
                within, LONGEST_WORK, pack, self.house.files.folder, found
            )
        except PASSING:
            raise
        except Exception:
            LOG.exception("own data not packed", order=piece)
            await self.unit(_not_made, piece)
        else:
            await self.unit(_send, piece, made, left_out)


# ---- who asked may be forgotten while it is made: his order is gone then


def _entries(unit: Unit, order: int) -> list[Entry] | None:
    return None if unit.get(SheetOrder, order) is None else entries(unit, order)


def _send(unit: Unit, order: int, made: Sequence[Made], left_out: int) -> None:
    if unit.get(SheetOrder, order) is None:
        erase(unit, [part.sha256 for part in made])
        return
    send_zip(unit, order, made, left_out)


def _not_made(unit: Unit, order: int) -> None:
    if unit.get(SheetOrder, order) is not None:
        zip_not_made(unit, order)
