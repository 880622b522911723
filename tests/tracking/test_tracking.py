"""An usulan after it was sent: found by its number, its way and why it stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.step2_verify.step import decide
from sop.tracking.public_status import public_words
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import sends_usulan, speaks_plainly


class House(NamedTuple):
    """An office whose delegates have sent nothing yet."""

    office: Office
    author: Phone
    neighbour: Phone
    head: Phone


@pytest.fixture
def house(office: Office) -> Iterator[House]:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    neighbour = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    made = House(office, author, neighbour, head)
    yield made
    for phone in (author, neighbour, head):
        speaks_plainly(phone)


def usulan(office: Office, number: str) -> Proposal:
    query = select(Proposal).where(Proposal.season_id == office.season_id, Proposal.number == number)
    return office.read(query)[0]


def decides(house: House, number: str, outcome: Status, reason: str, field: str | None = None) -> None:
    """The head of the bidang gives a verdict of which the author hears at once."""
    row_id = usulan(house.office, number).id
    with house.office.bureau.database.unit(house.office.bureau.now()) as unit:
        actor = unit.all(select(Person).where(Person.telegram_id == house.head.id))[0]
        row = unit.session.get_one(Proposal, row_id)
        decide(unit, actor, row, outcome, revision=row.revision, reason=reason, field=field)


def test_usulan_is_found_by_its_number_and_tells_its_way(house: House) -> None:
    office, author, _neighbour, _head = house
    number = sends_usulan(author)
    at_step(office, 2)
    decides(house, number, Status.RETURNED, "Volume 40 m tidak cocok dengan foto.", "volume")
    author.sees("perlu diperbaiki")

    author.sends(number.lower().replace("-", " "))
    card = author.sees("Status: 🔴 Perlu perbaikan")
    assert "Alasan: Volume 40 m tidak cocok dengan foto." in card.text
    assert "Langkah 2/8 ▓▒░░░░░░ Verifikasi" in card.text
    assert "Berikutnya: pengusul memperbaiki lalu mengirim kembali. Tenggat: belum ditetapkan." in card.text
    assert card.text.count("\n") < 12

    author.taps("Perbaiki")
    author.sends("60")
    author.sees("Periksa sekali lagi")
    author.taps("Kirim usulan")
    author.sees(f"Usulan {number} sudah diperbaiki")
    author.sends(number)
    author.taps("Riwayat versi")
    assert "v1 → v2, " in author.sees("Riwayat versi").text
    assert "volume 40 m → 60 m" in author.screen

    author.taps("Kembali")
    author.taps("Perjalanan")
    way = author.sees(f"Perjalanan {number}").text
    assert "Delegasi Kelurahan Kelurahan A: mengirim usulan." in way
    assert "Kepala Bidang: meminta perbaikan. Alasan: Volume 40 m tidak cocok dengan foto." in way
    assert "mengirim versi 2: volume 40 m → 60 m" in way
    assert "Bambang" not in way
    assert "Siti" not in way

    author.taps("Kembali")
    author.taps("Kenapa?")
    why = author.sees(f"Kenapa {number}").text
    assert "Aturan: setiap hasil Musrenbang Kelurahan diverifikasi dahulu (SOP langkah 2)." in why
    assert "Berikutnya: Kepala Bidang memverifikasi. Tenggat: belum ditetapkan." in why


def test_others_of_the_kecamatan_see_where_it_stands_and_strangers_nothing(house: House) -> None:
    office, _author, neighbour, _head = house
    (one,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    number = office.read(select(Proposal.number).where(Proposal.id == one))[0]

    neighbour.sends(number[-4:])
    words = neighbour.sees(f"{number} · Kelurahan A").text
    assert "🟡 Menunggu verifikasi" in words
    assert "Masalah" not in words
    assert "Siti" not in words
    old = neighbour.presses(neighbour.from_bot[-1], f"track:way:{one}:0")
    assert old is not None
    assert old.text.startswith("Data itu tidak ditemukan")

    neighbour.sends("09999")
    neighbour.sees("Usulan nomor 09999 tidak ditemukan.")
    other = office.bureau.office().joins(Post.DELEGASI, "Orang Jauh", "Kelurahan A")
    other.sends(number)
    other.sees(f"Usulan nomor {number} tidak ditemukan.")
    stranger = office.phone("Orang Asing")
    stranger.sends(number)
    stranger.sees("Bapak/Ibu belum terdaftar.")


def test_public_words_hold_no_name_and_no_number_of_a_person(house: House) -> None:
    at_step(house.office, 2)
    (one,) = proposals(house.office, 1, Status.REFUSED, "Siti Aminah")
    with house.office.bureau.database.unit(house.office.bureau.now()) as unit:
        row = unit.session.get_one(Proposal, one)
        row.title = "Perbaikan saluran, hubungi 0812-3456-7890 atau NIK 3271046504930002, Rp 175.000.000"

        words = public_words(unit, row, unit.now)

    assert "Perbaikan saluran, hubungi ••• atau NIK •••, Rp 175.000.000" in words
    assert "⚫ Tidak layak" in words
    assert "Langkah 2/8 ▓▒░░░░░░ Verifikasi" in words
    assert "Siti" not in words
