"""Long lists on a small screen: which page is meant, and the buttons that turn it."""

from __future__ import annotations

from models.speech import Button, button, choice
from texts import plain


def page_of(page: int, count: int, size: int) -> int:
    """The page that is meant, from 0, as long as it exists; else the last (the list became shorter)."""
    return min(max(page, 0), max(count - 1, 0) // size)


def turning(word: str, page: int, count: int, size: int, *ids: object) -> list[list[Button]]:
    """◀ 2/5 ▶ in one row; none when all fits on one page. The page is the last part of the button."""
    last = max(count - 1, 0) // size
    if last == 0:
        return []
    at = choice(plain("paging.at", at=page + 1, of=last + 1), word, *ids, page)
    back = [button("paging.earlier", word, *ids, page - 1)] if page > 0 else []
    on = [button("paging.later", word, *ids, page + 1)] if page < last else []
    return [[*back, at, *on]]
