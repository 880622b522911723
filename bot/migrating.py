"""Bring a database to the newest tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from models.chat import Remembered
from models.database import MIGRATION_LOCK, engine_for

UNFINISHED = "copy_unfinished"  #: what is remembered of a copy that was begun (bot/commands/copy.py)

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def config_for(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str, to: str = "head") -> None:
    """Upgrade; what was done already is not done again. ValueError when a copy into it was broken off."""
    engine = engine_for(url)
    config = config_for(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # Of two processes that start at once one makes the tables.
                connection.execute(select(func.pg_advisory_xact_lock(*MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if to == "head" and is_unfinished(connection):
                raise ValueError("`copy` into this database was broken off: run the same `copy` again")
    finally:
        engine.dispose()


def is_unfinished(connection: Connection) -> bool:
    """Whether somebody began to copy everything into it, and it is not all there."""
    mark = select(Remembered.id).where(Remembered.name == UNFINISHED)
    return connection.execute(mark).first() is not None


def go_back(url: str, to: str = "base") -> None:
    """Downgrade: for the test that migrations can be undone."""
    engine = engine_for(url)
    config = config_for(url)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, to)
    finally:
        engine.dispose()
