"""What was large and is let go of goes back to the machine at once: strangers must not make the bot fat."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # of mallopt(3), as glibc numbers it
_ARENA_MAX = -8
LARGE = 256 * 1024  #: bytes; a body, a photo, a paper is a piece of memory of its own
ARENAS = 2  #: for some ten threads; one each would keep what the busiest minute needed


def give_back() -> None:
    """Tell glibc's malloc so; where there is another, its own way stands.

    By itself glibc takes pieces of up to 32 MiB from its heaps as soon as one of that size was freed, and a
    heap shrinks from its end only.
    """
    with suppress(OSError, AttributeError):  # musl, macOS
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_ARENA_MAX, ARENAS)
