"""Papers are drawn in a process of their own, then stored: a thread that draws would hold everybody up."""

from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from models.enums import Drawing
from models.paper import Paper
from models.unit import Database
from sop.drawn import drawn
from sop.papers import failed, frozen, verify_url

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0
LOST_RACES = 5


@dataclass(frozen=True)
class Order:
    """All that the bytes of a paper depend on."""

    id: int
    key: str
    data: dict[str, Any]
    stage: str
    edition: int
    number: str | None
    made_at: datetime
    url: str | None
    arms: bytes | None = None


def draw_order(order: Order) -> tuple[bytes, int]:
    """Runs in the drawing process."""
    from documents import draw  # fpdf2 is heavy, and only this process needs it

    made = draw(
        order.key,
        order.data,
        stage=order.stage,
        version=order.edition,
        number=order.number,
        made_at=order.made_at,
        verify_url=order.url,
        arms=order.arms,
    )
    return made.content, made.pages


class DrawingRoom:
    """Draws one paper after the other."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        files: Files,
        clock: Clock,
        address: str,
        workshop: Workshop,
    ) -> None:
        self._database = database
        self._thread = thread
        self._files = files
        self._clock = clock
        self._address = address  #: what a paper's code is put behind, for its QR
        self._workshop = workshop
        self.wake = asyncio.Event()

    async def run(self, told: Any) -> None:
        """Draw for ever; `told` is called when a paper made somebody's turn."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                waiting = await self._thread.run(self._next)
                if waiting is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                order = await self._compiled(waiting)
                if order is not None:
                    await self._draw(order)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="drawing")
                await pause(patience.more())

    def _next(self) -> int | None:
        with self._database.unit(self._clock()) as unit:
            return unit.first(select(Paper.id).where(Paper.state == Drawing.ASKED).order_by(Paper.id))

    async def _compiled(self, id: int) -> Order | None:
        """What the paper is drawn from, stored before the first stroke: drawn twice it is the same."""
        try:
            return await self._thread.run(self._order, id)
        except PASSING:
            raise
        except StaleDataError:  # somebody was at the paper meanwhile: look again
            return None
        except Exception:
            LOG.exception("paper not compiled", paper=id)
            await self._thread.run(self._failed, id)
            return None

    def _order(self, id: int) -> Order:
        with self._database.unit(self._clock()) as unit:
            paper = unit.session.get_one(Paper, id)
            return Order(
                id=paper.id,
                key=paper.key,
                data=frozen(unit, paper),
                stage=paper.stage,
                edition=paper.edition,
                number=paper.number,
                made_at=paper.made_at,
                url=verify_url(self._address, paper),
            )

    async def _draw(self, order: Order) -> None:
        try:
            arms = await asyncio.to_thread(self._arms, order)
            content, pages = await self._workshop.run(draw_order, replace(order, arms=arms))
        except BrokenProcessPool:
            await self._thread.run(self._failed, order.id)
        except Exception:
            LOG.exception("drawing failed", paper=order.id, key=order.key)
            await self._thread.run(self._failed, order.id)
        else:
            sha256 = await asyncio.to_thread(self._files.put, content)
            await self._thread.run(self._stored, order, sha256, len(content), pages)

    def _arms(self, order: Order) -> bytes | None:
        """The picture that the data name; without it the kop has a plain rule."""
        sha256 = (order.data.get("office") or {}).get("arms")
        try:
            return self._files.get(sha256) if sha256 else None
        except OSError:  # a lost picture must not keep an office from its papers; periksa arsip names it
            LOG.exception("arms lost", paper=order.id, sha256=sha256)
            return None

    def _stored(self, order: Order, sha256: str, size: int, pages: int) -> None:
        for _race in range(LOST_RACES):
            try:
                with self._database.unit(self._clock()) as unit:
                    drawn(unit, order.id, sha256=sha256, size=size, pages=pages)
                return
            except StaleDataError:
                continue  # somebody changed the step meanwhile: look again
            except PASSING:
                raise
            except Exception:  # what follows from a paper must not end the drawing of all others
                LOG.exception("paper not stored", paper=order.id, key=order.key)
                break
        self._failed(order.id)

    def _failed(self, id: int) -> None:
        with self._database.unit(self._clock()) as unit:
            failed(unit, id)
