"""Step 1 through the chat: delegates submit, the Lurah confirms, JFU closes the intake."""

from __future__ import annotations

import io

from PIL import Image
from sqlalchemy import select

from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from tests.office import Office


def a_photo(colour: str = "brown") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(made, "JPEG")
    return made.getvalue()


def test_delegate_submits_by_browsing_the_kamus(office: Office) -> None:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")

    phone.taps("Buat usulan")
    phone.taps("Sarpras")
    phone.sees("Pilih jenis usulan")
    print(phone.shows())
    phone.taps("Drainase")
    phone.taps("Pakai jenis ini")
    phone.sees("Apa masalahnya")
    phone.sends("Saluran tersumbat, air meluap ke 20 rumah setiap hujan.")
    phone.sees("Di mana lokasinya")
    phone.sends("Gang Mawar depan musala, RT 03/RW 05")
    phone.sees("Titik lokasi")
    print(phone.shows())
    phone.taps("Lewati")
    phone.sees("Berapa volumenya")
    phone.sends("40")
    phone.taps("Pakai harga kamus")
    phone.sees("penerima")
    phone.sends("25 KK 90 jiwa")
    phone.sees("Kirim 1 sampai 3 foto")
    phone.sends_photo(a_photo())
    phone.taps("Selesai")
    print(phone.shows())
    phone.taps("Kirim usulan")
    phone.sees("Usulan diterima")
    print(phone.shows())
