"""The code of an app instead of a PIN: its secret is shown once, each code counts once."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.enums import Outcome
from models.log import LogEntry
from models.posts import Post
from models.signing import Pin
from sop.accounts.totp import keep_app
from tests.accounts.pin_typed import kept_words, types
from tests.core.desk import FrontDesk
from tests.step7_sign.naskah_talk import agrees, asked, decisions
from tests.support.office import Bureau
from tests.support.seed import at_step, draft, outcome
from tests.walking.busy_office import BusyOffice


def begins(phone: Phone) -> str:
    """The secret, as the app would take it from the message."""
    phone.sends("/pengaturan")
    phone.taps("PIN persetujuan")
    phone.taps("Pakai aplikasi kode")
    phone.sees("Tulis enam angka yang sekarang ditampilkan aplikasi kode.")
    message = phone.sees("Pindai QR ini dengan aplikasi kode")
    [secret] = re.findall(r"\b[A-Z2-7]{32}\b", message.text)
    return secret


def test_an_app_that_one_sets_up_leaves_what_another_has(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/totp.db") as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        with desk.unit() as unit:
            for post, secret in ((Post.SEKRETARIS, "A" * 32), (Post.CAMAT, "B" * 32)):
                keep_app(unit, office.holder(unit, post), secret, 1)
            found = {pin.person_id: pin.totp for pin in unit.all(select(Pin))}
            assert found == {
                office.holder(unit, Post.SEKRETARIS).id: "A" * 32,
                office.holder(unit, Post.CAMAT).id: "B" * 32,
            }


def vanishes(phone: Phone, secret: str) -> None:
    phone.waits_for(lambda _: secret not in phone.shows(), what="the secret to vanish")


def test_approval_asks_for_the_code_of_the_app(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    jfu = office.joins(Post.JFU, "Siti Aminah")
    admin = office.joins(Post.ADMIN, "Agus Salim")
    office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    agrees(reader, 1)
    asked(camat, 1)

    # Not confirmed in ten minutes: the secret is gone, and its code is nothing.
    late = begins(camat)
    own_bureau.turns_clock(minutes=11)
    vanishes(camat, late)
    types(camat, pyotp.TOTP(late).at(own_bureau.now()), "Waktunya habis, dan kuncinya sudah dihapus.")
    camat.taps("Batalkan")
    assert office.read(select(Pin)) == []

    # Confirmed by a code of the app; a wrong one is told.
    secret = begins(camat)
    app = pyotp.TOTP(secret)
    wrong = f"{(int(app.at(own_bureau.now())) + 1) % 10**6:06}"
    types(camat, wrong, "Kode itu tidak cocok.")
    first = app.at(own_bureau.now())
    types(camat, first, "Aplikasi kode sudah terpasang.")
    vanishes(camat, secret)
    assert secret not in kept_words(office)
    assert [one.id for one in office.read(select(Outbox)) if secret in f"{one.text}{one.file}"] == []
    assert secret not in str([entry.facts for entry in office.read(select(LogEntry))])
    assert secret not in own_bureau.log_text

    # The code that confirmed it is used; the next one counts, and counts once.
    camat.presses(asked(camat, 1), f"!approve:ask:{paper_of(camat)}")
    camat.taps("Ya, setujui")
    camat.sees("Untuk menyetujui Laporan hasil kegiatan Musrenbang, tulis kode aplikasi Bapak/Ibu.")
    types(camat, first, "Kode aplikasi itu keliru. Masih dapat dicoba 4 kali.")
    own_bureau.turns_clock(minutes=2)
    types(camat, app.at(own_bureau.now().timestamp() - 90), "Kode aplikasi itu keliru.")
    code = app.at(own_bureau.now())
    types(camat, code, "Disetujui. Berkas final sedang dibagikan.")
    [decision] = decisions(office, Outcome.APPROVED)
    assert decision.proof == "totp"
    camat.sends("/pengaturan")
    camat.taps("PIN persetujuan")
    camat.taps("Matikan aplikasi")
    types(camat, code, "Kode aplikasi itu keliru. Masih dapat dicoba 4 kali.")
    camat.taps("Batalkan")

    # The phone is lost: JFU takes the app away; its owner and the admin hear of it.
    jfu.sends("/pengaturan")
    jfu.taps("PIN persetujuan")
    jfu.taps("Hapus PIN 1")
    jfu.sees("PIN Rahmat Hidayat sudah dihapus.")
    for person in (camat, admin):
        person.sees("PIN persetujuan Rahmat Hidayat dihapus oleh Siti Aminah.")
    [pin] = office.read(select(Pin))
    assert (pin.totp, pin.hash) == (None, None)


def paper_of(camat: Phone) -> str:
    """The number of the paper that his buttons carry."""
    [data] = [one.data for row in asked(camat, 1).buttons for one in row if one.text == "Setujui"]
    return str(data).rsplit(":", 1)[1]
