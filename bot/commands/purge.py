"""`purge`: what the bot does every day by itself, at once, and its account."""

from __future__ import annotations

from bot.clock import Clock
from bot.files import Files
from bot.pruning import prune_now
from bot.rooms.erasing import each
from models.unit import Database
from sop.archive.spoken import spoken_of
from sop.privacy.erasing import erased, to_erase
from sop.privacy.forgetting import REWRITE, last_traces, rewritten
from sop.privacy.requests import carry_out


def purge_here(database: Database, clock: Clock, files: Files) -> dict[str, int]:
    """How much went, by kind; the files are gone from the disk, and from the database's free pages."""
    with database.unit(clock()) as unit:
        asked = carry_out(unit)
        last_traces(unit)
        counts = prune_now(unit)
    if asked:
        counts["people"] = asked
    counts |= _files(database, clock, files)
    done = database.rewrite()
    with database.unit(clock()) as unit:
        if done:
            rewritten(unit)
        else:  # somebody reads it just now: the bot does it at night
            unit.once(REWRITE)
    return counts


def _files(database: Database, clock: Clock, files: Files) -> dict[str, int]:
    gone = 0
    while True:
        with database.unit(clock()) as unit:
            some = to_erase(unit)
            kept = spoken_of(unit, some) if some else set()
        if not some:
            return {"files": gone} if gone else {}
        going = [one for one in some if one not in kept]
        each(files.set_aside, going)
        with database.unit(clock()) as unit:
            kept = spoken_of(unit, going)
        each(files.take_back, [one for one in going if one in kept])
        each(files.drop_aside, [one for one in going if one not in kept])
        gone += len(set(going) - kept)
        with database.unit(clock()) as unit:
            erased(unit, some)
