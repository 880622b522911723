"""One piece of work at which the bot fails: it is set aside, who waits for it is told, the next one comes."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from bot.files import SEAL_FOLDER, Files
from bot.jobs import photos
from bot.jobs.checking import CheckJob
from bot.jobs.importing import ImportJob
from bot.jobs.job import Job, JobContext
from bot.jobs.office_files import OfficeFileJob
from bot.jobs.photos import PhotoJob
from bot.jobs.scans import ScanJob
from bot.jobs.sealing import SealingJob
from documents.sealing.seal_keys import CERTIFICATE
from models.archive import OfficeFile
from models.batch import Batch
from models.enums import BatchState, Fetching, Purpose
from models.paper import Paper
from models.posts import Post
from models.proposal import Upload
from models.season import Season
from models.signing import PaperCheck
from sop.core.steps import PaperKey
from sop.proposals.photos import Fetched
from tests.core.desk import FrontDesk
from tests.core.drawing_rooms import end, until
from tests.core.job_context import at_work
from tests.core.old_usulan import usulan
from tests.core.papers_asked import ADMIN, BUDI, asks, final, pdf, sends_arms

NOT_SEALED = (
    "<b>{}</b> versi 1 belum dapat disegel, maka belum dikirim ke siapa pun. "
    "Sistem mencobanya terus; mohon periksa folder data dan catatan sistem."
)


def unsealed(desk: FrontDesk) -> list[int]:
    return desk.rows(select(Paper.id).where(Paper.sealed_at.is_(None)).order_by(Paper.id))


def hands_in(desk: FrontDesk, person: int, **how: object) -> int:
    """Somebody sent a file of rows."""
    with desk.unit() as unit:
        season = unit.first(select(Season))
        facts = {"kecamatan_id": season.kecamatan_id, "season_id": season.id, "by_id": person}
        return unit.add(Batch(**facts, **how, file_name="usulan.xlsx", at=desk.now, not_before=desk.now)).id


# ---- bytes that are gone, and those that may not be read


def test_a_final_paper_whose_bytes_are_gone_keeps_no_other_from_its_seal(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    office = file_desk.office()
    file_desk.person(office, ADMIN, Post.ADMIN)
    gone = final(file_desk, office, PaperKey.LAPORAN, b"%PDF of a disk that broke")
    final(file_desk, office, PaperKey.SK_TIM, pdf())

    async def work(context: JobContext) -> None:
        context.files.put(pdf())
        job = SealingJob(context)
        loops = [asyncio.create_task(one.run()) for one in (context.poller, job)]
        await until(lambda: unsealed(file_desk) == [gone])
        await until(lambda: file_desk.said(ADMIN) != [])
        await end(loops)

    at_work(file_desk, tmp_path, work)

    assert file_desk.said(ADMIN) == [NOT_SEALED.format("Laporan hasil kegiatan Musrenbang")]


def test_a_seal_that_cannot_be_read_is_told_of(file_desk: FrontDesk, tmp_path: Path) -> None:
    office = file_desk.office()
    file_desk.person(office, ADMIN, Post.ADMIN)
    made = final(file_desk, office, PaperKey.LAPORAN, pdf())
    (tmp_path / SEAL_FOLDER).write_bytes(b"no folder")

    async def work(context: JobContext) -> None:
        context.files.put(pdf())
        job = SealingJob(context)
        piece = await job.unit(job.next)
        for _ in range(3):
            await job.do(piece)
        assert await job.unit(job.next) is None, "the others come first"

    at_work(file_desk, tmp_path, work)

    assert unsealed(file_desk) == [made]
    assert file_desk.said(ADMIN) == [NOT_SEALED.format("Laporan hasil kegiatan Musrenbang")]


def test_a_list_whose_bytes_are_gone_is_refused_and_who_sent_it_is_told(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.JFU)
    gone = hands_in(file_desk, budi, sha256="0" * 64)
    other = hands_in(file_desk, budi, sha256=Files(tmp_path / "files").put(b"a;b\n1;2\n"))

    async def work(context: JobContext) -> None:
        job = ImportJob(context)
        first = await job.unit(job.next)
        await job.do(first)
        second = await job.unit(job.next)
        assert (first.id, second.id) == (gone, other)
        for _ in range(2):
            await job.do(first)

    at_work(file_desk, tmp_path, work)

    [batch] = file_desk.rows(select(Batch).where(Batch.id == gone))
    assert (batch.state, batch.trouble) == (
        BatchState.REFUSED,
        "Berkas ini rusak atau tidak lengkap. Mohon buka dan simpan ulang di Excel, lalu kirim lagi.",
    )
    assert len(file_desk.said(BUDI)) == 1


def test_who_asks_about_a_file_is_answered_though_the_certificate_cannot_be_read(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.JFU)
    made = asks(file_desk, budi)
    (tmp_path / SEAL_FOLDER / CERTIFICATE).mkdir(parents=True)

    async def work(context: JobContext) -> None:
        job = CheckJob(context)

        async def came(_file_id: str) -> bytes:
            return pdf()

        job.fetched = came  # type: ignore[method-assign]
        piece = await job.unit(job.next)
        for _ in range(3):
            await job.do(piece)

    at_work(file_desk, tmp_path, work)

    assert file_desk.rows(select(PaperCheck.state).where(PaperCheck.id == made)) == [Fetching.UNUSABLE]
    assert file_desk.said(BUDI) == [
        "Berkas surat.pdf tidak dapat diambil dari Telegram. Kirimlah sekali lagi."
    ]


def test_an_import_that_cannot_be_taken_back_just_now_rests_before_it_is_tried_again(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    budi = file_desk.person(file_desk.office(), BUDI, Post.JFU)
    made = hands_in(file_desk, budi, kind="orang", state=BatchState.UNDOING)
    with file_desk.database.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER in_the_way BEFORE UPDATE OF state ON batch BEGIN SELECT RAISE(ABORT, 'no'); END"
        )

    async def work(context: JobContext) -> None:
        job = ImportJob(context)
        async with asyncio.timeout(20):
            await job.do(await job.unit(job.next))
        assert await job.unit(job.next) is None, "the others come first"

    at_work(file_desk, tmp_path, work)

    assert file_desk.rows(select(Batch.state).where(Batch.id == made)) == [BatchState.UNDOING]


# ---- a file at which the bot fails each time


def fails_at(desk: FrontDesk, folder: Path, job: type[Job]) -> list[int]:
    """Until nothing waits there any more: how much was said to who sent it, after each time."""
    said = []

    async def work(context: JobContext) -> None:
        one = job(context)

        async def came(_file_id: str) -> bytes:
            return pdf()

        async def breaks(*_rest: object) -> object:
            raise RuntimeError("a fault of ours")

        one.fetched = came  # type: ignore[method-assign]
        context.reading.run = breaks
        while (piece := await one.unit(one.next)) is not None:
            await one.do(piece)
            said.append(len(desk.said(BUDI)))
            assert len(said) < 9
            one.resting.clear()
            desk.later(seconds=30)

    at_work(desk, folder, work)
    return said


def test_a_file_that_the_bot_cannot_check_is_answered_the_third_time(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    budi = file_desk.person(file_desk.office(), BUDI, Post.JFU)
    asks(file_desk, budi)
    asks(file_desk, budi, "laporan.docx")

    assert fails_at(file_desk, tmp_path, CheckJob) == [0, 0, 1, 1, 1, 2]
    assert file_desk.said(BUDI)[1] == (
        "Berkas laporan.docx tidak dapat diambil dari Telegram. Kirimlah sekali lagi."
    )


def test_a_list_that_the_bot_cannot_read_is_refused_the_third_time(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    budi = file_desk.person(file_desk.office(), BUDI, Post.JFU)
    hands_in(file_desk, budi, file_id="x")

    assert fails_at(file_desk, tmp_path, ImportJob) == [0, 0, 1]
    assert file_desk.rows(select(Batch.state)) == [BatchState.REFUSED]


def test_a_scan_that_the_bot_cannot_bind_is_refused_the_third_time(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.JFU)
    made = final(file_desk, office, PaperKey.LAPORAN, pdf())
    with file_desk.unit() as unit:
        facts = {"kecamatan_id": office, "kind": f"pindaian:{made}", "name": "x", "file_id": "x", "size": 1}
        unit.add(OfficeFile(**facts, by_id=budi, at=file_desk.now))

    assert fails_at(file_desk, tmp_path, ScanJob) == [0, 0, 1]
    assert "PDF nomor 1 rusak atau tidak utuh." in file_desk.said(BUDI)[0]


def test_arms_that_the_bot_cannot_look_at_are_refused_the_third_time(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    sends_arms(file_desk)

    assert fails_at(file_desk, tmp_path, OfficeFileJob) == [0, 0, 1]
    assert file_desk.said(BUDI)[0].startswith("Gambar lambang tidak dapat dipakai")


def test_a_photo_that_cannot_be_noted_is_left_out_the_third_time(
    file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = file_desk.office()
    budi = file_desk.person(office, BUDI, Post.DELEGASI)
    with file_desk.unit() as unit:
        season = unit.first(select(Season))
        asked = usulan(unit, season, budi, title="Jalan")
        facts = {"kecamatan_id": office, "proposal_id": asked, "sender_id": budi, "file_id": "x"}
        moments = {"not_before": unit.now, "received_at": unit.now}
        unit.add(Upload(**facts, **moments, file_unique_id="x", purpose=Purpose.FORM))

    def breaks(*_rest: object) -> None:
        raise RuntimeError("a fault of ours")

    async def kept(*_rest: object) -> Fetched:
        return Fetched("0" * 64, 1, "0" * 64)

    monkeypatch.setattr(photos, "usable", breaks)
    monkeypatch.setattr(PhotoJob, "_kept", kept)

    assert fails_at(file_desk, tmp_path, PhotoJob) == [0, 0, 1]
    assert file_desk.said(BUDI) == [
        "Satu foto usulan <b>Jalan, Kelurahan A</b> tidak bisa dibuka, jadi tidak dipakai. "
        "Isian yang lain tetap tersimpan."
    ]


def test_telegram_that_is_away_is_nobodys_fault_however_long(file_desk: FrontDesk, tmp_path: Path) -> None:
    budi = file_desk.person(file_desk.office(), BUDI, Post.JFU)
    asks(file_desk, budi)
    hands_in(file_desk, budi, file_id="x")

    async def work(context: JobContext) -> None:
        for job in (CheckJob(context), ImportJob(context)):  # what they have for a bot reaches no Telegram
            for _ in range(9):
                await job.do(await job.unit(job.next))
                file_desk.later(seconds=30)

    at_work(file_desk, tmp_path, work)

    assert file_desk.said(BUDI) == []


def test_arms_wait_for_telegram_however_long_it_is_away_and_then_stand_in_the_kop(
    file_desk: FrontDesk, tmp_path: Path
) -> None:
    sends_arms(file_desk)
    made = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(made, "PNG")

    async def work(context: JobContext) -> None:
        job = OfficeFileJob(context)
        piece = await job.unit(job.next)
        for _ in range(9):  # what it has for a bot reaches no Telegram
            await job.do(piece)
        assert file_desk.said(BUDI) == []

        async def came(_file_id: str) -> bytes:
            return made.getvalue()

        job.fetched = came  # type: ignore[method-assign]
        job.resting.clear()
        await job.do(await job.unit(job.next))

    at_work(file_desk, tmp_path, work)

    assert file_desk.said(BUDI) == ["Lambang sudah dipakai pada kop surat mulai dokumen berikutnya."]
