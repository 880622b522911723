"""SOP 4 from its opening to its four papers, through the chat."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models.enums import Komisi
from models.meeting import Commission
from models.paper import Paper
from models.people import Person
from models.season import Meeting, Run
from sop.core.refused import Refused
from sop.step2_verify.merging import merge
from sop.step4_coordinate import step as step4_coordinate
from tests.support.coordination import MEMBER, Coordination, text_of
from tests.support.office import Office
from texts.figures import rupiah

KEYS = ("susunan-komisi", "usulan-per-komisi", "pedoman-skala-prioritas", "tata-tertib")


@pytest.fixture
def table(office: Office) -> Coordination:
    return Coordination(office)


def ends(table: Coordination) -> None:
    """Selesai, and the Camat agrees."""
    table.prepares()
    table.concludes("Dokumen langkah 4 sedang dibuat.")
    table.camat.sees("Mohon keputusan Bapak/Ibu")
    table.camat_approves()
    table.sekretaris.sees("Langkah 4 selesai")


def gets(table: Coordination, title: str) -> str:
    """A paper, fetched from the SOP card by a member of the tim, and read."""
    table.member.sends("/status")
    table.member.taps("Dokumen")
    table.member.sees("Tekan untuk menerima berkasnya")
    table.member.taps(title)
    return text_of(table.member, "(final)")


def test_four_commissions_are_made_when_the_step_opens(office: Office, table: Coordination) -> None:
    for _ in range(2):
        with office.bureau.database.unit(office.bureau.now()) as unit:
            query = select(Run).where(Run.season_id == office.season_id, Run.step == "step4_coordinate")
            step4_coordinate.prepare(unit, unit.all(query)[0])

    found = office.read(select(Commission).where(Commission.season_id == office.season_id))
    assert sorted(one.komisi for one in found) == sorted(Komisi)


def test_home_says_what_is_left(table: Coordination) -> None:
    assert table.sekretaris.sees("Langkah 4.").text.split("\n")[1:] == [
        "○ 1. Rapat koordinasi: belum ditetapkan",
        "○ 2. Musrenbang Kecamatan: belum ditetapkan",
        "○ 3. Komisi: 5 hal belum lengkap",
        f"✔ 4. Usulan per komisi: 8 usulan, {total_of(table)}",
        "○ 5. Kriteria: Pedoman Skala Prioritas (baku), belum disepakati Camat",
        "○ 6. Tata tertib: belum diterbitkan",
    ]


def total_of(table: Coordination) -> str:
    return rupiah(sum(int(table.proposal(usulan).cost or 0) for usulan in table.usulan))


def test_unfinished_step_says_what_is_missing(table: Coordination) -> None:
    table.change(table.usulan[0], komisi=None)
    table.sekretaris.taps("Selesai")

    table.sekretaris.sees(
        "Langkah 4 belum bisa diselesaikan. Yang masih kurang: jadwal rapat koordinasi; jadwal Musrenbang; "
        "7 anggota tim belum punya komisi; Komisi Pemerintahan belum punya ketua; "
        "Komisi Kesra belum punya ketua; Komisi Ekonomi belum punya ketua; Komisi Sarpras belum punya ketua; "
        "1 usulan belum terpetakan ke komisi; tata tertib belum diterbitkan."
    )
    assert table.state == "open"


def test_step_ends_with_its_four_papers(office: Office, table: Coordination) -> None:
    ends(table)

    papers = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.step == "step4_coordinate")
    )
    assert {paper.key: str(paper.stage) for paper in papers} == dict.fromkeys(KEYS, "final")
    assert table.state == "closed"
    table.member.sees("Langkah 5 dibuka: giliran Bapak/Ibu.")


def test_criteria_agreed_before_are_not_asked_again(office: Office, table: Coordination) -> None:
    table.asks_camat()
    table.camat_approves()
    table.sekretaris.sees("sudah disetujui")
    table.goes("Buka", "Langkah 4.")
    table.prepares()
    table.sekretaris.taps("Selesai")
    table.sekretaris.taps("Ya, selesai")

    table.sekretaris.sees("Langkah 4 selesai")
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == "pedoman-skala-prioritas")
    assert [paper.edition for paper in office.read(query)] == [1]


def test_criteria_with_the_camat_are_waited_for(office: Office, table: Coordination) -> None:
    table.asks_camat()
    table.goes("Kembali", "Langkah 4.")
    table.prepares()
    table.concludes("Semua dokumen sedang dibuat atau menunggu Camat.")
    assert table.state == "closing"
    table.camat_approves()

    table.sekretaris.sees("Langkah 4 selesai")


def test_pedoman_returned_at_the_end_opens_the_step_again(table: Coordination) -> None:
    table.prepares()
    table.concludes("Dokumen langkah 4 sedang dibuat.")
    table.camat.sees("Mohon keputusan Bapak/Ibu")
    table.camat.taps("Kembalikan")
    table.camat.sees("Apa yang perlu diperbaiki")
    table.camat.sends("Bobot kemiskinan terlalu kecil")
    table.camat.taps("Tanpa halaman")
    table.sekretaris.sees("dikembalikan. Catatan: Bobot kemiskinan terlalu kecil")
    table.goes("Buka", "Langkah 4.")
    table.concludes("Dokumen langkah 4 sedang dibuat.")
    table.camat.sees("Pedoman Skala Prioritas, versi 2")
    table.camat_approves()

    table.sekretaris.sees("Langkah 4 selesai")


def test_susunan_komisi_lists_the_tim(table: Coordination) -> None:
    ends(table)

    text = gets(table, "Susunan Komisi")

    assert "Kamis, 21 Januari 2027" in text
    assert f"Aula Kecamatan {table.office.name}" in text
    for member in table.team():
        assert (member.name in text) == (member.komisi is not None), member.name
    assert f"Ketua {MEMBER}" in text


def test_usulan_per_komisi_prints_the_move_and_the_sum(table: Coordination) -> None:
    proposal = next(one for one in map(table.proposal, table.usulan) if one.komisi == Komisi.SARPRAS)
    table.goes("Usulan", "Usulan per komisi")
    table.goes("Sarpras", "Tekan nomor")
    table.goes(f"{proposal.sequence:04d}", str(proposal.number))
    table.goes("Ke Ekonomi", "Mengapa usulan")
    table.sekretaris.sends("Pekerjaan utamanya pelatihan usaha <UMKM> & koperasi")
    table.sekretaris.sees("pindah ke Komisi Ekonomi.")
    table.goes("Kembali", "Langkah 4.")
    ends(table)

    text = gets(table, "Usulan per komisi")

    assert total_of(table) in text
    assert "pelatihan usaha <UMKM> & koperasi" in text.replace("- ", "")


def test_tata_tertib_names_the_day(table: Coordination) -> None:
    ends(table)

    text = gets(table, "Tata Tertib")

    assert "Kamis, 21 Januari 2027" in text


def test_tata_tertib_needs_the_day(table: Coordination) -> None:
    table.goes("Tata tertib", "Hari Musrenbang belum ditetapkan")
    table.sekretaris.taps("Terbitkan")

    table.sekretaris.sees("Tetapkan dulu hari, jam, dan tempat Musrenbang")


def test_tata_tertib_is_issued_once(office: Office, table: Coordination) -> None:
    table.sets("Musrenbang", "21/1")
    table.goes("Tata tertib", "Tata Tertib Musrenbang Kecamatan")
    screen = table.sekretaris.from_bot[-1]
    for _ in range(5):
        table.sekretaris.presses(screen, "s4:issue")

    table.sekretaris.sees("Tata tertib: sudah diterbitkan")
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == "tata-tertib")
    assert len(office.read(query)) == 1


def test_moved_musrenbang_makes_the_tata_tertib_old(table: Coordination) -> None:
    table.prepares()
    table.sets("Musrenbang", "22/1")
    table.sekretaris.sees("○ 6. Tata tertib: belum diterbitkan")
    table.sekretaris.taps("Selesai")
    table.sekretaris.sees("Yang masih kurang: tata tertib belum diterbitkan.")

    table.goes("Tata tertib", "Mohon terbitkan lagi")


def test_criteria_are_frozen_when_the_step_is_over(table: Coordination) -> None:
    ends(table)

    for data in ("s4:preset:asahan", "s4:meet:koordinasi", "s4:spread", "s4:issue", "s4:done"):
        alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], data)
        assert alert is not None
        assert alert.text == "Langkah ini belum dibuka atau sudah selesai.", data


def test_selesai_is_pressed_twice(office: Office, table: Coordination) -> None:
    table.prepares()
    screen = table.sekretaris.from_bot[-1]
    table.sekretaris.presses(screen, "s4:doneyes")
    alert = table.sekretaris.presses(screen, "s4:doneyes")

    assert alert is not None
    assert alert.text == "Langkah ini belum dibuka atau sudah selesai."
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == "susunan-komisi")
    assert len(office.read(query)) == 1


def test_others_do_not_end_the_step(table: Coordination) -> None:
    for phone in (table.member, table.author, table.camat):
        for data in ("s4:done", "s4:issue"):
            alert = phone.presses(phone.from_bot[-1], data)
            assert alert is not None
            assert alert.text.startswith("Ini tugas Sekretaris Kecamatan."), data

    assert table.state == "open"


def test_camat_looks_at_the_checklist(table: Coordination) -> None:
    table.camat.presses(table.camat.from_bot[-1], "s4:home")

    table.camat.sees("Langkah 4. Koordinasi dan empat komisi")
    assert "Selesai" not in table.camat.buttons


def test_musrenbang_whose_day_is_over_is_set_anew(office: Office, table: Coordination) -> None:
    table.prepares()
    with office.bureau.database.unit(office.bureau.now()) as unit:
        query = select(Meeting).where(Meeting.season_id == office.season_id, Meeting.kind == "musrenbang")
        unit.all(query)[0].day = date(2027, 1, 8)
    table.sekretaris.taps("Selesai")

    table.sekretaris.sees("hari Musrenbang Jumat, 8 Januari 2027 sudah lewat, tetapkan hari yang baru")
    assert table.state == "open"


def test_usulan_stay_as_the_papers_of_the_step_say(office: Office, table: Coordination) -> None:
    table.prepares()
    table.concludes("Dokumen langkah 4 sedang dibuat.")
    table.camat.sees("Mohon keputusan Bapak/Ibu")
    one, other = table.usulan[0], table.usulan[4]
    with office.bureau.database.unit(office.bureau.now()) as unit:
        actor = unit.all(select(Person).where(Person.telegram_id == table.sekretaris.id))[0]
        with pytest.raises(Refused, match="too_late"):
            merge(unit, actor, one, other)
