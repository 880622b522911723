"""A bot that dies when a paper is sealed and the seal is not noted yet. For one test."""

from __future__ import annotations

import os
from typing import NoReturn

from bot.jobs import sealing
from demo.entry import main


def _dies(*_rest: object, **_facts: object) -> NoReturn:
    os._exit(9)


sealing.sealed = _dies

if __name__ == "__main__":
    main()
