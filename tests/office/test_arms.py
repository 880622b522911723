"""The arms of the office in the kop: sent in chat, checked by content, on every paper made afterwards."""

from __future__ import annotations

import io
from datetime import timedelta

from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.archive import OfficeFile
from models.people import Kecamatan
from models.posts import Post
from tests.support.hall import TODAY
from tests.support.office import Office
from tests.support.seed import at_step, meeting

USED = "Lambang sudah dipakai pada kop surat mulai dokumen berikutnya."
UNUSABLE = "Gambar lambang tidak dapat dipakai"


def picture(size: tuple[int, int] = (300, 360), kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (20, 90, 160)).save(made, kind)
    return made.getvalue()


def asked_for(phone: Phone, *way: str) -> None:
    phone.sends("/pengaturan")
    phone.sees("Pengaturan\n")
    for label in (*way, "Lambang", "Kirim gambar"):
        phone.taps(label)
    phone.sees("Kirim gambar lambang daerah sebagai berkas PNG atau JPEG")


def used(office: Office) -> str | None:
    found: Kecamatan = office.read(select(Kecamatan).where(Kecamatan.id == office.kecamatan_id))[0]
    return (found.office or {}).get("arms")


def test_arms_stand_on_what_is_made_afterwards(office: Office) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    clerk = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 4)
    meeting(office, "musrenbang", TODAY + timedelta(days=8))
    asked_for(secretary, "Kop kantor")
    secretary.sends("Lambang kota")
    secretary.sees("kirim gambarnya sebagai berkas atau foto, atau tekan Batalkan")
    secretary.sends_document(picture(), "lambang.png", "image/png")
    secretary.sees(USED)
    first = used(office)
    assert first is not None

    for content, name in (
        (b"%PDF-1.7 not a picture", "lambang.png"),
        (picture((60, 60)), "kecil.png"),
        (picture((300, 300), "GIF"), "lambang.jpg"),
    ):
        asked_for(clerk)
        clerk.sends_document(content, name, "image/png")
        clerk.sees(UNUSABLE)
        assert used(office) == first
    asked_for(clerk)
    clerk.taps("Batalkan")
    clerk.sees("Lambang yang dipakai: lambang.png")

    secretary.sends("/status")
    secretary.taps("4")
    secretary.sees("Kelengkapan: Rekap Musrenbang Kelurahan")
    for label in ("Buka", "Surat dan daftar", "Buat Undangan"):
        secretary.taps(label)
    sent = secretary.downloads(secretary.sees("Undangan Musrenbang Kecamatan, versi 1"))
    assert [len(page.images) for page in PdfReader(io.BytesIO(sent)).pages] == [1, 0]

    asked_for(clerk)
    clerk.sends_photo(picture((400, 300), "JPEG"))
    clerk.sees(USED)
    assert used(office) not in (None, first)
    clerk.sends("/pengaturan")
    for label in ("Lambang", "Hapus lambang"):
        clerk.taps(label)
    clerk.sees("Dokumen berikutnya memakai kop dengan garis tanpa gambar.")
    assert used(office) is None
    rows = office.read(select(OfficeFile).where(OfficeFile.kecamatan_id == office.kecamatan_id))
    assert [row.removed_at is None for row in rows] == [False] * 5


def test_arms_that_telegram_does_not_give_at_once_are_used_when_it_does(office: Office) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    asked_for(secretary, "Kop kantor")
    office.bureau.telegram.control.fault("getFile", "502")
    secretary.sends_document(picture(), "lambang.png", "image/png")
    secretary.sees(USED)

    assert used(office) is not None
    rows = office.read(select(OfficeFile).where(OfficeFile.kecamatan_id == office.kecamatan_id))
    assert [(row.attempts, row.removed_at) for row in rows] == [(0, None)]


def test_only_those_who_keep_the_letterhead_send_arms(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    delegate.sends("/pengaturan")
    card = delegate.sees("Pengaturan\n")

    assert "Lambang" not in delegate.buttons
    presses = ("settings:arms", "settings:armsnew", "settings:armsoff")
    not_his = "Ini tugas Sekretaris Kecamatan / JFU / Admin."
    assert (
        delegate.answers(card, *presses)
        == [f"{not_his} Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."] * 3
    )
    assert used(office) is None
