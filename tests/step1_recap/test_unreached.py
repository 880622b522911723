"""Kelurahan without anybody on Telegram: JFU hears how many they are, and whom he can call."""

from __future__ import annotations

from sqlalchemy import select

from models.log import LogEntry
from models.posts import Post
from tests.support.filled import a_workbook
from tests.support.office import Office
from tests.support.usulan import speaks_plainly

HEAD = ("Nama", "Nomor HP", "Jabatan", "Kelurahan")
NANI = ("Hj. Nani", "0812 9999 8888", "Lurah", "Kelurahan B")


def test_a_nudge_says_who_cannot_be_reached_and_shows_the_lurahs_number(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    jfu.sends_document(a_workbook([NANI], HEAD), "orang.xlsx")
    jfu.taps("Masukkan daftar")
    jfu.sees("Selesai:")
    jfu.sends("/usulan")
    jfu.sees("Rekap hasil Musrenbang Kelurahan")

    jfu.taps("Ingatkan")

    jfu.sees("1 orang sudah diingatkan.\n2 kelurahan belum ada di Telegram, jadi perlu ditelepon.")
    jfu.taps("Perlu ditelepon (2)")
    jfu.sees("Belum ada yang memakai Telegram di kelurahan ini")
    assert [one for one in jfu.buttons if one.startswith("Kelurahan")] == ["Kelurahan B", "Kelurahan C"]
    jfu.taps("Kelurahan B")
    jfu.sees("Lurah Kelurahan B: Hj. Nani, +6281299998888")
    jfu.taps("Kelurahan C")
    jfu.sees("Nomor HP Lurah Kelurahan C belum dicatat. Kirim daftar nomor HP sebagai berkas Excel")
    seen = select(LogEntry.id).where(
        LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "phone.seen"
    )
    assert len(office.read(seen)) == 1
    speaks_plainly(jfu)


def test_who_can_be_reached_is_not_to_be_called(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    for place in ("A", "B", "C"):
        office.joins(Post.LURAH, f"Lurah {place}", f"Kelurahan {place}")
    jfu.sends("/usulan")
    home = jfu.sees("Rekap hasil Musrenbang Kelurahan")
    assert not [one for one in jfu.buttons if one.startswith("Perlu ditelepon")]

    jfu.presses(home, "s1:unreached:0")

    jfu.sees("Semua kelurahan sudah dapat diingatkan lewat Telegram.")


def test_numbers_are_shown_to_who_takes_in_alone(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    answers = siti.answers(siti.sees("Musrenbang Kecamatan"), "s1:unreached:0", "s1:call:1:0")
    assert [answer.partition(" JFU")[0] for answer in answers] == ["Ini tugas"] * 2
