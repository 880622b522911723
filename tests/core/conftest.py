"""Both databases, empty and with tables; and the inbox over them, without a Telegram."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.logs import set_up_logs
from models.unit import Database
from tests.core.desk import FrontDesk, database_with_tables
from tests.tools.tables import migrated

BOTH = [
    pytest.param("sqlite", marks=pytest.mark.quick),
    pytest.param("postgresql", marks=pytest.mark.postgres),
]


@pytest.fixture(autouse=True, scope="session")
def _logs() -> None:
    """As in the bot; structlog's own way of showing a traceback takes a second for each."""
    set_up_logs("4242:a-test-token")


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A file of SQLite that is not there yet, then a real PostgreSQL that has its tables."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_tables_url"))
    return f"sqlite:///{tmp_path}/core.db"


@pytest.fixture(params=BOTH)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as the migrations make it."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_migrated_url"))
    made = f"sqlite:///{tmp_path}/core.db"
    migrated(made)
    return made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = database_with_tables(url)
    yield made
    made.close()


@pytest.fixture
def desk(url: str) -> Iterator[FrontDesk]:
    with FrontDesk(url) as made:
        yield made


@pytest.fixture
def file_desk(tmp_path: Path) -> Iterator[FrontDesk]:
    """The same on SQLite only, for what does not depend on the database."""
    with FrontDesk(f"sqlite:///{tmp_path}/core.db") as made:
        yield made


@pytest.fixture
def desks(url: str) -> Iterator[Callable[[], FrontDesk]]:
    """Several processes' worth of inboxes over one database."""
    made: list[FrontDesk] = []

    def another() -> FrontDesk:
        made.append(FrontDesk(url).__enter__())
        return made[-1]

    yield another
    for one in made:
        one.__exit__(None, None, None)
