"""Troubles on demand: what the network and Telegram do to a bot on a bad day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What happens to a call."""

    TOO_MANY = "429"
    BROKEN = "500"
    GATEWAY = "502"
    RESET = "reset"  #: the connection is cut before anything is done
    LOST = "lost"  #: the work is done, its answer never arrives
    HALF = "half"  #: the work is done, half of its answer arrives
    GARBAGE = "garbage"  #: nothing is done, and what is answered comes from somebody else: a page of HTML
    HANG = "hang"  #: nothing is done and nothing answered until the bot gives up


@dataclass
class Fault:
    """The next so many calls of a method go wrong."""

    method: str  #: `*` for any but getUpdates
    trouble: Trouble
    times: int = 1
    retry_after: int = 1
    chat_id: int | None = None  #: only calls for this chat

    def meets(self, method: str, chat_id: object) -> bool:
        named = self.method == method or (self.method == "*" and method != "getUpdates")
        return named and self.times > 0 and self.chat_id in (None, chat_id)


class Faults:
    """The troubles that are ordered and have not happened yet."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []
        self._hanging: Counter[str] = Counter()
        #: method -> what the bot called while a call of that method hung, and how often
        self.meanwhile: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def order(self, fault: Fault) -> None:
        """Have something go wrong soon."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """All is well again."""
        self._ordered.clear()

    def comes(self, method: str) -> None:
        """A call has come; it is noted for those that hang just now."""
        for hanging in self._hanging:
            self.meanwhile[hanging][method] += 1

    @contextmanager
    def hangs(self, method: str) -> Iterator[None]:
        """As long as this lasts a call of the method is not answered."""
        self._hanging[method] += 1
        self.meanwhile[method].clear()
        try:
            yield
        finally:
            self._hanging -= Counter([method])

    @property
    def hanging(self) -> dict[str, int]:
        """The calls that hang just now, by method."""
        return dict(self._hanging)

    def next(self, method: str, chat_id: object) -> Fault | None:
        """The trouble that this call meets, if any; it is used up by it."""
        if not self._ordered:
            return None
        fault = next((fault for fault in self._ordered if fault.meets(method, chat_id)), None)
        if fault is not None:
            fault.times -= 1
            self._ordered = [fault for fault in self._ordered if fault.times > 0]
        return fault
