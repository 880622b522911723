"""SOP 5: the day of the Musrenbang, attendance, and the end with its papers; through the chat."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.enums import Komisi, StepState
from models.meeting import Attendance, Delegate
from models.paper import Paper
from models.posts import Post
from models.season import KamusEntry, Run
from tests.support.hall import TODAY, Hall, reads_paper, text_of
from tests.support.office import Office
from texts.figures import rupiah


def run(office: Office) -> Run:
    found: Run = office.read(
        select(Run).where(Run.season_id == office.season_id, Run.step == "step5_meeting")
    )[0]
    return found


def present(office: Office) -> list[str]:
    query = select(Attendance.name).where(Attendance.season_id == office.season_id).order_by(Attendance.id)
    return office.read(query)


# ---- the main road


def test_meeting_from_attendance_to_papers(office: Office) -> None:
    hall = Hall(office, 3)
    camat = office.joins(Post.CAMAT, "Ahmad Fauzi")
    hall.opens()
    hall.scores(hall.ketua, (5, 5), (3, 3), (1, 1))
    hall.scores(hall.anggota, (5, 4), (3, 3), (2, 1))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")

    hall.ends()

    camat.sees("Langkah 5 selesai")
    assert run(office).state == StepState.CLOSED
    scale = reads_paper(camat, "Skala Prioritas", "Skala Prioritas, versi")
    assert f"Jumlah seluruhnya (3 kegiatan) {rupiah(hall.total())}" in scale
    for one in map(hall.proposal, hall.usulan):  # columns 4 and 6 of Tabel T-D.4
        code = office.read(select(KamusEntry.activity_code).where(KamusEntry.id == one.kamus_id))[0]
        assert f"{code.rsplit('.', 2)[0]} Program " in scale
        assert f"bagi {one.households} KK" in scale


def test_papers_hold_what_was_decided(office: Office) -> None:
    hall = Hall(office, 2)
    noted = hall.usulan_besides("dicatat", "Sungai dikelola balai besar wilayah sungai.")
    refused = hall.usulan_besides("ditolak", "Sudah ada di anggaran berjalan.")
    hall.opens()
    hall.scores(hall.ketua, (5, 4), (2, 2))
    hall.scores(hall.anggota, (4, 4), (2, 1))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.ketua, "Ujang <Suryana> & Co")
    hall.ends()

    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Berita Acara")
    minutes = text_of(hall.ketua, "Berita Acara Musrenbang Kecamatan, versi")

    first = hall.proposal(hall.usulan[0])
    assert "NOMOR 400.10.2/002/Kec/I/2027" in minutes
    assert "Ani Suryani" in minutes
    assert "Ujang <Suryana> & Co" in minutes
    assert f"sebanyak 2 kegiatan dengan jumlah pagu {rupiah(hall.total())}" in minutes
    assert first.title is not None
    assert first.title in minutes
    assert "Sudah ada di anggaran berjalan." in minutes
    assert "Sungai dikelola balai besar wilayah sungai." in minutes
    assert (hall.proposal(noted).status, hall.proposal(refused).status) == ("dicatat", "ditolak")


def test_mandate_is_numbered_and_holds_contact_data(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (5, 4))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.ketua, "Ujang Suryana", "LPM Kelurahan A")
    hall.ends()

    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Utusan")
    mandate = text_of(hall.ketua, "Utusan Musrenbang Kota, versi")

    assert "NOMOR 400.10.2/001/Kec/I/2027" in mandate
    assert "Ujang Suryana LPM Kelurahan A Jl. Mawar 7, RT 01/RW 02 Telp. +6281234567890" in mandate


# ---- the day


def test_nothing_starts_before_the_day(office: Office) -> None:
    hall = Hall(office, 1, day=TODAY + timedelta(days=2))
    hall.home(hall.ketua)
    hall.ketua.sees("Rabu, 13 Januari 2027, pukul 09.00 WIB, di Aula kecamatan")

    assert "Hadir" not in hall.ketua.buttons
    card = hall.ketua.sees("Kehadiran dan penilaian dibuka pada hari itu")
    presses = ("s5:here", "s5:guest", "s5:choose", "s5:endyes", "s5:open:sarpras")
    told = (
        "Musrenbang baru dimulai pada Rabu, 13 Januari 2027. Kehadiran, penilaian, pleno, dan utusan dibuka "
        "pada hari itu."
    )
    assert hall.ketua.answers(card, *presses) == [told] * 5

    assert present(office) == []
    assert run(office).state == StepState.OPEN


def test_step_that_waits_says_so(office: Office) -> None:
    hall = Hall(office, 1)
    mine = run(office).id
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Run, mine).state = StepState.WAITING
    stranger = hall.author
    stranger.sends("/status")
    stranger.taps("5")
    card = stranger.sees("Kelengkapan: Susunan Komisi")
    stranger.presses(card, "s5:home")

    stranger.sees("Langkah ini dibuka setelah koordinasi (langkah 4) selesai.")
    for word in ("s5:here", "s5:four", "s5:board:sarpras", "s5:plenary:nilai"):
        alert = stranger.presses(card, word)
        assert alert is not None
        assert alert.text.startswith("Langkah ini dibuka setelah koordinasi (langkah 4) selesai.")


# ---- attendance


def test_hadir_twice_is_once(office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.ketua)
    card = hall.ketua.sees("Langkah 5. Musrenbang kecamatan")
    hall.ketua.taps("Hadir")
    hall.ketua.sees("1. Kehadiran: 1 orang")
    hall.ketua.presses(card, "s5:here")

    hall.ketua.sees("Kehadiran Bapak/Ibu sudah tercatat pukul 10.")
    assert present(office) == ["Ani Suryani"]


def test_delegate_taps_hadir_too_but_carries_nothing(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.author)
    card = hall.author.sees("Langkah 5. Musrenbang kecamatan")

    assert hall.author.buttons == ["Semua komisi", "Pleno", "Menu"]
    presses = ("s5:people:0", "s5:guest", "s5:choose", "s5:utusan:0", "s5:notes", "s5:end")
    team, wider = "Tim Musrenbang / Sekretaris Kecamatan", " / JFU / Camat / Kepala Bidang / Admin"
    assert hall.author.answers(card, *presses) == [
        f"Ini tugas {posts}. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."
        for posts in (team + wider, team, team, team + wider, team, team)
    ]
    assert present(office) == ["Siti Aminah"]


def test_guest_without_telegram_is_entered_and_struck(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.anggota)
    hall.anggota.taps("Daftar hadir")
    hall.anggota.sees("Daftar hadir: 1 orang (tim 1, peserta lain 0)")
    hall.anggota.taps("Catat peserta")
    hall.anggota.sees("nama lengkap peserta")
    hall.anggota.sends("Euis <b>Komariah</b>")
    hall.anggota.sees("lembaga atau instansi")
    hall.anggota.sends("PKK Kelurahan A")
    hall.anggota.sees("alamat atau nomor telepon")
    hall.anggota.taps("Lewati")
    hall.anggota.sees("Alamat/telepon: tidak dicatat")
    hall.anggota.taps("Catat hadir")

    hall.anggota.sees("Daftar hadir: 2 orang (tim 1, peserta lain 1)")
    hall.anggota.sees("2. Euis <b>Komariah</b> (PKK Kelurahan A), 10.")
    assert present(office) == ["Budi Santoso", "Euis <b>Komariah</b>"]

    hall.anggota.taps("Hapus catatan")
    hall.anggota.sees("Catatan mana yang keliru")
    hall.anggota.taps("1. Euis <b>Komariah…")
    hall.anggota.sees("dihapus dari daftar hadir")
    assert present(office) == ["Budi Santoso"]


def test_guest_is_not_entered_twice(office: Office) -> None:
    hall = Hall(office, 1)
    for _ in range(2):
        hall.home(hall.anggota)
        hall.anggota.taps("Daftar hadir")
        hall.anggota.taps("Catat peserta")
        hall.anggota.sees("nama lengkap peserta")
        hall.anggota.sends("Euis Komariah")
        hall.anggota.sees("lembaga atau instansi")
        hall.anggota.sends("PKK")
        hall.anggota.sees("alamat atau nomor telepon")
        hall.anggota.sends("Jl. Dahlia 9")
        hall.anggota.taps("Catat hadir")
        hall.anggota.sees("Euis Komariah")

    hall.anggota.sees("Euis Komariah sudah ada di daftar hadir.")
    assert present(office) == ["Euis Komariah"]


def test_member_without_telegram_is_marked_by_another(office: Office) -> None:
    hall = Hall(office, 1)
    plain_name = hall.without_telegram("Haji Dadang")
    hall.home(hall.anggota)
    hall.anggota.taps("Daftar hadir")
    hall.anggota.taps("Tandai tim")
    hall.anggota.sees("Siapa anggota tim yang sudah hadir")
    hall.anggota.taps("1. Haji Dadang")
    card = hall.anggota.sees("Haji Dadang tercatat hadir.")

    hall.anggota.presses(card, f"s5:mark:{plain_name}")
    hall.anggota.sees("Haji Dadang sudah ada di daftar hadir.")
    assert present(office) == ["Haji Dadang"]


def test_nobody_takes_away_what_a_member_tapped_himself(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.ketua)
    card = hall.ketua.sees("Langkah 5. Musrenbang kecamatan")

    mine = office.read(select(Attendance.id).where(Attendance.season_id == office.season_id))[0]
    hall.ketua.presses(card, f"s5:strike:{mine}")
    hall.ketua.sees("Ani Suryani menekan Hadir sendiri")

    assert present(office) == ["Ani Suryani"]


# ---- utusan


def test_utusan_is_chosen_and_taken_off(office: Office) -> None:
    hall = Hall(office, 1)
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.anggota.sees("1. Ujang Suryana (LPM Kelurahan A)")
    hall.anggota.taps("1. Ujang Suryana")
    card = hall.anggota.sees("Alamat: Jl. Mawar 7, RT 01/RW 02")
    hall.anggota.taps("Hapus utusan")

    hall.anggota.sees("Utusan Musrenbang Kota: 0 orang")
    chosen = office.read(select(Delegate).where(Delegate.season_id == office.season_id))[0]
    hall.anggota.presses(card, f"s5:dismiss:{chosen.id}")
    hall.anggota.sees("Ujang Suryana sudah dihapus dari daftar utusan.")
    assert chosen.removed_at is not None


def test_utusan_with_a_bad_number_is_asked_again(office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.anggota)
    hall.anggota.taps("Utusan")
    hall.anggota.taps("Tambah utusan")
    for asked, answer in (
        ("nama lengkap utusan", "Ujang Suryana"),
        ("lembaga atau instansi", "LPM"),
        ("Apa alamatnya", "Jl. Mawar 7"),
        ("nomor teleponnya", "dua belas"),
    ):
        hall.anggota.sees(asked)
        hall.anggota.sends(answer)

    hall.anggota.sees("Nomor telepon ini belum terbaca.")
    hall.anggota.sends("0812 3456 7890")
    hall.anggota.sees("Telepon: +6281234567890")
    assert office.read(select(Delegate).where(Delegate.season_id == office.season_id)) == []


# ---- the end


def test_end_says_what_is_missing(office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.anggota)
    hall.anggota.taps("Selesai")

    hall.anggota.sees(
        "Yang masih perlu: catat kehadiran peserta; tutup penilaian keempat komisi; "
        "tetapkan urutan pleno; pilih sedikitnya satu utusan."
    )
    assert run(office).state == StepState.OPEN


def test_end_pressed_twice_asks_for_the_papers_once(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (5, 4))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    card = hall.ends()
    hall.anggota.presses(card, "s5:endyes")

    hall.anggota.sees("Langkah ini belum dibuka atau sudah selesai.")
    papers = office.read(
        select(Paper.key).where(Paper.season_id == office.season_id, Paper.step == "step5_meeting")
    )
    assert sorted(papers) == ["berita-acara", "skala-prioritas", "utusan"]


def test_session_notes_stand_in_the_minutes(office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.anggota)
    hall.anggota.taps("Catatan sidang")
    hall.anggota.taps("Isi catatan")
    hall.anggota.sees("Siapa saja yang memberi sambutan")
    hall.anggota.sends("Camat; Anggota DPRD Kota Bogor")
    hall.anggota.sees("Materi apa yang dipaparkan")
    hall.anggota.taps("Lewati")
    hall.anggota.sees("Sambutan oleh: Camat; Anggota DPRD Kota Bogor")
    hall.opens()
    hall.scores(hall.ketua, (5, 4))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()

    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Berita Acara")
    minutes = text_of(hall.ketua, "Berita Acara Musrenbang Kecamatan, versi")
    assert "disampaikan oleh Camat; Anggota DPRD Kota Bogor." in minutes


def test_person_of_another_kecamatan_changes_nothing(office: Office) -> None:
    hall = Hall(office, 1)
    other = office.bureau.office()
    stranger = other.joins(Post.TIM, "Orang Lain")
    stranger.sends("/status")
    card = stranger.sees("Musrenbang Kecamatan")

    presses = (f"s5:give:{hall.usulan[0]}:keterdesakan:5", f"s5:card:{hall.usulan[0]}")
    assert stranger.answers(card, *presses) == ["Data itu tidak ditemukan di kecamatan Bapak/Ibu."] * 2
    assert Komisi(hall.proposal(hall.usulan[0]).komisi or "") is Komisi.SARPRAS


def test_screens_of_a_long_list_fit_a_phone(office: Office) -> None:
    hall = Hall(office, 20)
    hall.opens()
    hall.board(hall.ketua)
    hall.ketua.taps("Nilai sama")
    hall.ketua.sees("Terpilih 0.")
    hall.ketua.taps("Semua yang kurang")
    hall.ketua.sees("Terpilih 20.")
    hall.ketua.taps("Lanjut")
    hall.ketua.taps("A4")
    hall.ketua.sees("A. Keterdesakan: 4")
    hall.ketua.taps("B3")
    hall.ketua.sees("B. Kesesuaian RPJMD: 3")
    hall.ketua.taps("Simpan nilai")
    hall.ketua.sees("lengkap 20 dari 20")
    hall.ketua.taps("▶")
    hall.ketua.sees("9. ")
    hall.closes()
    hall.plenary()
    hall.sekretaris.taps("Daftar usulan")
    hall.sekretaris.sees("Urutan pleno menurut nilai, 20 usulan")

    for phone in (hall.ketua, hall.sekretaris):
        for event in phone.history():
            message = event.message
            said = message.text.split("\n\n")[-1]  # a sentence of ours may stand above a screen
            assert len(said.splitlines()) <= 12, said
            assert len(message.buttons) <= 8, message.labels
            assert all(len(label) <= 20 for label in message.labels), message.labels
            assert len(set(message.labels)) == len(message.labels), message.labels
