"""A bot that dies when its first message has gone out: before that is noted, or (DIES=storing) stored."""

from __future__ import annotations

import os
from typing import NoReturn

from bot.outgoing import outbox
from demo.entry import main


def _dies(*_rest: object) -> NoReturn:
    os._exit(9)


if os.environ.get("DIES") == "storing":
    outbox.keep = _dies
else:
    setattr(outbox.Notes, "note", _dies)  # noqa: B010 -- mypy: a method of another's class

if __name__ == "__main__":
    main()
