"""A small PDF that holds thousands of signatures, and bytes that nobody has to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs.job import JobContext
from documents.sealing.seal_reading import Shape
from sop.core.steps import PaperKey
from sop.signing.verifying import Verdict, answer, found
from tests.bombs import made
from tests.core.desk import FrontDesk
from tests.core.job_context import at_work
from tests.core.papers_asked import final, pdf


def with_signatures(count: int) -> bytes:
    """All of its fields name the same signature."""
    fields = b" ".join(b"%d 0 R" % at for at in range(5, 5 + count))
    root = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [%s] >> >>" % fields
    kind = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached"
    one = b"<< %s /ByteRange [0 1 2 3] /Contents <00> >>" % kind
    field = [b"<< /FT /Sig /T (t%d) /V 4 0 R >>" % at for at in range(count)]
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"
    return made.pdf(pages, page, one, *field, root=root)


def test_a_file_with_thousands_of_signatures_is_told_so_at_once(file_desk: FrontDesk, tmp_path: Path) -> None:
    file_desk.office()
    content = with_signatures(6_000)

    async def work(context: JobContext) -> str:
        look = await context.judge.look(content)
        assert look.shape is Shape.MANY, look
        with file_desk.unit() as unit:
            return answer(found(unit, look))

    assert "lebih dari 20 tanda tangan" in at_work(file_desk, tmp_path, work)


def test_bytes_that_are_known_are_answered_unopened(
    file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though every other file would find its reader dead."""
    final(file_desk, file_desk.office(), PaperKey.LAPORAN, pdf())
    monkeypatch.setattr("bot.jobs.subprocess_pool.begin", None)

    async def work(context: JobContext) -> Verdict:
        look = await context.judge.look(pdf())
        with file_desk.unit() as unit:
            return found(unit, look).verdict

    assert at_work(file_desk, tmp_path, work) is Verdict.GENUINE
