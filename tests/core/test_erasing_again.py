"""The same bytes are sent again in the moment in which they are taken from the disk."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.jobs.erasing import ErasingJob
from bot.jobs.job import JobContext
from bot.jobs.office_files import OfficeFileJob
from models.archive import OfficeFile
from sop.archive.referenced import spoken_of
from sop.core.erasing import erase
from tests.bombs.made import png
from tests.core.desk import FrontDesk
from tests.core.job_context import at_work
from tests.core.papers_asked import sends_arms


def test_what_comes_again_while_it_goes_stays(file_desk: FrontDesk, tmp_path: Path) -> None:
    """Between the look at who speaks of it and the disk."""
    sends_arms(file_desk)

    async def work(context: JobContext) -> str:
        arms, erasing = OfficeFileJob(context), ErasingJob(context)
        later = OfficeFileJob(
            context
        )  # on a busy machine the sender of a file that took long waits in the first

        async def came(_file_id: str) -> bytes:
            return png(300, 300)

        arms.fetched = later.fetched = came  # type: ignore[method-assign]
        await arms.do(await arms.unit(arms.next))
        [sha256] = file_desk.rows(select(OfficeFile.sha256))
        with file_desk.unit() as unit:
            erase(unit, [sha256])
            row = unit.all(select(OfficeFile))[0]
            row.sha256, row.file_id = "", "again"
        real = erasing.unit
        seen: list[int] = []

        async def comes_again(act: object, *args: object) -> object:
            said = await real(act, *args)  # type: ignore[arg-type]
            if act is spoken_of and not said and not seen.append(1) and len(seen) == 1:
                await later.do(await later.unit(later.next))
            return said

        erasing.unit = comes_again  # type: ignore[method-assign, assignment]
        await erasing.do([sha256])
        [named] = file_desk.rows(select(OfficeFile.sha256))
        assert named == sha256
        return len(context.files.get(sha256)) and sha256

    assert at_work(file_desk, tmp_path, work)
