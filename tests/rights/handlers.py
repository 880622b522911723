"""Every handler there is, read from the routes themselves: a new one is in by itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

from telegram.ext import BaseHandler

from handlers.routes import HANDLERS
from handlers.talk.buttons import Command, Press, Typed
from handlers.talk.conversation import Conversation
from handlers.talk.rights import Right
from models.base import Base

#: What stands in a button where no id stands, by the name of the argument.
WORDS = {
    "komisi": "sarpras",
    "hash": "00000000",
    "field": "name",
    "which": "opens",
    "post": "jfu",
    "day": "2027-01-20",
    "form": "me",
    "kind": "all",
    "layout": "td4",
    "ending": "xlsx",
    "mark": "ksarpras",
    "key": "keterdesakan",
    "value": "late",
    "how": "rank",
    "preset": "kota",
    "role": "ketua",
    "way": "semua",
    "word": "usulan",
}


@dataclass(frozen=True)
class Button:
    """A word that can be pressed, and what its arguments are."""

    word: str
    right: Right
    names: tuple[str, ...]
    kinds: tuple[type, ...]

    def rows(self) -> Iterator[type[Base] | None]:
        """The table that each argument names a row of."""
        return itertools.islice(itertools.chain(self.right.rows, itertools.repeat(None)), len(self.kinds))

    def presses(self, ids: Sequence[Sequence[int]]) -> Iterator[str]:
        """The data of the button for every choice of rows; `ids`: those of each argument that names one."""
        named, choices = iter(ids), []
        for name, kind, table in zip(self.names, self.kinds, self.rows(), strict=True):
            if table is not None:
                choices.append([str(row) for row in next(named)])
            elif kind is int:
                choices.append(["0"] if name in ("page", "number", "seen", "taken_too") else ["1"])
            else:
                choices.append([WORDS.get(name, "x")])
        for values in itertools.product(*choices):
            yield ":".join((self.word, *values))


def every() -> Iterator[tuple[BaseHandler[Any, Any, Any], Conversation | None]]:
    """Each handler, and the conversation in whose course it is heard (None: at any time)."""
    for handler in HANDLERS:
        if isinstance(handler, Conversation):
            yield from ((entry, None) for entry in handler.entry_points)
            yield from ((one, handler) for found in handler.states.values() for one in found)
        else:
            yield handler, None


def buttons() -> list[Button]:
    """What can be pressed at any time."""
    return _pressed(handler for handler, talk in every() if talk is None)


def entries(talk: Conversation) -> list[Button]:
    """The buttons that open a conversation."""
    return _pressed(talk.entry_points)


def _pressed(handlers: Iterable[BaseHandler[Any, Any, Any]]) -> list[Button]:
    found = {}
    for handler in handlers:
        if isinstance(handler, Press):
            names = tuple(signature(handler.act).parameters)[1:]
            made = Button(handler.word, handler.right, names, tuple(handler.kinds))
            found[made.word, made.kinds] = made
    return list(found.values())


def talks() -> list[Conversation]:
    return [handler for handler in HANDLERS if isinstance(handler, Conversation)]


def without_right() -> list[BaseHandler[Any, Any, Any]]:
    """Handlers that are heard at any time, and whose right nobody has written down."""
    return [
        handler
        for handler, talk in every()
        if talk is None
        and not isinstance(handler, Press | Command)
        and not (isinstance(handler, Typed) and handler.right is not None)
    ]
