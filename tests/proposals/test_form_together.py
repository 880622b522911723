"""One draft from two sides: two people, or two phones of one; and every field from the card and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from tests.support.office import Office
from tests.support.usulan import (
    ANSWER,
    ASKED,
    CARD,
    LABELS,
    PLACE,
    PROBLEM,
    SKIPPED,
    asked,
    comes_to,
    goes_on,
    reads,
    refuses,
    row,
)

GONE_ON = (
    "Bagian tadi baru saja diisi orang lain, jadi pesan ini belum dicatat. Ini bagian yang sekarang; untuk "
    "mengubah yang tadi, tekan Kembali atau Ubah."
)


@pytest.fixture
def house(office: Office) -> Office:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.JFU, "Dewi Lestari")
    return office


@pytest.fixture
def phone(house: Office) -> Iterator[Phone]:
    phone = house.people["Siti Aminah"]
    yield phone
    phone.sends("/start")


def test_two_people_write_one_draft_and_the_later_is_told(house: Office, phone: Phone) -> None:
    jfu = house.people["Dewi Lestari"]
    jfu.sends("/start")
    jfu.taps("Rekap masuk")
    jfu.taps("Isi atas nama")
    jfu.taps("Kelurahan A")
    jfu.taps("Siti Aminah")
    goes_on(jfu, "kamus", "place")
    phone.sends("/start")
    phone.taps(f"Lanjutkan draf 3/{len(ASKED)}")
    phone.sees(ASKED["place"])

    jfu.sends(PLACE)
    jfu.sees(ASKED["pin"])
    phone.sends("Jl. Melati RT 01/RW 02")

    refuses(phone, GONE_ON, asked("pin"))
    assert (row(house).place, row(house).lat) == (PLACE, None)
    late = jfu.sees(ASKED["pin"])
    phone.taps("Lewati")
    phone.sees(ASKED["volume"])
    answer = jfu.presses(late, "form:skip:pin")
    assert answer is not None
    assert answer.text == "Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini."
    refuses(jfu, answer.text, asked("volume"))
    # he takes the answer of the other back, and gives his own
    phone.taps("Kembali")
    phone.sees(ASKED["pin"])
    phone.taps("Kembali")
    phone.sees(ASKED["place"])
    jfu.sends("50")
    jfu.sees(f"⚠️ {GONE_ON}")
    jfu.sees(ASKED["place"])
    phone.sends("Jl. Melati RT 01/RW 02")
    phone.sees(ASKED["volume"])
    jfu.sends("60")
    refuses(jfu, GONE_ON, asked("volume"))
    assert (row(house).place, row(house).volume) == ("Jl. Melati RT 01/RW 02", None)
    goes_on(jfu, "volume")
    jfu.sees("Periksa sekali lagi.")
    jfu.taps("Kirim usulan")
    jfu.sees("terkirim. Terima kasih.")
    number = row(house).number
    phone.sends_location(-6.56, 106.79)
    phone.sees(f"Usulan {number} sudah terkirim dan tidak bisa diubah.")
    assert (row(house).status, row(house).lat) == (Status.SUBMITTED, None)


def test_same_words_from_two_phones_answer_one_question(house: Office, phone: Phone) -> None:
    comes_to(phone, "problem")
    other = Phone(house.bureau.telegram, phone.id, phone.name)
    other.sees(ASKED["problem"])

    phone.sends(PROBLEM)
    other.sends(PROBLEM)

    reads(phone, f"Pesan yang sama sudah dicatat, jadi tidak dicatat dua kali.\n\n{asked('place')}")
    reads(other, f"Pesan yang sama sudah dicatat, jadi tidak dicatat dua kali.\n\n{asked('place')}")
    assert (row(house).problem, row(house).place) == (PROBLEM, None)
    # each goes on where the other stopped, and an old button on either leads to the newest question
    other.sends(PLACE)
    late = other.sees(ASKED["pin"])
    phone.sees(ASKED["pin"])
    phone.taps("Lewati")
    phone.sees(ASKED["volume"])
    assert other.presses(late, "form:skip:pin") is not None
    refuses(other, "Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini.", asked("volume"))
    goes_on(other, "volume")
    reads(phone, CARD)


def test_a_short_answer_sent_twice_answers_one_question(house: Office, phone: Phone) -> None:
    comes_to(phone, "volume")

    phone.sends("120")
    phone.sends("120")  # an impatient thumb

    phone.sees("Pesan yang sama sudah dicatat, jadi tidak dicatat dua kali.")
    phone.sees("Menurut kamus Rp1.200.000 x 120 meter = Rp144.000.000")
    assert (row(house).volume, row(house).cost) == (120, None)
    phone.taps("Kembali")
    phone.sees(ASKED["volume"])
    phone.sends("120")  # the same to the same question is an answer
    phone.sees("Menurut kamus Rp1.200.000 x 120 meter = Rp144.000.000")


def test_every_field_leads_from_the_card_and_back(house: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")
    foot = ["Kembali", "Simpan & keluar"]
    for key in ASKED:  # on the way: one step after the other, and the same buttons in the same place
        screen = reads(phone, asked(key)) if key not in ("cost", "people") else phone.sees(ASKED[key])
        rows = [[button.text for button in one] for one in screen.buttons]
        assert rows[-1] == (foot if key != "kamus" else foot[1:]), key
        assert (["Lewati"] in rows) == (key in SKIPPED), key
        if key in SKIPPED:
            assert rows[-2] == ["Lewati"]
        ANSWER[key](phone)
    reads(phone, CARD)

    for key in (*ASKED, "rtrw"):
        phone.taps("Ubah")
        phone.sees("Bagian mana yang ingin diubah?")
        assert phone.buttons == [
            *(LABELS[one] for one in LABELS if one not in ("komisi", "title", "cost_reason")),
            "Kembali",
        ]
        phone.taps(LABELS[key])
        screen = phone.sees(f"Usulan baru › Ubah {LABELS[key]}")
        assert [button.text for button in screen.buttons[-1]] == foot, key
        phone.taps("Kembali")
        reads(phone, CARD)
    for key in (
        "kamus",
        "problem",
        "place",
        "volume",
        "cost",
        "people",
        "urgency",
        "land",
        "photos",
    ):
        phone.taps("Ubah")
        phone.taps(LABELS[key])
        phone.sees(f"Usulan baru › Ubah {LABELS[key]}")
        if key == "photos":
            phone.taps("Selesai")
        else:
            ANSWER[key](phone)
        reads(phone, CARD)
    phone.taps("Ubah")
    phone.taps("Masalah")
    phone.sends_voice(4)
    told = phone.sees("Masalah: ").text
    assert PROBLEM not in told
    assert told.startswith("Periksa sekali lagi.")
    phone.taps("Ubah")
    phone.taps("Urgensi")
    phone.taps("Mendesak")
    phone.sees("Urgensi: Mendesak · Lahan: Siap")
    phone.taps("Ubah")
    phone.taps("Lahan")
    phone.taps("Belum siap")
    phone.sees("Urgensi: Mendesak · Lahan: Belum siap")
    phone.taps("Ubah")
    phone.taps("Titik peta")
    phone.sends_location(-6.56, 106.79)
    phone.sees("Titik peta: ada")
    phone.taps("Ubah")
    phone.taps("Biaya")
    phone.sends("50 juta")
    phone.sees("Mengapa lebih Rp2.000.000")
    phone.sends("Bahan harus dipikul karena gangnya sempit.")
    phone.sees("Alasan biaya: Bahan harus dipikul karena gangnya sempit.")
    phone.taps("Ubah")
    phone.taps("Alasan biaya")
    phone.sees("Usulan baru › Ubah Alasan biaya")
    phone.taps("Kembali")
    phone.sees("Alasan biaya: Bahan harus dipikul karena gangnya sempit.")
