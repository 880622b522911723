"""A bot whose database goes away while it starts, for ever. For one test."""

from __future__ import annotations

from typing import NoReturn

from bot.starting import start
from demo.entry import main


def _away(*_rest: object, **_facts: object) -> NoReturn:
    raise OSError("the database is away")


start.note_server = _away

if __name__ == "__main__":
    main()
