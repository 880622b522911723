"""Below bot/ nobody asks the clock or the environment: the time is `unit.now`, settings are handed in."""

import ast

import pytest

from tests.guards.source import called, calls, product

pytestmark = pytest.mark.quick

BELOW = ("handlers/", "sop/", "documents/", "models/", "texts/")
CLOCKS = {"now", "utcnow", "today", "monotonic", "localtime", "gmtime", "perf_counter", "time_ns"}


def test_nobody_below_the_bot_asks_the_clock() -> None:
    asking = [place for place, call in calls() if place.startswith(BELOW) and called(call) in CLOCKS]

    assert asking == []


def test_nobody_below_the_bot_reads_the_environment() -> None:
    reading = [
        f"{path}:{node.lineno}"
        for path, tree in product().items()
        if path.startswith(BELOW)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in ("environ", "getenv")
    ]

    assert reading == []
