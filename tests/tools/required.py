"""Say whether a missing PostgreSQL or browser may be skipped."""

import os
from typing import NoReturn

import pytest


def everything() -> bool:
    """Whether a skipped PostgreSQL or browser test counts as a failure (`REQUIRE_ALL=1`, as in CI)."""
    return os.environ.get("REQUIRE_ALL", "") not in ("", "0")


def missing(what: str) -> NoReturn:
    """Skip the test that needs what is not here, or fail it where everything is required."""
    if everything():
        pytest.fail(f"REQUIRE_ALL=1, but {what}", pytrace=False)
    pytest.skip(what)
