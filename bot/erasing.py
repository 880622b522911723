"""Files that a note asks to be rid of go from the disk, where no bot runs that does it by and by."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.clock import Clock
from bot.files import Files
from models.unit import Database
from sop.archive.referenced import spoken_of
from sop.core.erasing import erased, to_erase

LOG = structlog.get_logger()


def erase_noted(database: Database, clock: Clock, files: Files) -> int:
    """All of them, each looked at twice: the same bytes may come again while they go; how many went."""
    gone = 0
    while True:
        with database.unit(clock()) as unit:
            some = to_erase(unit)
            kept = spoken_of(unit, some) if some else set()
        if not some:
            return gone
        going = [one for one in some if one not in kept]
        each(files.set_aside, going)
        with database.unit(clock()) as unit:
            kept = spoken_of(unit, going)
        each(files.take_back, [one for one in going if one in kept])
        each(files.drop_aside, [one for one in going if one not in kept])
        gone += len(set(going) - kept)
        with database.unit(clock()) as unit:
            erased(unit, some)


def each(act: Callable[[str], None], hashes: list[str]) -> None:
    for sha256 in hashes:
        try:
            act(sha256)
        except OSError:  # the note is gone then: Periksa arsip does not look for it, so the log has to say
            LOG.exception("file not erased", sha256=sha256)
