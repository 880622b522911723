"""One place commits, so what one update means is stored together or not at all."""

import pytest

from tests.guards.source import called, calls

pytestmark = pytest.mark.quick


def test_commit_stands_in_one_file() -> None:
    places = {place.rpartition(":")[0] for place, call in calls() if called(call) == "commit"}

    assert places <= {"models/unit.py"}
