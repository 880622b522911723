"""Troubles on demand: what the network and Telegram do to a bot on a bad day."""

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

    def order(self, fault: Fault) -> None:
        """Have something go wrong soon."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """All is well again."""
        self._ordered.clear()

    def next(self, method: str, chat_id: object) -> Fault | None:
        """The trouble that this call meets, if any; it is used up by it."""
        if not self._ordered:
            return None
        fault = next((fault for fault in self._ordered if fault.meets(method, chat_id)), None)
        if fault is not None:
            fault.times -= 1
            self._ordered = [fault for fault in self._ordered if fault.times > 0]
        return fault
