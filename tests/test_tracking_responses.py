"""The author may dispute his answer once; only an answer with a reason closes it."""

from __future__ import annotations

from sqlalchemy import select

from models.enums import Status
from models.following import Response
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.step2_verify import decide
from tests.office import Office
from tests.seed import at_step, proposals
from tests.usulan import speaks_plainly


def test_author_disputes_once_and_is_answered_with_a_reason(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    secretary = office.joins(Post.SEKRETARIS, "Rina Marlina")
    first, second = proposals(office, 2, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        actor = unit.all(select(Person).where(Person.telegram_id == head.id))[0]
        for one, outcome in ((first, Status.REFUSED), (second, Status.VERIFIED)):
            row = unit.session.get_one(Proposal, one)
            decide(unit, actor, row, outcome, revision=1, reason="Lahan belum siap dibangun.")
            number = row.number

    author.sends("2")
    author.taps("Sudah sesuai")
    card = author.sees(f"Tercatat: hasil usulan {number} sudah sesuai.")
    assert "Belum sesuai" not in author.buttons
    verdict = office.read(select(Response.verdict_id).where(Response.proposal_id == second))[0]
    twice = author.presses(card, f"track:dispute:{second}:{verdict}")
    assert twice is not None
    assert twice.text.startswith(f"Hasil usulan {number} sudah ditanggapi")

    author.sends("1")
    author.taps("Belum sesuai")
    author.sees("Apa yang belum sesuai?")
    author.sends("tidak")
    author.sees("Apa yang belum sesuai?")
    author.sends("Lahan sudah dihibahkan, suratnya ada.")
    author.sees("sudah diteruskan. Jawabannya dikirim ke sini.")
    for phone in (head, secretary):
        phone.sees("belum sesuai: ")
        assert "Alasan: Lahan sudah dihibahkan, suratnya ada." in phone.screen
    refused = author.presses(author.from_bot[-1], f"track:reply:{_waiting(office)}")
    assert refused is not None
    assert refused.text.startswith("Ini tugas Sekretaris Kecamatan / Kepala Bidang.")
    secretary.sends("/tugas")
    secretary.sees("belum dijawab. Tenggat 18 Jan 2027")
    secretary.taps("Jawab")
    secretary.sees("Tanggapan pengusul: Lahan sudah dihibahkan, suratnya ada.")
    secretary.sends("Surat hibah belum terdaftar; ajukan lagi tahun depan.")
    secretary.sees("sudah dikirim kepada pengusul.")

    author.sees("Jawaban Sekretaris Kecamatan atas tanggapan")
    assert "Surat hibah belum terdaftar; ajukan lagi tahun depan." in author.screen
    head.sees("✔ Sudah dijawab.")
    late = head.presses(head.from_bot[-1], f"track:reply:{_waiting(office)}")
    assert late is not None
    assert late.text.endswith("sudah dijawab Sekretaris Kecamatan.")
    author.sends("1")
    author.taps("Perjalanan")
    way = author.sees("Perjalanan").text
    assert "Pengusul: menyatakan belum sesuai. Alasan: Lahan sudah dihibahkan, suratnya ada." in way
    assert "Sekretaris Kecamatan: menjawab pengusul: Surat hibah belum terdaftar" in way
    for phone in (author, head, secretary):
        speaks_plainly(phone)


def _waiting(office: Office) -> int:
    query = select(Response.id).where(Response.kecamatan_id == office.kecamatan_id, ~Response.agrees)
    found: int = office.read(query)[0]
    return found
