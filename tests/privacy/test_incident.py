"""Insiden: the list of people concerned and the draft of the notice; for admin and Sekretaris alone."""

from __future__ import annotations

import io
import re

from python_calamine import load_workbook
from sqlalchemy import select

from demo.phone import Phone
from models.log import LogEntry
from models.meeting import Delegate
from models.posts import Post
from tests.support.office import Office


def lists(phone: Phone) -> list[list[object]]:
    """The rows of the workbook that came last."""
    sent = phone.sees("Beri tahu tertulis paling lambat")
    book = load_workbook(io.BytesIO(phone.downloads(sent)))
    rows: list[list[object]] = book.get_sheet_by_name("Orang terkena").to_python()
    return rows[1:]


def begins(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.taps("Privasi")
    phone.taps("Insiden")
    phone.sees("Data apa yang terkena?")


def test_admin_gets_everybody_and_a_draft_with_its_last_hour(office: Office) -> None:
    admin = office.joins(Post.ADMIN, "Agus Salim")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    begins(admin)
    admin.taps("Semua data")
    admin.sends("Hilang")
    admin.sees("terlalu singkat")
    admin.sends("Laptop admin hilang di kantor.")
    admin.sees("Sejak tanggal berapa")
    admin.sends("20 Januari 2027")
    admin.sees("belum tiba")
    admin.sends("10 Januari 2027")
    draft = admin.sees("Naskah pemberitahuan").text

    rows = lists(admin)
    assert [row[1:3] for row in rows] == [
        ["Agus Salim", "Admin"],
        ["Siti Aminah", "Delegasi Kelurahan Kelurahan A"],
    ]
    assert rows[0][4] == "Telegram"
    assert "NIP" not in str(rows[1][3])
    assert "13 Jan 2027 00.00 WIB" in admin.sees("Insiden data pribadi: 2 orang").text
    assert "Laptop admin hilang di kantor. Kejadian ini kami ketahui pada 10 Jan 2027 00.00 WIB." in draft
    acts = select(LogEntry).where(
        LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "incident.listed"
    )
    (entry,) = office.read(acts)
    assert entry.facts == {"scope": "all", "people": 2, "person": None}
    delegate.sends("/pengaturan")
    delegate.taps("Privasi")
    screen = delegate.sees("Setiap tindakan dicatat")
    assert "Insiden" not in delegate.buttons
    answer = delegate.presses(screen, "settings:incident")
    assert answer is not None
    assert answer.text.startswith("Ini tugas Admin / Sekretaris Kecamatan.")


def test_lost_account_concerns_its_owner_and_whose_numbers_it_was_shown(office: Office) -> None:
    admin = office.joins(Post.ADMIN, "Agus Salim")
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    for name in ("Siti Aminah", "Budi Santoso"):
        one = office.joins(Post.DELEGASI, name, "Kelurahan A")
        one.sends("/pengaturan")
        one.taps("Data diri")
        one.taps("Telepon")
        one.sees("Berapa nomor telepon")
        one.sends("0812 3333 4444")
        one.sees("Telepon sudah disimpan.")
    jfu.sends("/start")
    jfu.taps("Orang & jabatan")
    jfu.taps("Daftar orang")
    line = re.search(r"(\d+)\. Siti Aminah", jfu.sees("Siti Aminah").text)
    assert line is not None
    jfu.taps(f"Lihat {line[1]}")
    jfu.taps("Lihat nomor")
    jfu.sees("Pembacaan ini tercatat.")
    begins(admin)
    admin.taps("Satu akun")
    admin.sees("Akun siapa?")
    admin.sends("Joko")
    admin.sees("belum ditemukan")
    admin.sends("dewi")
    admin.sees("Apa yang terjadi")
    admin.sends("HP JFU hilang di angkot.")
    admin.sees("Sejak tanggal berapa")
    admin.taps("Baru saja")

    rows = lists(admin)

    assert [row[1] for row in rows] == ["Dewi Lestari", "Agus Salim", "Budi Santoso", "Siti Aminah"]
    assert "nomor telepon" in str(rows[3][3])
    assert "4444" not in str(rows)


def test_a_delegates_lost_account_concerns_whom_he_could_read_about(office: Office) -> None:
    """Names stand in lists and papers; the utusan are named there, too."""
    admin = office.joins(Post.ADMIN, "Agus Salim")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        row = {"kecamatan_id": office.kecamatan_id, "season_id": office.season_id}
        unit.add(Delegate(**row, name="Joko W", institution="LPM", address="Jl. A", phone="+62811223344"))
    begins(admin)
    admin.taps("Satu akun")
    admin.sends("siti aminah")
    admin.sees("Apa yang terjadi")
    admin.sends("HP hilang di angkot.")
    admin.sees("Sejak tanggal berapa")
    admin.taps("Baru saja")

    assert [(row[1], row[3]) for row in lists(admin)[1:]] == [
        ("Agus Salim", "nama dan jabatan"),
        ("Joko W", "nama dan jabatan"),
    ]
