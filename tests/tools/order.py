"""The order of the tests: the long ones first, or by lot.

By itself a long test comes first, or at the end one worker plays a season while the others are idle.
With ORDER=<any word> files, and the tests of a file, come in an order drawn from that word: a test that needs
what another left behind, or stumbles over it, fails in some of them.
"""

import os
import random
from collections import defaultdict
from pathlib import Path

import pytest


@pytest.hookimpl(trylast=True)  # after -m has chosen
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if lot := os.environ.get("ORDER"):
        items[:] = _drawn(items, random.Random(lot))
    else:
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _drawn(items: list[pytest.Item], lots: random.Random) -> list[pytest.Item]:
    """Those of a file stay together: they share a browser, an office, a walk."""
    of_file: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        of_file[item.path].append(item)
    files = list(of_file.values())
    lots.shuffle(files)
    for tests in files:
        lots.shuffle(tests)
    return [item for tests in files for item in tests]
