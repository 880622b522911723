"""The kamus while typing in the writing line, and what costs more than it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Kind
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from models.season import KamusEntry
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    ASKED,
    CARD,
    after,
    asked,
    comes_to,
    framed,
    goes_on,
    presses_send,
    reads,
    refuses,
    speaks_plainly,
)
from tests.support.usulan import row as newest


@pytest.fixture(scope="module")
def house(bureau: Bureau) -> Office:
    made = bureau.office()
    made.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    return made


@pytest.fixture
def phone(house: Office) -> Iterator[Phone]:
    phone = house.people["Siti Aminah"]
    yield phone
    speaks_plainly(phone)
    phone.sends("/start")


def test_entry_is_found_in_the_writing_line_and_seen_before_it_is_taken(house: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")
    phone.taps("Cari di kamus")

    found = phone.asks("paving")

    assert found is not None
    paving = found[0]
    assert "paving" in paving["title"].lower()
    assert "(RKPD 2028)" in paving["description"]
    assert paving["description"].startswith("Rp")
    assert len(found) <= 50
    phone.picks(paving)
    card = phone.sees("(RKPD 2028)").text
    assert paving["title"] in card
    assert newest(house).kamus_id is None
    phone.taps("Pakai jenis ini")
    phone.sees(ASKED["problem"])
    assert newest(house).title in paving["title"]
    # what is chosen where another question is open is no answer to that question
    phone.asks("paving")
    phone.picks(paving)
    why = "Pilihan dari kamus belum diminta di sini. Silakan ketik jawabannya."
    refuses(phone, why, asked("problem"))


def test_search_answers_whatever_is_typed(house: Office, phone: Phone) -> None:
    first = phone.asks("")
    assert first is not None
    assert len(first) == 50
    for nonsense in ("%", "_", "x" * 200, "helikopter", "<b>&", "' OR 1=1 --"):
        assert phone.asks(nonsense) == [], nonsense
    long = phone.asks("drainase " * 25)
    assert long
    assert "drainase" in long[0]["title"].lower()
    assert [one["id"] for one in phone.asks("SP-01") or []] == [first_of(house, "SP-01")]


def first_of(house: Office, code: str) -> str:
    query = select(KamusEntry.id).where(KamusEntry.season_id == house.season_id, KamusEntry.code == code)
    return str(house.read(query)[0])


def test_stranger_finds_nothing_and_is_shown_the_way(house: Office) -> None:
    stranger = house.phone("Orang Lain")

    assert stranger.asks("paving") == []

    stranger.sends("/start mulai")  # what the button above the results leads to
    stranger.sees("undangan")


def test_more_than_the_kamus_says_needs_a_reason(house: Office, phone: Phone) -> None:
    comes_to(phone, "cost")
    phone.sends("50 juta")
    question = framed(
        "cost_reason",
        "Mengapa lebih Rp2.000.000 dari harga kamus? Paling sedikit 10 huruf."
        "\nContoh: Bahan harus dipikul karena gangnya sempit.",
        7,
        len(ASKED) + 1,
    )
    reads(phone, f"✔ Biayanya Rp50.000.000 (lima puluh juta rupiah).\n\n{question}")

    phone.sends("mahal")

    refuses(phone, "Jawaban ini terlalu singkat (5 huruf). Mohon tulis sedikitnya 10 huruf.", question)
    typed = phone.sends("Bahan harus dipikul 200 m.")
    phone.sees(ASKED[after("cost")])
    phone.edits(typed, "Bahan harus dipikul 300 m.")
    phone.sees("Perubahan pada Alasan biaya sudah dicatat.")
    goes_on(phone, after("cost"))
    reasoned = CARD.replace(
        "Rp48.000.000 (empat puluh delapan juta rupiah)",
        "Rp50.000.000 (lima puluh juta rupiah)\nAlasan biaya: Bahan harus dipikul 300 m.",
    )
    reads(phone, reasoned)
    phone.taps("Ubah")
    phone.taps("Biaya")
    phone.taps("Pakai harga kamus")
    reads(phone, CARD)
    assert newest(house).cost_reason is None
    phone.taps("Ubah")
    phone.taps("Biaya")
    phone.sends("50 juta")
    phone.sends("Bahan harus dipikul 300 m.")
    reads(phone, reasoned)
    number = presses_send(phone)
    query = select(ProposalVersion).join(Proposal, Proposal.id == ProposalVersion.proposal_id)
    (sent,) = house.read(query.where(Proposal.number == number, Proposal.kecamatan_id == house.kecamatan_id))
    assert sent.fields["cost_reason"] == "Bahan harus dipikul 300 m."
    assert (sent.fields["urgency"], sent.fields["land"]) == ("Segera", "Siap")


def test_what_is_wanted_comes_first_and_the_komisi_follows_from_it(house: Office, phone: Phone) -> None:
    """Nobody in an RW knows komisi: words of one's own find the type, of whatever komisi it is."""
    phone.taps("Buat usulan")
    phone.sees("Apa yang ingin diusulkan? Ketik dengan kata sendiri, atau pilih di bawah.")
    phone.sends("pelatihan umkm")
    phone.sees("Yang cocok dengan “pelatihan umkm”.")
    phone.taps("Pelatihan UMKM")
    phone.taps("Pakai jenis ini")

    phone.sees(ASKED["problem"])
    assert newest(house).komisi == "ekonomi"


def test_what_was_looked_for_in_vain_is_the_name_and_then_the_komisi_is_asked(
    house: Office, phone: Phone
) -> None:
    phone.taps("Buat usulan")
    phone.sends("helikopter penyelamat")
    phone.sees("Tidak ada yang cocok dengan “helikopter penyelamat”.")
    phone.taps("Di luar kamus")
    phone.sees("Apa nama kegiatannya?")
    phone.sees("Jawaban tadi: helikopter penyelamat")
    phone.taps("Tetap: helikopter p…")
    phone.sees("Usulan ini termasuk urusan apa?")
    phone.taps("Pemerintahan")

    phone.sees(ASKED["problem"])
    told = newest(house)
    assert (told.title, told.komisi, told.outside_kamus) == ("helikopter penyelamat", "pemerintahan", True)
    assert told.kind == Kind.NON_FISIK
