"""A chain of paraf over a naskah."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Message, Phone
from models.posts import Post
from models.signing import Paraf
from tests.step7_sign.naskah_talk import agrees
from tests.support.office import Office
from tests.support.seed import at_step, draft, outcome

NASKAH = "Laporan hasil kegiatan Musrenbang, versi {} (naskah)"


def sets_chain(phone: Phone, *posts: str) -> None:
    """Chosen in a few presses."""
    phone.sends("/pengaturan")
    phone.taps("Paraf berjenjang")
    phone.sees("Laporan hasil kegiatan Musrenbang: langsung kepada Camat")
    phone.taps("Laporan")
    for post in posts:
        phone.taps(post)
    phone.sees(f"Urutan sekarang: {' → '.join(posts)} → Camat.")


def report_of(office: Office) -> None:
    """The draft is read, and the report is drawn."""
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    agrees(office.people["Rudi Hartono"], 1)


def people(office: Office) -> tuple[Phone, Phone, Phone, Phone]:
    jfu = office.joins(Post.JFU, "Siti Aminah")
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    tim = office.joins(Post.TIM, "Budi Santoso")
    return jfu, sekretaris, camat, tim


def given(office: Office) -> list[Paraf]:
    query = select(Paraf).where(Paraf.kecamatan_id == office.kecamatan_id)
    return office.read(query.order_by(Paraf.paper_id, Paraf.place))


def data_of(message: Message, label: str) -> str:
    [found] = [one.data for row in message.buttons for one in row if one.text == label]
    return found
