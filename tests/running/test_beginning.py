"""A bot that begins while its database is away waits and says so; one whose settings are wrong ends."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.starting.waiting import passes
from demo.server.app import free_port
from tests.core.command_desk import Desk
from tests.core.outbox_waiting import until
from tests.running.webhook_knocks import admits
from tests.support.office import TOKEN, Bureau
from tests.tools.tables import migrated


def health(port: int) -> tuple[int, list[str]]:
    answer = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False, timeout=10)
    return answer.status_code, answer.json()["wrong"]


def waits(bureau: Bureau, port: int, why: str) -> None:
    """It has begun, listens to nobody, and says in the log and on the page what it waits for."""
    bureau.begins_bot()
    until(lambda: why in bureau.log_text)
    until(lambda: "siap" not in bureau.log_text and _answers(port))
    assert health(port) == (503, ["database"])


def _answers(port: int) -> bool:
    try:
        return health(port)[0] == 503
    except httpx.TransportError:
        return False


def goes_on(bureau: Bureau, name: str) -> None:
    assert bureau.bot is not None
    assert b"siap" in bureau.bot.stdout.readline()
    stranger = bureau.telegram.phone(7, name)
    stranger.sends("halo")
    stranger.waits_for(lambda eyes: eyes.from_bot, what="an answer")


def test_a_locked_file_is_waited_for_and_a_server_that_is_away_until_it_is_told_to_stop(
    tmp_path: Path,
) -> None:
    port = free_port()
    with Bureau(tmp_path, LISTEN=f"127.0.0.1:{port}") as bureau:
        bureau.stops_bot()
        with closing(sqlite3.connect(tmp_path / "musrenbang.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            waits(bureau, port, "database is locked")
            other.execute("ROLLBACK")
        goes_on(bureau, "Orang lewat")
        assert health(port) == (200, [])

        bureau.stops_bot()
        bureau.settings["DATABASE_URL"] = f"postgresql://nobody@127.0.0.1:{free_port()}/musrenbang"
        waits(bureau, port, "Connection refused")
        bureau.stops_bot()  # waits until it has ended
        assert "Traceback" not in bureau.log_text


def test_postgresql_that_lets_nobody_in_is_waited_for(postgres_url: str, tmp_path: Path) -> None:
    port = free_port()
    with Bureau(tmp_path, postgres_url, LISTEN=f"127.0.0.1:{port}") as bureau:
        bureau.stops_bot()
        admits(postgres_url, on=False)
        try:
            waits(bureau, port, "not currently accepting connections")
        finally:
            admits(postgres_url, on=True)
        goes_on(bureau, "Orang lewat")


def test_what_will_be_as_wrong_tomorrow_ends_it_with_a_sentence(postgres_url: str, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    migrated(f"sqlite:///{newer}")
    with closing(sqlite3.connect(newer)) as tables, tables:
        tables.execute("UPDATE alembic_version SET version_num = '9999'")

    def said(url: str) -> str:
        desk = Desk(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:9", LISTEN="127.0.0.1:0")
        desk.settings["DATABASE_URL"] = url
        code, out, errors = desk.types("run")
        assert (code, out) == (1, "")
        return errors

    assert said(f"sqlite:///{newer}") == (
        "ValueError: a newer program made this database: run that one, or restore an older backup\n"
    )
    nowhere = make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    assert said(nowhere).endswith('FATAL:  database "nowhere" does not exist\n')
    assert said("sqlite:////proc/nowhere/musrenbang.db").startswith("FileNotFoundError")


@pytest.mark.quick
@pytest.mark.parametrize(
    ("said", "waited_for"),
    [
        ("connection failed: port 5432 failed: Connection refused", True),
        ("connection timeout expired", True),
        ("failed to resolve host 'db': [Errno -3] Temporary failure in name resolution", True),
        ("FATAL:  the database system is starting up", True),
        ("FATAL:  sorry, too many clients already", True),
        ('FATAL:  password authentication failed for user "musrenbang"', False),
        ("fe_sendauth: no password supplied", False),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "bot"', False),
        ('FATAL:  role "bot" does not exist', False),
    ],
)
def test_of_what_postgresql_says_some_passes(said: str, waited_for: bool) -> None:
    fault: Any = OperationalError("SELECT 1", None, psycopg.OperationalError(said))

    assert passes(fault, []) is waited_for


def test_what_a_killed_bot_has_half_written_is_gone_when_the_next_begins(bureau: Bureau) -> None:
    kept = bureau.folder / "data" / "files" / "ab"
    kept.mkdir(parents=True, exist_ok=True)
    half = kept / "tmp0.half"
    half.write_bytes(b"suara")

    bureau.restarts_bot()

    assert not half.exists()
