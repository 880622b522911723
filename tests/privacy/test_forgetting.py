"""Deletion on request: nothing is left of a person but what official records need, and that names nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.enums import Fetching, Waiting
from models.log_check import check_log
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import Season
from models.tables import METADATA
from sop.core.people import appoint
from sop.handover.leaving import leave
from tests.privacy.forgetting_talk import closes_season, commands, opens_forgetting, purges
from tests.support.office import Bureau, Office
from tests.support.usulan import ASKED, a_photo, comes_to, goes_on, presses_send

NAME, PHONE = "Siti Nurmalasari", "+6281298765432"


@pytest.fixture
def siti(own_bureau: Bureau) -> Iterator[Phone]:
    """She has sent an usulan with voice and photo; has a draft, a number, her own data; a JFU knows her."""
    office = own_bureau.office()
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan A")
    siti.sends("/pengaturan")
    siti.taps("Data diri")
    siti.taps("Telepon")
    siti.sees("Berapa nomor telepon")
    siti.sends("0812 9876 5432")
    siti.sees("Telepon sudah disimpan.")
    siti.sends("/start")
    comes_to(siti, "problem")
    siti.sends_voice(42)
    siti.sees(ASKED["place"])
    goes_on(siti, "place", "photos")
    siti.sends_document(a_photo("green"), "foto.jpg")
    siti.taps("Selesai")
    presses_send(siti)
    fetched = select(Upload.id).where(Upload.state == Fetching.FETCHED)
    siti.waits_for(lambda _eyes: len(office.read(fetched)) == 2, what="voice and photo to be fetched")
    siti.sends("/start")
    comes_to(siti, "place")
    siti.taps("Simpan & keluar")
    siti.sends("/pengaturan")
    siti.taps("Privasi")
    siti.taps("Data saya")
    siti.sees("Data saya, lengkap")
    jfu.sends(f"Tolong hubungi {NAME} di 081298765432")
    jfu.sends("/start")
    jfu.taps("Orang & jabatan")
    jfu.taps("Daftar orang")
    jfu.sees(NAME)
    return siti


def office_of(bureau: Bureau) -> Office:
    with bureau.database.unit(bureau.now()) as unit:
        season = unit.all(select(Season))[0]
        return Office(bureau, season.kecamatan.name, season.kecamatan_id, season.id)


def traces(bureau: Bureau, *needles: str) -> list[str]:
    """Where one of these still stands: every table, every file of the data folder, the log."""
    found = []
    with bureau.database.transaction() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)).all():
                said = json.dumps([str(cell) for cell in row], ensure_ascii=False)
                found += [f"{table.name}: {needle}" for needle in needles if needle in said]
    for path in sorted(one for one in bureau.folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        found += [f"{path.name}: {needle}" for needle in needles if needle.encode() in content]
    return found


def test_who_is_forgotten_is_nowhere_and_the_record_stays(own_bureau: Bureau, siti: Phone) -> None:
    office, needles = office_of(own_bureau), (NAME, "81298765432", "9876 5432", str(siti.id))
    files = own_bureau.folder / "data" / "files"
    before = {path.name for path in files.rglob("*") if path.is_file()}
    assert {one.partition(": ")[0] for one in traces(own_bureau, *needles)} > {"person", "outbox", "inbox"}
    closes_season(office)

    opens_forgetting(siti)
    siti.sees("Delegasi 1, Kelurahan Kelurahan A")
    siti.taps("Ya, hapus data saya")
    siti.sees("Data pribadi Bapak/Ibu sudah dihapus.")
    waits = select(Outbox.id).where(Outbox.state == Waiting.WAITING)
    siti.waits_for(lambda _eyes: not office.read(waits), what="the last message to be noted as sent")
    purges(own_bureau)

    assert traces(own_bureau, *needles) == []
    after = {path.name for path in files.rglob("*") if path.is_file()}
    assert len(before - after) == 4  # voice, the photo as it came, and both files of Data saya
    (usulan,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    (author,) = office.read(select(Person).where(Person.id == usulan.author_id))
    assert (usulan.number is not None, author.name) == (True, "Delegasi 1, Kelurahan Kelurahan A")
    assert (author.telegram_id, author.phone) == (None, None)
    with own_bureau.database.unit(own_bureau.now()) as unit:
        assert all(chain.valid for chain in check_log(unit))
    siti.sends("/start")
    siti.sees("Bapak/Ibu belum terdaftar.")


def test_who_has_a_duty_is_told_who_takes_over_and_is_forgotten_when_it_ends(bureau: Bureau) -> None:
    office = bureau.office()
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    lurah = office.joins(Post.LURAH, "Ahmad Zulkifli", "Kelurahan A")
    opens_forgetting(lurah)
    screen = lurah.sees("Bapak/Ibu masih bertugas").text
    assert "• Lurah Kelurahan A. Belum ada penggantinya." in screen
    assert "Yang dapat mengalihkan: Rudi Hartono." in screen
    forged = lurah.presses(lurah.from_bot[-1], "settings:forgetme")
    assert forged is not None
    assert forged.text.startswith("Bapak/Ibu masih bertugas.")
    lurah.taps("Catat permintaan")
    lurah.sees("Permintaan tercatat.")
    secretary.sees(
        "Ahmad Zulkifli meminta data pribadinya dihapus setelah tidak bertugas sebagai Lurah Kelurahan A."
    )

    (person,) = office.read(select(Person).where(Person.telegram_id == lurah.id))
    with bureau.database.unit(bureau.now()) as unit:
        by = unit.all(select(Person).where(Person.telegram_id == secretary.id))[0]
        leave(unit, by, person.posts[0].id, None)
    purges(bureau)
    bureau.knocks()

    lurah.sees("Data pribadi Bapak/Ibu sudah dihapus.")
    (person,) = office.read(select(Person).where(Person.id == person.id))
    assert (person.name, person.nip, person.telegram_id) == ("Lurah 1, Kelurahan Kelurahan A", None, None)


def test_wish_can_be_taken_back(office: Office) -> None:
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    lurah = office.joins(Post.LURAH, "Ahmad Zulkifli", "Kelurahan A")
    opens_forgetting(lurah)
    lurah.taps("Catat permintaan")
    lurah.sees("Permintaan tercatat.")
    lurah.taps("Batalkan permintaan")

    lurah.sees("Permintaan dibatalkan.")
    assert "Catat permintaan" in lurah.buttons
    lurah.sends("/start")
    lurah.waits_for(lambda eyes: not eyes.has("Permintaan dibatalkan."), what="the home")
    lurah.presses(lurah.from_bot[-1], "settings:forgetnot")  # on a copy that a kill has left behind
    lurah.sees("Permintaan dibatalkan.")


def test_somebody_without_telegram_is_forgotten_from_the_command_line(bureau: Bureau) -> None:
    office = bureau.office()
    with bureau.database.unit(bureau.now()) as unit:
        for name, post in (("Joko Widarto, S.E.", Post.DELEGASI), ("Rahmat Hidayat", Post.CAMAT)):
            person = unit.add(Person(kecamatan_id=office.kecamatan_id, name=name, phone="+6281200001111"))
            appoint(unit, person, post, by=None)

    names = ("joko widarto", "Joko Widarto", "Rahmat Hidayat")
    asked = ("forget", "--kecamatan", office.name, "--name")
    done, again, camat = (commands(bureau, *asked, name) for name in names)

    assert (done.returncode, json.loads(done.stdout)["name"]) == (0, "Delegasi 1")
    assert again.stderr.startswith("Nama “Joko Widarto” belum ditemukan di kecamatan ini.")
    assert camat.stderr.startswith("Rahmat Hidayat masih bertugas: Camat.")
    people = select(Person.name).where(Person.kecamatan_id == office.kecamatan_id).order_by(Person.id)
    assert office.read(people) == ["Delegasi 1", "Rahmat Hidayat"]
