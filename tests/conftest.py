"""What every test may ask for: a database on a real PostgreSQL, and a real browser."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sop.wiring import wire
from tests.tools import chromium, postgres
from tests.tools.required import missing
from tests.tools.tables import migrated, with_tables

pytest_plugins = [
    "tests.tools.memory", "tests.tools.counts", "tests.tools.garbage", "tests.tools.order",
    "tests.support.office",
]  # fmt: skip


wire()  # the tests act in the database beside the bot, as its commands do


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """A PostgreSQL of this run's own."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running())
        except (ImportError, OSError, subprocess.SubprocessError) as problem:
            missing(f"PostgreSQL from the wheel does not start here: {problem!r}")
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Postgres) -> Iterator[str]:
    """A fresh, empty database on a real PostgreSQL, as an SQLAlchemy URL."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_with_tables(postgres_server: postgres.Postgres) -> Iterator[str]:
    with postgres_server.database() as url:
        with_tables(url)
        yield url


@pytest.fixture
def postgres_tables_url(postgres_server: postgres.Postgres, _postgres_with_tables: str) -> Iterator[str]:
    """The same with all tables in it, which takes half as long as to make them."""
    with postgres_server.database(like=_postgres_with_tables) as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_migrated(postgres_server: postgres.Postgres) -> Iterator[str]:
    with postgres_server.database() as url:
        migrated(url)
        yield url


@pytest.fixture
def postgres_migrated_url(postgres_server: postgres.Postgres, _postgres_migrated: str) -> Iterator[str]:
    """The same as the migrations make it, with what guards the log."""
    with postgres_server.database(like=_postgres_migrated) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a screen. Of one module: while it is open its thread has a running loop."""
    place = chromium.find()
    if place is None:
        missing(chromium.MISSING)
    with sync_playwright() as playwright:
        # A turned clock (make hour) is not for the browser: it waits for ever with one.
        its_own = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        browser = playwright.chromium.launch(executable_path=place, args=list(chromium.FLAGS), env=its_own)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page that remembers nothing of the test before; errors of its scripts fail the test."""
    # A press waits until what it presses stands still: a quarter of a season on the page.
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
