"""Joining by invitation, through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.people import Appointment, Invitation, Person
from models.posts import Post
from tests.support.office import Office


def test_delegate_joins_with_his_link(office: Office) -> None:
    phone = office.phone("Siti")

    phone.opens(office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    phone.sees("Delegasi Kelurahan Kelurahan A")
    phone.taps("Ya, ini saya")
    phone.sees("Siapa nama lengkap")
    phone.sends("Siti Aminah, S.E.")

    phone.sees("Selamat bergabung, Siti Aminah, S.E.")
    assert "Buat usulan" in phone.buttons


def test_who_signs_papers_is_asked_for_nip_and_pangkat(office: Office) -> None:
    phone = office.phone("Hendra")

    phone.opens(office.link(Post.CAMAT, name="Hendra Wijaya"))
    phone.taps("Ya, ini saya")
    phone.taps("Pakai")
    phone.sees("Berapa NIP")
    phone.sends("tidak hafal")
    phone.sees("⚠️")
    phone.sends("19780512 200501 1 004")
    phone.sees("pangkat")
    phone.sends("Pembina, IV/a")
    phone.sees("Selamat bergabung, Hendra Wijaya")

    (camat,) = office.read(select(Person).where(Person.kecamatan_id == office.kecamatan_id))
    assert (camat.nip, camat.rank) == ("197805122005011004", "Pembina, IV/a")


def test_who_says_it_is_not_him_leaves_the_link_good(office: Office) -> None:
    link = office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah")
    other, siti = office.phone("Orang lain"), office.phone("Siti")

    other.opens(link)
    other.taps("Bukan saya")
    other.sees("Tautan itu tetap berlaku")
    siti.opens(link)
    siti.taps("Ya, ini saya")
    siti.taps("Pakai")

    siti.sees("Selamat bergabung, Siti Aminah")


def test_joining_is_taken_up_where_it_was_left(office: Office) -> None:
    link = office.link(Post.CAMAT, name="Hendra Wijaya")
    phone = office.phone("Hendra")
    phone.opens(link)
    phone.taps("Ya, ini saya")
    phone.taps("Pakai")
    phone.sees("Berapa NIP")

    phone.taps("Simpan & keluar")
    phone.sees("Tekan lagi tautan undangan")
    phone.opens(link)
    phone.taps("Ya, ini saya")

    phone.sees("Berapa NIP")


def _shows(phone: Phone, above: str, question: str) -> None:
    def so(eyes: Phone) -> bool:
        return eyes.from_bot[-1].text.startswith(above) and question in eyes.from_bot[-1].text

    phone.waits_for(so, what=f"{question} once more")


@pytest.mark.parametrize("word", ["/start", "/bantuan", "/tugas"])
def test_a_command_in_the_middle_of_joining_shows_what_is_open(office: Office, word: str) -> None:
    middle = "Bapak/Ibu sedang bergabung. Jawab dahulu yang ini; perintah dan menu dapat dipakai sesudahnya."
    phone = office.phone("Hendra")
    phone.opens(office.link(Post.CAMAT, name="Hendra Wijaya"))
    phone.sees("Benar untuk Bapak/Ibu?")
    answers = (
        ("Benar untuk Bapak/Ibu?", lambda: phone.taps("Ya, ini saya")),
        ("Siapa nama lengkap", lambda: phone.taps("Pakai")),
        ("Berapa NIP", lambda: phone.sends("19780512 200501 1 004")),
        ("pangkat", lambda: phone.sends("Pembina, IV/a")),
    )

    for question, answer in answers:
        phone.sees(question)
        phone.sends(word)
        _shows(phone, middle, question)
        answer()

    phone.sees("Selamat bergabung, Hendra Wijaya")


def test_one_person_may_hold_several_posts(office: Office) -> None:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan B", phone=phone)

    held = office.read(select(Appointment.id).where(Appointment.kecamatan_id == office.kecamatan_id))
    people = office.read(select(Person.id).where(Person.kecamatan_id == office.kecamatan_id))
    assert (len(held), len(people)) == (2, 1)


def test_the_token_itself_is_stored_nowhere(office: Office) -> None:
    link = office.link(Post.DELEGASI, "Kelurahan A")
    token = link.partition("=")[2]

    (kept,) = office.read(select(Invitation.token_hash).where(Invitation.kecamatan_id == office.kecamatan_id))
    assert token not in kept
    assert len(kept) == 64


def test_a_withdrawn_invitation_opens_nothing(office: Office) -> None:
    link = office.link(Post.DELEGASI, "Kelurahan A")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        (invitation,) = unit.all(select(Invitation).where(Invitation.kecamatan_id == office.kecamatan_id))
        invitation.revoked_at = unit.now
    phone = office.phone("Siti")

    phone.opens(link)

    phone.sees("Tautan ini tidak berlaku")
