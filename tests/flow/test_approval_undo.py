"""An approval can be taken back for five minutes; nothing leaves before they are over."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from demo.phone import Phone
from models.enums import Outcome, Stage, StepState
from models.log import LogEntry
from models.paper import Decision
from models.posts import Post
from sop.remind.reminders import sweep
from tests.step7_sign.naskah_talk import agrees, asked, decisions, reports, run_of, said
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, draft, outcome

REQUEST = ["Setujui", "Kembalikan", "Lihat per komisi"]


def signing(bureau: Bureau) -> tuple[Office, Phone, Phone]:
    """An office as it comes, whose report lies with the Camat and his Plh."""
    office = bureau.office(approval_undo_minutes=5)
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    acting = office.joins(Post.CAMAT, "Sri Wahyuni")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    agrees(reader, 1)
    asked(camat, 1)
    asked(acting, 1)
    return office, camat, acting


def approves(camat: Phone) -> str:
    """From the notice: two presses."""
    camat.taps("Setujui")
    return said(camat.taps("Ya, setujui"))


def test_nothing_leaves_for_five_minutes_nor_after_it_is_taken_back(own_bureau: Bureau) -> None:
    office, camat, acting = signing(own_bureau)
    [paper] = reports(office)
    sent = camat.downloads(asked(camat, 1))
    mark = (paper.sha256 or "")[:8]
    assert mark in asked(camat, 1).text
    assert hashlib.sha256(sent).hexdigest() == paper.sha256

    # Given, and taken back.
    assert approves(camat).startswith("Disetujui. Berlaku pukul ")
    waiting = camat.sees("sampai saat itu masih dapat dibatalkan")
    assert waiting.text.startswith("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    assert waiting.labels == ["Batalkan"]
    copy = acting.sees("sampai saat itu masih dapat dibatalkan")
    assert copy.labels == []
    [first] = decisions(office, Outcome.APPROVED)
    foreign = said(acting.presses(copy, f"!approve:undo:{first.id}"))
    assert foreign.startswith("Persetujuan ini diberikan Rahmat Hidayat; hanya Rahmat Hidayat")
    assert said(acting.presses(copy, f"!approve:ask:{paper.id}")).startswith("Sudah disetujui pada")
    stranger = office.people["Budi Santoso"]
    pressed = stranger.presses(stranger.from_bot[-1], f"!approve:undo:{first.id}")
    assert said(pressed).startswith("Ini tugas Camat.")
    own_bureau.turns_clock(minutes=4)
    own_bureau.knocks()
    assert run_of(office, "step7_sign").state == StepState.CLOSING
    assert reports(office)[0].stage == Stage.NASKAH
    for phone in office.people.values():
        assert not any("sudah disetujui." in message.text for message in phone.from_bot)
    assert said(camat.taps("Batalkan")) == "Persetujuan dibatalkan. Tidak ada yang dibagikan."
    assert camat.sees("Persetujuan dibatalkan oleh Rahmat Hidayat").labels == REQUEST
    assert acting.sees("Persetujuan dibatalkan oleh Rahmat Hidayat").labels == REQUEST

    # Buttons of before do nothing but say so; time does nothing either.
    again = said(camat.presses(waiting, f"!approve:undo:{first.id}"))
    assert again.startswith("Persetujuan itu sudah dibatalkan pada")
    late = said(camat.presses(waiting, f"!approve:yes:{paper.id}:{mark}:0"))
    assert late.startswith("Persetujuan dengan tombol itu sudah dibatalkan.")
    own_bureau.turns_clock(minutes=30)
    own_bureau.knocks()
    assert reports(office)[0].stage == Stage.NASKAH
    assert run_of(office, "step8_distribute").state == StepState.WAITING
    [undone] = decisions(office, Outcome.APPROVED)
    assert (undone.live, undone.carried_out_at) == (None, None)

    # Given again; the machine dies before it holds.
    approves(camat)
    camat.sees("sampai saat itu masih dapat dibatalkan")
    own_bureau.kills_bot()
    own_bureau.turns_clock(minutes=6)
    own_bureau.starts_bot()
    own_bureau.knocks()
    resolved = camat.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    assert resolved.labels == []
    assert resolved.text.startswith("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    acting.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    assert run_of(office, "step8_distribute").state == StepState.OPEN
    [report] = reports(office)
    assert report.stage == Stage.FINAL
    _, second = decisions(office, Outcome.APPROVED)
    assert second.sha256 == report.sha256 == hashlib.sha256(sent).hexdigest()
    over = said(camat.presses(resolved, f"!approve:undo:{second.id}"))
    assert over.startswith("Persetujuan ini sudah berlaku")
    own_bureau.knocks()
    told = select(LogEntry).where(LogEntry.act == "paper.in_effect")
    assert [entry.subject for entry in office.read(told)] == [f"paper:{report.id}"]

    # What everybody gets begins with the bytes that the Camat was sent.
    stranger.sends("/start")
    stranger.presses(stranger.from_bot[-1], f"paper:get:{report.id}")
    got = stranger.sees("Laporan hasil kegiatan Musrenbang, versi 1 (final)")
    assert stranger.downloads(got).startswith(sent)


def test_signer_who_is_away_is_told_of_and_never_approves_by_itself(own_bureau: Bureau) -> None:
    office, _, _ = signing(own_bureau)
    sekretaris = office.people["Rudi Hartono"]

    def morning(days: int) -> None:
        own_bureau.turns_clock(days=days)
        with own_bureau.database.unit(own_bureau.now()) as unit:
            sweep(unit)
        own_bureau.knocks()

    morning(2)  # Wednesday: the second working day
    assert not any("belum memutuskan" in message.text for message in sekretaris.from_bot)
    morning(1)
    told = sekretaris.sees("Camat belum memutuskan Laporan hasil kegiatan Musrenbang versi 1")
    assert "sejak 11 Jan 2027" in told.text
    assert "Bila berhalangan, tetapkan Plt. atau Plh." in told.text
    assert "Plt./Plh." in told.labels
    sekretaris.taps("Plt./Plh.")
    sekretaris.taps("Tambah Plt./Plh.")
    sekretaris.sees("Jabatan")
    morning(20)
    assert decisions(office, Outcome.APPROVED) == []
    assert reports(office)[0].stage == Stage.NASKAH


def test_it_holds_without_anybody_touching_anything(own_bureau: Bureau) -> None:
    office, camat, _ = signing(own_bureau)
    approves(camat)
    own_bureau.kills_bot()
    own_bureau.turns_clock(minutes=6)
    with own_bureau.database.unit(own_bureau.now()) as unit:
        sweep(unit)  # what the scheduler does at each tick
    assert run_of(office, "step8_distribute").state == StepState.OPEN
    [decision] = office.read(select(Decision).where(Decision.effective_at.is_not(None)))
    assert decision.carried_out_at >= decision.effective_at
