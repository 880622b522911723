"""A bot that dies after its first message has gone out and before it has noted so. For one test."""

from __future__ import annotations

import os
from typing import NoReturn

from bot.outgoing import outbox
from demo.entry import main


def _dies(*_rest: object) -> NoReturn:
    os._exit(9)


outbox.keep = _dies

if __name__ == "__main__":
    main()
