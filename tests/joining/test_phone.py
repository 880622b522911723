"""Joining with one's own phone number: on JFU's list, or let in by him; through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Message, Phone
from models.log import LogEntry
from models.people import Appointment, Invitation, JoinRequest, Person, PhoneEntry
from models.posts import Post
from tests.support.filled import a_workbook
from tests.support.office import Bureau, Office
from tests.support.usulan import speaks_plainly

HEAD = ("Nama", "Nomor HP", "Jabatan", "Kelurahan")
NOT_OWN = (
    "Itu nomor orang lain. Hanya nomor sendiri yang dapat dipakai: ketik /start, "
    "lalu tekan tombol Bagikan nomor."
)


@pytest.fixture(scope="module")
def desk(bureau: Bureau) -> Office:
    """An office with its JFU, in a town with more than one kecamatan."""
    bureau.office()
    office = bureau.office()
    office.joins(Post.JFU, "Tuti Alawiyah")
    return office


@pytest.fixture
def tuti(desk: Office) -> Phone:
    return desk.people["Tuti Alawiyah"]


def loads(tuti: Phone, *rows: tuple[str, str, str, str], name: str = "orang.xlsx") -> Message:
    """JFU sends a list and takes it in."""
    tuti.sends_document(a_workbook(rows, HEAD), name)
    tuti.sees(f"Berkas {name}\n{len(rows)} baris orang")
    tuti.taps("Masukkan daftar")
    return tuti.sees("Selesai:")


def local(phone: Phone) -> str:
    """His number as people write it: 0812 ..."""
    digits = phone.number.removeprefix("+62")
    return f"0{digits[:3]}-{digits[3:7]} {digits[7:]}"


def posts(office: Office, phone: Phone) -> list[str]:
    query = (
        select(Appointment.post)
        .join(Person, Person.id == Appointment.person_id)
        .where(Person.telegram_id == phone.id, Person.kecamatan_id == office.kecamatan_id)
    )
    return office.read(query)


def test_who_stands_in_the_list_joins_with_his_own_number_and_nobody_elses(desk: Office, tuti: Phone) -> None:
    siti, thief = desk.phone("Siti"), desk.phone("Orang lain")
    done = loads(
        tuti,
        ("Siti Aminah, S.E.", local(siti), "Delegasi", "Kelurahan A"),
        ("Budi", "12", "Lurah", "Kelurahan A"),
        ("Rahmat Hidayat", "0812 9999 8888", "Camat", ""),
        ("Nur Aini", "62 812 7777 6666", "", "Kelurahan Z"),
    )
    assert "Selesai: 1 baris orang dimasukkan, 3 ditolak." in done.text
    assert "Menunggu bergabung dengan nomor telepon: 1 orang." in done.text

    thief.passes_on(siti)
    thief.sees(NOT_OWN)
    thief.sends("/start")
    thief.sees("Bapak/Ibu belum terdaftar. Tekan tombol Bagikan nomor")
    siti.sends("/start")
    siti.taps("Bagikan nomor")

    siti.sees("Undangan untuk Delegasi Kelurahan Kelurahan A, Kecamatan")
    siti.sees("Atas nama Siti Aminah, S.E.")
    siti.sends_contact(siti.number, user_id=siti.id)
    siti.sees("Atas nama Siti Aminah, S.E.")
    siti.taps("Ya, ini saya")
    siti.taps("Pakai")
    siti.sees("Selamat bergabung, Siti Aminah, S.E.")
    assert siti.keyboard == []
    assert posts(desk, siti) == ["delegasi"]
    assert posts(desk, thief) == []
    (entry,) = desk.read(select(PhoneEntry).where(PhoneEntry.phone == siti.number))
    assert entry.used_by == siti.id
    assert desk.read(select(Invitation.used_by).where(Invitation.phone == siti.number)) == [siti.id]

    siti.sends_contact(siti.number, user_id=siti.id)  # the line is used up
    siti.sees("Nomor telepon Bapak/Ibu sudah disimpan.")
    again = loads(tuti, ("Siti Aminah", local(siti), "Delegasi", "Kelurahan B"), name="lagi.xlsx")
    assert "0 baris orang dimasukkan, 1 ditolak" in again.text
    speaks_plainly(siti)
    speaks_plainly(tuti)


def test_a_list_that_is_taken_back_opens_nothing_any_more(desk: Office, tuti: Phone) -> None:
    budi = desk.phone("Budi")
    loads(tuti, ("Budi Santosa", local(budi), "Lurah", "Kelurahan B"), name="lurah.xlsx")
    budi.sends("/start")
    budi.taps("Bagikan nomor")
    budi.taps("Ya, ini saya")
    budi.taps("Pakai")
    budi.sees("Berapa NIP")
    tuti.taps("Batalkan impor")
    tuti.taps("Ya, batalkan")
    tuti.sees("Impor dibatalkan: 1 ditarik kembali.")

    budi.sends("19780512 200501 1 004")
    budi.sends("Penata, III/c")

    budi.sees("Nomor Bapak/Ibu tidak ada lagi dalam daftar.")
    assert posts(desk, budi) == []


def asks(office: Office, phone: Phone, name: str) -> None:
    """A number on no list: the questions, to the request."""
    phone.sends("/start")
    phone.taps("Bagikan nomor")
    phone.sees("Kecamatan mana?")
    phone.sends(office.name)
    phone.sees("Siapa nama lengkap Bapak/Ibu?")
    phone.sends("<b>")
    phone.sees("⚠️")
    phone.sends(name)
    phone.sees("ingin bergabung sebagai apa?")
    phone.taps("Delegasi Kelurahan")
    phone.sees("Kelurahan mana?")
    phone.taps("Kelurahan C")
    phone.sees("Permintaan sudah dikirim kepada JFU Kecamatan")


def test_who_is_on_no_list_is_let_in_by_jfu_with_the_post_that_he_chooses(desk: Office, tuti: Phone) -> None:
    nur = desk.phone("Nur")
    asks(desk, nur, "Nur Aini")
    nur.sends("/start")
    nur.sees("Permintaan Bapak/Ibu sebagai Delegasi Kelurahan Kelurahan C sedang menunggu jawaban JFU.")
    nur.sends_contact(nur.number, user_id=nur.id)
    nur.waits_for(lambda _: len([m for m in nur.from_bot if "sedang menunggu jawaban" in m.text]) == 2)

    asked = tuti.sees("Nur Aini minta bergabung sebagai Delegasi Kelurahan Kelurahan C.")
    tuti.sends("/tugas")
    tuti.sees("Permintaan bergabung Nur Aini: Delegasi Kelurahan Kelurahan C")
    tuti.taps("Lihat permintaan")
    card = tuti.sees("Pastikan orangnya benar sebelum menerima.")
    assert f"Nomor yang dibagikan: {nur.number}. Pembacaan ini tercatat." in card.text
    tuti.taps("Jabatan lain")
    tuti.taps("Lurah")
    tuti.taps("Kelurahan B")
    tuti.sees("Nur Aini sudah diterima dan diberi tahu.")

    nur.sees("Selamat bergabung, Nur Aini. Bapak/Ibu terdaftar sebagai Lurah Kelurahan B.")
    nur.taps("Menu")
    nur.sees("Nur Aini — Lurah Kelurahan B")
    tuti.waits_for(lambda _: "✅ Diterima oleh Tuti Alawiyah." in tuti.seen[asked.id].text)
    let = next(button.data for row in card.buttons for button in row if button.text == "Terima")
    tuti.presses(card, let)
    tuti.sees("Permintaan Nur Aini sudah dijawab.")
    assert posts(desk, nur) == ["lurah"]
    acts = desk.read(select(LogEntry.act).where(LogEntry.kecamatan_id == desk.kecamatan_id))
    assert acts.count("request.accepted") == 1


def test_who_is_turned_away_reads_why_and_may_ask_again(desk: Office, tuti: Phone) -> None:
    asep = desk.phone("Asep")
    asks(desk, asep, "Asep Saepudin")
    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Permintaan 1")
    tuti.sees("1. Asep Saepudin: Delegasi Kelurahan Kelurahan C")
    tuti.taps("Lihat 1")
    tuti.taps("Tolak")
    tuti.sees("Mengapa ditolak?")
    tuti.sends("tidak")
    tuti.sees("⚠️")
    tuti.sends("Nama tidak ada dalam surat tugas kelurahan")

    asep.sees("ditolak. Alasan: Nama tidak ada dalam surat tugas kelurahan")
    assert posts(desk, asep) == []
    asks(desk, asep, "Asep Saepudin")
    tuti.sees("Tidak ada permintaan yang menunggu.")
    tuti.taps("Lihat permintaan")
    tuti.taps("Terima")
    asep.sees("Selamat bergabung, Asep Saepudin.")
    asked = desk.read(select(JoinRequest.accepted).where(JoinRequest.telegram_id == asep.id))
    assert asked == [False, True]
    speaks_plainly(asep)
    speaks_plainly(tuti)


def test_a_wrong_line_is_struck_and_its_number_lets_nobody_in(desk: Office, tuti: Phone) -> None:
    wrong = desk.phone("Salah sambung")
    loads(tuti, ("Wati Kurnia", local(wrong), "", "Kelurahan A"), name="salah.xlsx")
    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Daftar nomor")
    shown = tuti.sees(f"1. Wati Kurnia, {wrong.number}: Delegasi Kelurahan Kelurahan A")
    strike = shown.button("Hapus 1")
    assert strike is not None
    tuti.taps("Hapus 1")
    tuti.sees("Wati Kurnia dihapus dari daftar; nomornya tidak berlaku lagi.")
    tuti.presses(shown, strike.data)
    tuti.sees("Baris itu sudah tidak ada dalam daftar.")

    wrong.sends("/start")
    wrong.taps("Bagikan nomor")
    wrong.sees("Nomor Bapak/Ibu belum ada dalam daftar.")


def test_contacts_that_are_no_key(desk: Office, tuti: Phone) -> None:
    abroad = desk.phone("Perantau")
    abroad.sends_contact("+6281200000000")  # a card of the address book: nobody's Telegram
    abroad.sees(NOT_OWN)
    abroad.sends_contact("+14155550100", user_id=abroad.id)
    abroad.sees("Nomor Bapak/Ibu belum ada dalam daftar.")
    abroad.sends_sticker()
    abroad.sees("⚠️")
    abroad.sends("/start")
    abroad.sees("Kecamatan mana?")
    abroad.sends("%" * 200)
    abroad.sees("Nama itu tidak ada dalam daftar")
    abroad.taps("Simpan & keluar")
    abroad.sees("Ketik /start dan bagikan nomor lagi untuk melanjutkan.")
    abroad.opens(desk.link(Post.DELEGASI, "Kelurahan A", "Perantau"))
    abroad.taps("Ya, ini saya")
    abroad.taps("Pakai")
    abroad.sees("Selamat bergabung, Perantau")

    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Undang")
    tuti.sees("Untuk jabatan apa?")
    tuti.sends_contact(tuti.number, user_id=tuti.id)
    tuti.sees("Kontak belum diminta di sini.")
    tuti.taps("Simpan & keluar")
    speaks_plainly(abroad)
    speaks_plainly(tuti)
