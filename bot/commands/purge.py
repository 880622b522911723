"""`purge`: what the bot does every day by itself, at once, and its account."""

from __future__ import annotations

from bot.clock import Clock
from bot.erasing import erase_noted
from bot.files import Files
from bot.pruning import prune_now
from models.unit import Database
from sop.privacy.deletion_requests import carry_out
from sop.privacy.forgetting import REWRITE, last_traces, rewritten


def purge_here(database: Database, clock: Clock, files: Files) -> dict[str, int]:
    """How much went, by kind; the files are gone from the disk, and from the database's free pages."""
    with database.unit(clock()) as unit:
        asked = carry_out(unit)
        last_traces(unit)
        counts = prune_now(unit)
    if asked:
        counts["people"] = asked
    if gone := erase_noted(database, clock, files):
        counts["files"] = gone
    done = database.rewrite()
    with database.unit(clock()) as unit:
        if done:
            rewritten(unit)
        else:  # somebody reads it just now: the bot does it at night
            unit.once(REWRITE)
    return counts
