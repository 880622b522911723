"""An amount that lost its thousands: asked about in the chat, a draft when it comes in a list."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.enums import Komisi
from models.likeness import PastProposal
from models.people import Kelurahan
from models.posts import Post
from models.proposal import Proposal
from tests.support.filled import HEAD, a_row, a_workbook
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    asked,
    comes_outside_kamus,
    comes_to,
    goes_on,
    presses_send,
    reads,
    speaks_plainly,
)


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    return office


def newest(office: Office) -> Proposal:
    query = select(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id).order_by(Proposal.id.desc())
    return office.read(query)[0]


def test_forty_seven_is_asked_about_and_nothing_is_taken_before_it_is_said(here: Office) -> None:
    siti = here.people["Siti Aminah"]
    comes_to(siti, "cost")
    siti.sends("47")
    siti.sees("Yang ditulis Rp47, jauh di bawah harga kamus Rp48.000.000. Berapa yang dimaksud?")
    assert siti.buttons[:3] == ["Rp47 juta", "Rp47", "Pakai harga kamus"]
    assert newest(here).cost is None

    siti.sends("7 ribu")  # another one: asked about anew
    siti.sees("Yang ditulis Rp7.000, jauh di bawah harga kamus")
    siti.sends("47")
    siti.sees("Yang ditulis Rp47, jauh")
    siti.taps("Rp47 juta")
    reads(siti, f"✔ Biayanya Rp47.000.000 (empat puluh tujuh juta rupiah).\n\n{asked('people')}")
    assert (newest(here).cost, newest(here).cost_by_kamus) == (47_000_000, False)
    speaks_plainly(siti)


def test_amount_of_the_kamus_is_that_of_the_kamus_however_it_is_said(here: Office) -> None:
    budi = here.people["Budi Santoso"]
    comes_to(budi, "cost")
    budi.sends("48 juta")
    budi.sees("Berapa penerima manfaatnya?")
    assert (newest(here).cost, newest(here).cost_by_kamus) == (48_000_000, True)


@pytest.mark.parametrize(
    ("heading", "cell", "answer", "cost"),
    [
        ("Biaya (juta)", 13.5, "", 13_500_000),
        ("Anggaran (Rp. juta)", "13,5", "", 13_500_000),
        ("Pagu (ribu rupiah)", 13500, "", 13_500_000),
        ("Biaya dalam jutaan rupiah", "13,5", "", 13_500_000),
        ("Biaya (juta)", "13.500.000", "Rp13,5 juta", 13_500_000),  # the heading and the cell disagree: asked
        ("Biaya (Rp)", 13, "Rp13 juta", 13_000_000),
        ("Biaya (Rp)", 13, "Rp13", None),  # nobody means it: its row waits as a draft
    ],
)
def test_list_is_read_in_the_unit_of_its_heading_or_asked_about(
    here: Office, heading: str, cell: object, answer: str, cost: int | None
) -> None:
    dewi = here.people["Dewi Lestari"]
    head = [heading if name.startswith("Biaya") else name for name in HEAD]
    dewi.sends_document(
        a_workbook((a_row(cost=cell, place=f"Kantor {heading} {cell} {answer}"),), head), "usulan.xlsx"
    )
    if answer:
        dewi.sees(f"Kolom “{heading}” berisi angka yang tidak wajar")
        dewi.taps(answer)
    dewi.sees("1 baris usulan: siap 1" if cost else "1 baris usulan: siap 0 · perlu perbaikan 1")
    dewi.taps("Masukkan sebagai draf" if "Masukkan sebagai draf" in dewi.buttons else "Masukkan")
    dewi.sees("Selesai: 1 baris usulan dimasukkan")
    assert newest(here).cost == cost
    speaks_plainly(dewi)


def _last_year(office: Office, *costs: int, first: int = 1) -> None:
    """Gardu of last season, for these amounts each."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        of_office = select(Kelurahan).where(Kelurahan.kecamatan_id == office.kecamatan_id)
        kelurahan = unit.all(of_office.order_by(Kelurahan.id))[0]
        for at, cost in enumerate(costs, first):
            unit.add(
                PastProposal(
                    kecamatan_id=office.kecamatan_id,
                    year=2027,
                    number=f"G{at}",
                    kelurahan_id=kelurahan.id,
                    komisi=Komisi.SARPRAS,
                    title="Pembangunan gardu ronda",
                    volume=2,
                    unit="gardu",
                    cost=cost,
                )
            )


def test_what_the_kamus_does_not_price_is_compared_with_its_kind_of_last_year(bureau: Bureau) -> None:
    office = bureau.office(kelurahan=1)
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    lurah = office.joins(Post.LURAH, "Hj. Nani", "Kelurahan A")
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    _last_year(office, 140_000_000, 145_000_000, 150_000_000, 160_000_000)
    comes_outside_kamus(siti, "Pembangunan gardu ronda warga")
    siti.sends("2 gardu")
    siti.sees("Berapa perkiraan biayanya?")
    siti.sends("1,5 juta")  # four say nothing of what is usual
    siti.sees("✔ Biayanya Rp1.500.000 (satu juta lima ratus ribu rupiah).")
    siti.taps("Kembali")
    siti.sees("Berapa perkiraan biayanya?")

    _last_year(office, 900_000_000, first=5)
    siti.sends("1,50 juta")
    siti.sees(
        "Yang ditulis Rp1.500.000, jauh di bawah biaya usulan sejenis, sekitar Rp150.000.000. "
        "Berapa yang dimaksud?"
    )
    assert siti.buttons[:3] == ["Tetap: Rp1.500.000", "Rp1,5 miliar", "Rp1,5 juta"]
    siti.taps("Rp1,5 juta")
    goes_on(siti, "people")
    number = presses_send(siti)

    # whoever checks it reads the same, and its author does not
    doubt = "⚠️ Biayanya jauh di bawah biaya usulan sejenis (sekitar Rp150.000.000); mungkin kurang angka nol."
    lurah.sends(number)
    assert doubt in lurah.sees(f"{number} · Kelurahan A").text.splitlines()
    siti.sends(number)
    assert doubt not in siti.sees(f"{number} · Kelurahan A").text

    # and in a list its row waits
    cells = {
        "komisi": "Sarpras",
        "code": "",
        "title": "Pembangunan gardu ronda",
        "unit": "gardu",
        "land": "Siap",
    }
    rows = (a_row(**cells, cost=1_500_000), a_row(**cells, cost=150_000_000, place="Kantor RW 06"))
    dewi.sends_document(a_workbook(rows), "usulan.xlsx")
    dewi.sees("2 baris usulan: siap 1 · perlu perbaikan 1")
    for phone in (dewi, lurah, siti):
        speaks_plainly(phone)
