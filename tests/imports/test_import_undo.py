"""A file taken back as a whole; a file that a kill interrupts; the template and last year's template."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import func, select, update

from bot.commands.sheets import Taking
from bot.files import Files
from demo.phone import Phone
from models.batch import Batch
from models.enums import BatchState, Status
from models.posts import Post
from models.proposal import Proposal
from tests.support.filled import a_row, a_workbook
from tests.support.office import Bureau, Office
from tests.support.usulan import a_photo, presses_send, reads, speaks_plainly

DRAIN = a_row(code="SP-01", volume="40", unit="m", land="Siap", place="Gang Mawar depan musala")


def newest(office: Office) -> Batch:
    query = select(Batch).where(Batch.kecamatan_id == office.kecamatan_id).order_by(Batch.id.desc())
    found: Batch = office.read(query)[0]
    return found


def statuses(office: Office) -> list[Status]:
    return [one.status for one in office.read(select(Proposal).where(Proposal.batch_id == newest(office).id))]


def test_whole_file_is_taken_back_but_not_what_was_worked_on(office: Office) -> None:
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    lacking = a_row(code="", title="Pelatihan pembuatan sabun cuci", komisi="Ekonomi", unit="", volume=20)
    dewi.sends_document(a_workbook((DRAIN, a_row(), lacking)), "usulan.xlsx")
    dewi.taps("Masukkan & kirim")
    dewi.sees("Terkirim 1, masih draf 2.")

    # the drafts say what they miss; one of them is completed and sent
    siti.taps("Lengkapi draf")
    siti.sees("sabun cuci, Kantor RW 05 (RT 03/RW 05), Kelurahan A (kurang: Volume, Biaya)")
    siti.sees("Kelurahan A, Rp48.000.000 (kurang: Foto)")
    siti.taps("Lanjutkan 2")
    siti.sends_photo(a_photo())
    siti.taps("Selesai")
    siti.sees("Periksa sekali lagi.")
    number = presses_send(siti)

    batch = newest(office)
    dewi.taps("Batalkan impor")
    dewi.sees("Batalkan seluruh impor dari berkas usulan.xlsx?")
    dewi.taps("Tidak jadi")
    dewi.taps("Batalkan impor")
    dewi.taps("Ya, batalkan")
    reads(
        dewi,
        "Berkas usulan.xlsx\nImpor dibatalkan: 2 ditarik kembali.\n"
        f"Tetap ada 1 karena sudah dikerjakan: {number}.",
    )
    assert sorted(statuses(office)) == [Status.SUBMITTED, Status.DISCARDED, Status.DISCARDED]
    dewi.presses(dewi.sees("Impor dibatalkan"), f"import:undone:{batch.id}")
    dewi.sees("Impor ini sudah dibatalkan.")

    # the same file once more; a day later it stays
    dewi.sends_document(a_workbook((a_row(),)), "lagi.xlsx")
    dewi.taps("Masukkan (draf)")
    ask = dewi.sees("Dapat dibatalkan seluruhnya sampai")
    again = newest(office)
    assert "Batalkan impor" in ask.labels
    with office.bureau.database.unit(office.bureau.now()) as unit:
        earlier = again.applied_at - timedelta(hours=24, minutes=1)
        unit.session.execute(update(Batch).where(Batch.id == again.id).values(applied_at=earlier))
    dewi.taps("Batalkan impor")
    dewi.taps("Ya, batalkan")
    dewi.sees("Impor hanya dapat dibatalkan dalam 24 jam. Mohon ubah usulannya satu per satu.")
    assert statuses(office) == [Status.DRAFT]
    for phone in (dewi, siti):
        speaks_plainly(phone)


def downloads_template(dewi: Phone) -> bytes:
    """From the list of files to the sheet that the bot sends."""
    dewi.sends("/usulan")
    dewi.taps("Impor Excel")
    dewi.taps("Template impor")
    dewi.taps("Usulan")
    dewi.sees("Template sedang dibuat dan segera dikirim.")
    dewi.sees("Template daftar usulan untuk RKPD")
    return dewi.downloads(next(message for message in reversed(dewi.from_bot) if message.document))


def filled(template: bytes, *, year: int | None = None, without: str = "") -> bytes:
    """As an office gives it back; `year`: of another season; `without`: lacking a column."""
    book = load_workbook(io.BytesIO(template))
    sheet = book["Daftar"]
    for place, cell in enumerate(DRAIN, start=1):
        sheet.cell(3, place, cell)
    if year is not None:
        book["versi"]["A2"] = str(year)
    if without:
        head = [cell.value for cell in sheet[1]]
        sheet.delete_cols(head.index(without) + 1)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_template_has_choices_and_last_years_is_recognised(office: Office) -> None:
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    template = downloads_template(dewi)
    book = load_workbook(io.BytesIO(template))
    choices = {
        str(rule.sqref): [
            cell.value for (cell,) in book["pilihan"][rule.formula1.split("!")[1].replace("$", "")]
        ]
        for rule in book["Daftar"].data_validations.dataValidation
    }
    assert choices["B2:B2001"] == ["Kelurahan A", "Kelurahan B", "Kelurahan C"]
    assert choices["E2:E2001"] == ["Pemerintahan", "Kesra", "Ekonomi", "Sarpras"]
    assert {"m", "m2", "unit"} <= set(choices["K2:K2001"])

    dewi.sends_document(filled(template), "diisi.xlsx")
    dewi.sees("1 baris usulan: siap 1 · perlu perbaikan 0 · ditolak 0")
    dewi.sends_document(filled(template, year=2027), "lama.xlsx")
    dewi.sees("⚠️ Template ini untuk RKPD 2027, sedangkan sekarang RKPD 2028.")
    dewi.sends_document(filled(template, year=2027, without="Usulan"), "tua.xlsx")
    dewi.sees(
        "Berkas ini belum dapat dibaca. Template ini untuk RKPD 2027 dan belum memiliki kolom “Usulan”. "
        "Minta yang terbaru dengan tombol Template impor, salin barisnya ke sana, lalu kirim lagi."
    )
    speaks_plainly(dewi)


def test_jfu_takes_back_what_came_from_the_command_line(office: Office, tmp_path: Path) -> None:
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    file, bureau = tmp_path / "perintah.xlsx", office.bureau
    file.write_bytes(a_workbook((a_row(), DRAIN)))
    taking = Taking(bureau.database, bureau.now, file, kecamatan=office.name, kind=None)
    taking.take_in(Files(bureau.folder / "data" / "files"), again=False, tells=print)
    assert statuses(office) == [Status.DRAFT, Status.DRAFT]  # nobody has approved them yet

    dewi.sends("/usulan")
    dewi.taps("Impor Excel")
    dewi.sees("1. perintah.xlsx: sudah dimasukkan")
    dewi.taps("1")
    dewi.taps("Batalkan impor")
    dewi.taps("Ya, batalkan")

    dewi.sees("Impor dibatalkan: 2 ditarik kembali.")
    assert statuses(office) == [Status.DISCARDED, Status.DISCARDED]
    speaks_plainly(dewi)


def test_killed_in_the_middle_every_row_is_taken_in_and_back_once(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    rows = [a_row(place=f"Kantor RW {at}") for at in range(1, 301)]
    dewi.sends_document(a_workbook(rows), "usulan.xlsx")
    dewi.sees("300 baris usulan: siap 300")
    dewi.taps("Masukkan (draf)")
    count = select(func.count(Proposal.id)).where(Proposal.season_id == office.season_id)
    dewi.waits_for(lambda _eyes: office.read(count)[0] > 0, what="the first rows")
    own_bureau.restarts_bot()

    dewi.sees("Selesai: 300 baris usulan dimasukkan, 0 ditolak.")
    assert (newest(office).state, office.read(count)) == (BatchState.APPLIED, [300])

    dewi.taps("Batalkan impor")
    dewi.taps("Ya, batalkan")
    gone = count.where(Proposal.status == Status.DISCARDED)
    dewi.waits_for(lambda _eyes: office.read(gone)[0] > 0, what="the first rows taken back")
    own_bureau.restarts_bot()

    dewi.sees("Impor dibatalkan: 300 ditarik kembali.")
    assert office.read(gone) == [300]
