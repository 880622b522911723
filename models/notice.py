"""What stands in front of the data of a notice's buttons: that it is a notice, and of which season.

`!s5:home` was sent before seasons were written down, `!1k.s5:home` belongs to the season with the id 1k in
base 36. Chats are older than seasons: what was said last year still stands there with its buttons.
"""

from __future__ import annotations

import re

#: A press on a notice must not make the notice the home message.
NOTICE = "!"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK = re.compile(rf"{NOTICE}(?:([0-9a-z]{{1,8}})\.)?", re.ASCII)


def mark_of(season_id: int | None) -> str:
    """The mark of a notice that is sent while this season is the newest."""
    return NOTICE if season_id is None else f"{NOTICE}{_in_base_36(season_id)}."


def _in_base_36(number: int) -> str:
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
        if not number:
            return digits


def is_notice(data: str) -> bool:
    return data.startswith(NOTICE)


def unmarked(data: str) -> str:
    """What a button means, wherever it stands: verify:card:12."""
    found = _MARK.match(data)
    return data[found.end() :] if found else data


def season_in(data: str) -> int | None:
    """The season that a notice's button belongs to, if it says so."""
    found = _MARK.match(data)
    return int(found[1], 36) if found and found[1] else None
