"""The draft of the report, through the chat."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from demo.phone import Phone

PARTS = 7


def opens(phone: Phone) -> None:
    """The step's screen, by way of the SOP card."""
    phone.sends("/status")
    phone.taps("6")
    phone.sees("Langkah 6.")
    phone.taps("Buka")
    phone.sees("Langkah 6. Draft laporan")


def fills(phone: Phone) -> None:
    """Every part as it is proposed."""
    opens(phone)
    phone.taps("Isi bagian laporan")
    for at in range(1, PARTS + 1):
        phone.sees(f"Langkah {at}/7")
        phone.taps("Pakai usulan ini")
    phone.sees("Periksa bagian laporan.")


def drafts(phone: Phone) -> None:
    fills(phone)
    phone.taps("Buat draft laporan")
    phone.sees("sedang dibuat")


def words_of(phone: Phone, mark: str) -> str:
    """The text of the newest PDF whose caption says so."""
    pages = PdfReader(BytesIO(phone.downloads(phone.sees(mark)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
