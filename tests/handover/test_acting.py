"""Plt. and Plh.: entered with letter and period, taking over at 00.00 and giving back; through the chat."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import Select, select

from models.enums import Status
from models.log import LogEntry
from models.paper import Paper
from models.people import Appointment, Kecamatan, Person
from models.posts import Post
from sop.core.steps import PaperKey
from sop.papers.letterhead import signatory
from tests.handover.acting_letter import opens_form, says_term, says_who
from tests.support.office import Bureau, Office
from tests.support.seconding import seconds
from tests.support.seed import at_step, draft, outcome, proposals
from tests.support.usulan import goes_on, speaks_plainly


@pytest.mark.slow
def test_work_moves_at_midnight_of_the_first_day_and_comes_back_by_itself(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    tuti = office.joins(Post.JFU, "Tuti Alawiyah")
    budi = office.joins(Post.LURAH, "Budi Santosa", "Kelurahan A")
    asep = office.joins(Post.LURAH, "Asep Saepudin", "Kelurahan B")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    proposals(office, 2, Status.SUBMITTED, "Siti Aminah")

    says_who(tuti, "Lurah", "Kelurahan A", "Asep Saepudin")
    says_term(tuti, "Plh.", "Besok", "10 Januari")
    tuti.sees("⚠️ Paling lama 3 bulan, jadi sampai 12 April 2027.")
    tuti.sends("13 Januari")
    card = tuti.sees("Periksa sekali lagi. Bila benar, tekan Tetapkan.")
    assert card.text.splitlines()[1:] == [
        "Plh. Lurah Kelurahan A: Asep Saepudin",
        "Menggantikan: Budi Santosa",
        "Surat: 800/123/BKPSDM/2027",
        "Berlaku: 12 Januari 2027 s.d. 13 Januari 2027",
    ]
    tuti.taps("Tetapkan")
    tuti.sees("1. Asep Saepudin: Plh. Lurah Kelurahan A, 12 Jan 2027 s.d. 13 Jan 2027")
    asep.sees("ditunjuk sebagai Plh. Lurah Kelurahan A berdasarkan surat 800/123/BKPSDM/2027")
    budi.sees("Tugas Bapak/Ibu sebagai Lurah Kelurahan A dijalankan Asep Saepudin")
    budi.sends("/tugas")
    budi.sees("Daftar 2 usulan Kelurahan Kelurahan A belum dikonfirmasi.")

    own_bureau.turns_clock(hours=14, minutes=5)  # 00.05 of the 12th
    budi.sends("/start")
    budi.sees(
        "jabatan Lurah Kelurahan A sedang dijalankan oleh Plh. Lurah Kelurahan A sampai 13 Januari 2027."
    )
    asep.sends("/start")
    asep.sees("memegang 2 jabatan")
    asep.taps("2. Plh. Lurah Kelur…")
    asep.sees("Asep Saepudin — Plh. Lurah Kelurahan A")
    asep.sends("/tugas")
    asep.sees("Daftar 2 usulan Kelurahan Kelurahan A belum dikonfirmasi.")
    budi.sends("/tugas")
    budi.sees("Tugas jabatan Bapak/Ibu sedang dijalankan Plt./Plh. untuk sementara")
    with own_bureau.database.unit(own_bureau.now()) as unit:
        held = [one for one in unit.all(select(Appointment)) if one.acting and one.valid(unit.now)]
        assert [(one.post, one.acting, one.stands_in_for.person.name) for one in held] == [
            ("lurah", "Plh.", "Budi Santosa")
        ]

    own_bureau.turns_clock(hours=8)
    asep.sees("Mulai hari ini Bapak/Ibu menjalankan tugas sebagai Plh. Lurah Kelurahan A sampai 13 Januari")
    budi.sees("Mulai hari ini tugas Bapak/Ibu sebagai Lurah Kelurahan A dijalankan Asep Saepudin")

    own_bureau.turns_clock(days=2)
    asep.sees("Tugas Bapak/Ibu sebagai Plh. Lurah Kelurahan A sudah berakhir.")
    budi.sees(
        "Tugas sebagai Lurah Kelurahan A kembali kepada Bapak/Ibu; Asep Saepudin tidak lagi menjadi Plh."
    )
    budi.sends("/start")
    budi.sees("Budi Santosa — Lurah Kelurahan A")
    log = office.read(select(LogEntry).where(LogEntry.act.in_(("acting.entered", "post.begun", "post.over"))))
    people = {one.name: one.id for one in office.read(select(Person))}
    assert [one.act for one in log] == ["acting.entered", "post.begun", "post.over"]
    assert log[0].facts["stands_in_for"] == people["Budi Santosa"]
    assert log[0].subject.endswith(str(people["Asep Saepudin"]))
    for phone in (tuti, budi, asep):
        speaks_plainly(phone)


@pytest.fixture
def desk(office: Office) -> Office:
    """An office with Sekretaris, Camat and Kepala Bidang."""
    office.joins(Post.ADMIN, "Admin")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.CAMAT, "Rahmat Hidayat")
    office.joins(Post.KEPALA_BIDANG, "Hendra Gunawan")
    return office


def test_nobody_stands_in_for_himself_in_a_circle_or_twice(desk: Office) -> None:
    rudi, hendra = desk.people["Rudi Hartono"], desk.people["Hendra Gunawan"]
    opens_form(rudi)
    rudi.taps("Simpan & keluar")  # nothing is answered yet
    rudi.sees("Belum ada Plt. atau Plh. yang berjalan.")
    says_who(rudi, "Camat", None, "Rahmat Hidayat")
    says_term(rudi, "Plt.", "Hari ini", "11 Februari 2027")
    rudi.taps("Tetapkan")
    rudi.sees("⚠️ Rahmat Hidayat sendiri pejabatnya")
    rudi.taps("Ubah")
    rudi.taps("Pelaksana")
    rudi.taps("Hendra Gunawan")
    rudi.sees("Plt. Camat: Hendra Gunawan")
    rudi.taps("Tetapkan")
    rudi.sees("Belum berlaku: menunggu persetujuan Rahmat Hidayat / Admin.")
    seconds(desk.people["Rahmat Hidayat"], "Hendra Gunawan")
    hendra.sees("Mulai hari ini Bapak/Ibu menjalankan tugas sebagai Plt. Camat")
    with desk.bureau.database.unit(desk.bureau.now()) as unit:
        signer = signatory(unit, unit.session.get_one(Kecamatan, desk.kecamatan_id), Post.CAMAT)
        assert (signer.acting, signer.name) == ("Plt.", "Hendra Gunawan")

    says_who(rudi, "Camat", None, "Rudi Hartono")
    assert "Rahmat Hidayat" not in rudi.buttons  # he is away: he takes over nothing
    says_term(rudi, "Plh.", "Besok", "20 Januari 2027")
    rudi.taps("Tetapkan")
    rudi.sees("⚠️ Jabatan itu sudah dijalankan Hendra Gunawan (Plt. Camat)")
    rudi.taps("Ubah")
    rudi.taps("Jabatan")
    rudi.taps("Kepala Bidang")
    rudi.sees("Plh. Kepala Bidang: Rudi Hartono")
    rudi.taps("Tetapkan")
    rudi.sees("⚠️ Hendra Gunawan masih bertugas sebagai Plt. Camat")
    rudi.taps("Ubah")
    rudi.taps("Jabatan")
    rudi.taps("Sekretaris Kecamatan")
    rudi.taps("Tetapkan")
    rudi.sees("⚠️ Rudi Hartono sendiri pejabatnya")

    rudi.sends("/start")
    rudi.taps("Orang & jabatan")
    rudi.taps("Plt./Plh.")
    rudi.taps("Lihat 1")
    rudi.taps("Akhiri sekarang")
    rudi.taps("Ya, akhiri")
    rudi.sees("Tugas Hendra Gunawan sebagai Plt. Camat sudah diakhiri.")
    desk.people["Rahmat Hidayat"].sees("Tugas sebagai Camat kembali kepada Bapak/Ibu")


def test_who_is_not_in_yet_comes_in_as_plt_with_his_link_and_in_no_other_post(desk: Office) -> None:
    rudi, asep = desk.people["Admin"], desk.phone("Asep")
    says_who(rudi, "Lurah", "Kelurahan C", "Orang lain")
    rudi.sees("Siapa nama lengkapnya?")
    rudi.sends("Asep Saepudin")
    says_term(rudi, "Plt.", "Hari ini", "20 Januari 2027")
    rudi.sees("Jabatan ini sedang kosong.")
    rudi.taps("Tetapkan")
    link = next(
        word
        for word in rudi.sees("Undangan untuk Lurah Kelurahan C, atas nama Asep Saepudin.").text.split()
        if word.startswith("https://t.me/")
    )

    asep.opens(link)
    asep.taps("Ya, ini saya")
    asep.taps("Pakai")
    asep.sends("19780512 200501 1 004")
    asep.sees("pangkat")
    asep.sends("Penata, III/c")

    asep.sees("Asep Saepudin — Plt. Lurah Kelurahan C")
    held = desk.read(
        select(Appointment.acting).where(
            Appointment.post == Post.LURAH, Appointment.kecamatan_id == desk.kecamatan_id
        )
    )
    assert held == ["Plt."]


def test_plt_goes_on_with_what_jfu_began_and_gives_it_back(desk: Office) -> None:
    wati = desk.people["Admin"]
    tuti = desk.joins(Post.JFU, "Tuti Alawiyah")
    dewi = desk.joins(Post.LURAH, "Dewi Lestari", "Kelurahan A")
    desk.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    tuti.taps("Rekap masuk")
    tuti.taps("Isi atas nama")
    tuti.taps("Kelurahan A")
    tuti.taps("Siti Aminah")
    goes_on(tuti, "kamus", "problem")
    tuti.taps("Simpan & keluar")

    says_who(wati, "JFU", None, "Dewi Lestari")
    says_term(wati, "Plh.", "Hari ini", "20 Januari 2027")
    wati.taps("Tetapkan")
    seconds(desk.people["Rudi Hartono"], "Dewi Lestari")
    dewi.sees("Mulai hari ini Bapak/Ibu menjalankan tugas sebagai Plh. JFU")
    dewi.sends("/tugas")
    dewi.sees("Pembangunan saluran drainase")
    dewi.taps("Lanjutkan draf")
    dewi.sees("Apa masalahnya?")
    dewi.sends("Saluran tersumbat, air meluap ke 20 rumah setiap hujan.")
    dewi.sees("Di mana lokasinya?")
    tuti.sends("/tugas")
    tuti.sees("jabatan JFU sedang dijalankan oleh Plh. JFU sampai 20 Januari 2027.")

    wati.sends("/start")
    wati.taps("Orang & jabatan")
    wati.taps("Plt./Plh.")
    held = wati.sees("Plt. dan Plh.\n").text.splitlines()
    at = next(line for line in held if "Plh. JFU" in line).partition(".")[0]
    wati.taps(f"Lihat {at}")
    wati.taps("Akhiri sekarang")
    wati.taps("Ya, akhiri")
    tuti.sees("Tugas sebagai JFU kembali kepada Bapak/Ibu")
    dewi.sends("Gang Mawar depan musala, RT 03/RW 05")
    dewi.sees("⚠️")
    tuti.sends("/tugas")
    tuti.taps("Lanjutkan draf")
    tuti.sees("Di mana lokasinya?")


def test_a_naskah_that_waits_is_made_anew_in_the_name_of_the_plt(bureau: Bureau) -> None:
    office = bureau.office()
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    rudi = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    hendra = office.joins(Post.KEPALA_BIDANG, "Hendra Gunawan")
    office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    rudi.sees("Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)")
    rudi.taps("Sesuai")
    first = camat.sees("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    with bureau.database.unit(bureau.now()) as unit:  # it has waited for a week
        naskah = unit.all(_reports(office))[-1]
        naskah.data = {**naskah.data, "on": "2027-01-04"}

    says_who(rudi, "Camat", None, "Hendra Gunawan")
    says_term(rudi, "Plt.", "Hari ini", "20 Januari 2027")
    rudi.taps("Tetapkan")
    seconds(camat, "Hendra Gunawan")

    newer = hendra.sees("Laporan hasil kegiatan Musrenbang, versi 2 (naskah)")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(hendra.downloads(newer))).pages)
    signed = words.partition("Plt. Camat")[2]
    assert "HENDRA GUNAWAN" in signed[:200]
    camat.waits_for(lambda _: "Versi 2 dengan nama Hendra Gunawan" in camat.seen[first.id].text)
    hendra.taps("Setujui")
    hendra.taps("Ya, setujui")
    hendra.sees("Disetujui secara elektronik di sistem ini oleh Hendra Gunawan")
    said = office.read(select(LogEntry).where(LogEntry.act == "paper.setuju"))
    assert office.read(select(Person.name).where(Person.id == said[-1].actor_id)) == ["Hendra Gunawan"]
    # dated on a day on which he held the post
    assert office.read(_reports(office))[-1].data["on"] == "2027-01-11"


def _reports(office: Office) -> Select[Paper]:
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN)
    return query.order_by(Paper.edition)
