"""The keputusan of the tim, through the chat."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from demo.phone import Phone
from models.posts import Post
from tests.support.office import Office
from tests.support.seed import at_step


def text_of(phone: Phone, content: str) -> str:
    """What stands in a file that the phone received."""
    pages = PdfReader(io.BytesIO(phone.downloads(phone.sees(content)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def sekretaris(office: Office) -> Phone:
    """Step 3 is open; everybody has joined."""
    office.joins(Post.CAMAT, "Ahmad Fauzi")
    for name in ("Budi Santoso", "Citra Dewi", "Dewi Lestari"):
        office.joins(Post.DELEGASI, name, "Kelurahan A")
    phone = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    at_step(office, 3)
    phone.sends("/tugas")
    phone.taps("Langkah 3")
    phone.sees("Belum ada orang dalam tim")
    return phone


def fills(phone: Phone) -> None:
    """A tim of five."""
    phone.taps("Usulan awal")
    phone.sees("Tambahkan 3 orang lagi")
    phone.taps("Pilih orang")
    for name in ("Budi Santoso", "Citra Dewi", "Dewi Lestari"):
        phone.taps(name)
        phone.sees(f"{name} masuk tim sebagai Anggota")
    phone.taps("Kembali")
    phone.sees("Susunan sudah cukup")


def drafts(office: Office, phone: Phone) -> Phone:
    """The SK is with the Camat, whose phone this gives."""
    fills(phone)
    phone.taps("Buat draf SK")
    camat = office.people["Ahmad Fauzi"]
    camat.sees("Mohon keputusan Bapak/Ibu")
    return camat


def approves(camat: Phone) -> None:
    camat.taps("Setujui")
    camat.taps("Ya, setujui")
    camat.sees("Disetujui secara elektronik")
