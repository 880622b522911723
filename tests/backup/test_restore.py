"""A backup becomes an office again: the same rows and files, on either database, or nothing at all."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from bot.backup.disk_space import check_room
from bot.backup.making import make
from bot.backup.restoring import BEGUN, restore
from bot.commands.backup import back_up
from bot.lock import Busy, no_bot
from bot.settings import Settings
from models.database import engine_for
from models.people import Kecamatan
from models.unit import Database
from sop.core.refused import Refused
from sop.privacy.deletions import close_links
from tests.backup.places import MOMENT, PASSPHRASE, Place, small_office
from tests.core.desk import FrontDesk
from tests.rights.offices import two_offices


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return small_office(tmp_path_factory.mktemp("kantor"))


def test_commands_carry_an_office_to_another_place(office: Place, tmp_path: Path) -> None:
    place = Place(tmp_path / "baru")
    lock = {"BACKUP_PASSPHRASE": PASSPHRASE}

    code, out, _ = office.types("backup", str(tmp_path / "c.cadangan"), "--json", **lock)
    made = json.loads(out)
    restored = place.types("restore", str(tmp_path / "c.cadangan"), **lock)

    assert (code, made["locked"], made["files"], made["missing"]) == (0, True, 3, [])
    assert made["last_update"]["update_id"] == 700_002
    assert made["chains"][0]["entries"] == made["rows"]["log_entry"] == 5
    assert (restored[0], restored[2]) == (0, "")
    assert "last update in it: 700002" in restored[1]
    assert (place.tables(), place.files()) == (office.tables(), office.files())
    open_to_others = [
        path for path in place.folder.rglob("*") if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    assert open_to_others == []


def test_a_place_that_is_not_empty_is_left_alone(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    place = Place(tmp_path / "berkas")
    (place.data / "files").mkdir(parents=True)
    (place.data / "files" / "surat").write_text("milik orang lain")

    before = office.tables()

    with pytest.raises(Refused, match=r"backup\.database_not_empty"):
        restore(office.url, office.data, file, lambda: MOMENT)
    with pytest.raises(Refused, match=r"backup\.folder_not_empty"):
        restore(place.url, place.data, file, lambda: MOMENT)

    assert office.tables() == before
    assert (place.data / "files" / "surat").read_text() == "milik orang lain"


def test_what_was_broken_off_is_begun_anew(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    place = Place(tmp_path / "baru")
    killed = place.starts("restore", str(file))
    while killed.poll() is None and not (place.data / BEGUN).exists():
        pass
    killed.kill()
    killed.communicate()

    if (place.data / BEGUN).exists():  # else it was as quick as the eye
        restore(place.url, place.data, file, lambda: MOMENT)

    assert (place.tables(), place.files()) == (office.tables(), office.files())
    assert not (place.data / BEGUN).exists()


def test_a_changed_backup_leaves_the_place_empty(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    whole = file.read_bytes()
    at = whole.index(b"tables/person.jsonl") + 60
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    place = Place(tmp_path / "baru")

    code, out, errors = place.types("restore", str(file))

    assert (code, out) == (1, "")
    assert errors.startswith("Cadangan c.zip berubah: tables/person.jsonl tidak seperti semula.")
    assert [path for path in place.folder.rglob("*") if path.is_file()] == []


def test_a_broken_chain_is_told_and_kept_as_it_is(office: Place, tmp_path: Path) -> None:
    place = Place(tmp_path / "rusak")
    shutil.copytree(office.folder, place.folder)
    engine = engine_for(place.url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER log_entry_no_update"))
        connection.execute(text("UPDATE log_entry SET act = 'x' WHERE place = 2"))
    engine.dispose()

    told = back_up(
        Settings(_env_file=None, database_url=place.url, data_dir=place.data),
        lambda: MOMENT,
        tmp_path / "c.zip",
        None,
    )

    assert not told.whole
    assert "WRONG at entry 2: changed" in told.lines[-1]
    assert (tmp_path / "c.zip").exists()


@pytest.mark.parametrize(
    ("passphrase", "to", "refused"),
    [
        ("pendek.txt", None, "backup.short_passphrase"),
        ("kosong.txt", None, "backup.no_passphrase_in"),
        (None, "kosong.txt", "backup.exists"),
    ],
)
def test_what_cannot_be_done_is_refused(
    office: Place, tmp_path: Path, passphrase: str | None, to: str | None, refused: str
) -> None:
    for name, content in (("pendek.txt", "pendek"), ("kosong.txt", "")):
        (tmp_path / name).write_text(content)
    settings = Settings(_env_file=None, database_url=office.url, data_dir=office.data)

    with pytest.raises(Refused) as found:
        back_up(settings, lambda: MOMENT, to and tmp_path / to, passphrase and tmp_path / passphrase)

    assert found.value.key == refused
    assert not (office.data / "backups").exists() or not any((office.data / "backups").iterdir())


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"backup\.no_room"):
        check_room(tmp_path, 10**18)


def test_a_bot_that_runs_keeps_a_restore_out(office: Place, tmp_path: Path, postgres_url: str) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    for place in (Place(tmp_path / "kota", postgres_url), Place(tmp_path / "berkas")):
        with no_bot(place.url, "musrenbang 1"), pytest.raises(Busy, match="stop it first"):
            restore(place.url, place.data, file, lambda: MOMENT)

        assert not any(path.is_file() for path in place.data.glob("**/*"))

    restore(postgres_url, tmp_path / "kota" / "data", file, lambda: MOMENT)


@pytest.mark.slow
def test_every_table_comes_through_postgresql_and_back(tmp_path: Path, postgres_url: str) -> None:
    first = Place(tmp_path / "sqlite")
    small = small_office(tmp_path / "kecil")
    with FrontDesk(small.url) as desk:
        two_offices(desk, small.folder, 2)
        with desk.unit() as unit:
            close_links(unit)  # a restore closes what is open
    make(small.url, small.data, tmp_path / "1.zip", MOMENT)
    city = Place(tmp_path / "kota", postgres_url)

    restore(city.url, city.data, tmp_path / "1.zip", lambda: MOMENT)
    make(city.url, city.data, tmp_path / "2.zip", MOMENT)
    restore(first.url, first.data, tmp_path / "2.zip", lambda: MOMENT)

    assert small.tables() == city.tables() == first.tables()
    assert small.files() == city.files() == first.files()
    database = Database(city.url)
    with database.unit(MOMENT) as unit:  # the next row gets a number of its own
        made = unit.session.execute(
            insert(Kecamatan).values(name="Sesudahnya", office={}, closures=[]).returning(Kecamatan.id)
        ).scalar_one()
    database.close()
    assert made == small.tables()["kecamatan"][0] + 1
