"""What differs between two records, as a unified diff of each file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path


def differences(before: Path, after: Path, houses: Iterable[str] = ("season",)) -> Iterator[str]:
    """Line by line; nothing when the records of these houses are equal."""
    parts = [folder / house for folder in (before, after) for house in houses]
    names = {path.relative_to(part.parent) for part in parts for path in part.rglob("*") if path.is_file()}
    for name in sorted(names):
        yield from difflib.unified_diff(
            _lines(before / name), _lines(after / name), f"before/{name}", f"after/{name}", lineterm=""
        )


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []
