"""One code per update: in every line that its handling logs, and told to whoever it failed for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.watching.figures import HANDLING


def code_of(inbox_id: int) -> str:
    """As a person can say it on the phone: U-1234. The number is the row's, never given again."""
    return f"U-{inbox_id}"


@contextmanager
def traced(inbox_id: int) -> Iterator[None]:
    """Everything that is logged in this block, by whatever module, names the update."""
    with structlog.contextvars.bound_contextvars(update=code_of(inbox_id)), HANDLING.timed():
        yield
