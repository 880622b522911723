"""Step 1 on the delegate's phone: an usulan from the first question to its receipt."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PIL import Image
from sqlalchemy import select

from bot.jobs.pictures import shrink
from demo.phone import Phone
from models.enums import Fetching, Kind, Status
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Upload
from sop.core.people import revoke
from sop.proposals.photos import unusable
from tests.core.outbox_waiting import until
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    ASKED,
    CARD,
    LEFT_OUT,
    PLACE,
    PROBLEM,
    TITLE,
    a_photo,
    after,
    asked,
    comes_to,
    framed,
    goes_on,
    presses_send,
    reads,
    receipts,
    refuses,
    row,
    sends_usulan,
    speaks_plainly,
)


@pytest.fixture
def phone(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


# ---- the main road


def test_delegate_submits_and_gets_a_numbered_receipt(office: Office, phone: Phone) -> None:
    number = sends_usulan(phone)

    found = row(office)
    kept = office.read(select(ProposalVersion).where(ProposalVersion.proposal_id == found.id))
    assert re.fullmatch(
        rf"Usulan diterima: {number}\n11 Jan 2027 \d\d\.\d\d WIB\n"
        rf"{re.escape(TITLE)}, Kelurahan Kelurahan A\.\n"
        r"40 m, Rp48\.000\.000\.\nSidik jari [0-9a-f]{12}, versi 1\. Simpan pesan ini sebagai tanda terima\.",
        receipts(phone)[-1].text,
    )
    assert (found.number, found.status, found.cost, found.kind) == (
        number,
        Status.SUBMITTED,
        48_000_000,
        Kind.FISIK,
    )
    assert [version.fields["problem"] for version in kept] == [PROBLEM]


def test_main_road_is_short(phone: Phone) -> None:
    """At most 10 presses, 5 typed or sent items, and 2 messages of the bot left in the chat."""
    before = len(phone.ledger)

    sends_usulan(phone)

    acts = [act.what for act in phone.ledger[before:]]
    phone.waits_for(lambda eyes: eyes.keyboard == [], what="no reply keyboard")
    assert acts.count("taps") == 9 + len(LEFT_OUT)
    assert len(acts) - acts.count("taps") == 5
    # Above them stands what is said of personal data, once for each person.
    phone.waits_for(
        lambda eyes: len([one for one in eyes.from_bot if not one.pinned]) == 3,
        what="two messages of the bot",
    )


def test_first_contact_is_short(bureau: Bureau) -> None:
    """From the link to the receipt of a first usulan: at most 14 presses and 7 sent, the link among these."""
    office = bureau.office()
    phone = office.phone("Siti Aminah")

    office.comes_in(Post.DELEGASI, "Siti Aminah", "Kelurahan A", phone)
    sends_usulan(phone)

    acts = [act.what for act in phone.ledger]
    presses = acts.count("taps") - len(LEFT_OUT)
    sent = len(acts) - acts.count("taps")
    print(f"first contact: {presses} presses, {sent} sent")
    assert presses <= 14
    assert sent <= 7


def test_every_screen_fits_a_small_phone(phone: Phone) -> None:
    sends_usulan(phone)

    for event in phone.history():
        if event.message.by_bot:
            assert event.message.text.count("\n") < 12, event.message.text
            assert len(event.message.buttons) <= 8, event.message.labels


def test_what_binds_is_green_and_what_destroys_is_red(phone: Phone) -> None:
    comes_to(phone, "card")
    card = phone.sees("Periksa sekali lagi")
    looks = {button.text: button.style for line in card.buttons for button in line}
    assert looks == {"Kirim usulan": "success", "Ubah": "", "Simpan & keluar": ""}

    phone.taps("Simpan & keluar")
    phone.sends("/usulan")
    phone.taps("Buang draf")
    phone.taps("Buang 1")
    looks = {button.text: button.style for line in phone.sees("Buang draf").buttons for button in line}
    assert looks["Ya, buang draf"] == "danger"


# ---- komisi and kamus


def test_kamus_is_searched_by_typing(office: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")

    phone.sends("selokan mampet")

    phone.sees("Yang cocok dengan “selokan mampet”.\nPilih satu, atau ketik kata lain.")
    assert phone.buttons[0] == "Drainase"
    phone.taps("Drainase")
    phone.sees("SP-01 Pembangunan saluran drainase")
    phone.taps("Lihat yang lain")
    phone.sees(ASKED["kamus"])
    goes_on(phone, "kamus")
    reads(phone, CARD)


def test_search_that_finds_nothing_says_what_to_do(phone: Phone) -> None:
    comes_to(phone, "kamus")

    phone.sends("helikopter")

    phone.sees("Tidak ada yang cocok dengan “helikopter”.\nKetik kata lain, atau pilih Di luar kamus.")
    phone.taps("Semua jenis")
    goes_on(phone, "kamus")


def test_kamus_is_browsed_page_by_page(phone: Phone) -> None:
    comes_to(phone, "kamus")

    phone.taps("▶")

    phone.taps("RTLH")
    phone.sees("SP-13 Perbaikan rumah tidak layak huni (RTLH)")
    phone.taps("Pakai jenis ini")
    phone.sees(ASKED["problem"])


def test_entry_of_another_komisi_moves_the_usulan_there(office: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")
    phone.sends("posyandu rehab")

    phone.taps("Rehab posyandu")
    phone.taps("Pakai jenis ini")
    phone.sees(ASKED["problem"])

    assert row(office).komisi == "kesra"


def outside(phone: Phone, volume: str = "2 paket") -> None:
    """An usulan that the kamus does not know, up to its cost."""
    comes_to(phone, "kamus")
    phone.taps("Di luar kamus")
    phone.sees("Apa nama kegiatannya?")
    phone.sends("Pembuatan taman bacaan warga")
    phone.sees("Usulan ini termasuk urusan apa?\nSarpras: jalan, saluran, bangunan.")
    phone.taps("Sarpras")
    goes_on(phone, "problem", "pin")
    phone.taps("Lewati")
    phone.sees("Berapa volumenya? Tulis jumlah dan satuannya.\nContoh: 12 unit, 150 m2, atau 40 x 1,5")
    phone.sends(volume)


def test_usulan_outside_the_kamus_has_its_own_name_measure_and_cost(office: Office, phone: Phone) -> None:
    outside(phone)
    reads(
        phone,
        framed(
            "cost",
            "Berapa perkiraan biayanya?\nTulis jumlahnya.\nContoh: 175 juta, Rp 1,5 miliar, atau 175.000.000",
            8,
            len(ASKED) + 2,
        ),
    )
    phone.sends("Rp 1,5 miliar")
    goes_on(phone, after("cost"))

    card = phone.sees("Periksa sekali lagi").text.splitlines()
    assert card[1:3] == ["Pembuatan taman bacaan warga", "Sarpras · Di luar kamus"]
    assert card[5:7] == ["Volume: 2 paket", "Biaya: Rp1.500.000.000 (satu miliar lima ratus juta rupiah)"]


@pytest.mark.parametrize(
    ("typed", "shown"), [("40 x 1,5", "60 m2"), ("150 m2", "150 m2"), ("3 set", "3 set")]
)
def test_measure_outside_the_kamus_is_read_from_the_answer(
    office: Office, phone: Phone, typed: str, shown: str
) -> None:
    outside(phone, typed)
    phone.sees("Berapa perkiraan biayanya?")

    found = row(office)
    assert f"{found.volume.normalize():f} {found.unit}" == shown


def test_measure_that_is_missing_is_asked_for(phone: Phone) -> None:
    outside(phone, "12")

    phone.sees("Satuannya belum ada. Mohon tulis jumlah dan satuannya, misalnya 12 unit.")
    phone.sends("12 unit")
    phone.sees("Berapa perkiraan biayanya?")


# ---- place and pin


RTRW = "RT dan RW berapa? Bila untuk seluruh RW, cukup nomor RW-nya.\nContoh: RT 03/RW 05"


def test_rt_and_rw_are_asked_where_the_place_does_not_say_them(office: Office, phone: Phone) -> None:
    comes_to(phone, "place")
    phone.sends("Gang Mawar depan musala")
    reads(phone, framed("rtrw", RTRW, 4, len(ASKED) + 1))

    phone.sends("rt 3 rw 5")

    goes_on(phone, "pin")
    reads(phone, CARD.replace(PLACE, "Gang Mawar depan musala (RT 03/RW 05)"))


def test_pin_brings_a_reply_keyboard_that_is_gone_afterwards(office: Office, phone: Phone) -> None:
    comes_to(phone, "pin")
    phone.waits_for(lambda eyes: eyes.keyboard, what="the keyboard")
    assert [[button.text for button in line] for line in phone.keyboard] == [["Kirim lokasi"]]

    phone.sends_location(-6.56, 106.79)

    phone.sees(ASKED["volume"])
    phone.waits_for(lambda eyes: eyes.keyboard == [], what="no keyboard")
    assert (row(office).lat, row(office).lon) == (-6.56, 106.79)
    phone.waits_for(
        lambda eyes: [one.text for one in eyes.from_bot[1:]] == [asked("volume")], what="it alone"
    )


def test_keyboard_goes_when_the_form_is_left_by_another_way(phone: Phone) -> None:
    comes_to(phone, "pin")
    phone.waits_for(lambda eyes: eyes.keyboard, what="the keyboard")

    phone.taps("Simpan & keluar")

    phone.sees("Jawaban Bapak/Ibu tersimpan. Lanjutkan kapan saja.")
    phone.waits_for(lambda eyes: eyes.keyboard == [], what="no keyboard")


def test_doubted_pin_may_be_kept_and_later_dropped(office: Office, phone: Phone) -> None:
    comes_to(phone, "pin")
    phone.sends_location(-6.6407, 106.8243)
    phone.taps("Tetap pakai")
    goes_on(phone, "volume")
    reads(phone, CARD.replace("Titik peta: tidak ada", "Titik peta: ada"))

    phone.taps("Ubah")
    phone.taps("Titik peta")
    phone.taps("Hapus titik")

    reads(phone, CARD)
    assert row(office).lat is None


def test_pin_outside_the_border_of_the_kelurahan_is_questioned(office: Office, phone: Phone) -> None:
    square = [[106.7, -6.6], [106.8, -6.6], [106.8, -6.5], [106.7, -6.5], [106.7, -6.6]]
    with office.bureau.database.unit(office.bureau.now()) as unit:
        kecamatan = unit.session.get_one(Kecamatan, office.kecamatan_id)
        kecamatan.borders = {"Kelurahan A": {"type": "Polygon", "coordinates": [square]}}
    comes_to(phone, "pin")

    phone.sends_location(-6.55, 106.9)

    phone.sees("Titik itu di luar batas Kelurahan Kelurahan A. Tekan Tetap pakai bila titik ini benar")
    phone.sends_location(-6.55, 106.75)
    phone.sees(ASKED["volume"])


# ---- volume, cost, penerima


def test_volume_by_dimensions_is_worked_out_and_said(office: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")
    phone.taps("Betonisasi jalan")
    phone.taps("Pakai jenis ini")
    goes_on(phone, "problem", "pin")
    phone.taps("Lewati")
    phone.sees(
        "Berapa volumenya? Tulis luasnya dalam meter persegi, atau panjang x lebar.\nContoh: 60 atau 40 x 1,5"
    )

    phone.sends("40 x 1,5")

    reads(
        phone,
        "✔ 40 x 1,5 = 60 meter persegi.\n\n"
        + framed(
            "cost",
            "Berapa perkiraan biayanya?\nMenurut kamus Rp300.000 x 60 meter persegi = Rp18.000.000 (delapan "
            "belas juta rupiah). Pakai harga kamus, atau ketik angka lain.\nContoh: 175 juta",
            6,
        ),
    )

    for typed, echo in [
        ("12 m x 150 cm", "✔ 12 m x 150 cm = 18 meter persegi."),
        ("panjang 12, lebar 1.5", "✔ 12 x 1,5 = 18 meter persegi."),
        ("sekitar 1250.5", "✔ Volumenya 1.250,5 meter persegi."),
    ]:
        phone.taps("Kembali")
        phone.sees("Berapa volumenya?")
        phone.sends(typed)
        phone.sees(echo)
    assert (row(office).volume, row(office).dimensions) == (Decimal("1250.5"), None)
    phone.taps("Kembali")
    phone.sees("Berapa volumenya?")
    phone.sends("12 x 1,5 = 20")
    phone.sees("⚠️ Hasil kali ukuran itu 18, bukan 20. Mohon periksa, lalu tulis ukurannya saja")
    phone.sends("10 buah")
    phone.sees("⚠️ Volume di sini dihitung dalam meter persegi, sedangkan Bapak/Ibu menulis “buah”.")
    assert row(office).volume == Decimal("1250.5")


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("17,5 juta", "✔ Biayanya Rp17.500.000 (tujuh belas juta lima ratus ribu rupiah)."),
        ("Rp 0,04 miliar", "✔ Biayanya Rp40.000.000 (empat puluh juta rupiah)."),
        ("17.500.000", "✔ Biayanya Rp17.500.000 (tujuh belas juta lima ratus ribu rupiah)."),
    ],
)
def test_typed_cost_is_echoed_in_figures_and_words(phone: Phone, typed: str, echo: str) -> None:
    comes_to(phone, "cost")

    phone.sends(typed)

    reads(phone, f"{echo}\n\n{asked(after('cost'))}")


@pytest.mark.parametrize(
    ("typed", "shown"), [("25 KK", "25 KK"), ("90 jiwa", "90 jiwa"), ("25/90", "25 KK, 90 jiwa")]
)
def test_penerima_may_be_said_in_kk_in_jiwa_or_both(phone: Phone, typed: str, shown: str) -> None:
    comes_to(phone, "people")

    phone.sends(typed)

    goes_on(phone, "urgency")
    reads(phone, CARD.replace("25 KK, 90 jiwa", shown))


# ---- photos


def test_three_photos_come_as_an_album(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")

    for colour in ("red", "green", "blue"):
        phone.sends_photo(a_photo(colour), album="satu")

    phone.sees("Sudah 3 foto, lengkap. Tekan Selesai.")
    phone.taps("Selesai")
    reads(phone, CARD.replace("Foto: 1", "Foto: 3"))


def test_photos_can_all_be_replaced(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")
    phone.sends_photo(a_photo("red"))
    phone.sends_photo(a_photo("blue"))
    phone.sees("Sudah 2 dari 3 foto")

    phone.taps("Ganti semua foto")

    reads(phone, asked("photos"))
    goes_on(phone, "photos")
    reads(phone, CARD)


def test_usulan_that_builds_nothing_needs_no_photo(office: Office, phone: Phone) -> None:
    comes_to(phone, "kamus")
    phone.sends("bank sampah")
    phone.taps("Bank sampah")
    phone.taps("Pakai jenis ini")
    goes_on(phone, "problem", "pin")
    phone.taps("Lewati")
    phone.sees("Berapa volumenya? Tulis jumlahnya dalam kelompok.")
    phone.sends("2")
    phone.taps("Pakai harga kamus")
    goes_on(phone, after("cost"), "urgency")
    phone.taps("Biasa")
    phone.taps("Tidak perlu")
    phone.sees("Kirim sampai 3 foto keadaan sekarang, atau tekan Lewati.")

    phone.taps("Lewati")

    assert phone.sees("Periksa sekali lagi").text.endswith(
        "\nUrgensi: Biasa · Lahan: Tidak perlu\nFoto: 0 · Titik peta: tidak ada"
    )


def photo_turns_out_to_be_none(office: Office) -> None:
    mine = select(Upload.id).where(Upload.proposal_id == row(office).id)
    uploads = office.read(mine)
    until(lambda: office.read(mine.where(Upload.state == Fetching.FETCHED)) == uploads)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        for upload in uploads:
            unusable(unit, upload)


def test_unusable_photo_of_a_sent_usulan_reopens_only_that_field(office: Office, phone: Phone) -> None:
    number = sends_usulan(phone)

    photo_turns_out_to_be_none(office)
    phone.sees("Kelurahan A, Rp48.000.000 tidak bisa dibuka. Mohon kirim foto lain")
    phone.taps("Perbaiki")

    phone.sees("Diminta diperbaiki: Foto tidak bisa dibuka. Mohon kirim foto lain.")
    phone.sends_photo(a_photo("green"))
    phone.taps("Selesai")
    reads(phone, CARD)
    phone.taps("Kirim usulan")
    phone.sees(f"Usulan {number} sudah diperbaiki dan terkirim kembali. Terima kasih.")
    assert (row(office).status, row(office).revision) == (Status.SUBMITTED, 2)


def test_unusable_photo_is_asked_again_before_the_card_can_be_sent(office: Office, phone: Phone) -> None:
    comes_to(phone, "card")

    photo_turns_out_to_be_none(office)
    phone.sees("tidak bisa dibuka")
    phone.taps("Kirim usulan")

    phone.sees("Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini.")
    phone.sends_photo(a_photo("green"))
    phone.taps("Selesai")
    presses_send(phone)


def test_unusable_photo_beside_a_good_one_is_left_out(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")
    phone.sends_photo(a_photo("red"))
    phone.sends_document(b"%PDF-1.7", "dua.jpg", "image/jpeg")

    phone.sees("Kelurahan A, Rp48.000.000 tidak bisa dibuka, jadi tidak dipakai.")
    phone.taps("Selesai 2")
    phone.sees(
        "⚠️ Satu foto tidak bisa dibuka, jadi yang tersimpan 1 foto. Kirim foto lain, atau tekan Selesai."
    )
    phone.sees("Sudah 1 dari 3 foto.")
    phone.taps("Selesai 1")
    reads(phone, CARD)


def test_photo_of_fifty_million_pixels_is_made_small() -> None:
    made = io.BytesIO()
    Image.new("RGB", (8160, 6120), "brown").save(made, "JPEG")

    small = Image.open(io.BytesIO(shrink(made.getvalue())))

    assert small.size == (1600, 1200)


# ---- the review card


@pytest.mark.parametrize(
    ("label", "typed", "before", "after"),
    [
        ("Masalah", "Jalan berlubang dan gelap.", PROBLEM, "Jalan berlubang dan gelap."),
        ("Lokasi", "Jl. Melati RT 01/RW 02", PLACE, "Jl. Melati RT 01/RW 02"),
        ("RT/RW", "07/08", PLACE, f"{PLACE} (RT 07/RW 08)"),
        ("Volume", "50", "40 m\nBiaya: Rp48.000.000 (empat puluh", "50 m\nBiaya: Rp60.000.000 (enam puluh"),
        ("Biaya", "5 juta", "Rp48.000.000 (empat puluh delapan juta", "Rp5.000.000 (lima juta"),
        ("Penerima", "7 KK", "25 KK, 90 jiwa", "7 KK"),
    ],
)
def test_one_field_is_changed_and_the_card_comes_back(
    phone: Phone, label: str, typed: str, before: str, after: str
) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps(label)
    phone.sees(f"Usulan baru › Ubah {label}")

    phone.sends(typed)

    changed = CARD.replace(before, after).replace("enam puluh delapan juta", "enam puluh juta")
    phone.waits_for(lambda eyes: any(m.text.endswith(changed) for m in eyes.from_bot), what=changed)
    presses_send(phone)


def test_changing_the_pin_and_the_photos_comes_back_to_the_card(phone: Phone) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps("Titik peta")
    phone.sends_location(-6.56, 106.79)
    with_pin = CARD.replace("Titik peta: tidak ada", "Titik peta: ada")
    reads(phone, with_pin)

    phone.taps("Ubah")
    phone.taps("Foto")
    phone.sends_photo(a_photo("green"))
    phone.taps("Selesai")

    reads(phone, with_pin.replace("Foto: 1", "Foto: 2"))


def test_another_kamus_brings_its_komisi_and_asks_what_is_measured_anew(office: Office, phone: Phone) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps("Jenis usulan")
    phone.sends("perbaikan posyandu")
    phone.sees("Yang cocok dengan “perbaikan posyandu”.")
    phone.taps("Rehab posyandu")
    phone.taps("Pakai jenis ini")
    phone.sees("Berapa volumenya? Tulis jumlahnya dalam unit.")
    phone.sends("2")
    phone.taps("Pakai harga kamus")

    reads(
        phone,
        CARD.replace(TITLE, "Rehabilitasi bangunan posyandu")
        .replace("Sarpras · SP-01", "Kesra · KS-01")
        .replace("40 m", "2 unit")
        .replace(" · Lahan: Siap", "")
        .replace("Rp48.000.000 (empat puluh delapan juta", "Rp120.000.000 (seratus dua puluh juta"),
    )


def test_changing_the_kamus_in_the_same_measure_keeps_the_volume(phone: Phone) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps("Jenis usulan")

    phone.taps("Normalisasi saluran")
    phone.taps("Pakai jenis ini")

    reads(
        phone,
        CARD.replace(TITLE, "Normalisasi saluran atau kali kecil")
        .replace("SP-01", "SP-02")
        .replace("Rp48.000.000 (empat puluh delapan juta", "Rp14.000.000 (empat belas juta"),
    )


def test_leaving_the_kamus_on_the_card_asks_name_volume_and_cost(phone: Phone) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps("Jenis usulan")

    phone.taps("Di luar kamus")

    phone.sees("Apa nama kegiatannya?")
    phone.sends("Pembuatan taman bacaan warga")
    phone.sees("Tulis jumlah dan satuannya.")
    phone.sends("1 paket")
    phone.sees("Berapa perkiraan biayanya?")
    phone.sends("10 juta")
    card = phone.sees("Periksa sekali lagi").text
    assert "Pembuatan taman bacaan warga\nSarpras · Di luar kamus\n" in card
    assert "Volume: 1 paket\nBiaya: Rp10.000.000 (sepuluh juta rupiah)\n" in card


def test_a_change_can_be_given_up(phone: Phone) -> None:
    comes_to(phone, "card")
    phone.taps("Ubah")
    phone.taps("Biaya")
    phone.sees("Usulan baru › Ubah Biaya")

    phone.taps("Kembali")

    reads(phone, CARD)
    phone.taps("Ubah")
    phone.sees("Bagian mana yang ingin diubah?")
    phone.taps("Kembali")
    reads(phone, CARD)


def test_typing_on_the_card_says_what_to_press(phone: Phone) -> None:
    comes_to(phone, "card")

    phone.sends("sudah benar")

    why = "Semua sudah terisi. Tekan Kirim bila benar, atau Ubah untuk memperbaiki satu bagian."
    refuses(phone, why, CARD)


# ---- back, away and back again


def test_kembali_leads_back_at_each_question(phone: Phone) -> None:
    comes_to(phone, "photos")

    for key in reversed(list(ASKED)[:-1]):
        phone.taps("Kembali")
        phone.sees(ASKED[key])

    assert "Kembali" not in phone.buttons
    phone.taps("Tetap: Drainase")
    goes_on(phone, "photos")
    reads(phone, CARD)


@pytest.mark.parametrize("key", [key for key in ASKED if key != "kamus"])
def test_draft_is_left_and_gone_on_with_at_the_very_question(phone: Phone, key: str) -> None:
    comes_to(phone, key)

    phone.taps("Simpan & keluar")
    phone.taps("Lanjutkan draf")

    reads(phone, asked(key))
    goes_on(phone, key)
    reads(phone, CARD)


def test_draft_survives_a_restart_other_commands_and_days(own_bureau: Bureau) -> None:
    phone = own_bureau.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(phone, "volume")
    own_bureau.restarts_bot()
    own_bureau.turns_clock(days=3)

    phone.sends("/tugas")
    phone.sees("Tugas Bapak/Ibu")
    assert phone.buttons[-1] == "Lanjutkan isian"
    phone.taps("Lanjutkan isian")

    reads(phone, asked("volume"))
    goes_on(phone, "volume")
    reads(phone, CARD)


def test_two_drafts_are_kept_apart(office: Office, phone: Phone) -> None:
    comes_to(phone, "place")
    phone.taps("Simpan & keluar")
    comes_to(phone, "cost")
    phone.taps("Simpan & keluar")
    phone.taps("Semua draf 2")

    phone.taps("Lanjutkan 2")

    reads(phone, asked("place"))
    assert [draft.asked for draft in drafts(office)] == ["place", "cost"]


def drafts(office: Office) -> list[Proposal]:
    query = select(Proposal).where(
        Proposal.kecamatan_id == office.kecamatan_id, Proposal.status == Status.DRAFT
    )
    return office.read(query.order_by(Proposal.id))


def test_buat_usulan_twice_leaves_one_empty_draft(office: Office, phone: Phone) -> None:
    phone.taps("Buat usulan")
    phone.sees(ASKED["kamus"])
    phone.taps("Simpan & keluar")

    phone.taps("Buat usulan")

    phone.sees(ASKED["kamus"])
    assert len(drafts(office)) == 1


def test_draft_is_thrown_away_after_a_second_question(office: Office, phone: Phone) -> None:
    comes_to(phone, "place")
    phone.sends("/usulan")
    phone.taps("Buang draf")
    phone.taps("Buang 1")
    phone.sees(f"Buang draf {TITLE}, Kelurahan A? Isinya masih dapat dikembalikan selama masa pengusulan.")
    phone.taps("Jangan dibuang")
    assert len(drafts(office)) == 1

    phone.taps("Buang draf")
    phone.taps("Buang 1")
    phone.taps("Ya, buang draf")

    phone.sees("Draf sudah dibuang.")
    assert drafts(office) == []
    phone.sends(PLACE)  # the conversation about it is closed too
    phone.sees("Pesan itu belum saya mengerti.")


def test_sent_usulan_is_listed_and_shown_to_its_author(phone: Phone) -> None:
    number = sends_usulan(phone)

    phone.taps("Usulan saya")
    phone.sees(f"Usulan saya: 1 terkirim.\n{number[-4:]} {TITLE[:40]}")
    phone.taps("0001")

    reads(
        phone,
        f"{number} · Kelurahan A\n{TITLE}\nLokasi: {PLACE}\nMasalah: {PROBLEM}\n"
        "40 m · Rp48.000.000 · 25 KK, 90 jiwa\nStatus: 🟡 Menunggu verifikasi\n"
        "Langkah 1/8 ▒░░░░░░░ Rekap hasil kelurahan\n"
        "Berikutnya: setelah penerimaan ditutup, Kepala Bidang memverifikasi. Tenggat: belum ditetapkan.",
    )


# ---- who may


@pytest.mark.parametrize("post", [Post.CAMAT, Post.SEKRETARIS, Post.KEPALA_BIDANG, Post.JFU])
def test_nobody_but_a_delegate_begins_an_usulan(office: Office, post: Post) -> None:
    other = office.joins(post, "Orang Lain")
    home = other.sees("Musrenbang Kecamatan")

    alert = other.presses(home, "usulan:new")

    assert alert is not None
    assert alert.text.startswith("Ini tugas Delegasi Kelurahan.")


def test_draft_of_somebody_else_stays_closed(office: Office, phone: Phone) -> None:
    comes_to(phone, "place")
    other = office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    home = other.sees("Musrenbang Kecamatan")
    mine = row(office).id

    for word in ("resume", "mend", "drop", "dropped", "see"):
        alert = other.presses(home, f"usulan:{word}:{mine}")
        assert alert is not None
        assert alert.text == "Data itu tidak ditemukan di kecamatan Bapak/Ibu."

    assert row(office).status == Status.DRAFT


def test_delegate_whose_post_was_taken_cannot_go_on(office: Office, phone: Phone) -> None:
    comes_to(phone, "problem")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        person = unit.all(select(Person).where(Person.telegram_id == phone.id))[0]
        revoke(unit, person, Post.DELEGASI, by=None)

    phone.sends(PROBLEM)

    phone.sees("Jabatan Bapak/Ibu di kecamatan ini tidak berlaku sekarang")
    assert row(office).problem is None
