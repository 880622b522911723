"""Joining by invitation, through the chat."""

from __future__ import annotations

from models.posts import Post
from tests.office import Office


def test_delegate_joins_with_his_link(office: Office) -> None:
    phone = office.phone("Siti")

    phone.opens(office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    phone.sees("Delegasi Kelurahan Kelurahan A")
    phone.taps("Ya, ini saya")
    phone.sees("Siapa nama lengkap")
    phone.sends("Siti Aminah, S.E.")

    phone.sees("Selamat bergabung, Siti Aminah, S.E.")
    assert "Buat usulan" in phone.buttons
