"""A browser test in this process leaves a loop marked as running in its thread; pyHanko begins its own."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def no_loop_of_a_browser() -> Iterator[None]:
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)
