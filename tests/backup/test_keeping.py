"""Backups by themselves: every night, the old ones make room, and an admin sees and is told."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.backup.retention import kept_in, name_of, rotate
from bot.commands.doctor import State, _backup
from bot.jobs.backups import make_here
from bot.jobs.machine_alerts import Lasting, troubles_of
from bot.settings import Settings
from bot.starting.identity import make_bot
from bot.watching.health import Watch, waits_of
from models.posts import Post
from sop.alerts.backups import is_due, note_failed, note_good, remembered, too_old
from sop.alerts.troubles import note_troubles
from tests.backup.places import MOMENT, small_office
from tests.core.desk import FrontDesk
from tests.support.office import ROOT, Bureau
from texts import plain

NIGHT = time(2, 0)
GIB = 2**30


def test_of_a_year_stay_seven_days_four_weeks_twelve_months(tmp_path: Path) -> None:
    (tmp_path / "milik-sendiri.zip").write_bytes(b"")
    first = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)
    for day in range(400):
        (tmp_path / name_of(first + timedelta(days=day), locked=False)).write_bytes(b"")
        rotate(tmp_path)

    days = [path.name[11:19] for path in kept_in(tmp_path)]
    assert days == [
        "20270204", "20270203", "20270202", "20270201", "20270131", "20270130", "20270129",
        "20270124", "20270117", "20261231", "20261130", "20261031", "20260930", "20260831", "20260731",
        "20260630", "20260531", "20260430", "20260331",
    ]  # fmt: skip
    assert (tmp_path / "milik-sendiri.zip").exists()


def test_one_is_due_every_night_and_an_hour_after_a_failure(file_desk: FrontDesk, tmp_path: Path) -> None:
    place = small_office(tmp_path)

    def due() -> bool:
        with file_desk.unit() as unit:
            return is_due(unit, NIGHT)

    found = [due()]  # 10.00 WIB: the first night is still to come
    file_desk.later(hours=16)
    found.append(due())
    with file_desk.unit() as unit:
        note_good(unit, make_here(place.url, place.data, file_desk.now, ""))
    found.append(due())
    file_desk.later(hours=24)
    found.append(due())
    with file_desk.unit() as unit:
        note_failed(unit, "disk penuh")
        found.append(is_due(unit, NIGHT))
    file_desk.later(hours=1)
    found.append(due())
    with file_desk.unit() as unit:
        found.append(is_due(unit, None))
        assert too_old(unit) is None
    file_desk.later(hours=24)
    with file_desk.unit() as unit:
        assert too_old(unit) == file_desk.now - timedelta(hours=49)

    assert found == [False, True, False, True, False, True, False]
    (kept,) = kept_in(place.data / "backups")
    assert kept.stat().st_mode & stat.S_IRUSR


def test_a_clock_that_was_ahead_once_keeps_no_backup_back(file_desk: FrontDesk, tmp_path: Path) -> None:
    place = small_office(tmp_path)
    with file_desk.unit() as unit:
        remembered(unit)
    right = file_desk.now
    file_desk.now += timedelta(days=365 * 9)
    with file_desk.unit() as unit:
        note_good(unit, make_here(place.url, place.data, file_desk.now, ""))
        note_failed(unit, "disk penuh")
    file_desk.now = right + timedelta(days=3)
    settings = Settings(_env_file=None, bot_token="1:x", database_url=place.url, data_dir=place.data)
    health = Watch(str(file_desk.database.engine.url), make_bot(settings), lambda: file_desk.now, 20.0, bool)

    with file_desk.unit() as unit:
        found = (is_due(unit, NIGHT), too_old(unit))
    seconds = health._read().backup_seconds
    health.close()
    said = _backup(settings, lambda: file_desk.now)
    ahead = _backup(settings, lambda: right + timedelta(days=365 * 9 - 1))

    assert found == (True, right)
    assert seconds is None
    assert (said.state, ahead.state) == (State.BAD, State.OK)


def test_a_clock_that_was_ahead_when_the_bot_first_began_keeps_no_backup_back(file_desk: FrontDesk) -> None:
    right = file_desk.now
    file_desk.now += timedelta(days=365 * 9)
    with file_desk.unit() as unit:
        assert not is_due(unit, NIGHT)
    file_desk.now = right
    found = []
    for hours in (0, 24):
        file_desk.later(hours=hours)
        with file_desk.unit() as unit:
            found.append(is_due(unit, NIGHT))

    assert found == [False, True]


#: Makes a backup, and is stopped when some of it is written.
STOPPED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.backup.retention import name_of
from bot.backup.making import make
os.fsync = lambda _: print("half", flush=True) or sys.stdin.readline()
moment = datetime(2027, 1, 9, tzinfo=UTC)
data = Path(sys.argv[2])
make(sys.argv[1], data, data / "backups" / name_of(moment, locked=False), moment)
"""


def test_halves_of_killed_backups_make_room_and_one_that_is_being_made_stays(tmp_path: Path) -> None:
    place = small_office(tmp_path)
    folder = place.data / "backups"
    folder.mkdir()
    left, own = folder / f"{name_of(MOMENT, locked=True)}.half", folder / "milik-sendiri.half"
    for path in (left, own):
        path.write_bytes(b"half")
    words = [sys.executable, "-c", STOPPED, place.url, str(place.data)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"half\n"
        (made,) = set(folder.glob("*.half")) - {left, own}

        make_here(place.url, place.data, MOMENT, "")
        there = made.exists()
        other.kill()
    make_here(place.url, place.data, MOMENT + timedelta(days=1), "")

    assert there
    assert list(folder.glob("*.half")) == [own]
    assert len(kept_in(folder)) == 2


def test_a_queue_that_stands_still_is_told_once_and_its_end_once(file_desk: FrontDesk) -> None:
    office = file_desk.office()
    file_desk.person(office, 9, Post.ADMIN)
    file_desk.message(77, "/start")
    lasting, told = Lasting(), []

    def looks(at: float) -> None:
        with file_desk.unit() as unit:
            found = troubles_of(waits_of(unit.session.connection(), unit.now), 50 * GIB, 100 * GIB)
            told.append(note_troubles(unit, lasting.of(found, at)))

    looks(0)
    file_desk.later(minutes=5)
    for at in (20, 60, 90, 110):  # the clock may only have been set: it must last for a minute
        looks(at)
    file_desk.works()
    looks(130)
    looks(150)

    assert told == [False, False, False, True, False, True, False]
    first, last = file_desk.said(9)
    assert "Kiriman orang menumpuk.</b> 1 menunggu, yang tertua 5 menit" in first
    assert last == plain("care.unhandled_over")


@pytest.mark.parametrize(
    ("free", "total", "low"),
    [
        (GIB // 2, 8 * GIB, True),
        (2 * GIB, 40 * GIB, True),
        (20 * GIB, 400 * GIB, False),
        (5 * GIB, 40 * GIB, False),
    ],
)
def test_a_disk_is_low_below_a_gigabyte_or_a_tenth(
    file_desk: FrontDesk, free: int, total: int, low: bool
) -> None:
    with file_desk.unit() as unit:
        assert ("disk" in troubles_of(waits_of(unit.session.connection(), unit.now), free, total)) is low


def test_an_admin_makes_one_in_the_chat(bureau: Bureau) -> None:
    office = bureau.office()
    admin = office.joins(Post.ADMIN, "Dewi Lestari")
    admin.sends("/pengaturan")
    admin.taps("Cadangan")
    admin.sees("Cadangkan sekarang")

    admin.taps("Cadangkan sekarang")

    admin.sees("sudah dibaca ulang dan utuh")
    newest = kept_in(bureau.folder / "data" / "backups")[0]
    assert stat.S_IMODE(newest.stat().st_mode) == 0o600
    admin.sends("/pengaturan")
    admin.taps("Cadangan")
    admin.sees(newest.name)
    jfu = office.joins(Post.JFU, "Citra Ayu")
    jfu.sends("/pengaturan")
    jfu.waits_for(lambda phone: "Templat Word" in phone.shows())
    assert "Cadangan" not in jfu.shows()
