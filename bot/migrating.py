"""Bring a database to the newest tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import func, select

from models.database import MIGRATION_LOCK, engine_for

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def config_for(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str, to: str = "head") -> None:
    """Upgrade; what was done already is not done again."""
    engine = engine_for(url)
    config = config_for(url)
    try:
        with engine.begin() as connection:
            if (
                engine.dialect.name == "postgresql"
            ):  # of two processes that start at once one makes the tables
                connection.execute(select(func.pg_advisory_xact_lock(*MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    finally:
        engine.dispose()


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
