"""Undangan, daftar hadir, notulen and surat mandat: made by a button, again when something changed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from demo.phone import Phone
from models.paper import Paper
from models.posts import Post
from tests.support.hall import TODAY, Hall, text_of
from tests.support.office import Office
from texts.figures import rupiah


def opens(hall: Hall, person: Phone) -> None:
    hall.home(person)
    person.taps("Surat dan daftar")
    person.sees("Langkah SOP tidak menunggu keempatnya")


def numbers(office: Office, key: str) -> list[str | None]:
    query = select(Paper.number).where(Paper.season_id == office.season_id, Paper.key == key)
    return office.read(query.order_by(Paper.id))


def test_letters_and_lists_of_the_day(office: Office) -> None:
    hall = Hall(office, 1)
    office.joins(Post.LURAH, "Hj. Tuti Alawiyah", "Kelurahan A")
    ketua = hall.ketua
    opens(hall, ketua)
    assert "1. Undangan: belum dibuat" in ketua.sees("Surat dan daftar Musrenbang").text
    for paper, why in (
        ("Notulen", "Belum ada peserta yang tercatat hadir."),
        ("Surat mandat", "Belum ada utusan. Pilih utusan pada langkah 5"),
    ):
        ketua.taps(f"Buat {paper}")
        ketua.sees(why)

    ketua.taps("Buat Undangan")
    ketua.sees("Undangan sedang dibuat dan segera dikirim ke sini.")
    letter = text_of(ketua, "Undangan Musrenbang Kecamatan, versi 1 (final)")
    assert "Nomor : 400.10.2/001/Kec/I/2027" in letter
    assert "Hari, tanggal : Senin, 11 Januari 2027 Pukul : 09.00 WIB Tempat : Aula kecamatan" in letter
    assert "1. Wali Kota Bogor; 2. Kepala Bapperida Kota Bogor." in letter
    for guest in ("Ani Suryani", "Hj. Tuti Alawiyah Lurah Kelurahan A", "Siti Aminah Delegasi Kelurahan"):
        assert guest in letter
    ketua.taps("Buat Undangan")
    ketua.sees("Undangan sudah dibuat dari data yang sama.")
    assert numbers(office, "undangan") == ["400.10.2/001/Kec/I/2027"]

    ketua.taps("Buat Daftar hadir")
    blank = text_of(ketua, "Daftar hadir Musrenbang, versi 1 (final)")
    assert "Hj. Tuti Alawiyah" in blank
    assert "tercatat hadir" not in blank

    hall.opens()
    hall.scores(ketua, (5, 4))
    hall.closes()
    hall.fixes()
    hall.chooses(ketua, "Ujang <Suryana> & Co")
    opens(hall, ketua)
    for button in ("Buat Daftar hadir", "Buat Notulen", "Buat Surat mandat"):
        ketua.taps(button)
        ketua.sees("segera dikirim ke sini")
    filled = text_of(ketua, "Daftar hadir Musrenbang, versi 2 (final)")
    assert "Jumlah peserta yang tercatat hadir: 2 orang." in filled
    assert "Hj. Tuti Alawiyah" not in filled
    notes = text_of(ketua, "Notulen Musrenbang, versi 1 (final)")
    assert "Peserta : 2 orang hadir dari 2 orang yang tercatat" in notes
    assert f"Jumlah 1 0 {rupiah(hall.total())}" in notes
    assert "Sidang memilih 1 (satu) orang utusan Musrenbang Kota: Ujang <Suryana> & Co." in notes
    mandate = text_of(ketua, "Surat mandat utusan, versi 1 (final)")
    assert "NOMOR 400.10.2/002/Kec/I/2027" in mandate
    assert "memberikan mandat kepada: Nama : Ujang <Suryana> & Co" in mandate

    hall.chooses(ketua, "Wulan Sari")
    opens(hall, ketua)
    ketua.taps("Buat Surat mandat")
    both = text_of(ketua, "Surat mandat utusan, versi 2 (final)")
    assert both.index("NOMOR 400.10.2/002/Kec/I/2027") < both.index("NOMOR 400.10.2/003/Kec/I/2027")

    hall.ends()  # the three papers of the step are made as ever: no step waits for these four
    ketua.sends("/status")
    ketua.taps("Dokumen")
    ketua.sees("Tekan untuk menerima berkasnya")
    assert {"Undangan", "Daftar hadir", "Notulen", "Surat mandat"} <= set(ketua.buttons)


def test_others_look_and_the_day_must_be_set_and_to_come(office: Office) -> None:
    hall = Hall(office, 1, day=TODAY - timedelta(days=1))
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    hall.home(head)
    card = head.sees("Langkah 5. Musrenbang kecamatan")
    assert "Surat dan daftar" not in head.buttons
    head.presses(card, "s5:papers")
    head.sees("2. Daftar hadir: belum dibuat")
    assert [word for word in head.buttons if word.startswith("Buat")] == []
    presses = ("s5:paper:undangan", "s5:paper:laporan", "s5:paper:x")
    not_his = "Ini tugas Tim Musrenbang / Sekretaris Kecamatan / JFU."
    assert (
        head.answers(card, *presses)
        == [f"{not_his} Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."] * 3
    )
    opens(hall, hall.ketua)
    hall.ketua.taps("Buat Undangan")
    hall.ketua.sees("Musrenbang pada Minggu, 10 Januari 2027 sudah lewat.")
    assert numbers(office, "undangan") == []
