"""[Kembali] in the usulan form: what was answered stands there, and nothing is answered twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from demo.phone import Phone
from models.posts import Post
from tests.support.office import Office
from tests.support.usulan import (
    ASKED,
    CARD,
    PLACE,
    PROBLEM,
    asked,
    comes_to,
    goes_on,
    reads,
    row,
    speaks_plainly,
)


@pytest.fixture
def phone(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


def test_what_was_answered_stands_there_and_one_press_keeps_it_and_all_after_it(phone: Phone) -> None:
    comes_to(phone, "people")
    for key in ("cost", "volume", "pin", "place", "problem"):
        phone.taps("Kembali")
        phone.sees(ASKED[key])
    phone.sees(f"Jawaban tadi: {PROBLEM}")
    assert phone.buttons == ["Tetap: Saluran ters…", "Kembali", "Simpan & keluar"]

    phone.taps("Tetap: Saluran ters…")

    phone.sees(ASKED["people"])
    goes_on(phone, "people")
    reads(phone, CARD)


@pytest.mark.parametrize(
    ("key", "says", "keeps"),
    [
        ("kamus", "Jawaban tadi: Drainase", "Tetap: Drainase"),
        ("place", f"Jawaban tadi: {PLACE}", "Tetap: Gang Mawar d…"),
        ("volume", "Jawaban tadi: 40 m", "Tetap: 40 m"),
        ("cost", "Jawaban tadi: Rp48.000.000", "Tetap: Rp48.000.000"),
        ("people", "Jawaban tadi: 25 KK, 90 jiwa", "Tetap: 25 KK, 90 ji…"),
        ("urgency", "Jawaban tadi: Segera", "Tetap: Segera"),
    ],
)
def test_each_answer_is_shown_and_kept(phone: Phone, key: str, says: str, keeps: str) -> None:
    order = list(ASKED)
    on = order[order.index(key) + 1]
    comes_to(phone, on)
    phone.taps("Kembali")
    phone.sees(says)

    phone.taps(keeps)

    phone.sees(ASKED[on])


def test_another_answer_leads_back_to_where_one_was(office: Office, phone: Phone) -> None:
    comes_to(phone, "land")
    for key in ("urgency", "people", "cost", "volume"):
        phone.taps("Kembali")
        phone.sees(ASKED[key])

    phone.sends("50")

    phone.sees(ASKED["land"])
    assert (row(office).volume, row(office).cost) == (Decimal(50), 60_000_000)


def test_what_another_answer_makes_unsaid_is_asked_on_the_way(phone: Phone) -> None:
    comes_to(phone, "people")
    for key in ("cost", "volume", "pin", "place", "problem", "kamus"):
        phone.taps("Kembali")
        phone.sees(ASKED[key])

    phone.sends("paving")
    phone.taps("Paving block")
    phone.taps("Pakai jenis ini")

    phone.sees("Berapa volumenya? Tulis luasnya dalam meter persegi")
    phone.sends("60")
    phone.sees("Berapa perkiraan biayanya?")
    phone.taps("Pakai harga kamus")
    phone.sees(ASKED["people"])


def test_an_old_press_to_keep_answers_no_other_question(phone: Phone) -> None:
    comes_to(phone, "people")
    phone.taps("Kembali")
    screen = phone.sees("Jawaban tadi: Rp48.000.000")
    phone.taps("Tetap: Rp48.000.000")
    phone.sees(ASKED["people"])

    answers = phone.answers(screen, "form:keep:cost", "form:keep:people")

    assert answers == ["Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini."] * 2
    assert asked("people") in phone.screen


def test_a_form_of_the_chat_keeps_what_was_typed_and_pressed(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    jfu.taps("Rekap masuk")
    jfu.taps("Daftar kelurahan")
    jfu.taps("Kelurahan A")
    jfu.taps("Catat surat masuk")
    jfu.sees("Nomor surat pengantar")
    jfu.sends("005/12-Kel.KDB")
    jfu.sees("Tanggal suratnya?")
    jfu.taps("Kembali")
    jfu.sees("Jawaban tadi: 005/12-Kel.KDB")

    jfu.taps("Tetap: 005/12-Kel.K…")

    jfu.sees("Tanggal suratnya?")
