"""A bot with the worst bugs: they break with all that they met in their words. For one test."""

from __future__ import annotations

import logging
from typing import Any

from bot.incoming import inbox
from demo.entry import main

_drive = inbox.Worker._drive


def _breaks(self: inbox.Worker, unit: Any, row: Any, arrival: Any) -> Any:
    said = row.body.get("message", {})
    words = said.get("text", "")
    if "rusak" in words or (row.attempts == 0 and ("contact" in said or words.startswith("/start "))):
        token = self._application.bot.token
        logging.getLogger("another.library").error("called https://api.telegram.org/bot%s/x", token)
        raise ValueError(f"bot{token} cannot read {words!r} {said.get('contact')}")
    return _drive(self, unit, row, arrival)


setattr(inbox.Worker, "_drive", _breaks)  # noqa: B010 -- mypy: a method of another's class

if __name__ == "__main__":
    main()
