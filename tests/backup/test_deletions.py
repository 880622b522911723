"""A restore brings back no deletion, no used invitation, and no note of what another database has sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.backup.deletions import NAME, note_here
from bot.backup.making import make
from bot.backup.reading import Backup
from bot.backup.restoring import restore
from bot.commands.doctor import examine
from bot.settings import Settings
from models.log_check import check_log
from models.people import Invitation, Person
from models.unit import Database
from sop.accounts.invitations import invite, is_open
from sop.core.refused import Refused
from sop.privacy.forgetting import forget
from tests.backup.places import MOMENT, PASSPHRASE, Place, small_office
from tests.core.desk import FrontDesk

NAMES = "Siti Nurmalasari"


def with_siti(folder: Path) -> tuple[Place, int]:
    """A small office, in which somebody has no post and another of her name came later."""
    place = small_office(folder)
    with FrontDesk(place.url) as desk, desk.unit() as unit:
        office = unit.all(select(Person.kecamatan_id))[0]
        siti = unit.add(Person(kecamatan_id=office, name=NAMES, phone="+6281298765432", telegram_id=77))
        unit.log(siti, "test.came", siti)
        invite(unit, kecamatan_id=office, post="jfu")
        return place, siti.id


def test_who_was_forgotten_after_the_backup_is_forgotten_again(tmp_path: Path) -> None:
    place, siti = with_siti(tmp_path / "kantor")
    file = make(place.url, place.data, tmp_path / "cadangan" / "c.zip", MOMENT).path
    database = Database(place.url)
    with database.unit(MOMENT) as unit:
        forget(unit, None, unit.session.get_one(Person, siti))
        later = unit.add(Person(kecamatan_id=1, name=NAMES)).id
    assert note_here(database, lambda: MOMENT, place.data) == 1
    database.close()
    assert NAMES not in (place.data / NAME).read_text()
    make(place.url, place.data, tmp_path / "cadangan" / "d.zip", MOMENT)  # takes the list along
    new = Place(tmp_path / "baru")
    sent = Path(f"{tmp_path}/baru/musrenbang.db.sent")
    sent.parent.mkdir()
    sent.write_text('{"id": 1}\n')

    done = restore(new.url, new.data, file, lambda: MOMENT)

    assert (done.forgotten, done.links, later > siti) == (1, 1, True)
    assert not sent.exists()
    restored = Database(new.url)
    with restored.unit(MOMENT) as unit:
        person = unit.session.get_one(Person, siti)
        assert (person.name, person.phone, person.telegram_id) == (f"Orang {siti}", None, None)
        assert [one for one in unit.all(select(Invitation)) if is_open(unit, one)] == []
        assert all(chain.valid for chain in check_log(unit))
    restored.close()
    for path in (one for one in new.folder.rglob("*") if one.is_file()):
        assert NAMES.encode() not in path.read_bytes(), path


def test_a_later_row_with_the_same_number_is_somebody_else(tmp_path: Path) -> None:
    place, siti = with_siti(tmp_path / "kantor")
    place.data.mkdir(exist_ok=True)
    file = make(place.url, place.data, tmp_path / "c.zip", MOMENT).path
    (tmp_path / NAME).write_text(json.dumps({"person": siti, "entry": "f" * 64}) + "\nhalf a li")
    new = Place(tmp_path / "baru")

    assert restore(new.url, new.data, file, lambda: MOMENT).forgotten == 0


def test_where_there_is_a_passphrase_an_unlocked_file_is_refused_unless_it_is_said(tmp_path: Path) -> None:
    place = small_office(tmp_path / "kantor")
    file = make(place.url, place.data, tmp_path / "c.zip", MOMENT).path
    lock = {"BACKUP_PASSPHRASE": PASSPHRASE}

    with pytest.raises(Refused, match=r"backup\.is_unlocked"), Backup.opened(file, PASSPHRASE):
        pass
    checked = place.types("restore", str(file), "--check", **lock)
    said = place.types("restore", str(file), "--check", "--unlocked", **lock)

    assert (checked[0], said[0]) == (1, 0)
    assert "tidak terkunci, padahal kata sandi cadangan ada" in checked[2]


def test_doctor_says_that_backups_are_not_locked(tmp_path: Path) -> None:
    place = small_office(tmp_path / "kantor")
    settings = Settings(DATABASE_URL=place.url, DATA_DIR=place.data, BOT_TOKEN="")  # type: ignore[call-arg]

    (line,) = [one for one in examine(settings, lambda: MOMENT) if one.what == "locked"]

    assert line.state == "warn"
