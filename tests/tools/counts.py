"""Say at the end of every run how many tests ran, how many were skipped, and which failed."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.tools.required import everything

_NEEDS = {
    "postgres_url": "postgres",
    "postgres_tables_url": "postgres",
    "postgres_migrated_url": "postgres",
    "postgres": "postgres",
    "browser": "browser",
    "page": "browser",
}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a database server or a browser is marked so."""
    for item in items:
        for marker in {_NEEDS[name] for name in getattr(item, "fixturenames", ()) if name in _NEEDS}:
            item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Where everything is required, a skipped PostgreSQL or browser test has failed."""
    report = yield
    needs = item.get_closest_marker("postgres") or item.get_closest_marker("browser")
    if report.skipped and needs and everything():
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1, but this {needs.name} test was skipped: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line with the counts; also into the file named by TEST_COUNTS, where `make test` adds them up.

    What failed is named there too: `make test` says it when all else has been said.
    """
    stats = terminalreporter.stats
    run = sum(len(stats.get(how, ())) for how in ("passed", "failed", "xfailed", "xpassed"))
    skipped = len(stats.get("skipped", ()))
    errors = len(stats.get("error", ()))
    line = f"Tests: {run} run, {skipped} skipped" + (f", {errors} errors" if errors else "")
    terminalreporter.write_line(f"{line}.")
    if hasattr(terminalreporter.config, "workerinput"):
        return  # a worker: its tests are counted where they are gathered
    if counts := os.environ.get("TEST_COUNTS"):
        with Path(counts).open("a") as file:
            file.write(f"{run} {skipped}\n")
            file.writelines(
                f"FAILED {one.nodeid}\n" for how in ("failed", "error") for one in stats.get(how, ())
            )
