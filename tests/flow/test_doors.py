"""What was closed by mistake is opened again by somebody, with a reason; closed again it makes new papers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from operator import itemgetter
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from demo.phone import Phone
from models.enums import CommissionState, Komisi, Stage, Status, StepState
from models.log import LogEntry
from models.meeting import Commission, Score, Standing
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.recap import Snapshot
from models.season import Run, Season
from models.unit import Unit
from sop.bringing_back import bring_back
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.step5_meeting.commissions import close
from sop.step5_meeting.reopening import open_order, reopen
from tests.core.row_locks import waits_for_a_lock
from tests.step1_recap.intake_paper import paper
from tests.step5_meeting.komisi_closed import closed, final
from tests.step6_report.draft_talk import drafts
from tests.support.coordination import Coordination
from tests.support.hall import Hall, text_of
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals
from texts.figures import rupiah

WHY = "Dua usulan tertukar saat dinilai"


def state(office: Office, step: str) -> str:
    return str(office.read(select(Run).where(Run.season_id == office.season_id, Run.step == step))[0].state)


def editions(office: Office, key: PaperKey) -> list[int]:
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == key)
    return [one.edition for one in office.read(query.order_by(Paper.edition))]


def newest(office: Office, key: PaperKey) -> Paper:
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == key)
    found: Paper = office.read(query.order_by(Paper.edition))[-1]
    return found


def commission(office: Office) -> Commission:
    query = select(Commission).where(
        Commission.season_id == office.season_id, Commission.komisi == Komisi.SARPRAS
    )
    found: Commission = office.read(query)[0]
    return found


def scores(office: Office) -> list[int]:
    query = select(Score).where(Score.season_id == office.season_id).order_by(Score.id)
    return [one.value for one in office.read(query)]


def statuses(office: Office) -> list[str]:
    query = select(Proposal).where(Proposal.season_id == office.season_id).order_by(Proposal.id)
    return [str(one.status) for one in office.read(query)]


def logged(office: Office, act: str) -> list[str]:
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == act)
    return [(one.said or {})["reason"] for one in office.read(query)]


def gives_reason(phone: Phone, then: str) -> None:
    phone.taps("Tulis alasan")
    phone.sees("Mengapa dibuka lagi?")
    phone.sends("keliru")
    phone.sees("sedikitnya 10 huruf")
    phone.sends(WHY)
    phone.sees(f"Alasan: {WHY}")
    phone.taps("Ya, buka lagi")
    phone.sees(then)


# ---- the komisi and the plenary


def test_komisi_is_opened_again_and_the_papers_hold_the_new_order(office: Office) -> None:
    hall = closed(office, (5, 5), (2, 2))
    hall.change(hall.usulan, office="Dinas PUPR")  # the table of the paper is ordered within each
    hall.fixes()
    hall.author.sees("Hasil pleno atas usulan Bapak/Ibu")
    before = scores(office)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka lagi")
    hall.ketua.sees("Urutan pleno yang sudah ditetapkan ikut dibuka, dan 2 usulan menunggu hasilnya lagi")

    gives_reason(hall.ketua, "Penilaian Komisi Sarpras dibuka lagi.")

    assert (scores(office), commission(office).state) == (before, CommissionState.SCORING)
    assert statuses(office) == [Status.VERIFIED] * 2
    assert office.read(select(Standing).where(Standing.season_id == office.season_id)) == []
    assert (logged(office, "scoring.reopened"), logged(office, "plenary.reopened")) == ([WHY], [WHY])
    hall.anggota.sees(f"Oleh Ani Suryani. Alasan: {WHY}")
    hall.sekretaris.sees("Penilaian Komisi Sarpras dibuka lagi.")
    hall.author.sees("Hasil pleno atas 2 usulan Bapak/Ibu belum berlaku")

    card = hall.ketua.from_bot[-1]
    for criterion in ("keterdesakan", "kesesuaian"):
        hall.ketua.presses(card, f"s5:give:{hall.usulan[0]}:{criterion}:1")
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()

    assert final(office) == hall.usulan[::-1]
    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Skala Prioritas")
    kept = newest(office, PaperKey.SKALA_PRIORITAS).data["lines"]
    in_order = [hall.proposal(one).number for one in final(office)]
    assert [one["number"] for one in sorted(kept, key=itemgetter("order"))] == in_order
    _, _, table = text_of(hall.ketua, "Skala Prioritas, versi").partition("DAFTAR URUTAN KEGIATAN PRIORITAS")
    first, second = (table.index(rupiah(hall.proposal(one).cost or 0)) for one in final(office))
    assert first < second


def test_order_is_opened_again_by_who_leads_the_plenary_and_by_nobody_else(office: Office) -> None:
    hall = closed(office, (5, 5), (2, 2))
    hall.plenary()
    hall.sekretaris.taps("Daftar usulan")
    hall.sekretaris.taps("2.")
    hall.sekretaris.taps("Belum disepakati")
    hall.sekretaris.sees("belum disepakati? Tulis")
    hall.sekretaris.sends("Lahan masih milik perorangan")
    hall.sekretaris.sees("Dicatat sebagai belum disepakati")
    hall.fixes()
    card = hall.anggota.sees("Penilaian Komisi Sarpras sudah ditutup")
    for press, why in (
        ("s5:unfix", "Pleno dipimpin Sekretaris Kecamatan atau Ketua Tim."),
        ("s5:unfixwhy", "Pleno dipimpin Sekretaris Kecamatan atau Ketua Tim."),
        ("s5:again:sarpras", "Hanya ketua Komisi Sarpras atau Sekretaris Kecamatan"),
        ("s5:againwhy:sarpras", "Hanya ketua Komisi Sarpras atau Sekretaris Kecamatan"),
    ):
        alert = hall.anggota.presses(card, press)
        assert alert is not None
        assert why in alert.text

    hall.plenary()
    hall.sekretaris.taps("Buka lagi urutan")
    hall.sekretaris.sees("Hasil atas 2 usulan belum berlaku")
    gives_reason(hall.sekretaris, "Urutan pleno dibuka lagi.")

    assert statuses(office) == [Status.VERIFIED] * 2
    hall.author.sees("Hasil pleno atas 2 usulan Bapak/Ibu belum berlaku")
    alert = hall.sekretaris.presses(hall.sekretaris.from_bot[-1], "s5:unfix")
    assert alert is not None
    assert alert.text == "Urutan pleno belum ditetapkan, jadi tidak perlu dibuka lagi."
    hall.fixes()
    assert sorted(statuses(office)) == [Status.NOT_AGREED, Status.AGREED]


# ---- the intake


def test_intake_is_opened_again_and_closes_into_new_editions(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    closes_intake(jfu)
    head.sees("Langkah 2 dibuka", within=60)
    queue = head.sees("Musrenbang Kecamatan")

    jfu.taps("Rekap masuk")
    jfu.taps("Buka lagi")
    jfu.sees("Buka lagi penerimaan usulan?")
    jfu.taps("Isi hari & alasan")
    jfu.sees("Sampai kapan usulan masih diterima?")
    jfu.sends("4 Januari 2027")
    jfu.sees("4 Januari 2027 sudah lewat")
    jfu.sends("25 Januari 2027")
    jfu.sees("Mengapa dibuka lagi?")
    jfu.sends(WHY)
    jfu.sees("Usulan diterima sampai Senin, 25 Januari 2027.")
    assert state(office, "step1_recap") == "closed"  # words alone open nothing
    jfu.taps("Ya, buka lagi")
    jfu.sees("Langkah 1 dibuka lagi.")

    delegate.sees("Penerimaan usulan dibuka lagi sampai Senin, 25 Januari 2027.")
    head.sees("Langkah 2 menunggu sampai langkah ini selesai lagi.")
    assert (state(office, "step1_recap"), state(office, "step2_verify")) == ("open", "waiting")
    assert office.season().intake_closes is not None
    (first,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    head.presses(queue, f"s2:ok:{first.id}:1")
    assert statuses(office) == [Status.SUBMITTED]

    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    closes_intake(jfu)

    head.waits_for(lambda _: state(office, "step2_verify") == "open", 60, "step 2")
    assert editions(office, PaperKey.PRA_MUSRENBANG) == [1, 2]
    newest = office.read(
        select(Snapshot).where(Snapshot.season_id == office.season_id).order_by(Snapshot.edition)
    )[-1]
    assert (newest.edition, newest.count) == (2, 2)
    told = paper(jfu, "Pra Musrenbang")
    for one in office.read(select(Proposal).where(Proposal.season_id == office.season_id)):
        assert one.number in told


def closes_intake(jfu: Phone) -> None:
    jfu.sends("/start")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.taps("Ya, tutup")
    jfu.sees("Penerimaan ditutup")


# ---- an ended step


def test_meeting_that_was_ended_goes_on_and_ends_in_new_editions(office: Office) -> None:
    hall = closed(office, (5, 5), (2, 2))
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    hall.sekretaris.sees("Langkah 5 selesai")
    alert = hall.anggota.presses(hall.anggota.from_bot[-1], "door:why:5")
    assert alert is not None
    assert state(office, "step5_meeting") == "closed"

    hall.sekretaris.presses(hall.sekretaris.sees("Langkah 5 selesai"), "s5:home")
    hall.sekretaris.sees("Langkah ini sudah selesai. Dokumennya ada di Status SOP.")
    hall.sekretaris.taps("Buka lagi")
    hall.sekretaris.sees("Langkah 6 menunggu sampai langkah ini selesai lagi.")
    gives_reason(hall.sekretaris, "Langkah 5 dibuka lagi.")

    assert (state(office, "step5_meeting"), state(office, "step6_report")) == ("open", "waiting")
    hall.author.sees(f"Oleh Rudi Hartono. Alasan: {WHY}")
    hall.chooses(hall.anggota, "Neneng Hasanah")
    hall.home(hall.anggota)
    hall.anggota.taps("Selesai")
    hall.anggota.taps("Ya, selesai")
    hall.ketua.waits_for(lambda _: state(office, "step6_report") == "open", 60, "step 6")
    assert editions(office, PaperKey.UTUSAN) == [1, 2]
    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Utusan")
    assert "Neneng Hasanah" in text_of(hall.ketua, "Utusan Musrenbang Kota, versi 2")


@pytest.mark.parametrize("number", [2, 3, 4])
def test_ended_step_is_opened_again_by_sekretaris(office: Office, number: int) -> None:
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    camat = office.joins(Post.CAMAT, "Ahmad Fauzi")
    at_step(office, number + 1)
    sekretaris.sends("/start")
    home = sekretaris.sees("Musrenbang Kecamatan")
    sekretaris.presses(home, f"s{number}:home")
    sekretaris.taps("Buka lagi")
    sekretaris.sees(f"Buka lagi langkah {number}?")

    gives_reason(sekretaris, f"Langkah {number} dibuka lagi.")

    steps = {step.step: str(step.state) for step in office.season().runs}
    assert [one for one in steps.values() if one != StepState.WAITING] == ["closed"] * (number - 1) + ["open"]
    if number > 2:
        camat.sees(f"Alasan: {WHY}")
    alert = sekretaris.presses(sekretaris.from_bot[-1], f"door:ask:{number}")
    assert alert is not None
    assert alert.text == f"Langkah {number} sudah terbuka. Lihat kembali layarnya."


def test_step_whose_follower_is_over_and_criteria_that_were_scored_by_stay(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    for number, why in (
        (3, "Langkah 3 hanya dapat dibuka lagi selama langkah 4 sedang dikerjakan."),
        (4, "Penilaian di komisi sudah dimulai dengan kriteria langkah 4"),
        (5, "Langkah 5 sudah terbuka."),
        (7, "Data itu tidak ditemukan"),
    ):
        alert = hall.sekretaris.presses(hall.sekretaris.from_bot[-1], f"door:ask:{number}")
        assert alert is not None
        assert why in alert.text


# ---- two in the same second


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def fixed(request: pytest.FixtureRequest, tmp_path: Path, bureau: Bureau) -> Iterator[Hall]:
    """The order is fixed; on PostgreSQL in a bureau of its own."""
    if request.param == "sqlite":
        hall = closed(bureau.office(), (5, 5))
        hall.fixes()
        yield hall
        return
    url = str(request.getfixturevalue("postgres_migrated_url"))
    with Bureau(tmp_path, url) as own:
        hall = closed(own.office(), (5, 5))
        hall.fixes()
        yield hall


def test_two_who_open_or_close_in_the_same_second_are_one_act(fixed: Hall) -> None:
    def reopens(unit: Unit, season: Season, who: Person) -> None:
        reopen(unit, who, season, Komisi.SARPRAS, WHY)

    def opens_order(unit: Unit, season: Season, who: Person) -> None:
        open_order(unit, who, season, WHY)

    def closes(unit: Unit, season: Season, who: Person) -> None:
        close(unit, who, season, Komisi.SARPRAS)

    for act, refused in (
        (opens_order, "doors.order_open"),
        (reopens, "scoring.opened_already"),
        (closes, "scoring.closed"),
    ):
        assert overlapping(fixed, act, act) == refused
    assert overlapping(fixed, reopens, opens_order) == "doors.order_open"
    assert len(logged(fixed.office, "scoring.reopened")) == 2
    assert len(logged(fixed.office, "plenary.reopened")) == 1


def test_two_who_bring_a_step_back_in_the_same_second_are_one_act(fixed: Hall) -> None:
    at_step(fixed.office, 3)

    def brings(unit: Unit, season: Season, who: Person) -> None:
        bring_back(unit, who, season, 2, WHY)

    assert overlapping(fixed, brings, brings) in ("doors.open_already", "look again")
    assert logged(fixed.office, "step.brought_back") == [WHY]


Act = Callable[[Unit, Season, Person], None]


def overlapping(hall: Hall, first: Act, second: Act) -> str:
    """The second begins before the first is stored, as in another process; how it ends."""
    bureau, database = hall.office.bureau, hall.office.bureau.database

    def acts(act: Act) -> str:
        try:
            with database.unit(bureau.now()) as unit:
                _acts(unit, hall, act)
        except StaleDataError:
            return "look again"
        except Refused as refused:
            return refused.key
        return "done"

    with ThreadPoolExecutor(1) as pool:
        with database.unit(bureau.now()) as unit:
            _acts(unit, hall, first)
            unit.session.flush()
            other = pool.submit(acts, second)
            if not database.is_sqlite:  # there the whole unit waits
                waits_for_a_lock(bureau, other)  # type: ignore[arg-type]
        return other.result(timeout=60)


def _acts(unit: Unit, hall: Hall, act: Act) -> None:
    season = unit.session.get_one(Season, hall.office.season_id)
    who = unit.all(select(Person).where(Person.telegram_id == hall.sekretaris.id))[0]
    act(unit, season, who)


# ---- what waited for somebody's word and rests on what was opened


def test_draft_of_a_meeting_that_was_opened_again_becomes_no_report(office: Office) -> None:
    hall = closed(office, (5, 5), (2, 2))
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    drafts(hall.anggota)
    asked = hall.sekretaris.sees("Mohon diperiksa", within=60)
    old = newest(office, PaperKey.DRAFT_LAPORAN)

    hall.sekretaris.presses(hall.sekretaris.sees("Langkah 5 selesai"), "s5:home")
    hall.sekretaris.sees("Langkah ini sudah selesai. Dokumennya ada di Status SOP.")
    hall.sekretaris.taps("Buka lagi")
    hall.sekretaris.sees("Langkah 6 menunggu sampai langkah ini selesai lagi.")
    gives_reason(hall.sekretaris, "Langkah 5 dibuka lagi.")

    hall.sekretaris.waits_for(
        lambda phone: not any("Sesuai" in one.labels for one in phone.from_bot if one.id == asked.id),
        60,
        "void",
    )
    hall.chooses(hall.anggota, "Neneng Hasanah")
    hall.home(hall.anggota)
    hall.anggota.taps("Selesai")
    hall.anggota.taps("Ya, selesai")
    hall.ketua.waits_for(lambda _: state(office, "step6_report") == "open", 60, "step 6")
    hall.sekretaris.presses(hall.sekretaris.sees("Langkah 5 selesai"), "s6:home")
    home = hall.sekretaris.sees("Draft versi 1 tidak berlaku lagi")
    assert "Periksa draft" not in home.labels
    for press in (f"!s6:agree:{old.id}", f"s6:check:{old.id}"):
        alert = hall.sekretaris.presses(home, press)
        assert alert is not None
        assert "Sudah diganti: langkah 5 dibuka lagi sesudah versi 1" in alert.text
    assert state(office, "step6_report") == "open"

    hall.anggota.presses(hall.anggota.from_bot[-1], "s6:home")
    hall.anggota.taps("Buat draft laporan")
    hall.sekretaris.sees("Draft laporan hasil kegiatan Musrenbang, versi 2", within=60)
    hall.sekretaris.taps("Sesuai")
    hall.ketua.waits_for(lambda _: state(office, "step6_report") == "closed", 60, "step 7")
    report = newest(office, PaperKey.LAPORAN)
    assert "Neneng Hasanah" in json.dumps(report.data)


def test_naskah_that_waits_is_void_when_a_step_before_is_opened_again(office: Office) -> None:
    table = Coordination(office, usulan=0, names=0)
    table.asks_camat()
    asked = table.camat.sees("Mohon keputusan Bapak/Ibu")
    guide = newest(office, PaperKey.PEDOMAN)

    table.sekretaris.presses(table.sekretaris.from_bot[-1], "s3:home")
    table.sekretaris.taps("Buka lagi")
    table.sekretaris.sees("Buka lagi langkah 3?")
    gives_reason(table.sekretaris, "Langkah 3 dibuka lagi.")

    table.camat.sees("Sudah diganti: langkah 3 dibuka lagi.")
    with office.bureau.database.unit(office.bureau.now()) as unit:  # as if all were in one second
        unit.session.get_one(Paper, guide.id).made_at = unit.now + timedelta(seconds=1)
    for press in (f"approve:ask:{guide.id}", f"approve:return:{guide.id}"):
        alert = table.camat.presses(asked, f"!{press}")
        assert alert is not None
        # A busy bot answers the press at once, and says why in a message.
        said = alert.text or table.camat.sees("langkah 3 dibuka lagi sesudah versi").text
        assert "Sudah diganti: langkah 3 dibuka lagi sesudah versi 1" in said
    assert newest(office, PaperKey.PEDOMAN).stage == Stage.NASKAH
