"""The office's database, for whoever acts in it: the bot, or a command."""

from __future__ import annotations

from models.unit import Database


def office_database(url: str) -> Database:
    """Where a unit of work is opened that may move a step: what the steps do then is wired first."""
    from sop.wiring import wire  # all of the SOP: `--help` does without

    wire()
    return Database(url)
