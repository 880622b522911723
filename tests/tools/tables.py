"""Databases that have their tables already: made once in each run, and copied for each test."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.migrating import migrate
from models.database import engine_for
from models.tables import METADATA


def migrated(url: str) -> None:
    """As `migrate` does it; a new file of SQLite is a copy of one, for that takes half a second less."""
    _copied(url, migrate)


def with_tables(url: str) -> None:
    """All tables at once, without migrations; those that are there stay."""
    _copied(url, _made)


def _made(url: str) -> None:
    engine = engine_for(url)
    METADATA.create_all(engine)
    engine.dispose()


def _copied(url: str, make: Callable[[str], None]) -> None:
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_newest(make))
    else:
        make(url)


@cache
def _newest(make: Callable[[str], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "newest.db")
        make(f"sqlite:///{file}")  # the last connection takes the log of writes into the file
        return file.read_bytes()
