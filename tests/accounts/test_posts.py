"""Several posts in one hand: the hat, the home of each post, the period of a post; through the chat."""

from __future__ import annotations

import pytest

from models.posts import Post
from tests.support.office import Bureau, Office


@pytest.fixture(scope="module")
def desk(bureau: Bureau) -> Office:
    """An office with its Sekretaris and JFU."""
    office = bureau.office()
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.JFU, "Tuti Alawiyah")
    return office


def test_who_has_two_posts_chooses_one_and_sees_it_above_his_home(desk: Office) -> None:
    budi = desk.joins(Post.LURAH, "Budi Santosa", "Kelurahan A")
    assert "Rekap kelurahan" in budi.buttons
    assert "Ganti jabatan" not in budi.buttons
    desk.joins(Post.DELEGASI, "Budi Santosa", "Kelurahan B", phone=budi)

    budi.sees("Bapak/Ibu memegang 2 jabatan.")
    budi.sees("1. Lurah Kelurahan A\n2. Delegasi Kelurahan Kelurahan B")
    budi.taps("2. Delegasi Kelurah…")

    home = budi.sees(f"Musrenbang Kecamatan {desk.name}\nBudi Santosa — Delegasi Kelurahan Kelurahan B")
    assert home.labels[:2] == ["Buat usulan", "Usulan saya"]
    assert "Rekap kelurahan" not in home.labels
    old = home.id
    budi.sends("/start")
    budi.waits_for(lambda _: budi.from_bot[-1].id != old)
    budi.taps("Ganti jabatan")
    budi.taps("1. Lurah Kelurahan A")
    home = budi.sees("Budi Santosa — Lurah Kelurahan A")
    assert "Buat usulan" not in home.labels
    assert {"usulan", "tugas", "status", "bantuan", "pengaturan"} == set(budi.commands)

    budi.presses(home, "hat:wear:999999")
    budi.sees("Tombol itu sudah tidak berlaku.")
