"""Databases that have their tables already: made once in each run, and copied for each test."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.migrating import migrate
from models.database import engine_for
from models.tables import METADATA


def migrated(url: str) -> None:
    """As `migrate` does it; a new file of SQLite is a copy of one, for that takes half a second less."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_newest())
    else:
        migrate(url)


@cache
def _newest() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "newest.db")
        migrate(f"sqlite:///{file}")  # its last connection takes the log of writes into the file
        return file.read_bytes()


def with_tables(url: str) -> None:
    """All tables at once, without migrations."""
    engine = engine_for(url)
    METADATA.create_all(engine)
    engine.dispose()
