"""The loop that all jobs share, whatever happens in one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import literal, select

from bot.jobs import drawing
from bot.jobs.archive import SeasonJob
from bot.jobs.checking import CheckJob
from bot.jobs.drawing import DrawingJob
from bot.jobs.job import Job, JobContext
from bot.jobs.own_data import OwnDataJob
from bot.jobs.sheets import SheetJob
from bot.jobs.subprocess_work import Order
from models.batch import SheetOrder
from models.paper import Paper
from models.posts import Post
from models.signing import PaperCheck
from models.unit import Unit
from sop.archive.season_zip import KEY as SEASON
from sop.core.erasing import to_erase
from sop.core.steps import PaperKey
from sop.papers.papers import failed
from sop.privacy.handing_out import KEY as SHEET
from sop.privacy.handing_out import ZIP
from sop.signing.checks import Asked
from tests.archive.final_papers import paper
from tests.core.desk import FrontDesk
from tests.core.drawing_rooms import end, until
from tests.core.job_context import at_work

BUDI = 71


class Broken(Job[int]):
    """A job with a fault of ours: in looking for work, or in doing it."""

    def __init__(self, context: JobContext, where: str) -> None:
        super().__init__(context)
        self.where, self.tried = where, 0

    def next(self, unit: Unit) -> int | None:
        if self.where == "next":
            self._breaks()
        return 1

    async def do(self, piece: int) -> None:
        self._breaks()

    def _breaks(self) -> None:
        self.tried += 1
        raise RuntimeError("a fault of ours")


class BreaksLater(Broken):
    """It has nothing to do when it looks itself; then somebody looks for it."""

    def next(self, unit: Unit) -> int | None:
        if self in self.context.poller._idle:
            self.tried += 1
            unit.session.execute(select(literal(1) / 0))  # PostgreSQL answers nobody in this unit any more
            raise RuntimeError("a fault of ours")
        return None


class Whole(Job[int]):
    """A job beside it."""

    done = 0

    def next(self, unit: Unit) -> int | None:
        return None if self.done % 2 else 1

    async def do(self, piece: int) -> None:
        self.done += 1


@pytest.mark.parametrize("where", ["next", "do", "poller"])
def test_a_fault_in_one_room_ends_neither_it_nor_the_others(
    desk: FrontDesk, tmp_path: Path, where: str
) -> None:
    async def work(context: JobContext) -> None:
        broken = BreaksLater(context, where) if where == "poller" else Broken(context, where)
        whole = Whole(context)
        loops = [asyncio.create_task(one.run()) for one in (context.poller, broken, whole)]
        await until(lambda: broken.tried >= 3)
        assert not any(loop.done() for loop in loops)

        # The other job waits at the poller's; what comes now is found in spite of the broken one.
        await until(lambda: whole in context.poller._idle)
        before = whole.done
        whole.done += 1
        context.poller.wake.set()
        await until(lambda: whole.done > before + 1)

        assert not any(loop.done() for loop in loops)
        await end(loops)
        assert all(loop.cancelled() for loop in loops)

    at_work(desk, tmp_path, work)


def test_a_room_that_breaks_each_time_waits_longer_each_time(file_desk: FrontDesk, tmp_path: Path) -> None:
    waited: list[float] = []

    async def work(context: JobContext) -> None:
        broken = Broken(context, "next")
        more = broken.faults.more
        broken.faults.more = lambda: waited.append(more()) or 0.0  # type: ignore[method-assign]
        loop = asyncio.create_task(broken.run())
        await until(lambda: len(waited) > 12)
        loop.cancel()

    at_work(file_desk, tmp_path, work)

    assert waited[:4] == [0.1, 0.2, 0.4, 0.8]
    assert waited[11] == 60.0


def test_a_piece_that_fails_for_a_whole_weekend_is_tried_each_minute_all_the_while(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    rests: list[float] = []

    async def work(context: JobContext) -> None:
        job = Whole(context)

        def is_over_at_once(seconds: float, again: Callable[[int], None], piece: int) -> None:
            rests.append(seconds)
            again(piece)

        asyncio.get_running_loop().call_later = is_over_at_once  # type: ignore[assignment,method-assign]
        assert [job.rest(7) for _ in range(1100)] == [*range(1, 1101)]
        assert job.resting == set()

    at_work(file_desk, tmp_path, work)

    assert rests[:5] == [2.0, 4.0, 8.0, 16.0, 32.0]
    assert rests[5:] == [60.0] * 1095


@pytest.mark.parametrize("job", [SheetJob, OwnDataJob, SeasonJob])
def test_an_order_whose_person_was_forgotten_meanwhile_is_nobodys_any_more(
    file_desk: FrontDesk, tmp_path: Path, job: type[Job]
) -> None:
    """His order is deleted when it is about to be made, or while it is made."""
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.DELEGASI)
    key = {SheetJob: SHEET, OwnDataJob: ZIP, SeasonJob: SEASON}[job]

    def orders() -> int:
        with file_desk.unit() as unit:
            season = {"season": 1} if key == SEASON else {}
            facts = {"kecamatan_id": office, "person_id": budi, "key": key, "name": "x", "caption": "x"}
            return unit.add(SheetOrder(**facts, data=season, at=file_desk.now)).id

    def forgets(id: int) -> None:
        with file_desk.unit() as unit:
            unit.session.delete(unit.session.get_one(SheetOrder, id))

    async def work(context: JobContext) -> None:
        one = job(context)
        make = context.printing.run
        early, late, ill = orders(), orders(), orders()
        piece = (lambda order: (order, SHEET)) if job is SheetJob else (lambda order: order)

        forgets(early)
        await one.do(piece(early))

        async def made_meanwhile(*rest: object) -> object:
            made = await make(*rest)
            forgets(late)
            return made

        context.printing.run = made_meanwhile
        await one.do(piece(late))
        with file_desk.unit() as unit:
            assert len(to_erase(unit)) == 1, "what was made of him is taken from the disk"

        async def breaks_meanwhile(*_rest: object) -> object:
            forgets(ill)
            raise RuntimeError("a fault of ours")

        context.printing.run = breaks_meanwhile
        await one.do(piece(ill))

    at_work(file_desk, tmp_path, work)

    assert file_desk.said(BUDI) == []


def test_a_file_whose_sender_was_forgotten_meanwhile_is_not_answered(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.DELEGASI)

    def sends(name: str) -> Asked:
        with file_desk.unit() as unit:
            facts = {"kecamatan_id": office, "person_id": budi, "file_id": "x", "file_name": name}
            row = unit.add(PaperCheck(**facts, not_before=file_desk.now, at=file_desk.now))
            return Asked(row.id, "x", name.endswith(".docx"))

    def forgets(one: Asked) -> None:
        with file_desk.unit() as unit:
            unit.session.delete(unit.session.get_one(PaperCheck, one.id))

    async def work(context: JobContext) -> None:
        job = CheckJob(context)
        for name in ("surat.pdf", "laporan.docx"):
            asked = sends(name)

            async def came(_file_id: str, asked: Asked = asked) -> bytes:
                forgets(asked)
                return b"no file of ours"

            job.fetched = came  # type: ignore[method-assign]
            await job.do(asked)

        asked = sends("lagi.pdf")
        forgets(asked)
        del job.fetched  # and Telegram is away, too
        await job.do(asked)

    at_work(file_desk, tmp_path, work)

    assert file_desk.said(BUDI) == []


@pytest.mark.postgres
def test_a_paper_that_somebody_changes_while_it_fails_ends_no_drawing(
    postgres_tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FrontDesk(postgres_tables_url) as desk:
        made = paper(desk, desk.office(), 2028, PaperKey.LAPORAN)

        def failed_meanwhile(unit: Unit, id: int) -> None:
            failed(unit, id)
            with desk.unit() as other:
                other.session.get_one(Paper, id).pages = 7

        monkeypatch.setattr(drawing, "failed", failed_meanwhile)
        facts = {"stage": "final", "edition": 1, "number": None, "made_at": desk.now, "url": None}
        order = Order(id=made, key="no such paper", data="{}", folder=tmp_path, **facts)
        at_work(desk, tmp_path, lambda context: DrawingJob(context)._draw(order))

        [row] = desk.rows(select(Paper))
        assert (row.pages, row.attempts) == (7, 0), "it is tried again"
