"""Who signs the Camat's papers a.n. him, his Plt. or Plh.; and who is said to have approved them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from demo.phone import Phone
from models.enums import Outcome
from models.log import LogEntry
from models.paper import Decision, Paper
from models.posts import Post
from tests.handover.acting_letter import says_term, says_who
from tests.step3_team.team_talk import approves, drafts, sekretaris, text_of
from tests.support.hall import TODAY
from tests.support.office import Office
from tests.support.seconding import seconds
from tests.support.seed import at_step, meeting

__all__ = ["sekretaris"]


def deputes(phone: Phone, paper: str, post: str) -> None:
    phone.sends("/pengaturan")
    phone.sees("Pengaturan\n")
    for label in ("Kop kantor", "Tanda tangan a.n."):
        phone.taps(label)
    phone.sees("Penanda tangan dokumen Camat")
    phone.taps(paper)
    phone.sees(f"{paper}\nSiapa yang menandatangani?")
    phone.taps(post)


def test_keputusan_is_signed_and_decided_a_n_the_camat(office: Office, sekretaris: Phone) -> None:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    camat = drafts(office, sekretaris)
    asked = camat.sees("Mohon keputusan Bapak/Ibu")
    assert f"Camat {office.name}, Ahmad Fauzi".upper() in text_of(camat, "Mohon keputusan Bapak/Ibu").upper()

    deputes(sekretaris, "SK Tim", "Kepala Bidang")
    shown = sekretaris.sees("akan ditandatangani Kepala Bidang a.n. Camat setelah disetujui Ahmad Fauzi.")
    assert "1. SK Tim: Camat" in shown.text
    forged = sekretaris.presses(shown, "settings:signyes:sk-tim:kepala_bidang")
    assert forged is not None
    assert forged.text.startswith("Penanda tangan ini harus disetujui Ahmad Fauzi")
    camat.sees("Rudi Hartono meminta SK Tim ditandatangani Kepala Bidang a.n. Camat.")
    camat.presses(camat.from_bot[-1], "!settings:signyes:sk-tim:kepala_bidang")
    sekretaris.sees("Penanda tangan SK Tim sudah diganti; disetujui Ahmad Fauzi.")
    sekretaris.presses(sekretaris.from_bot[-1], "settings:signers")
    shown = sekretaris.sees("1. SK Tim: a.n. Camat, Kepala Bidang")
    assert "2. Undangan: Camat" in shown.text
    camat.sees("Versi 2 dengan nama Bambang Setiawan sebagai penanda tangan sedang dibuat")
    late = camat.presses(asked, f"!approve:ask:{_newest(office) - 1}")
    assert late is not None
    assert late.text.startswith("Ini tugas Kepala Bidang.")
    paper = text_of(head, "Mohon keputusan Bapak/Ibu").upper()  # the form sets names in capitals
    assert f"a.n. Camat {office.name} Kepala Bidang, Bambang Setiawan".upper() in paper
    approves(head)
    sekretaris.sees("Langkah 3 selesai")
    log = office.read(
        select(LogEntry).where(
            LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "office.signing_for"
        )
    )
    assert [one.facts for one in log] == [{"paper": "sk-tim", "post": "kepala_bidang"}]
    answer = camat.presses(camat.from_bot[-1], "settings:signs:sk-tim:camat")
    assert answer is not None
    assert answer.text.startswith("Ini tugas Sekretaris Kecamatan / Admin.")


def _newest(office: Office) -> int:
    query = select(Paper.id).where(Paper.season_id == office.season_id, Paper.key == "sk-tim")
    return max(office.read(query))


def test_letter_is_signed_a_n_the_camat_until_he_signs_again(office: Office) -> None:
    phone = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    camat = office.joins(Post.CAMAT, "Ahmad Fauzi")
    at_step(office, 4)
    meeting(office, "musrenbang", TODAY + timedelta(days=8))

    def makes() -> None:
        phone.sends("/status")
        phone.taps("4")
        phone.sees("Kelengkapan: Rekap Musrenbang Kelurahan")
        for label in ("Buka", "Surat dan daftar", "Buat Undangan"):
            phone.taps(label)

    deputes(phone, "Undangan", "Sekretaris Kecamatan")
    phone.sees("setelah disetujui Ahmad Fauzi.")
    camat.taps("Tolak")
    phone.sees("Penanda tangan Undangan tidak berubah; ditolak Ahmad Fauzi.")
    deputes(phone, "Undangan", "Sekretaris Kecamatan")
    camat.waits_for(lambda _: len([one for one in camat.from_bot if "Setujui" in one.labels]) == 1)
    camat.taps("Setujui")
    phone.sees("Penanda tangan Undangan sudah diganti; disetujui Ahmad Fauzi.")
    makes()
    letter = text_of(phone, "Undangan Musrenbang Kecamatan, versi 1").upper()
    assert f"a.n. Camat {office.name} Sekretaris Kecamatan, Rudi Hartono".upper() in letter

    deputes(phone, "Undangan", "Kepala Bidang")
    phone.sees("Undangan akan ditandatangani Kepala Bidang a.n. Camat setelah disetujui Ahmad Fauzi.")
    deputes(phone, "Undangan", "Camat sendiri")
    phone.sees("Undangan ditandatangani Camat.")
    makes()
    letter = text_of(phone, "Undangan Musrenbang Kecamatan, versi 2").upper()
    assert "A.N." not in letter
    assert f"Camat {office.name}, Ahmad Fauzi".upper() in letter


def test_what_a_plh_approved_says_so(office: Office, sekretaris: Phone) -> None:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    says_who(sekretaris, "Camat", None, "Bambang Setiawan")
    says_term(sekretaris, "Plh.", "Hari ini", (TODAY + timedelta(days=5)).strftime("%d/%m/%Y"))
    sekretaris.taps("Tetapkan")
    sekretaris.sees(
        "Bambang Setiawan diberi jabatan Plh. Camat. Belum berlaku: menunggu persetujuan Ahmad Fauzi."
    )
    seconds(office.people["Ahmad Fauzi"], "Bambang Setiawan")
    sekretaris.sends("/tugas")
    sekretaris.taps("Langkah 3")
    sekretaris.taps("Usulan awal")
    sekretaris.taps("Pilih orang")
    for name in ("Budi Santoso", "Citra Dewi", "Dewi Lestari"):
        sekretaris.taps(name)
        sekretaris.sees(f"{name} masuk tim sebagai Anggota")
    sekretaris.taps("Kembali")
    sekretaris.taps("Buat draf SK")
    sent = head.sees("Mohon keputusan Bapak/Ibu")
    paper = text_of(head, "Mohon keputusan Bapak/Ibu").upper()
    assert f"Plh. Camat {office.name}, Bambang Setiawan".upper() in paper

    approves(head)

    head.sees("✔ Disetujui secara elektronik di sistem ini oleh Bambang Setiawan (Plh. Camat), 11 Jan 2027")
    [decision] = office.read(
        select(Decision).where(
            Decision.kecamatan_id == office.kecamatan_id, Decision.outcome == Outcome.APPROVED
        )
    )
    assert decision.post == "camat"
    head.sends_document(head.downloads(sent), "sk.pdf", "application/pdf")
    head.sees("Disetujui secara elektronik di sistem ini oleh Plh. Camat, 11 Jan 2027", within=60)
