"""Files of many people wait for the same few processes: who sends hundreds keeps nobody waiting."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.jobs.checking import CheckJob
from bot.jobs.job import JobContext
from models.posts import Post
from models.season import Season
from models.signing import PaperCheck
from models.unit import Unit
from tests.core.desk import FrontDesk
from tests.core.job_context import at_work
from tests.core.papers_asked import asks, pdf

BUDI, SITI, AHMAD = 71, 72, 73
MANY = 600


def _goes(unit: Unit, check: int) -> None:
    unit.session.delete(unit.session.get_one(PaperCheck, check))


def order_of(desk: FrontDesk, folder: Path, pieces: int) -> list[int]:
    """The ids in the order in which the job takes them; each is done before the next."""

    async def work(context: JobContext) -> list[int]:
        one, taken = CheckJob(context), []
        for _ in range(pieces):
            piece = await one.unit(one.next)
            assert piece is not None
            taken.append(piece.id)
            await one.unit(_goes, piece.id)
        return taken

    return at_work(desk, folder, work)


def test_six_hundred_files_of_one_person_are_one_turn_each_time(file_desk: FrontDesk, tmp_path: Path) -> None:
    office = file_desk.office()
    budi, siti, ahmad = (file_desk.person(office, one, Post.DELEGASI) for one in (BUDI, SITI, AHMAD))
    first, second = asks(file_desk, budi), asks(file_desk, budi)
    with file_desk.unit() as unit:
        season = unit.first(select(Season))
        for _ in range(MANY - 2):
            facts = {"kecamatan_id": season.kecamatan_id, "person_id": budi, "file_id": "x"}
            unit.session.add(
                PaperCheck(**facts, file_name="a.pdf", not_before=file_desk.now, at=file_desk.now)
            )
    hers, his, hers_too = asks(file_desk, siti), asks(file_desk, ahmad), asks(file_desk, siti)

    assert order_of(file_desk, tmp_path, 6) == [first, hers, his, second, hers_too, second + 1]


def test_a_file_that_took_long_makes_its_sender_wait_and_nobody_else(
    file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = file_desk.office()
    budi, siti = (file_desk.person(office, one, Post.DELEGASI) for one in (BUDI, SITI))
    asks(file_desk, budi)
    asks(file_desk, budi)
    monkeypatch.setattr("sop.core.fair_turns.HEAVY", 0.0)

    async def work(context: JobContext) -> list[int | None]:
        job = CheckJob(context)

        async def came(_file_id: str) -> bytes:
            return pdf()

        job.fetched = came  # type: ignore[method-assign]
        await job.do(await job.unit(job.next))
        seen = [await job.unit(job.next)]
        hers = asks(file_desk, siti)
        seen.append((await job.unit(job.next)).id - hers)
        return seen

    assert at_work(file_desk, tmp_path, work) == [None, 0]
