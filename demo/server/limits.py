"""Telegram's numbers: how long, how big, how often."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from demo.server.refusals import Refusal, bad_request, too_many_requests

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_ALERT = 200
BIGGEST_DOWNLOAD = 20 * 1024 * 1024
BIGGEST_UPLOAD = 50 * 1024 * 1024
BIGGEST_PHOTO = 10 * 1024 * 1024
MOST_IN_ALBUM = 10
MOST_DELETED = 100
MOST_COMMANDS = 100
MOST_INLINE_RESULTS = 50
DELETABLE_FOR = timedelta(hours=48)
#: How long a press can be answered. Telegram does not publish the figure; bots report seconds to minutes.
ANSWERABLE_FOR = timedelta(seconds=60)
UPDATES_KEPT_FOR = timedelta(hours=24)


def check_text(text: str, *, editing: bool = False) -> None:
    """A text of a message, after its tags and the blanks around it are gone."""
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")


def check_caption(caption: str) -> None:
    """The words under a photo or document."""
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")


def check_alert(text: str) -> None:
    """The answer to a press."""
    if len(text) > LONGEST_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")


@dataclass
class Bucket:
    """Tokens that come back with time: `burst` at once, then one each `every` seconds."""

    burst: float
    every: float
    tokens: float = field(init=False)
    filled: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.burst
        self.filled = -math.inf

    def wait(self, now: float) -> float:
        """Seconds until a token is there; nothing is taken."""
        self.tokens = min(self.burst, self.tokens + (now - self.filled) / self.every)
        self.filled = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) * self.every

    def take(self, tokens: int) -> None:
        """Some tokens less; an album may overdraw."""
        self.tokens -= tokens


class Pace:
    """Telegram's flood limits: 30 messages a second, about one a second in a chat, 20 a minute in a group.

    Real time counts, not the clock that the demo turns. Off unless it is asked for. Who was told to wait and
    does not is counted: Telegram is said to answer that with longer and longer waits.
    """

    def __init__(self, *, on: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self.refused = 0  #: calls answered 429
        self.early = 0  #: calls for a chat before the end of its wait
        self._until: dict[int, float] = {}
        self._now = now
        self._overall = Bucket(burst=30, every=1 / 30)
        self._chats: dict[int, Bucket] = {}

    def check(self, chat_id: int, messages: int = 1) -> None:
        """Count what goes to a chat, or say how long to wait."""
        if not self.on:
            return
        now = self._now()
        buckets = (self._overall, self._bucket(chat_id))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise self.refuse(chat_id, math.ceil(wait))
        for bucket in buckets:
            bucket.take(messages)

    def comes(self, chat_id: int) -> None:
        """A call for a chat."""
        if self._now() < self._until.get(chat_id, -math.inf):
            self.early += 1

    def refuse(self, chat_id: int, seconds: int) -> Refusal:
        """The answer to a call that came too soon."""
        self.refused += 1
        self._until[chat_id] = self._now() + seconds
        return too_many_requests(seconds)

    def _bucket(self, chat_id: int) -> Bucket:
        if chat_id not in self._chats:
            group = chat_id < 0
            self._chats[chat_id] = Bucket(burst=20, every=3) if group else Bucket(burst=5, every=1)
        return self._chats[chat_id]
