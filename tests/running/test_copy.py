"""`copy FROM TO`: a season goes from SQLite to PostgreSQL and on; what breaks off leaves nothing half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select

from bot.commands.copy import copy, shows_password
from bot.lock import Busy
from bot.migrating import migrate
from bot.outgoing.rows import Result, due
from bot.outgoing.sent_journal import notes_beside
from models.chat import Inbox, Outbox
from models.database import engine_for
from models.enums import Waiting
from models.log_check import check_log
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.tables import METADATA
from models.unit import Database
from sop.office.places import Place
from sop.setting_up import setup
from tests.core.command_desk import Desk
from tests.support.office import START, Bureau
from tests.support.usulan import PROBLEM, comes_to, goes_on, presses_send
from tests.tools.tables import migrated

pytestmark = pytest.mark.postgres


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    engine = engine_for(url)
    with engine.begin() as connection:
        found = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.tables.values()
        }
    engine.dispose()
    return found


def test_a_delegate_in_the_middle_of_an_usulan_goes_on_after_the_move(
    tmp_path: Path, postgres_url: str
) -> None:
    with Bureau(tmp_path) as bureau:
        office = bureau.office()
        siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        comes_to(siti, "volume")
        bureau.telegram.control.waits_until_taken()
        desk = Desk(tmp_path, DATABASE_URL=postgres_url, BOT_TOKEN="")  # no password has to be an argument
        with pytest.raises(Busy, match="stop it first"):
            copy(bureau.url, postgres_url, bureau.now, print)
        bureau.stops_bot()
        with bureau.database.transaction() as connection:  # its number must not be given again
            newest = connection.execute(select(func.max(Inbox.id))).scalar_one()
            connection.execute(delete(Inbox).where(Inbox.id == newest))
        with bureau.database.unit(bureau.now()) as unit:
            chains = check_log(unit)
        before = counts(bureau.url)

        code, out, errors = desk.types("copy", bureau.url, "--json")
        after = counts(postgres_url)
        bureau.database.close()
        bureau.url, bureau.database = postgres_url, Database(postgres_url)
        bureau.starts_bot()
        siti.sends("60")
        siti.sees("x 60 m")
        siti.taps("Pakai harga kamus")
        goes_on(siti, "people")
        number = presses_send(siti)
        bureau.telegram.control.waits_until_taken()

        assert (code, "proposal: 1 rows" in errors) == (0, True)
        told = json.loads(out)
        assert {one["name"]: one["rows"] for one in told["tables"]} == before == after
        assert (told["log_valid"], [chain["last_hash"] for chain in told["chains"]]) == (
            True,
            [chain.last_hash for chain in chains],
        )
        (row,) = office.read(select(Proposal))
        assert (row.number, row.problem, int(row.volume)) == (number, PROBLEM, 60)
        assert min(office.read(select(Inbox.id).where(Inbox.id >= newest))) > newest
        with bureau.database.unit(bureau.now()) as unit:
            assert all(chain.valid for chain in check_log(unit))
        assert '"level": "error"' not in bureau.log_text
        bureau.database.close()


@pytest.mark.quick
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql+psycopg://bot:rahasia@db/musrenbang", True),
        ("postgresql+psycopg://bot@db/musrenbang", False),
        ("", False),
    ],
)
def test_a_password_among_the_arguments_is_noticed(address: str, shown: bool) -> None:
    assert shows_password(address) is shown


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A database with an office in it."""
    url = f"sqlite:///{tmp_path}/source.db"
    migrated(url)
    database = Database(url)
    places = [Place(kecamatan="Tanah Sareal", kelurahan="Kedung Badak", lat=-6.56, lon=106.79)]
    with database.unit(START) as unit:
        setup(unit, kecamatan="Tanah Sareal", year=2028, places=places, kamus=[])
    database.close()
    return url


def test_a_kill_in_the_middle_leaves_a_target_that_says_so_and_the_same_copy_mends_it(
    tmp_path: Path, source: str, postgres_url: str
) -> None:
    filled(source, 25_000)

    process = Desk(tmp_path).starts("copy", source, postgres_url)
    assert process.stderr is not None
    while "inbox: 20000" not in (line := process.stderr.readline()):
        assert line, "it ended before it was killed"
    process.kill()
    process.communicate()
    left = counts(postgres_url)
    with pytest.raises(ValueError, match="broken off: run the same `copy` again"):
        migrate(postgres_url)
    copied = copy(source, postgres_url, lambda: START, print)
    migrate(postgres_url)

    assert (left.pop("remembered"), set(left.values())) == (1, {0})
    assert {one.name: one.rows for one in copied.tables} == counts(postgres_url) == counts(source)
    with pytest.raises(ValueError, match="the target is not empty"):
        copy(source, postgres_url, lambda: START, print)


def filled(url: str, rows: int) -> None:
    """Many updates, long handled."""
    database = Database(url)
    with database.transaction() as connection:
        row = {"body": {"update_id": 1, "text": "lama"}, "state": Waiting.DONE, "attempts": 0}
        row |= {"chat_id": 1, "not_before": START, "received_at": START}
        connection.execute(insert(Inbox), [row | {"update_id": number} for number in range(rows)])
    database.close()


def test_what_telegram_has_taken_of_a_killed_bot_does_not_come_again_from_the_target(
    source: str, postgres_url: str
) -> None:
    database = Database(source)
    with database.unit(START) as unit:
        unit.tell_chat(71, "Kabar")
        unit.tell_chat(72, "Kabar")
    first, _ = due(database, START, frozenset(), 10)
    notes_beside(source).note(Result(first, message_id=901, sent=True))
    database.close()

    copy(source, postgres_url, lambda: START, print)

    target = Database(postgres_url)
    with target.unit(START) as unit:
        found = unit.all(select(Outbox).order_by(Outbox.chat_id))
        assert [(row.state, row.message_id) for row in found] == [
            (Waiting.DONE, 901),
            (Waiting.WAITING, None),
        ]
    target.close()


def test_what_postgresql_cannot_hold_is_named_and_nothing_is_kept(source: str, postgres_url: str) -> None:
    database = Database(source)
    with database.transaction() as connection:
        office = connection.execute(select(METADATA.tables["kecamatan"].c.id)).scalar_one()
        connection.execute(insert(Person).values(kecamatan_id=office, name="nama " * 200, joined_at=None))
    database.close()

    with pytest.raises(ValueError, match="person, rows 1 to 1: PostgreSQL refuses one of them"):
        copy(source, postgres_url, lambda: START, print)

    left = counts(postgres_url)
    assert (left.pop("remembered"), set(left.values())) == (1, {0})


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("tidak-ada.db", "{postgres}", "there is no such database"),
        ("{postgres}", "{postgres}", "FROM is an SQLite file"),
        ("ada.db", "postgresql+psycopg://x@127.0.0.1:1/y", "the database y: "),
        ("ada.db", "{postgres}", "of another version"),
    ],
    ids=["no source", "not SQLite", "no target", "another version"],
)
def test_what_cannot_be_copied_is_said_in_one_line(
    tmp_path: Path, postgres_url: str, source: str, target: str, why: str
) -> None:
    (tmp_path / "ada.db").touch()
    places = (source.replace("ada.db", f"{tmp_path}/ada.db"), target)
    one, other = (word.replace("{postgres}", postgres_url) for word in places)

    with pytest.raises((ValueError, OSError), match=why) as refused:
        copy(one, other, lambda: START, print)

    assert len(str(refused.value).splitlines()) == 1
