"""Papers on their way to recipients, through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Alert, Phone
from models.paper import Recipient
from models.posts import Post
from models.season import Run
from tests.support.office import Office
from tests.support.seed import report


@pytest.fixture
def jfu(office: Office) -> Phone:
    """JFU, in an office whose report is approved; Bapperida is in the system."""
    phone = office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.BAPPERIDA, "Rina Marlina")
    report(office)
    opens(phone)
    return phone


def opens(phone: Phone) -> None:
    """The step's screen, by way of the SOP card."""
    phone.sends("/status")
    phone.taps("8")
    phone.sees("Langkah 8.")
    phone.taps("Buka")
    phone.sees("Langkah 8. Distribusi laporan")


def notes_letter(phone: Phone) -> None:
    phone.taps("Surat keluar")
    phone.taps("Nomor berikutnya")
    phone.taps("Hari ini")
    phone.sees("dicatat.")


def sends_out(phone: Phone) -> None:
    notes_letter(phone)
    phone.taps("Kirim")
    phone.sees("Kirim laporan kepada 2 penerima?")
    phone.taps("Ya, kirim")
    phone.sees("Terkirim kepada 2 penerima.")


def said(alert: Alert | None) -> str:
    """What a press was answered."""
    assert alert is not None
    return alert.text


def recipients(office: Office) -> list[Recipient]:
    return office.read(
        select(Recipient).where(Recipient.season_id == office.season_id).order_by(Recipient.id)
    )


def run_of(office: Office) -> Run:
    query = select(Run).where(Run.season_id == office.season_id, Run.step == "step8_distribute")
    return office.read(query)[0]


def card(phone: Phone, name: str) -> None:
    phone.taps(name)
    phone.sees("eksemplar")
