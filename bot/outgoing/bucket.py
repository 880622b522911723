"""Telegram's limits, kept by us: messages a second in all and to one chat; replies before broadcasts."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

BURST_CHAT = 5.0  #: a conversation comes in bursts; Telegram minds the average
FORGET_AFTER = 600.0


@dataclass
class _Bucket:
    rate: float
    burst: float
    level: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.level = self.burst

    def fill(self) -> float:
        """How many are there now."""
        now = time.monotonic()
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return self.level

    def wait(self) -> float:
        """Take one; how long to wait for it."""
        self.level = self.fill() - 1
        return 0.0 if self.level >= 0 else -self.level / self.rate


class Buckets:
    """One bucket for all, one for each chat."""

    def __init__(self, rate: float, rate_chat: float) -> None:
        self._rate_chat = rate_chat
        self._replies = _Bucket(rate, rate)
        # Broadcasts get four fifths, so that a reply always finds room.
        self._broadcasts = _Bucket(rate * 0.8, max(1.0, rate * 0.8))
        self._chats: dict[int, _Bucket] = {}
        self._held: dict[int, float] = {}

    def broadcasts(self) -> int:
        """How many messages of broadcasts may be begun now.

        The others stay rows: if they waited in their chats, two hundred would stand before the next reply,
        and nobody who is to be told something would be answered before he has been.
        """
        return max(0, int(self._broadcasts.fill()))

    def begin_broadcast(self) -> None:
        """One of them is begun."""
        self._broadcasts.wait()

    async def take(self, chat_id: int) -> None:
        """Wait until one more message may go to this chat."""
        chat = self._chats.setdefault(chat_id, _Bucket(self._rate_chat, max(BURST_CHAT, self._rate_chat)))
        longest = max(chat.wait(), self._replies.wait())
        await self.until_free(chat_id, longest)
        if len(self._chats) > 10_000:
            self._forget()

    async def until_free(self, chat_id: int, at_least: float = 0.0) -> None:
        """Wait until Telegram takes anything for this chat again."""
        held = self._held.get(chat_id, 0.0) - time.monotonic()
        if held <= 0:
            self._held.pop(chat_id, None)
        if (seconds := max(at_least, held)) > 0:
            await asyncio.sleep(seconds)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Telegram said how long this chat has to wait."""
        self._held[chat_id] = time.monotonic() + seconds

    def _forget(self) -> None:
        old = time.monotonic() - FORGET_AFTER
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.at > old}
