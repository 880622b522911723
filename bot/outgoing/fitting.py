"""Make a text fit into a message: Telegram refuses what is too long, and then the person hears nothing."""

from __future__ import annotations

import re
from html import unescape

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_PIECES = re.compile(r"<(/?)(\w+)[^>]*>|&(?:\w+|#\d+);|.", re.DOTALL)


def fitting(html: str, longest: int) -> str:
    """The text, or as much of it as fits with "…" after it; tags that are open there are closed.

    Telegram counts what is shown, in UTF-16 units: an emoji is two.
    """
    if len(html) <= longest // 2 or _length(html) <= longest:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    room = longest - 1
    for piece in _PIECES.finditer(html):
        if piece[2]:
            _follow(open_tags, closing=bool(piece[1]), tag=piece[2])
        else:
            room -= _units(unescape(piece[0]))
            if room < 0:
                break
        kept.append(piece[0])
    return "".join(kept).rstrip() + "…" + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _follow(open_tags: list[str], *, closing: bool, tag: str) -> None:
    if not closing:
        open_tags.append(tag)
    elif open_tags and open_tags[-1] == tag:
        open_tags.pop()


def _length(html: str) -> int:
    return sum(_units(unescape(piece[0])) for piece in _PIECES.finditer(html) if not piece[2])


def _units(shown: str) -> int:
    return len(shown.encode("utf-16-le", "surrogatepass")) // 2
