"""Internal notes: visible to the reviewers' side, and nowhere else; and what has no room on the card."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.enums import Status
from models.log import LogEntry
from models.paper import Paper
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.verifying import Note
from tests.support.office import Office
from tests.support.seed import at_step, proposals

SECRET = "Kabarnya lahan ini <milik> pengembang"


def begins(office: Office) -> tuple[Phone, Phone, Phone]:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    lurah = office.joins(Post.LURAH, "Agus Salim", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai 1")
    head.sees("ke-1 dari 1")
    return delegate, lurah, head


def writes(head: Phone, text: str) -> None:
    head.taps("Lainnya")
    head.taps("🔒 Catatan 0")
    head.sees("Belum ada catatan.")
    head.taps("🔒 Tulis catatan")
    head.sees("Pengusul tidak melihat catatan ini.")
    head.sends(text)
    head.sees("🔒 Catatan tersimpan.")


def test_note_is_seen_by_reviewers_and_by_nobody_else(office: Office) -> None:
    delegate, lurah, head = begins(office)
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    writes(head, SECRET)
    assert f"Bambang Setiawan: {SECRET}" in head.sees("Catatan internal US-").text
    head.taps("Kembali")
    head.sees("🔒 1 catatan internal.")
    (usulan,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    jfu.presses(jfu.sees("Kecamatan Uji"), f"s2:notes:{usulan.id}:0")
    jfu.sees(SECRET)

    # The author and the Lurah, on every road to the usulan.
    for other in (delegate, lurah):
        home = other.sees("Musrenbang Kecamatan Uji")
        for data in (f"s2:notes:{usulan.id}:0", f"s2:note_new:{usulan.id}", f"s2:more:{usulan.id}"):
            assert other.presses(home, data) is not None
        for data in ("usulan:see", "track:why", "usulan:receipt"):
            other.presses(home, f"{data}:{usulan.id}")
        for data in ("track:way", "track:versions"):
            other.presses(home, f"{data}:{usulan.id}:0")
        other.sends(usulan.number or "")
        other.sees(usulan.number or "")
        found = other.asks(usulan.number or "")
        assert SECRET not in str(found)
        other.sends("/start")

    # A verdict, the end of the step, its paper.
    head.taps("Layak")
    head.sees("Semua usulan sudah diputuskan.")
    head.taps("Selesai")
    head.taps("Ya, selesai")
    head.sees("Verifikasi selesai")
    jfu.sees("Langkah 2")

    reviewers = {head.id, jfu.id}
    bare = "Kabarnya lahan ini"
    said = office.read(select(Outbox).where(Outbox.text.contains(bare)))
    assert said
    assert {message.chat_id for message in said} <= reviewers
    for table, column in (
        (Paper, "data"),
        (LogEntry, "facts"),
        (Verdict, "before"),
    ):
        rows = office.read(select(table).where(table.kecamatan_id == office.kecamatan_id))
        assert rows, table
        assert bare not in str([getattr(row, column) for row in rows]), table
    (after,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    assert bare not in str(vars(after))


def test_note_is_not_the_answer_to_the_author(office: Office) -> None:
    _, _, head = begins(office)
    head.taps("Lainnya")
    head.taps("🔒 Catatan 0")
    head.taps("🔒 Tulis catatan")
    head.sees("🔒 Catatan internal")
    head.sends("ya")
    head.sees("terlalu singkat")
    head.sends_sticker()
    head.sees("Stiker tidak bisa saya baca")
    head.taps("Batalkan")
    head.sees("Belum ada catatan.")
    assert office.read(select(Note).where(Note.kecamatan_id == office.kecamatan_id)) == []

    head.taps("🔒 Tulis catatan")
    head.sends("Cek <b>peta</b> & sertifikat. " * 30)
    head.sees("paling banyak 800")
    head.taps("Simpan & keluar")
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai 1")
    head.taps("Tidak layak")
    # The other colour: what is typed here is read word for word by the author.
    assert "🔒" not in head.sees("mengapa tidak layak?").text
