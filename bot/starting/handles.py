"""File handles: each visitor, each connection to Telegram and to the database, each file needs one."""

from __future__ import annotations

import resource
from contextlib import suppress

WANTED = 65_536
LEAST = 4_096  #: with fewer a crowd before the page would take those that the chat needs


def raise_handles() -> None:
    """As many as this process may have: 1,024 is what a shell or systemd gives to those who do not ask."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return
    with suppress(OSError, ValueError):  # some systems allow less than they say
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def handles() -> int:
    """How many this process may have open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return WANTED if soft == resource.RLIM_INFINITY else soft
