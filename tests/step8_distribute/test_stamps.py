"""Photos that go with a decision: the sheet with the receiver's stamp, the page that the Camat marked."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image
from sqlalchemy import select

from bot.files import Files
from demo.phone import Phone
from models.archive import OfficeFile
from models.log import LogEntry
from models.paper import Paper
from tests.step7_sign.naskah_talk import NOTE, camat, decisions, reports
from tests.step8_distribute.sending_talk import card, jfu, opens, recipients, run_of, said, sends_out
from tests.support.office import Office

__all__ = ["camat", "jfu"]


def photo(colour: tuple[int, int, int] = (200, 190, 180)) -> bytes:
    """As a phone takes it: with where and when, which nobody else is to read."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Jalan Kapten Muslihat"
    Image.new("RGB", (900, 1200), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


def notes(phone: Phone, name: str) -> None:
    card(phone, name)
    phone.taps("Catat penerimaan")
    phone.sends("Rina Marlina, S.E.")
    phone.taps("Lewati")
    phone.taps("Hari ini")
    phone.sees("Pukul berapa diterima?")
    phone.taps("Sekarang")
    phone.sees("Kirim foto lembar pengantar yang sudah dicap")


def test_stamped_sheet_stands_in_the_proof_with_its_hash(office: Office, jfu: Phone) -> None:
    bapperida = office.people["Rina Marlina"]
    sends_out(jfu)
    notes(jfu, "Kepala Bapperida Ko…")
    jfu.sends_document(b"%PDF-1.4", "lembar.pdf", "application/pdf")
    jfu.sees("PDF tidak dapat dipakai di sini. Foto lembarnya dengan telepon")
    jfu.sends_sticker()
    jfu.sees("Stiker tidak bisa saya baca sebagai jawaban. Kirim satu foto lembarnya")
    jfu.sends_photo(photo(), album="a")
    jfu.sends_photo(photo((1, 2, 3)), album="a")
    jfu.sees("Satu foto cukup: yang dipakai foto pertama dari album itu.")
    jfu.taps("Selesai")
    jfu.sees("Penerimaan oleh Kepala Bapperida Kota Bogor dicatat.")
    jfu.sees("Foto lembar bercap dari Kepala Bapperida Kota Bogor tersimpan, sidik jari")
    first = recipients(office)[0].stamped_sha256

    # Outside of any question it is said where a photo belongs; a wrong one is replaced.
    jfu.sends_photo(photo())
    jfu.sees("Bila ini lembar bercap, tekan nama penerimanya di bawah, lalu Foto cap.")
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Foto cap")
    jfu.sends_photo(photo((90, 120, 150)))
    jfu.sees("Fotonya sudah ada.")
    jfu.taps("Selesai")
    jfu.sees("Foto lembar bercap diterima dan sedang diperiksa.")

    def replaced(_: object) -> bool:
        return recipients(office)[0].stamped_sha256 not in (None, first)

    jfu.waits_for(replaced, 60, "the other photo")
    [kept, _] = [one.stamped_sha256 for one in recipients(office)]
    opens(jfu)
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Lihat foto cap")
    got = jfu.downloads(jfu.sees("Lembar bercap dari Kepala Bapperida Kota Bogor, sidik jari"))
    assert Image.open(io.BytesIO(got)).size == (900, 1200)
    assert b"Muslihat" not in Files(office.bureau.folder / "data" / "files").get(kept)
    log = office.read(
        select(LogEntry).where(LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "stamp.kept")
    )
    assert [one.facts["before"] for one in log] == [None, first]
    answer = bapperida.presses(bapperida.from_bot[-1], f"s8:stamped:{recipients(office)[0].id}")
    assert said(answer).startswith("Data itu tidak ditemukan")

    jfu.taps("Kembali")
    card(jfu, f"Arsip Kecamatan {office.name}"[:19] + "…")
    jfu.taps("Diarsipkan")
    jfu.sees("Semua penerima sudah menerima.")
    jfu.taps("Selesai")
    jfu.taps("Ya, selesai")
    proof = jfu.downloads(jfu.sees("Bukti distribusi laporan.", within=60))
    with pypdfium2.PdfDocument(proof) as document:
        page = next(page for page in document if kept in page.get_textpage().get_text_bounded())
        images = [one for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert [one.get_px_size() for one in images] == [(675, 900)]
    late = jfu.presses(jfu.from_bot[-1], f"s8:stamp:{recipients(office)[0].id}")
    assert said(late).startswith("Bukti distribusi sudah dibuat")


def test_who_received_it_sends_the_stamped_sheet_and_what_is_no_picture_is_told(
    office: Office, jfu: Phone
) -> None:
    bapperida = office.people["Rina Marlina"]
    sends_out(jfu)
    bapperida.taps("Terima")
    settled = bapperida.sees("✔ Diterima oleh Rina Marlina")
    assert settled.labels == ["Foto cap"]
    bapperida.taps("Foto cap")
    bapperida.sees("Kirim foto lembar pengantar yang sudah dicap")
    bapperida.sends_document(b"GIF89a broken", "lembar.jpg", "image/jpeg")
    bapperida.sees("Fotonya sudah ada.")
    bapperida.taps("Selesai")
    bapperida.sees("Foto lembar bercap tidak dapat dibuka, jadi belum tersimpan; penerimaannya tetap")
    one = recipients(office)[0]
    assert (one.stamped_sha256, one.received_by) == (None, "Rina Marlina")
    assert run_of(office).state == "open"
    bapperida.presses(settled, f"!s8:stamp:{one.id}")
    bapperida.sees("Kirim foto lembar pengantar yang sudah dicap")
    bapperida.sends_photo(photo())
    bapperida.taps("Selesai")
    bapperida.sees("Foto lembar bercap dari Kepala Bapperida Kota Bogor tersimpan")


def test_marked_page_goes_to_those_who_mend_the_paper(office: Office, camat: Phone) -> None:
    tim = office.people["Budi Santoso"]
    camat.taps("Kembalikan")
    camat.sends(NOTE)
    camat.sees("Foto halaman yang sudah ditandai boleh dikirim juga")
    camat.sends_document(b"%PDF-1.4", "halaman.pdf", "application/pdf")
    camat.sees("PDF tidak dapat dipakai di sini.")
    camat.sends_voice()
    camat.sees("Pesan suara tidak bisa saya baca sebagai jawaban. Tulis nomor halamannya, atau")
    camat.sends_photo(photo((250, 240, 230)))
    camat.sees("Foto halaman diterima dan dikirim bersama catatan.")
    camat.sends("2")
    camat.sees("↩ Dikembalikan oleh Rahmat Hidayat")

    told = tim.sees("Halaman yang ditandai pada Laporan hasil kegiatan Musrenbang versi 1.")
    assert f"Catatan: {NOTE} (halaman 2)" in told.text
    got = tim.downloads(told)
    assert Image.open(io.BytesIO(got)).size == (900, 1200)
    [paper] = reports(office)
    [row] = office.read(select(OfficeFile).where(OfficeFile.kind == f"tanda:{paper.id}"))
    assert b"Muslihat" not in Files(office.bureau.folder / "data" / "files").get(row.sha256)
    assert len(office.read(select(Paper).where(Paper.id == paper.id, Paper.stage == "naskah"))) == 1
    assert [one.note for one in decisions(office, "kembali")] == [f"{NOTE} (halaman 2)"]
