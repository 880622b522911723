"""The letter that makes somebody Plt. or Plh."""

from __future__ import annotations

from demo.phone import Phone


def opens_form(phone: Phone) -> None:
    phone.sends("/start")
    phone.taps("Orang & jabatan")
    phone.taps("Plt./Plh.")
    phone.taps("Tambah Plt./Plh.")
    phone.sees("Jabatan mana yang dijalankan?")


def says_who(phone: Phone, post: str, kelurahan: str | None, who: str) -> None:
    opens_form(phone)
    phone.taps(post)
    if kelurahan:
        phone.sees("Kelurahan mana?")
        phone.taps(kelurahan)
    phone.sees("Siapa yang menjalankan tugasnya?")
    phone.taps(who)


def says_term(phone: Phone, kind: str, begins: str, ends: str) -> None:
    phone.sees("Plt. (jabatan kosong")
    phone.taps(kind)
    phone.sees("Nomor surat perintahnya?")
    phone.sends("800/123/BKPSDM/2027")
    phone.sees("Mulai tanggal berapa?")
    phone.taps(begins) if begins in phone.buttons else phone.sends(begins)
    phone.sees("Sampai tanggal berapa")
    phone.sends(ends)
