"""The author may dispute his answer once; only an answer with a reason closes it."""

from __future__ import annotations

from sqlalchemy import select

from models.enums import Status
from models.following import Response
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.step2_verify.step import decide
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import speaks_plainly


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


def test_jfu_notes_what_the_city_made_of_it_and_the_author_hears(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    (one,) = proposals(office, 1, Status.AGREED, "Siti Aminah")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 8)
    number = office.read(select(Proposal.number).where(Proposal.id == one))[0]

    jfu.sends("2")
    jfu.sees("Status: 🟡 Menunggu verifikasi")
    assert "Catat hasil kota" not in jfu.buttons
    jfu.sends("1")
    card = jfu.sees("Berikutnya: masuk laporan kecamatan, langkah 8, oleh JFU.")
    refused = author.presses(author.from_bot[-1], f"track:outcome:{one}")
    assert refused is not None
    assert refused.text.startswith("Ini tugas JFU.")
    assert "🟢 Disepakati" in card.text
    jfu.taps("Catat hasil kota")
    jfu.taps("RKPD")
    jfu.taps("Diakomodasi")
    jfu.sends("tahun depan")
    jfu.sees("Tulis tahunnya dengan empat angka, dari 2027 sampai 2037.")
    jfu.sends("2028")
    jfu.sends("48 juta")
    jfu.sees(f"Hasil RKPD untuk usulan {number} sudah dicatat.")

    author.sees(f"Hasil RKPD atas usulan {number}")
    assert "diakomodasi, untuk tahun 2028, dengan biaya Rp48.000.000." in author.screen
    author.taps("Lihat usulan")
    author.sees("Hasil RKPD: diakomodasi, untuk tahun 2028")
    author.taps("Perjalanan")
    author.sees("RKPD: diakomodasi, untuk tahun 2028, dengan biaya Rp48.000.000.")
    jfu.taps("Catat hasil kota")
    jfu.taps("APBD")
    jfu.taps("Tidak diakomodasi")
    jfu.sends("Anggaran tidak mencukupi.")
    author.sees("tidak diakomodasi. Alasan: Anggaran tidak mencukupi.")
    speaks_plainly(jfu)
