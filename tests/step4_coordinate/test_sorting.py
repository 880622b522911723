"""The usulan in four komisi, through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.enums import Komisi, Status
from models.season import Run
from sop.step4_coordinate import step as step4_coordinate
from tests.support.coordination import AUTHOR, Coordination
from tests.support.office import Office
from tests.support.seed import proposals
from texts.figures import rupiah


@pytest.fixture
def table(office: Office) -> Coordination:
    """Eight usulan, two of each komisi."""
    return Coordination(office, usulan=8, names=0)


def opens_usulan(table: Coordination, usulan: int, komisi: str = "Sarpras") -> None:
    proposal = table.proposal(usulan)
    table.goes("Usulan", "Usulan per komisi")
    table.goes(komisi, "Tekan nomor")
    table.goes(f"{proposal.sequence:04d}", str(proposal.number))


def of_komisi(table: Coordination, komisi: Komisi) -> int:
    return next(usulan for usulan in table.usulan if table.proposal(usulan).komisi == komisi)


def test_board_counts_and_sums(table: Coordination) -> None:
    table.goes("Usulan", "Semua usulan sudah punya komisi.")

    mine = [
        table.proposal(usulan) for usulan in table.usulan if table.proposal(usulan).komisi == Komisi.SARPRAS
    ]
    total = sum(int(proposal.cost or 0) for proposal in mine)
    table.sekretaris.sees(f"Sarpras: 2 usulan, {rupiah(total)}")


def test_usulan_fall_into_the_komisi_of_their_kamus(office: Office, table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    table.change(usulan, komisi=None)

    with office.bureau.database.unit(office.bureau.now()) as unit:
        query = select(Run).where(Run.season_id == office.season_id, Run.step == "step4_coordinate")
        step4_coordinate.prepare(unit, unit.all(query)[0])

    assert table.proposal(usulan).komisi == Komisi.SARPRAS


def test_usulan_without_komisi_is_placed_at_once(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    table.change(usulan, komisi=None, kamus_id=None, outside_kamus=True)
    opens_usulan(table, usulan, "Belum terpetakan")
    table.goes("Ke Ekonomi", "masuk Komisi Ekonomi.")

    assert (table.proposal(usulan).komisi, table.proposal(usulan).moved_reason) == (Komisi.EKONOMI, None)


def test_move_needs_a_reason(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    opens_usulan(table, usulan)
    table.goes("Ke Ekonomi", "Mengapa usulan")
    table.sekretaris.sends("salah")

    table.sekretaris.sees("Jawaban ini terlalu singkat (5 huruf). Mohon tulis sedikitnya 10 huruf.")
    assert table.proposal(usulan).komisi == Komisi.SARPRAS


def test_moved_usulan_keeps_its_reason(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    opens_usulan(table, usulan)
    table.goes("Ke Ekonomi", "Mengapa usulan")
    table.sekretaris.sends("Pekerjaan utamanya pelatihan usaha")
    table.sekretaris.sees("pindah ke Komisi Ekonomi.")

    moved = table.proposal(usulan)
    assert (moved.komisi, moved.moved_from, moved.moved_reason) == (
        Komisi.EKONOMI,
        Komisi.SARPRAS,
        "Pekerjaan utamanya pelatihan usaha",
    )
    table.goes("Ekonomi", "Tekan nomor")
    table.goes(f"{moved.sequence:04d}", "Dipindah dari Komisi Sarpras: Pekerjaan utamanya pelatihan usaha")


def test_usulan_that_comes_back_forgets_the_reason(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    for komisi, back in (("Ekonomi", "Sarpras"), ("Sarpras", "Ekonomi")):
        opens_usulan(table, usulan, back)
        table.goes(f"Ke {komisi}", "Mengapa usulan")
        table.sekretaris.sends("Disepakati dalam rapat koordinasi")
        table.sekretaris.sees(f"pindah ke Komisi {komisi}.")
        table.sekretaris.taps("Kembali")

    back_again = table.proposal(usulan)
    assert (back_again.komisi, back_again.moved_from, back_again.moved_reason) == (Komisi.SARPRAS, None, None)


def test_long_komisi_is_paged(office: Office, table: Coordination) -> None:
    proposals(office, 40, Status.VERIFIED, AUTHOR)
    table.goes("Usulan", "Usulan per komisi")
    table.goes("Sarpras 12", "Komisi Sarpras: 12 usulan")
    table.sekretaris.taps("▶")

    table.sekretaris.waits_for(lambda phone: "2/2" in phone.buttons)
    assert "◀" in table.sekretaris.buttons


def test_old_button_to_the_same_komisi_is_refused(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)

    alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], f"s4:move:{usulan}:sarpras")

    assert alert is not None
    assert alert.text == "Usulan itu sudah di Komisi Sarpras. Pilih komisi lain."


def test_refused_usulan_is_not_moved(table: Coordination) -> None:
    usulan = of_komisi(table, Komisi.SARPRAS)
    table.change(usulan, status=Status.REFUSED)

    alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], f"s4:move:{usulan}:ekonomi")

    assert alert is not None
    assert "tidak sedang dibagi ke komisi" in alert.text


def test_usulan_of_another_kecamatan_is_nobodys(office: Office, table: Coordination) -> None:
    other = Coordination(office.bureau.office(), usulan=0, names=0)

    alert = other.sekretaris.presses(other.sekretaris.from_bot[-1], f"s4:usulan:{table.usulan[0]}")

    assert alert is not None
    assert alert.text == "Data itu tidak ditemukan di kecamatan Bapak/Ibu."


def test_tim_does_not_move(table: Coordination) -> None:
    alert = table.member.presses(table.member.from_bot[-1], f"s4:move:{table.usulan[0]}:ekonomi")

    assert alert is not None
    assert alert.text.startswith("Ini tugas Sekretaris Kecamatan.")
