"""Several posts in one hand, each with its letter and period; through the chat."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.people import Appointment
from models.posts import Post
from tests.support.office import Bureau, Office
from tests.support.usulan import speaks_plainly


def opens(phone: Phone, name: str, post: str = "") -> None:
    """From the menu to somebody's card."""
    phone.sends("/start")
    phone.taps("Orang & jabatan")
    phone.taps("Daftar orang")
    listed = phone.sees("Daftar orang\n")
    line = next(line for line in listed.text.splitlines() if f". {name}: {post}" in line)
    phone.taps(f"Lihat {line.partition('.')[0]}")
    phone.sees(f"{name}\n")


def skips_all(phone: Phone, until: str = "") -> None:
    """Lewati, question by question."""
    for asked in ("Nomor SK atau surat tugasnya?", "Mulai tanggal berapa?", "Sampai tanggal berapa"):
        phone.sees(asked)
        if asked == until:
            return
        phone.taps("Lewati")


@pytest.mark.slow
def test_a_second_post_begins_on_its_day_and_ends_on_its_day(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    rudi = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    budi = office.joins(Post.LURAH, "Budi Santosa", "Kelurahan A")
    opens(rudi, "Budi Santosa")
    rudi.taps("Beri jabatan lain")
    rudi.taps("Kepala Bidang")
    rudi.sees("Nomor SK atau surat tugasnya?")
    rudi.sends("821/45/BKPSDM/2027")
    rudi.sees("Mulai tanggal berapa?")
    rudi.sends("12 Januari")
    rudi.sees("Sampai tanggal berapa")
    rudi.sends("10 Januari 2027")
    rudi.sees("⚠️ Hari terakhirnya sebelum hari pertama (12 Januari 2027).")
    rudi.sends("13 Januari 2027")
    rudi.sees("Budi Santosa mendapat jabatan Kepala Bidang dan diberi tahu.")

    budi.sees(
        "Bapak/Ibu mendapat jabatan Kepala Bidang: "
        "12 Januari 2027 s.d. 13 Januari 2027, surat 821/45/BKPSDM/2027."
    )
    budi.sends("/start")
    budi.sees("Budi Santosa — Lurah Kelurahan A")
    opens(rudi, "Budi Santosa", "Kepala Bidang")
    rudi.sees("Masa jabatan: 12 Jan 2027 s.d. 13 Jan 2027\nSurat: 821/45/BKPSDM/2027")
    rudi.taps("Beri jabatan lain")
    rudi.taps("Kepala Bidang")
    skips_all(rudi)
    rudi.sees("⚠️ Budi Santosa sudah memegang jabatan Kepala Bidang.")
    rudi.taps("Simpan & keluar")

    own_bureau.turns_clock(hours=14, minutes=5)  # 00.05 of the 12th
    budi.sends("/start")
    budi.sees("memegang 2 jabatan")
    own_bureau.turns_clock(hours=8)
    budi.sees("Mulai hari ini jabatan Bapak/Ibu sebagai Kepala Bidang berlaku sampai 13 Januari 2027.")
    own_bureau.turns_clock(days=2)
    budi.sees("Jabatan Bapak/Ibu sebagai Kepala Bidang sudah berakhir.")
    budi.sends("/start")
    budi.sees("Budi Santosa — Lurah Kelurahan A")
    speaks_plainly(budi)
    speaks_plainly(rudi)


def test_the_period_of_a_post_is_noted_and_the_last_admin_has_none(office: Office) -> None:
    wati = office.joins(Post.ADMIN, "Wati Kurnia")
    budi = office.joins(Post.LURAH, "Budi Santosa", "Kelurahan A")
    opens(wati, "Budi Santosa")
    wati.taps("Masa jabatan")
    wati.sends("821/46")
    wati.sees("Mulai tanggal berapa?")
    wati.taps("Lewati")
    wati.sees("Sampai tanggal berapa")
    wati.sends("31 Desember 2027")
    wati.sees("Masa jabatan Budi Santosa sebagai Lurah Kelurahan A sudah dicatat.")
    budi.sees("sebagai Lurah Kelurahan A: sudah berlaku s.d. 31 Desember 2027, surat 821/46.")

    opens(wati, "Wati Kurnia")
    wati.taps("Masa jabatan")
    skips_all(wati, "Sampai tanggal berapa")
    wati.sends("31 Desember 2027")
    wati.sees("⚠️ Ini Admin terakhir yang memakai Telegram.")
    held = office.read(
        select(Appointment).where(Appointment.kecamatan_id == office.kecamatan_id).order_by(Appointment.id)
    )
    assert [(one.post, one.basis, one.ends) for one in held] == [
        ("admin", None, None),
        ("lurah", "821/46", date(2027, 12, 31)),
    ]
