"""Papers are drawn in a process of their own, then stored: a thread that draws would hold everybody up."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.jobs.job import Job
from bot.jobs.subprocess_pool import LONGEST_WORK, Died, within
from bot.jobs.subprocess_work import Order, draw_order
from bot.starting.fonts import FONTS
from bot.thread import PASSING
from bot.watching.figures import DRAWN
from documents import Drawn
from models.enums import Drawing
from models.paper import Paper
from models.unit import Unit
from sop.flow.paper_drawn import drawn
from sop.papers.papers import failed, frozen_words, verify_url

LOG = structlog.get_logger()

LOST_RACES = 5


class DrawingJob(Job[int]):
    """Draws one paper after the other."""

    def next(self, unit: Unit) -> int | None:
        return unit.first(select(Paper.id).where(Paper.state == Drawing.ASKED).order_by(Paper.id))

    async def do(self, piece: int) -> None:
        order = await self._compiled(piece)
        if order is not None:
            await self._draw(order)

    def told(self) -> None:
        """A paper made somebody's turn, and a final one waits for its seal."""
        self.context.wake()

    async def _compiled(self, id: int) -> Order | None:
        """What the paper is drawn from, stored before the first stroke: drawn twice it is the same."""
        try:
            return await self.unit(self._order, id)
        except PASSING:
            raise
        except StaleDataError:  # somebody was at the paper meanwhile: look again
            return None
        except Exception:
            LOG.exception("paper not compiled", paper=id)
            await self._failed_to_draw(id)
            return None

    def _order(self, unit: Unit, id: int) -> Order:
        paper = unit.session.get_one(Paper, id)
        return Order(
            id=paper.id,
            key=paper.key,
            data=frozen_words(unit, paper),
            stage=paper.stage,
            edition=paper.edition,
            number=paper.number,
            made_at=paper.made_at,
            url=verify_url(self.context.address, paper),
            fonts=self.context.settings.data_dir / FONTS,
            folder=self.context.files.folder,
        )

    async def _draw(self, order: Order) -> None:
        try:
            made = await self.context.printing.run(within, LONGEST_WORK, draw_order, order)
        except Died:
            await self._failed_to_draw(order.id)
        except Exception:
            LOG.exception("drawing failed", paper=order.id, key=order.key)
            await self._failed_to_draw(order.id)
        else:
            sha256 = await asyncio.to_thread(self.context.files.put, made.content)
            await self._store(order, sha256, made)

    async def _store(self, order: Order, sha256: str, made: Drawn) -> None:
        for _race in range(LOST_RACES):
            try:
                size = len(made.content)
                await self.unit(drawn, order.id, sha256=sha256, size=size, pages=made.pages, lost=made.lost)
                DRAWN.add()
                return
            except StaleDataError:
                continue  # somebody changed the step meanwhile: look again
            except PASSING:
                raise
            except Exception:  # what follows from a paper must not end the drawing of all others
                LOG.exception("paper not stored", paper=order.id, key=order.key)
                break
        await self._failed_to_draw(order.id)

    async def _failed_to_draw(self, id: int) -> None:
        try:
            await self.unit(failed, id)
        except StaleDataError:  # somebody was at the paper meanwhile: look again
            return
