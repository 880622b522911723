"""What is made without an end counts as failed: papers, sheets, seals and files for people go on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select

from bot.jobs import archive, drawing, own_data, sealing, sheets
from bot.jobs.archive import SeasonJob
from bot.jobs.drawing import DrawingJob
from bot.jobs.job import Job, JobContext
from bot.jobs.own_data import OwnDataJob
from bot.jobs.sealing import SealingJob
from bot.jobs.sheets import SheetJob
from bot.jobs.subprocess_work import Order
from models.batch import SheetOrder
from models.enums import Drawing
from models.paper import Paper
from models.posts import Post
from models.season import Season
from sop.archive.season_zip import KEY as SEASON
from sop.core.steps import PaperKey
from sop.privacy.handing_out import KEY as SHEET
from sop.privacy.handing_out import ZIP
from tests.core.desk import FrontDesk
from tests.core.job_context import at_work
from tests.core.papers_asked import final, pdf

BUDI, ADMIN = 91, 92
LONG = 60  #: seconds after which a test gives up


def endless(*_rest: object) -> NoReturn:
    """In the process in which things are made."""
    while True:
        time.sleep(0.1)


async def goes_on(context: JobContext) -> None:
    assert await context.printing.run(sum, [1, 2, 3]) == 6


def test_a_paper_that_is_drawn_without_an_end_fails_three_times_and_holds_nothing_up(
    file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = file_desk.office()
    file_desk.person(office, ADMIN, Post.ADMIN)
    made = final(file_desk, office, PaperKey.LAPORAN, pdf())
    with file_desk.unit() as unit:
        unit.session.get_one(Paper, made).state = Drawing.ASKED
    facts = {"stage": "final", "edition": 1, "number": None, "made_at": file_desk.now, "url": None}
    order = Order(id=made, key="laporan", data="{}", folder=tmp_path, **facts)
    monkeypatch.setattr(drawing, "draw_order", endless)
    monkeypatch.setattr(drawing, "LONGEST_WORK", 1, raising=False)

    async def work(context: JobContext) -> None:
        job = DrawingJob(context)
        for _ in range(3):
            await asyncio.wait_for(job._draw(order), LONG)
        await goes_on(context)

    at_work(file_desk, tmp_path, work)

    assert file_desk.rows(select(Paper.state)) == [Drawing.FAILED]
    assert file_desk.said(ADMIN) == [
        "Laporan hasil kegiatan Musrenbang versi 1 gagal dibuat setelah tiga kali dicoba. "
        "Periksa catatan program."
    ]


@pytest.mark.parametrize(
    ("job", "key", "where", "what"),
    [
        (SheetJob, SHEET, sheets, "write_sheet"),
        (OwnDataJob, ZIP, own_data, "pack"),
        (SeasonJob, SEASON, archive, "pack"),
    ],
)
def test_who_asked_for_a_file_that_is_made_without_an_end_is_told(
    file_desk: FrontDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    job: type[Job],
    key: str,
    where: object,
    what: str,
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.JFU)
    with file_desk.unit() as unit:
        data = {"season": unit.first(select(Season.id))} if key == SEASON else {}
        facts = {"kecamatan_id": office, "person_id": budi, "key": key, "name": "x", "caption": "x"}
        unit.add(SheetOrder(**facts, data=data, at=file_desk.now))
    monkeypatch.setattr(where, what, endless)
    monkeypatch.setattr(where, "LONGEST_WORK", 1, raising=False)

    async def work(context: JobContext) -> None:
        one = job(context)
        await asyncio.wait_for(one.do(await one.unit(one.next)), LONG)
        await goes_on(context)

    at_work(file_desk, tmp_path, work)

    assert file_desk.rows(select(SheetOrder.state)) == [Drawing.FAILED]
    assert len(file_desk.said(BUDI)) == 1


def test_a_seal_that_is_made_without_an_end_lets_the_next_paper_come(
    file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    final(file_desk, file_desk.office(), PaperKey.LAPORAN, pdf())
    monkeypatch.setattr(sealing, "seal_order", endless)
    monkeypatch.setattr(sealing, "LONGEST_WORK", 1, raising=False)

    async def work(context: JobContext) -> None:
        context.files.put(pdf())
        job = SealingJob(context)
        piece = await job.unit(job.next)
        await asyncio.wait_for(job.do(piece), LONG)
        assert job.resting == {piece.id}
        await goes_on(context)

    at_work(file_desk, tmp_path, work)
