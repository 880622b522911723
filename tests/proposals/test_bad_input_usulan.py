"""Bad input in the middle of an usulan: a sentence that says what to do, and nothing lost that was given."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.base import WIB
from models.enums import Fetching, Status
from models.posts import Post
from models.proposal import Upload
from models.season import Season
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    ASKED,
    CARD,
    PLACE,
    PROBLEM,
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
    speaks_plainly,
)

BAD = "<b>&\"' 🚧"


@pytest.fixture
def phone(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone, but=BAD)


def nothing_is_lost(phone: Phone, key: str) -> None:
    """The question is still open: a good answer leads on, to a card with all that was given before."""
    goes_on(phone, key)
    reads(phone, CARD)


def test_b01_text_where_a_button_is_expected(phone: Phone) -> None:
    comes_to(phone, "urgency")

    phone.sends("Sarana prasarana")

    refuses(
        phone,
        "Pertanyaan ini tidak dijawab dengan ketikan. Silakan tekan salah satu tombol.",
        asked("urgency"),
    )
    nothing_is_lost(phone, "urgency")


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        (
            "volume",
            "panjang sekali",
            "Maaf, “panjang sekali” tidak terbaca sebagai angka. Mohon tulis angkanya saja, "
            "misalnya 40 atau 1,5.",
        ),
        (
            "cost",
            "murah saja",
            "Maaf, “murah saja” tidak terbaca sebagai jumlah uang. Mohon tulis seperti 175 juta, "
            "Rp 1,5 miliar, "
            "atau 175.000.000.",
        ),
        (
            "people",
            "banyak warga",
            "Maaf, “banyak warga” tidak terbaca sebagai jumlah penerima. Mohon tulis seperti 25 "
            "KK, 25 KK 90 jiwa, "
            "atau 40 orang.",
        ),
    ],
)
def test_b02_text_where_a_number_is_expected(phone: Phone, key: str, typed: str, why: str) -> None:
    comes_to(phone, key)

    phone.sends(typed)

    refuses(phone, why, asked(key))
    nothing_is_lost(phone, key)


def test_b03_sticker(phone: Phone) -> None:
    comes_to(phone, "problem")

    phone.sends_sticker()

    refuses(phone, "Stiker tidak bisa saya baca sebagai jawaban. Silakan ketik jawabannya.", asked("problem"))
    nothing_is_lost(phone, "problem")


def test_b04_voice(phone: Phone) -> None:
    comes_to(phone, "place")

    phone.sends_voice()

    refuses(
        phone, "Pesan suara tidak bisa saya baca sebagai jawaban. Silakan ketik jawabannya.", asked("place")
    )
    nothing_is_lost(phone, "place")


def test_b05_video_or_round_video(phone: Phone) -> None:
    comes_to(phone, "photos")

    phone.sends_video()

    refuses(phone, "Video tidak bisa saya terima. Silakan kirim foto.", asked("photos"))

    phone.sends_video_note()

    refuses(phone, "Video tidak bisa saya terima. Silakan kirim foto.", asked("photos"))
    nothing_is_lost(phone, "photos")


def test_b06_forwarded_message(phone: Phone) -> None:
    comes_to(phone, "problem")

    phone.forwards("Jalan di RW 05 rusak berat sejak tahun lalu.")

    refuses(
        phone,
        "Pesan terusan tidak saya catat. Salin isinya, lalu kirim sebagai pesan sendiri. "
        "Silakan ketik jawabannya.",
        asked("problem"),
    )
    nothing_is_lost(phone, "problem")


def test_b07_newest_answer_edited_later_is_taken(phone: Phone) -> None:
    comes_to(phone, "problem")
    written = phone.sends("Saluran tersumbat di depan rumah.")
    phone.sees(ASKED["place"])

    phone.edits(written, PROBLEM)

    reads(phone, f"Perubahan pada Masalah sudah dicatat.\n\n{asked('place')}")
    nothing_is_lost(phone, "place")


def test_b07_older_answer_edited_is_told_to_be_too_late(phone: Phone) -> None:
    comes_to(phone, "problem")
    written = phone.sends(PROBLEM)
    goes_on(phone, "place", "volume")

    phone.edits(written, "Jalan berlubang di depan sekolah dasar.")

    refuses(
        phone,
        "Perubahan pesan lama tidak saya catat. Untuk mengubah jawaban, tekan Kembali atau Ubah.",
        asked("volume"),
    )
    nothing_is_lost(phone, "volume")


def test_b07_refused_answer_put_right_by_editing_it_is_taken(phone: Phone) -> None:
    comes_to(phone, "problem")
    written = phone.sends("Rusak")
    phone.sees("Jawaban ini terlalu singkat (5 huruf). Mohon tulis sedikitnya 10 huruf.")

    phone.edits(written, PROBLEM)

    nothing_is_lost(phone, "place")


def test_b07_answer_edited_into_something_unreadable_keeps_what_it_was(phone: Phone) -> None:
    comes_to(phone, "volume")
    written = phone.sends("40")
    phone.sees(ASKED["cost"])

    phone.edits(written, "secukupnya")

    why = "Maaf, “secukupnya” tidak terbaca sebagai angka. Mohon tulis angkanya saja, misalnya 40 atau 1,5."
    refuses(phone, why, asked("cost"))
    nothing_is_lost(phone, "cost")


def test_b07_answer_to_another_usulan_is_not_changed_in_this_one(office: Office, phone: Phone) -> None:
    comes_to(phone, "problem")
    written = phone.sends("Saluran usulan pertama tersumbat.")
    phone.sees(ASKED["place"])
    phone.taps("Simpan & keluar")
    comes_to(phone, "problem")

    phone.edits(written, "Ini untuk usulan yang lain.")

    phone.sees("Perubahan pesan lama tidak saya catat.")
    nothing_is_lost(phone, "problem")


def test_b08_five_thousand_characters_are_refused_as_one(office: Office, phone: Phone) -> None:
    comes_to(phone, "problem")

    phone.sends("a" * 5000)

    why = (
        "Jawaban ini terlalu panjang (5000 huruf). Mohon ringkas menjadi paling banyak 3000 huruf; "
        "kurangi 2000 huruf."
    )
    refuses(phone, why, asked("problem"))
    assert row(office).problem is None
    nothing_is_lost(phone, "problem")


def test_b08_text_over_the_length_of_its_field_says_how_long_it_may_be(phone: Phone) -> None:
    comes_to(phone, "place")

    phone.sends(f"{'Gang Mawar ' * 30}RT 03/RW 05")

    why = (
        "Jawaban ini terlalu panjang (341 huruf). Mohon ringkas menjadi paling banyak 300 "
        "huruf; kurangi 41 huruf."
    )
    refuses(phone, why, asked("place"))
    nothing_is_lost(phone, "place")


def test_b09_signs_and_emoji_are_seen_literally_in_chat_and_on_paper(office: Office) -> None:
    jfu = office.joins(Post.JFU, f"Dedi {BAD}")
    phone = office.joins(Post.DELEGASI, f"Siti {BAD}", "Kelurahan A")
    phone.taps("Buat usulan")
    phone.sends(BAD)
    phone.sees(f"Tidak ada yang cocok dengan “{BAD}”.")
    phone.taps("Di luar kamus")
    phone.sees("Apa nama kegiatannya?")
    phone.sends(f"Taman bacaan {BAD}")
    phone.taps("Sarpras")
    phone.sees("Apa masalahnya?")
    phone.sends(f"Anak-anak tak punya tempat {BAD}")
    phone.sees("Di mana lokasinya?")
    phone.sends(f"Gang {BAD} RT 03/RW 05")
    phone.taps("Lewati")
    phone.sees("Berapa volumenya?")
    phone.sends(f"2 unit {BAD}")
    phone.sees(f"⚠️ Maaf, “unit {BAD}” pada “2 unit {BAD}” bukan satuan.")
    phone.sends("2 unit")
    phone.sees("Berapa perkiraan biayanya?")
    phone.sends("10 juta")
    goes_on(phone, after("cost"), "people")
    phone.sends("25 KK")
    phone.taps("Biasa")
    phone.taps("Siap")
    phone.sees("Kirim 1 sampai 3 foto")
    phone.sends_photo(a_photo())
    phone.taps("Selesai")
    card = phone.sees("Periksa sekali lagi").text

    assert card.splitlines()[1:5] == [
        f"Taman bacaan {BAD}",
        "Sarpras · Di luar kamus",
        f"Masalah: Anak-anak tak punya tempat {BAD}",
        f"Lokasi: Gang {BAD} RT 03/RW 05",
    ]
    number = presses_send(phone)
    assert f"Taman bacaan {BAD}, Kelurahan Kelurahan A." in receipts(phone)[-1].text
    jfu.sends("/usulan")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")
    jfu.sends(f"Tenggat lewat {BAD}")
    jfu.taps("Ya, tutup")
    jfu.sees("Penerimaan ditutup")
    jfu.sees("Langkah 1 selesai", within=30)
    jfu.sends("/status")
    jfu.taps("Dokumen")
    jfu.taps("Pra Musrenbang")
    jfu.waits_for(lambda eyes: jfu.documents, 30)
    paper = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(jfu.downloads(jfu.documents[-1]))).pages
    )
    told = " ".join(paper.split())
    box = BAD.replace("🚧", "□")  # the typeface of the papers has no emoji
    detail = f"{box} [{number}] Anak-anak tak punya tempat {box} Gang {box} RT 03/RW 05 2"
    assert f"1 Taman bacaan {detail}" in told
    speaks_plainly(jfu, but=BAD)
    speaks_plainly(phone, but=BAD)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("volume", "Volume tidak boleh nol. Mohon tulis jumlahnya, misalnya 40 atau 1,5."),
        ("cost", "Jumlah uang tidak boleh nol. Mohon tulis perkiraan biayanya, misalnya 175 juta."),
        ("people", "Jumlah penerima tidak boleh nol. Mohon tulis perkiraannya, misalnya 25 KK."),
    ],
)
def test_b10_nol(phone: Phone, key: str, why: str) -> None:
    comes_to(phone, key)

    phone.sends("nol")

    refuses(phone, why, asked(key))
    nothing_is_lost(phone, key)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (
            "volume",
            "Volume tidak boleh kurang dari nol. Mohon tulis tanpa tanda minus, misalnya 40 atau 1,5.",
        ),
        (
            "cost",
            "Jumlah uang tidak boleh kurang dari nol. Mohon tulis tanpa tanda minus, misalnya 175 juta.",
        ),
        ("people", "Jumlah penerima tidak boleh nol. Mohon tulis perkiraannya, misalnya 25 KK."),
    ],
)
def test_b11_minus_five(phone: Phone, key: str, why: str) -> None:
    comes_to(phone, key)

    phone.sends("-5")

    refuses(phone, why, asked(key))
    nothing_is_lost(phone, key)


def test_b12_a_thousand_billion_as_money(phone: Phone) -> None:
    comes_to(phone, "cost")

    phone.sends("1.000.000.000.000")

    why = (
        "Jumlah itu lebih dari Rp100.000.000.000, batas untuk satu usulan. Mohon periksa "
        "angka nolnya lalu tulis "
        "kembali."
    )
    refuses(phone, why, asked("cost"))
    nothing_is_lost(phone, "cost")


def test_b13_photo_sent_as_a_file_counts(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")

    phone.sends_document(a_photo("green", "PNG"), "foto.png")

    reads(
        phone,
        framed(
            "photos",
            "Sudah 1 dari 3 foto. Kirim lagi, atau tekan Selesai.\nDepan ✓ · Belakang – · Pendukung –",
            len(ASKED),
        ),
    )
    phone.taps("Selesai")
    reads(phone, CARD)
    assert [photo.as_document for photo in row(office).photos] == [True]


def test_b14_pdf_where_a_photo_is_expected(phone: Phone) -> None:
    comes_to(phone, "photos")

    phone.sends_document(b"%PDF-1.7 proposal", "proposal.pdf", "application/pdf")

    refuses(phone, "Berkas itu bukan foto. Mohon kirim foto dari galeri atau kamera.", asked("photos"))
    nothing_is_lost(phone, "photos")


def test_b14_pdf_named_jpg_is_found_by_its_content(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")
    phone.sends_document(b"%PDF-1.7 proposal", "proposal.jpg", "image/jpeg")

    phone.sees("tidak bisa dibuka. Mohon kirim foto lain; isian yang lain tetap tersimpan.")
    phone.taps("Perbaiki")

    reads(
        phone,
        framed(
            "photos",
            ASKED["photos"].replace(
                "\nDepan", "\n⚠️ Foto sebelumnya tidak bisa dibuka. Mohon kirim foto lain.\nDepan"
            ),
            len(ASKED),
        ),
    )
    phone.sends_photo(a_photo())
    phone.taps("Selesai")
    reads(phone, CARD)
    assert (
        office.read(select(Upload.state).where(Upload.proposal_id == row(office).id).order_by(Upload.id))[0]
        == Fetching.UNUSABLE
    )


def test_b15_file_of_21_mb(phone: Phone) -> None:
    comes_to(phone, "photos")

    phone.sends_document(b"\xff\xd8\xff" + bytes(21 * 1024 * 1024), "besar.jpg", "image/jpeg")

    refuses(
        phone,
        "Berkas itu lebih dari 20 MB dan tidak bisa saya terima. Mohon kirim sebagai foto "
        "biasa, nanti mengecil "
        "sendiri.",
        asked("photos"),
    )
    nothing_is_lost(phone, "photos")


def test_b16_album_of_twelve_in_two_parts(office: Office, phone: Phone) -> None:
    comes_to(phone, "photos")

    for at in range(12):
        phone.sends_photo(a_photo(f"#{at * 20:02x}4060"), album="satu" if at < 10 else "dua")

    refuses(
        phone,
        "Tempat foto sudah penuh (3). 9 foto berikutnya tidak disimpan; ganti salah satu bila perlu.",
        framed(
            "photos",
            "Sudah 3 foto, lengkap. Tekan Selesai.\nDepan ✓ · Belakang ✓ · Pendukung ✓",
            len(ASKED),
        ),
    )
    phone.taps("Selesai")
    reads(phone, CARD.replace("Foto: 1", "Foto: 3"))
    assert len(row(office).photos) == 3


def test_b17_pin_in_another_kecamatan_is_questioned(office: Office, phone: Phone) -> None:
    comes_to(phone, "pin")

    phone.sends_location(-6.6407, 106.8243)

    reads(
        phone,
        framed(
            "pin",
            "Titik lokasi di peta? Boleh dilewati.\n⚠️ Titik itu lebih dekat ke Kecamatan Bogor Selatan "
            f"daripada ke {office.name}. Tekan Tetap pakai bila titik ini benar, atau kirim titik lain.",
            4,
        ),
    )
    assert row(office).lat is None
    phone.sends_location(-6.56, 106.79)
    goes_on(phone, "volume")
    reads(phone, CARD.replace("Titik peta: tidak ada", "Titik peta: ada"))


def test_b18_pin_at_zero_zero(phone: Phone) -> None:
    comes_to(phone, "pin")

    phone.sends_location(0.0, 0.0)

    why = "Titik itu bukan di Indonesia. Periksa GPS telepon, lalu kirim lagi, atau tekan Lewati."
    refuses(phone, why, asked("pin"))
    nothing_is_lost(phone, "pin")


def test_b19_command_in_the_middle_lets_the_question_rest(phone: Phone) -> None:
    comes_to(phone, "problem")

    phone.sends("/status")

    phone.sees("RKPD 2028")
    assert phone.buttons[-1] == "Lanjutkan isian"
    phone.sends(PROBLEM)  # what is typed below another screen is no answer
    phone.sees("Itu belum dicatat: isian “Usulan baru” belum selesai.")
    phone.taps("Lanjutkan isian")
    nothing_is_lost(phone, "problem")


def test_b19_unknown_command_in_the_middle_says_so(phone: Phone) -> None:
    comes_to(phone, "problem")

    phone.sends("/batal")

    phone.sees("Pesan itu belum saya mengerti.")
    nothing_is_lost(phone, "problem")


def test_b23_button_of_an_earlier_question_does_nothing(office: Office, phone: Phone) -> None:
    comes_to(phone, "problem")
    home = phone.sees(ASKED["problem"])

    alert = phone.presses(home, "form:pick:komisi:kesra")

    why = "Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini."
    assert alert is not None
    assert alert.text == why
    refuses(phone, why, asked("problem"))
    assert row(office).komisi == "sarpras"
    nothing_is_lost(phone, "problem")


def test_b23_card_of_an_older_version_sends_nothing(office: Office, phone: Phone) -> None:
    comes_to(phone, "card")
    old = phone.sees("Periksa sekali lagi")
    send = old.button("Kirim usulan")
    phone.taps("Ubah")
    phone.taps("Penerima")
    phone.sends("30 KK")
    changed = CARD.replace("25 KK, 90 jiwa", "30 KK")
    home = reads(phone, changed)

    assert send
    phone.presses(home, send.data)

    why = (
        "Kartu itu versi lama dan tidak dikirim. Ini isian yang terbaru; periksa, lalu tekan "
        "tombolnya sekali lagi."
    )
    refuses(phone, why, changed)
    assert row(office).status == Status.DRAFT
    presses_send(phone)


def closes_today(office: Office) -> None:
    """The intake ends with this day."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        season.intake_closes = unit.now.astimezone(WIB).date()


def turns_to(bureau: Bureau, hour: int, minute: int, days: int = 0) -> None:
    now = bureau.now().astimezone(WIB)
    then = now.replace(hour=hour, minute=minute, second=0) + timedelta(days=days)
    bureau.turns_clock(seconds=(then - now).total_seconds())


def test_b35_deadline_passes_on_the_review_card_and_there_is_half_an_hour(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    closes_today(office)
    comes_to(phone, "card")

    turns_to(own_bureau, 0, 20, days=1)

    presses_send(phone)
    assert row(office).status == Status.SUBMITTED
    phone.taps("Buat usulan")
    phone.sees(
        "Penerimaan usulan berakhir Senin, 11 Januari 2027. Hubungi JFU kecamatan bila masih ada usulan."
    )
    speaks_plainly(phone)


def test_b35_after_half_an_hour_the_draft_is_kept_and_not_sent(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    closes_today(office)
    comes_to(phone, "card")

    turns_to(own_bureau, 0, 31, days=1)
    phone.taps("Kirim usulan")

    phone.sees(
        "⚠️ Penerimaan usulan berakhir Senin, 11 Januari 2027, jadi usulan ini belum terkirim dan "
        "tersimpan sebagai draf. Hubungi kantor kecamatan bila masih perlu dikirim."
    )
    phone.taps("Periksa draf")
    reads(phone, CARD)
    draft = row(office)
    assert (draft.status, draft.problem, draft.place) == (Status.DRAFT, PROBLEM, PLACE)
    speaks_plainly(phone)
