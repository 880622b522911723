"""What is being written has a name of its own until it is whole; what a killed process left so is taken away.

Whoever writes holds the folder. The hold goes with the process, so that what is there while nobody holds the
folder is nobody's.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SUFFIX = ".half"


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Nobody clears this folder meanwhile."""
    with _opened(folder) as number:
        _held(number, fcntl.LOCK_SH)
        yield


def clear(folder: Path, partial: Callable[[], Iterable[Path]]) -> None:
    """Take these away, unless somebody writes just now."""
    with _opened(folder) as number:
        if _held(number, fcntl.LOCK_EX | fcntl.LOCK_NB):
            for file in partial():
                file.unlink(missing_ok=True)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    number = os.open(folder, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)


def _held(number: int, how: int) -> bool:
    try:
        fcntl.flock(number, how)
    except OSError:  # somebody writes; or a disk that knows no locks: there nothing is cleared
        return False
    return True
