"""Long lists on a small screen: eight a page, and no two buttons that read the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.speech import LONGEST_LABEL, Button, button, choice, shortened
from texts import plain
from texts.figures import cut

PER_PAGE = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some lines of a list."""

    items: Sequence[T]
    number: int  #: from 0
    last: int
    first: int  #: place of its first line in the whole list, from 1


def page_of(items: Sequence[T], number: int) -> Page[T]:
    """One page; a number beyond the end (the list became shorter) is the last page."""
    here = within(number, len(items))
    start = here * PER_PAGE
    return Page(items[start : start + PER_PAGE], here, last_page(len(items)), start + 1)


def last_page(count: int, per: int = PER_PAGE) -> int:
    return max(count - 1, 0) // per


def within(number: int, count: int, per: int = PER_PAGE) -> int:
    """The page that is meant, as long as it exists."""
    return min(max(number, 0), last_page(count, per))


def turns(page: Page[T], word: str, *ids: object) -> list[Button]:
    """◀ 2/5 ▶, or nothing where all fits on one page; the page is the last part of the button."""
    if page.last == 0:
        return []
    at = choice(plain("paging.at", at=page.number + 1, of=page.last + 1), word, *ids, page.number)
    earlier = [button("paging.earlier", word, *ids, page.number - 1)] if page.number > 0 else []
    later = [button("paging.later", word, *ids, page.number + 1)] if page.number < page.last else []
    return [*earlier, at, *later]


def told_apart(labels: Iterable[str]) -> list[str]:
    """Labels as short as a button, each different: the second "Siti Aminah" becomes "Siti Aminah 2"."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        short = shortened(label)
        seen[short] = seen.get(short, 0) + 1
        made.append(short if seen[short] == 1 else marked(label, f"{seen[short]}"))
    return made


def marked(label: str, mark: str) -> str:
    """A label with a mark behind it that stays visible however long the label is."""
    room = LONGEST_LABEL - len(mark) - 1
    short = cut(label, room)
    return f"{short} {mark}"


def turning(page: int, count: int, word: str, *ids: object, per: int = PER_PAGE) -> list[Button]:
    """The same for a list that the database cuts into pages: `page` is the one shown, `count` the whole."""
    nothing: Page[None] = Page((), page, last_page(count, per), 0)
    return turns(nothing, word, *ids)
