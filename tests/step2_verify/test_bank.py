"""Di luar kamus: mapped to an entry by who verifies, or kept in the Bank Usulan; nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select, update

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Verdict
from sop.proposals.versions import keep_version, said_with
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import reads, speaks_plainly

House = tuple[Office, Phone, Phone, Phone]


@pytest.fixture(scope="module")
def house(bureau: Bureau) -> House:
    office = bureau.office()
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    neighbour = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    head = office.joins(Post.KEPALA_BIDANG, "Rahmat")
    at_step(office, 2)
    return office, author, neighbour, head


def outside(office: Office, title: str, unit: str = "paket") -> Proposal:
    """A sent usulan that the kamus does not know."""
    (one,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    change = update(Proposal).where(Proposal.id == one)
    with office.bureau.database.unit(office.bureau.now()) as at_work:
        at_work.session.execute(
            change.values(title=title, outside_kamus=True, kamus_id=None, unit=unit, volume=2, cost=9_000_000)
        )
        usulan = at_work.session.get_one(Proposal, one)
        keep_version(at_work, usulan.author, usulan)
    return now(office, one)


def now(office: Office, id: int) -> Proposal:
    found: Proposal = office.read(select(Proposal).where(Proposal.id == id))[0]
    return found


def versions(office: Office, id: int) -> list[ProposalVersion]:
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == id)
    return office.read(query.order_by(ProposalVersion.revision))


def open_rows(jfu: Phone) -> list[list[str]]:
    """What the city is given of the recap as it stands now: number, ..., volume, unit, cost, office."""
    jfu.sends("/usulan")
    jfu.sees("Dikonfirmasi Lurah")
    for word in ("Rekap usulan", "Rekap bernomor", "Buat rekap v1"):
        jfu.taps(word)
    jfu.sees("sudah dibuat")
    jfu.taps("v1")
    jfu.taps("Data terbuka")
    text = jfu.downloads(jfu.sees("Data terbuka dalam CSV", within=60)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_entry_is_found_for_what_was_outside_and_the_author_hears(house: House) -> None:
    office, author, _neighbour, head = house
    one = outside(office, "Tempat baca anak dekat posyandu")
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees(str(one.number))

    head.taps("Cari padanan kamus")

    head.sees("Jenis kamus mana yang cocok untuk “Tempat baca anak dekat posyandu”?")
    head.sends("%")
    head.sees("Tidak ada yang cocok.")
    head.sends("rehab posyandu")
    head.sees("Yang cocok dengan “rehab posyandu”.")
    head.taps("Rehab posyandu")
    head.sees("KS-01 Rehabilitasi bangunan posyandu")
    assert now(office, one.id).outside_kamus
    head.taps("Petakan ke sini")
    head.sees("Berapa volumenya dalam unit? Menurut pengusul: 2 paket.")
    head.sends("banyak")
    head.sees("tidak terbaca sebagai angka")
    head.sends("3 unit")
    head.sees(f"✔ {one.number} dipetakan ke KS-01. Pengusul sudah diberi tahu.")

    mapped = now(office, one.id)
    assert (mapped.outside_kamus, mapped.unit, mapped.volume, mapped.cost) == (False, "unit", 3, 180_000_000)
    assert mapped.mapped_by_id is not None
    assert mapped.title == "Tempat baca anak dekat posyandu"
    assert mapped.status == Status.SUBMITTED
    author.sees(
        f"Usulan {one.number} Tempat baca anak dekat posyandu, Jl. Melati 1 (RT 02/RW 02), "
        "Kelurahan A, Rp180.000.000 dicatat sebagai jenis kamus KS-01 "
        "Rehabilitasi bangunan posyandu: 3 unit, Rp180.000.000."
    )
    assert [
        (said_with(kept.values).volume, said_with(kept.values).unit) for kept in versions(office, one.id)
    ] == [
        (2, "paket"),
        (3, "unit"),
    ]
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    (row, *_others) = open_rows(jfu)
    assert (row[0], row[5:8]) == (str(one.number), ["3", "unit", "180000000"])
    head.presses(head.from_bot[-1], f"bank:map:{one.id}:1")  # an old button
    head.sees(f"{one.number} sudah ada di kamus. Silakan beri putusan.")
    head.taps("Layak")
    speaks_plainly(head)


def test_what_fits_nowhere_is_kept_for_another_year(house: House) -> None:
    office, author, neighbour, head = house
    one = outside(office, "Sekolah catur untuk remaja")
    author.presses(author.from_bot[-1], f"bank:keep:{one.id}:1")  # an id in a button is no right
    assert now(office, one.id).status == Status.SUBMITTED
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees("Sekolah catur untuk remaja")

    head.taps("Bank Usulan")
    head.sends("belum ada")
    head.sees("terlalu singkat")
    head.sends("Belum ada jenis kamus yang sepadan.")

    head.sees(f"✔ {one.number} disimpan di Bank Usulan.")
    kept = now(office, one.id)
    assert (kept.status, kept.reason) == (Status.BANKED, "Belum ada jenis kamus yang sepadan.")
    author.sees(
        "disimpan di Bank Usulan untuk tahun berikutnya.\nAlasan: Belum ada jenis kamus yang sepadan."
    )
    assert [one.outcome for one in office.read(select(Verdict).where(Verdict.proposal_id == one.id))] == [
        Status.BANKED
    ]
    author.sends("/usulan")
    author.taps("Bank Usulan")
    author.sees("Bank Usulan · Semua: 1")
    author.sees("Kelurahan A, Rp9.000.000 — ⚫ Bank Usulan: Belum ada jenis kamus yang sepadan.")
    author.taps("Tidak layak")
    reads(author, "Bank Usulan · Tidak layak\nBelum ada usulan di sini.")
    author.taps("Di luar kamus")
    author.taps(str(one.number)[-4:])
    author.sees("Sekolah catur untuk remaja")
    neighbour.sends("/usulan")
    neighbour.taps("Bank Usulan")
    reads(neighbour, "Bank Usulan · Semua\nBelum ada usulan di sini.")
    head.sends("/start")
    head.taps("Bank Usulan")
    head.sees("Bank Usulan · Semua: 1")
    for phone in (author, neighbour, head):
        speaks_plainly(phone)
