"""Before an usulan is sent: may it be the same as another, is its address odd, whose work is it?"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Komisi, Status
from models.likeness import Merge, PairSaid, PastProposal
from models.people import Kelurahan
from models.posts import Post
from sop.duplicates.normal import normal
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    PROBLEM,
    TITLE,
    asked,
    comes_to,
    goes_on,
    presses_send,
    reads,
    receipts,
    row,
    speaks_plainly,
)

TITLE_LINE = "Belum dikirim. Mohon periksa sebentar."
THEN = "Bila sama, gabungkan: kelurahan Bapak/Ibu ikut tercatat sebagai pengusul."


@pytest.fixture(scope="module")
def shared(bureau: Bureau) -> Office:
    """Two delegates of one kelurahan, for all of these tests."""
    office = bureau.office()
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan A")
    return office


def lists(number: str, place: str) -> str:
    return f"1. {number} · 🟡 Menunggu verifikasi\n{TITLE}, {place}, Kelurahan A, Rp48.000.000"


def comes_to_card(phone: Phone, place: str, problem: str = PROBLEM) -> None:
    """A whole usulan up to its card, at a place of its own."""
    comes_to(phone, "problem")
    phone.sends(problem)
    phone.sees(asked("place").split("\n")[0])
    phone.sends(place)
    goes_on(phone, "pin")


def test_a_double_is_shown_first_and_said_to_be_another_or_the_same(shared: Office) -> None:
    siti, budi = shared.people["Siti Aminah"], shared.people["Budi Santoso"]
    place = "Gang Mawar depan musala, RT 03/RW 05"
    comes_to_card(siti, place)
    first = presses_send(siti)  # nothing like it is there: no further press

    # a second one, in other words
    comes_to_card(budi, "Gg. Mawar, Rt 3 Rw 5", "Selokan mampet dan bau sekali.")
    budi.taps("Kirim usulan")
    screen = f"{TITLE_LINE}\nYang ini mungkin sama:\n{lists(first, place)}\n{THEN}"
    card = reads(budi, screen)
    assert budi.buttons == ["Sama, gabung 1", "Beda, lanjut", "Ubah usulan"]
    assert receipts(budi) == []

    # nothing is lost on the way back to the card
    budi.taps("Ubah usulan")
    budi.sees("Periksa sekali lagi.")
    budi.taps("Kirim usulan")
    reads(budi, screen)
    budi.taps("Beda, lanjut")
    budi.waits_for(lambda _eyes: len(receipts(budi)) == 1, what="a receipt")
    second = row(shared)
    assert (second.status, (second.norm or {})["rtrw"]) == (Status.SUBMITTED, [[3, 5]])
    said = shared.read(select(PairSaid).where(PairSaid.proposal_id == second.id))
    assert [pair.other_id for pair in said] == [row(shared, first).id]

    # the old screen's buttons are answered, and do nothing more
    again = card.button("Beda, lanjut")
    assert again is not None
    budi.presses(card, again.data)
    budi.sees("sudah terkirim")
    assert len(receipts(budi)) == 1

    # a third one: the same, says its author
    comes_to_card(siti, "gang mawar RT 03 RW 05 dekat pos", "Got tersumbat sampah.")
    siti.taps("Kirim usulan")
    siti.sees("2. US-")
    siti.taps("Sama, gabung 2")
    joined = siti.sees("Kelurahan Bapak/Ibu tercatat sebagai pengusul.")
    third = row(shared)
    assert third.status == Status.MERGED
    merge = shared.read(select(Merge).where(Merge.from_id == third.id))[0]
    root = shared.read(select(type(third)).where(type(third).id == merge.into_id))[0]
    assert (merge.was, root.joined) == (Status.SUBMITTED, [[third.number, "Kelurahan A"]])
    assert (root.number or "-") in joined.text
    for phone in (siti, budi):
        speaks_plainly(phone)


def test_last_year_odd_address_and_another_office_are_told_on_one_screen(shared: Office) -> None:
    siti = shared.people["Siti Aminah"]
    with shared.bureau.database.unit(shared.bureau.now()) as unit:
        kelurahan = unit.first(
            select(Kelurahan).where(
                Kelurahan.kecamatan_id == shared.kecamatan_id, Kelurahan.name == "Kelurahan A"
            )
        )
        assert kelurahan is not None
        past = PastProposal(
            kecamatan_id=shared.kecamatan_id,
            year=2027,
            number="17",
            kelurahan_id=kelurahan.id,
            komisi=Komisi.SARPRAS,
            kamus_code="SP-01",
            title="Pembangunan saluran air",
            place="Jalan Anggrek RT 60/RW 2",
            rt=60,
            rw=2,
            accommodated=False,
            stage="kota",
            reason="Pagu tidak cukup",
        )
        past.norm = normal(past, code="SP-01", kelurahan="Kelurahan A").stored()
        unit.add(past)

    comes_to_card(siti, "Jalan Anggrek RT 60/RW 02, tepi jalan provinsi")
    siti.taps("Kirim usulan")

    reads(
        siti,
        f"{TITLE_LINE}\nYang ini mungkin sama:\n"
        "1. Usulan tahun 2027, tidak diakomodir: Pagu tidak cukup\n"
        "Pembangunan saluran air, Jalan Anggrek RT 60/RW 2\n"
        "⚠️ RT 60/RW 02 tidak lazim; biasanya paling banyak 50 RT dan 30 RW.\n"
        "⚠️ “jalan provinsi” biasanya kewenangan Pemerintah Provinsi Jawa Barat, bukan kota. "
        f"Usulan ini mungkin hanya dicatat.\n{THEN}",
    )
    assert siti.buttons == ["Beda, lanjut", "Ubah usulan"]
    before = len(receipts(siti))
    siti.taps("Beda, lanjut")
    siti.waits_for(lambda _eyes: len(receipts(siti)) == before + 1, what="a receipt")
    kept = row(shared).norm or {}
    assert kept["known"] == ["rtrw.60.2", "office.jalan provinsi"]
    speaks_plainly(siti)
