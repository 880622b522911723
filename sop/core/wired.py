"""What a lower floor asks of a higher one, which it cannot import: filled in one place, sop/wiring.py."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Wired(Generic[T]):
    """A table of what the steps add, read where all steps meet.

    Who reads it before wire() was called gets a RuntimeError: a command that opened a season without it once
    told nobody but the executor.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._table: T | None = None

    def fill(self, table: T) -> None:
        """Say it, once for the whole process; the same again changes nothing."""
        self._table = table

    def __call__(self) -> T:
        """The table. Raises RuntimeError."""
        if self._table is None:
            raise RuntimeError(f"{self._what}: sop.wiring.wire() was not called")
        return self._table
