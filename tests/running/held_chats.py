"""Which process holds a chat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def held_by_somebody(url: str, statement: str) -> Iterator[None]:
    """An administrator's line in which something was begun."""
    with psycopg.connect(url.replace("+psycopg", "")) as line:
        line.execute(statement)  # type: ignore[call-overload]
        try:
            yield
        finally:
            line.rollback()
