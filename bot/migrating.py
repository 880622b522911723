"""Bring a database to the newest tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, event, func, select

from models.chat import Remembered
from models.database import BUSY_MS, MIGRATION_LOCK, engine_for, take_time

UNFINISHED = "copy_unfinished"  #: what is remembered of a copy that was begun (bot/commands/copy.py)

ONE_TRY_MS = 1000
NEWER = "a newer program made this database: run that one, or restore an older backup"

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def config_for(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str, to: str = "head", busy_ms: int = BUSY_MS) -> None:
    """Upgrade; what was done already is not done again.

    ValueError when a copy into it was broken off, or a newer program has made its tables.
    """
    with _changing(url, busy_ms) as (connection, config):
        try:
            command.upgrade(config, to)
        except CommandError as fault:
            if isinstance(fault.__cause__, ResolutionError):
                raise ValueError(NEWER) from fault
            raise
        if to == "head" and is_unfinished(connection):
            raise ValueError("`copy` into this database was broken off: run the same `copy` again")


def try_to_migrate(url: str) -> None:
    """One try of a bot that begins: it waits between tries, and hears meanwhile that it is to stop."""
    migrate(url, busy_ms=ONE_TRY_MS)


@contextmanager
def _changing(url: str, busy_ms: int = BUSY_MS) -> Iterator[tuple[Connection, Config]]:
    """One transaction in which all tables change, or none."""
    engine, config = engine_for(url, busy_ms), config_for(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _unbound)
    try:
        with engine.begin() as connection:
            take_time(connection)
            if engine.dialect.name == "postgresql":
                # Of two processes that start at once one makes the tables.
                connection.execute(select(func.pg_advisory_xact_lock(*MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            before = MigrationContext.configure(connection).get_current_revision()
            yield connection, config
            if MigrationContext.configure(connection).get_current_revision() != before:
                _check_bonds(connection)
    finally:
        engine.dispose()


def _unbound(connection: sqlite3.Connection, _record: Any) -> None:
    # SQLite changes a table by making it anew: what points to it points to nothing for a moment.
    connection.execute("PRAGMA foreign_keys = OFF")


def _check_bonds(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if loose is not None:
            raise ValueError(f"the migration leaves a row of {loose[0]} that points to nothing")


def is_unfinished(connection: Connection) -> bool:
    """Whether somebody began to copy everything into it, and it is not all there."""
    mark = select(Remembered.id).where(Remembered.name == UNFINISHED)
    return connection.execute(mark).first() is not None


def go_back(url: str, to: str = "base") -> None:
    """Downgrade: for the test that migrations can be undone."""
    with _changing(url) as (_, config):
        command.downgrade(config, to)
