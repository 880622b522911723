"""Inviting in chat: a link and a picture, used once, withdrawn, expired; through the chat."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from demo.phone import Message, Phone
from models.log import LogEntry
from models.people import Appointment, Person
from models.posts import Post
from tests.support.office import Office


@pytest.fixture
def desk(office: Office) -> Office:
    """An office with its JFU and its Sekretaris."""
    office.joins(Post.JFU, "Tuti Alawiyah")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    return office


def invites(phone: Phone, post: str, kelurahan: str | None, name: str) -> Message:
    """From Undang to the message with the link."""
    phone.sends("/start")
    phone.taps("Orang & jabatan")
    phone.taps("Undang")
    phone.sees("Untuk jabatan apa?")
    phone.taps(post)
    if kelurahan:
        phone.sees("Kelurahan mana?")
        phone.taps(kelurahan)
    phone.sees("Siapa nama lengkap orang yang diundang?")
    phone.sends(name)
    phone.sees("Undangan sudah dibuat.")
    return phone.sees(f"atas nama {name}.")


def link_in(phone: Phone, message: Message) -> str:
    """What a camera reads off the picture."""
    picture = Image.open(io.BytesIO(phone.downloads(message)))
    return str(zxingcpp.read_barcodes(picture)[0].text)


def test_a_link_and_its_picture_let_in_the_first_and_tell_the_second(desk: Office) -> None:
    tuti, siti, other = desk.people["Tuti Alawiyah"], desk.phone("Siti"), desk.phone("Orang lain")
    message = invites(tuti, "Delegasi Kelurahan", "Kelurahan A", "Siti Aminah")
    link = link_in(tuti, message)
    assert link in message.text
    for phone in (siti, other):
        phone.opens(link)
        phone.sees("Undangan untuk Delegasi Kelurahan Kelurahan A")
        phone.sees("Atas nama Siti Aminah.")

    siti.taps("Ya, ini saya")
    siti.taps("Pakai")
    siti.sees("Selamat bergabung, Siti Aminah")
    other.taps("Ya, ini saya")

    other.sees("Tautan ini tidak berlaku")
    tuti.sees("Siti Aminah sudah bergabung")
    tuti.waits_for(lambda _: "✅ Sudah dipakai" in tuti.seen[message.id].text)
    joined = desk.read(select(Person.telegram_id).where(Person.kecamatan_id == desk.kecamatan_id))
    assert (siti.id in joined, other.id in joined) == (True, False)
    posts = desk.read(
        select(Appointment.post).where(
            Appointment.kecamatan_id == desk.kecamatan_id, Appointment.post == Post.DELEGASI
        )
    )
    assert posts == [Post.DELEGASI]


def test_a_withdrawn_invitation_is_closed_before_whoever_is_accepting_it(desk: Office) -> None:
    tuti, budi = desk.people["Tuti Alawiyah"], desk.phone("Budi")
    message = invites(tuti, "Lurah", "Kelurahan B", "Budi Santosa")
    budi.opens(link_in(tuti, message))
    budi.taps("Ya, ini saya")
    budi.sees("Siapa nama lengkap")

    tuti.taps("Undangan")
    tuti.sees("1. Budi Santosa: Lurah Kelurahan B, sampai 25 Jan 2027")
    tuti.taps("Cabut 1")
    tuti.sees("Cabut undangan Budi Santosa untuk Lurah Kelurahan B?")
    tuti.taps("Ya, cabut")
    tuti.sees("Tidak ada undangan yang menunggu.")
    budi.taps("Pakai")

    budi.sees("Tautan ini tidak berlaku")
    tuti.waits_for(lambda _: "❌ Dicabut." in tuti.seen[message.id].text)
    acts = desk.read(select(LogEntry.act).where(LogEntry.kecamatan_id == desk.kecamatan_id))
    assert acts.count("invitation.withdrawn") == 1


def test_jfu_invites_lurah_and_delegates_only_and_bad_answers_are_asked_again(desk: Office) -> None:
    tuti, rudi = desk.people["Tuti Alawiyah"], desk.people["Rudi Hartono"]
    rudi.sends("/start")
    rudi.taps("Orang & jabatan")
    rudi.taps("Undang")
    rudi.sees("Untuk jabatan apa?")
    assert "Kepala Bidang" in rudi.buttons
    camat = rudi.sees("Untuk jabatan apa?").button("Camat")
    assert camat is not None

    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Undang")
    tuti.sees("Untuk jabatan apa?")
    assert tuti.buttons == ["Delegasi Kelurahan", "Lurah", "Simpan & keluar"]
    tuti.presses(tuti.from_bot[-1], camat.data)
    tuti.sees("Tombol itu sudah tidak berlaku.")
    tuti.sends("camat")
    tuti.sees("Nama itu tidak ada dalam daftar")
    tuti.sends("delegasi")
    tuti.sends("kelurahan c")
    tuti.sees("Siapa nama lengkap")
    tuti.sends("a" * 500)
    tuti.sees("⚠️")
    tuti.sends_document(b"nama", "nama.txt")
    tuti.sees("Berkas belum diminta di sini.")
    tuti.sends("Nur Aini")

    tuti.sees("Undangan untuk Delegasi Kelurahan Kelurahan C, atas nama Nur Aini.")
