"""The notice about personal data comes before any question; Data saya hands out what is kept."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from python_calamine import load_workbook
from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.enums import Fetching
from models.log import LogEntry
from models.people import Person
from models.posts import Post
from models.proposal import Upload
from sop.privacy.notice import VERSION, tell_everybody
from tests.core.desk import FrontDesk
from tests.support.office import Office
from tests.support.usulan import a_photo, comes_to

NOTICE = "Data pribadi Bapak/Ibu"


def opens_privacy(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.taps("Privasi")


def test_notice_comes_once_and_before_the_first_question(office: Office) -> None:
    phone = office.phone("Siti Aminah")
    phone.opens(office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    phone.sees("Benar untuk Bapak/Ibu?")
    told, question = phone.from_bot[-2:]
    phone.taps("Ya, ini saya")
    phone.taps("Pakai")
    phone.sees("Selamat bergabung")
    phone.opens(office.link(Post.LURAH, "Kelurahan A", "Siti Aminah"))
    phone.sees("Undangan untuk Lurah")

    assert told.text.startswith(
        f"Undangan ini untuk Delegasi Kelurahan Kelurahan A, Kecamatan {office.name}.\n{NOTICE}"
    )
    assert told.text.count("\n") == 3
    assert question.text.startswith("Undangan untuk Delegasi")
    phone.presses(told, "privacy:all")
    whole = phone.sees("Pengelola: ")
    for said in (
        f"Pengelola: Kecamatan {office.name}",
        "UU 27/2022",
        "30 hari",
        "server Telegram",
        "Hak Bapak/Ibu",
    ):
        assert said in whole.text
    notices = [one.text for one in phone.from_bot if NOTICE in one.text]
    assert notices == [whole.text]  # in the place of the short one; the second invitation brings none


def test_privacy_says_when_one_was_told_and_whom_to_ask(office: Office) -> None:
    office.joins(Post.JFU, "Dewi Lestari")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens_privacy(delegate)

    screen = delegate.sees("Setiap tindakan dicatat").text

    assert "hubungi JFU Dewi Lestari." in screen
    assert "Disampaikan kepada Bapak/Ibu " in screen
    assert f"versi {VERSION}." in screen
    assert screen.count("\n") < 12


def test_who_was_in_before_hears_of_a_new_version_once_and_silently(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/notice.db") as desk:
        office = desk.office()
        desk.person(office, 71, Post.JFU, name="Dewi Lestari")
        desk.message(72, "halo")
        desk.works()
        with desk.unit() as unit:
            first = tell_everybody(unit)
        with desk.unit() as unit:
            again = tell_everybody(unit)

        stranger, jfu = ([text.startswith(f"<b>{NOTICE}") for text in desk.said(user)] for user in (72, 71))
        silent = desk.rows(select(Outbox.silent).where(Outbox.chat_id == 71, Outbox.kind == "notice"))

    assert (first, again) == (1, 0)
    assert (stranger, jfu, silent) == ([True, False], [True], [True])


@pytest.fixture
def delegate(office: Office) -> Phone:
    """With a number, and a draft with a photo."""
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens_privacy(delegate)
    delegate.taps("Data diri")
    delegate.taps("Telepon")
    delegate.sees("Berapa nomor telepon")
    delegate.sends("0812 3333 4444")
    delegate.sees("Telepon sudah disimpan.")
    delegate.sends("/start")
    comes_to(delegate, "photos")
    delegate.sends_photo(a_photo())
    delegate.sees("Sudah 1 dari 3 foto")
    delegate.taps("Simpan & keluar")
    fetched = select(Upload.id).where(
        Upload.kecamatan_id == office.kecamatan_id, Upload.state == Fetching.FETCHED
    )
    delegate.waits_for(lambda _eyes: office.read(fetched), what="the photo to be fetched")
    return delegate


def test_own_data_come_at_once_with_photos_and_nobody_elses(office: Office, delegate: Phone) -> None:
    office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    delegate.sends("/start 3vJkq9_Zz-8Wm2Xn5Yb7Tc")
    delegate.sees("tidak berlaku")
    opens_privacy(delegate)
    delegate.taps("Data saya")
    delegate.sees("sedang disiapkan")
    book = load_workbook(io.BytesIO(delegate.downloads(delegate.sees("Semua yang tercatat tentang"))))
    archive = zipfile.ZipFile(io.BytesIO(delegate.downloads(delegate.sees("Data saya, lengkap"))))

    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert ["Telepon", "+6281233334444"] in rows["Data diri"]
    assert [row[0] for row in rows["Jabatan"][1:]] == ["Delegasi Kelurahan Kelurahan A"]
    assert len(rows["Usulan"]) == 2
    assert any("Siapa nama lengkap" in str(row) or NOTICE in str(row) for row in rows["Pesan keluar"])
    names = archive.namelist()
    original, photo = sorted(name for name in names if name.startswith("kiriman/"))
    assert original == photo.replace(".jpg", "-asli.jpg")
    assert archive.read(photo).startswith(b"\xff\xd8")
    whole = json.loads(archive.read("data-saya.json"))
    assert {"Keterangan": "Nama", "Isi": "Siti Aminah"} in whole["Data diri"]
    assert "Budi Santoso" not in json.dumps(whole)
    begun = [word for one in whole["Pesan masuk"] for word in one.values() if word.startswith("/start ")]
    assert begun == ["/start …"], "a link opens to whoever is shown the file"
    (me,) = office.read(
        select(Person).where(Person.name == "Siti Aminah", Person.kecamatan_id == office.kecamatan_id)
    )
    acts = select(LogEntry.act).where(LogEntry.subject == f"person:{me.id}", LogEntry.actor_id == me.id)
    assert "own_data.asked" in office.read(acts)
