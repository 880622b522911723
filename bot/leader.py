"""The leader: the process that sends, works in the rooms, keeps time and polls. Alone, one always is it."""

from __future__ import annotations

from collections.abc import Callable

UPDATES = "updates"  #: there may be something in the inbox
EFFECTS = "effects"  #: somebody's update was handled: there may be something to say or to draw

Heard = Callable[[str], None]


class NotLeader(OSError):
    """Another process does this now; like all that passes, it is waited for."""


class Leader:
    """The only process over its database: on SQLite a second one is refused (bot/lock.py)."""

    @property
    def holds(self) -> bool:
        """Whether this process may send and keep time at this very moment."""
        return True

    async def mine(self) -> None:
        """Wait until it is this process's turn."""

    def insist(self) -> None:
        """Raises NotLeader when it is not, any more."""
        if not self.holds:
            raise NotLeader("another process is the leader now")

    def tells(self, word: str) -> None:
        """Let the other processes look at once; they would by themselves, a second later."""

    def begins(self, heard: Heard) -> None:
        """Start listening; `heard` is called in the loop with what another process tells."""

    def close(self) -> None:
        """Let another one do it; to be called when all that was begun is stored."""
