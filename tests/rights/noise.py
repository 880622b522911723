"""Callback data that no button of ours has: the Bot API lets a query carry whatever somebody makes up."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence

from handlers.talk.buttons import Press
from tests.rights.handlers import buttons, every

LONGEST = 64  #: bytes, says Telegram
_ODD = (
    "",
    "0",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "٣",
    "１２",
    " 1",
    "1 ",
    "1\n",
    "null",
    "None",
    "NaN",
    "../../etc",
)
_OLD = ("verify:accept", "usulan:kirim", "s9:home", "menu:lama", "admin:all", "approve:all", "people:admin")
_LETTERS = string.ascii_letters + string.digits + ":_-.!=/%'\"<>&;\\ \t\n\0äßЖ🙂\u202e\u200f汉\ud83d"


class Noise:
    """Made-up data, one after the other; the same for the same seed."""

    def __init__(self, seed: int, foreign: Callable[[str], Sequence[int]] | None = None) -> None:
        """`foreign`: the rows of a table that another office has; then they are named too."""
        self._chance = random.Random(seed)
        self._foreign = foreign
        self.buttons = [one for one in buttons() if any(one.rows())]
        self._every = [one.word for one in buttons()]
        self._real = [data for one in buttons() for data in one.presses([[7]] * len(list(one.rows())))]
        self._patterns = [handler.shape for handler, _ in every() if isinstance(handler, Press)]

    def next(self) -> str:
        made = self._chance.choice(
            (
                self._absent,
                self._malformed,
                self._letters,
                self._unknown,
                self._long,
                self._changed,
                self._theirs,
            )
        )()
        if self._chance.random() < 0.1:
            made = "!" + made
        return _cut(made)

    def _absent(self) -> str:
        """The right form, about a row that nobody has."""
        one = self._chance.choice(self.buttons)
        values = [
            str(self._chance.randrange(10**9, 10**15)) if kind is int else self._word() for kind in one.kinds
        ]
        return ":".join((one.word, *values))

    def _malformed(self) -> str:
        """A word of ours with arguments that it cannot have."""
        odd = [self._chance.choice((*_ODD, "9" * 16, "9" * 40)) for _ in range(self._chance.randrange(1, 5))]
        return ":".join((self._chance.choice(self._every), "x", *odd))

    def _changed(self) -> str:
        """A button of ours in which a letter was changed, left out or added, so that it is none any more."""
        while True:
            data = list(self._chance.choice(self._real))
            for _ in range(self._chance.randrange(1, 4)):
                at = self._chance.randrange(len(data))
                data[at : at + self._chance.randrange(2)] = self._chance.choice(_LETTERS)
            if not any(pattern.match("".join(data)) for pattern in self._patterns):
                return "".join(data)

    def _theirs(self) -> str:
        """A button of ours about rows of another office."""
        if self._foreign is None:
            return self._absent()
        one = self._chance.choice(self.buttons)
        ids = [self._foreign(table.__tablename__) for table in one.rows() if table is not None]
        found = list(one.presses([[self._chance.choice(of)] for of in ids])) if all(ids) else []
        return found[0] if found else self._absent()

    def _letters(self) -> str:
        return "".join(self._chance.choice(_LETTERS) for _ in range(self._chance.randrange(1, 64)))

    def _unknown(self) -> str:
        return ":".join(
            (self._chance.choice(_OLD), *(self._word() for _ in range(self._chance.randrange(3))))
        )

    def _long(self) -> str:
        """As long as Telegram lets it be, and longer than any shape of ours."""
        return f"{self._chance.choice(self._every)}:" + self._chance.choice("9a🙂:") * LONGEST

    def _word(self) -> str:
        return "".join(self._chance.choices(string.ascii_letters + string.digits + "_.=-", k=8))


def _cut(data: str) -> str:
    while len(data.encode(errors="surrogatepass")) > LONGEST:
        data = data[:-1]
    return data
