"""Photos on paper: those of the usulan behind the report, that of a stamped sheet on the proof."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from bot.files import Files
from bot.jobs.subprocess_work import Order, draw_order
from demo.pictures import picture
from documents.data import Photo
from tests.documents import samples
from tests.papers.pictures_on_pages import pictures_on

LOST = "Foto tidak dapat dibaca."


def order(folder: Path, key: str, data: str) -> Order:
    return Order(
        id=1,
        key=key,
        data=data,
        stage="final",
        edition=1,
        number="400.10.2/12-Bogteng",
        made_at=samples.MADE_AT,
        url="https://t.me/x",
        folder=folder,
    )


def words_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_photos_lie_behind_the_report_and_a_lost_one_is_said(tmp_path: Path) -> None:
    files = Files(tmp_path)
    kept = [files.put(picture("drainase", view)) for view in range(7)]
    photos = [
        Photo(sha256=sha256, number=f"BT-2027-{at:04d}", title=f"Drainase {at}", kelurahan="Sempur")
        for at, sha256 in enumerate([*kept, "0" * 64, files.put(b"no picture")], 1)
    ]
    report = samples.report(3).model_copy(update={"photos": tuple(photos), "photos_left": 12})
    piece = order(tmp_path, "laporan", report.model_dump_json())

    content, pages, _ = draw_order(piece)

    found = pictures_on(content)
    assert [page for page, _, _ in found] == [pages - 1] * 6 + [pages]
    assert all(wide <= 224 and high <= 151 for _, wide, high in found)
    text = words_of(content)
    assert "Sebanyak 12 foto lain dari kegiatan prioritas tersimpan di sistem ini." in text
    assert "7. [BT-2027-0007] Drainase 7, Kelurahan Sempur" in text
    assert text.count(LOST) == 2
    assert content.count(b"Foto lokasi usulan BT-2027-0001: Drainase 1") == 1  # for who cannot see it
    assert draw_order(piece).content == content


def test_a_stamped_sheet_is_shown_where_it_is_noted(tmp_path: Path) -> None:
    stamped = Files(tmp_path).put(picture("posyandu", 3))
    proof = samples.distribution()
    first = proof.recipients[0].model_copy(update={"stamped_sha256": stamped})
    proof = proof.model_copy(update={"recipients": (first, *proof.recipients[1:])})

    content, *_ = draw_order(order(tmp_path, "bukti-distribusi", proof.model_dump_json()))

    assert len(pictures_on(content)) == 1
    assert stamped in words_of(content).replace(" ", "")
