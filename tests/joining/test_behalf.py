"""Entered on behalf of somebody without Telegram, with the paper form; claimed later; through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Purpose
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from tests.support.office import Bureau, Office
from tests.support.usulan import a_photo, goes_on, presses_send, speaks_plainly


@pytest.fixture(scope="module")
def desk(bureau: Bureau) -> Office:
    """An office with its JFU and a verifier."""
    office = bureau.office()
    office.joins(Post.JFU, "Tuti Alawiyah")
    return office


def enters_for(tuti: Phone, kelurahan: str, name: str, number: str | None) -> str:
    """JFU types an usulan off a paper form, and photographs it; the usulan's number."""
    tuti.sends("/start")
    tuti.taps("Rekap masuk")
    tuti.taps("Isi atas nama")
    tuti.taps(kelurahan)
    tuti.taps("Orang lain")
    tuti.sees("Siapa nama lengkap pengusul?")
    tuti.sends(name)
    tuti.sees("Nomor HP pengusul?")
    if number is None:
        tuti.taps("Lewati")
    else:
        tuti.sends("12")
        tuti.sees("⚠️")
        tuti.sends(number)
    goes_on(tuti, "kamus", "photos")
    tuti.sends_photo(a_photo())
    tuti.taps("Foto formulir")
    tuti.sees("formulir")
    tuti.sends_photo(a_photo("white"))
    tuti.sees("Formulir ✓")
    tuti.taps("Selesai")
    card = tuti.sees("Periksa sekali lagi.")
    assert f"Diisi oleh Tuti Alawiyah atas nama {name}." in card.text
    return presses_send(tuti)


def author(office: Office, number: str) -> Person:
    (found,) = office.read(
        select(Person)
        .join(Proposal, Proposal.author_id == Person.id)
        .where(Proposal.number == number, Proposal.kecamatan_id == office.kecamatan_id)
    )
    return found


def test_delegate_claims_by_his_number_with_one_tap_and_owns_the_usulan(desk: Office) -> None:
    tuti, ahmad = desk.people["Tuti Alawiyah"], desk.phone("Ahmad")
    number = enters_for(tuti, "Kelurahan A", "Ahmad Fauzi", ahmad.number.replace("+62", "0"))
    assert author(desk, number).telegram_id is None
    forms = desk.read(
        select(Upload.id)
        .join(Proposal, Proposal.id == Upload.proposal_id)
        .where(
            Proposal.number == number,
            Proposal.kecamatan_id == desk.kecamatan_id,
            Upload.purpose == Purpose.FORM,
        )
    )
    assert len(forms) == 1

    ahmad.sends("/start")
    ahmad.taps("Bagikan nomor")
    ahmad.sees("Undangan untuk Delegasi Kelurahan Kelurahan A")
    ahmad.taps("Ya, ini saya")

    ahmad.sees("Selamat bergabung, Ahmad Fauzi")
    ahmad.sees("1 usulan dimasukkan kecamatan atas nama Bapak/Ibu.")
    assert author(desk, number).telegram_id == ahmad.id
    ahmad.sends(number)
    ahmad.sees("Diisi oleh Tuti Alawiyah atas nama Ahmad Fauzi.")
    ahmad.taps("Perbaiki")
    ahmad.sees("Periksa sekali lagi.")
    speaks_plainly(tuti)
    speaks_plainly(ahmad)


def test_delegate_claims_by_a_link_in_his_name_though_he_is_in_already(desk: Office) -> None:
    tuti = desk.people["Tuti Alawiyah"]
    number = enters_for(tuti, "Kelurahan B", "Nur Aini", None)
    nur = desk.joins(Post.DELEGASI, "Nur Aini", "Kelurahan C")
    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Daftar orang")
    line = next(
        line
        for line in tuti.sees("Daftar orang\n").text.splitlines()
        if "Nur Aini: Delegasi Kelurahan Kelurahan B" in line
    )
    tuti.taps(f"Lihat {line.partition('.')[0]}")
    tuti.sees("Belum memakai Telegram.")
    tuti.taps("Buat undangan")
    message = tuti.sees("Undangan untuk Delegasi Kelurahan Kelurahan B, atas nama Nur Aini.")

    nur.opens(next(word for word in message.text.split() if word.startswith("https://t.me/")))
    nur.taps("Ya, ini saya")

    nur.sees("1 usulan dimasukkan kecamatan atas nama Bapak/Ibu.")
    nur.sees("memegang 2 jabatan")
    assert author(desk, number).telegram_id == nur.id


def test_invited_under_the_name_that_jfu_typed_he_finds_his_usulan(desk: Office) -> None:
    tuti, asep = desk.people["Tuti Alawiyah"], desk.phone("Asep")
    number = enters_for(tuti, "Kelurahan B", "Asep Saepudin", None)
    tuti.sends("/start")
    tuti.taps("Orang & jabatan")
    tuti.taps("Undang")
    tuti.taps("Delegasi Kelurahan")
    tuti.taps("Kelurahan B")
    tuti.sees("Siapa nama lengkap orang yang diundang?")
    tuti.sends("Asep Saepudin, S.Pd.")
    message = tuti.sees("atas nama Asep Saepudin, S.Pd.")

    asep.opens(next(word for word in message.text.split() if word.startswith("https://t.me/")))
    asep.taps("Ya, ini saya")

    asep.sees("Selamat bergabung, Asep Saepudin, S.Pd.")
    assert author(desk, number).telegram_id == asep.id
