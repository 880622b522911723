"""People, the chats they share with the bot, and the messages in them."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from demo.server.refusals import JSON

_LONGEST_WAIT = 60.0


@dataclass
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    blocked: bool = False  #: this person has blocked the bot
    deactivated: bool = False  #: this account is gone; the bot is not told
    answers: list[JSON] = field(default_factory=list)  #: what presses were answered, as seen
    inline: JSON | None = None  #: the newest answer to an inline query
    changed: int = 0  #: the sequence number of the last thing that looked different on this phone
    bells: set[asyncio.Future[None]] = field(default_factory=set)

    def facts(self) -> JSON:
        """The person as a User of the Bot API."""
        facts: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            facts["last_name"] = self.last_name
        if self.username:
            facts["username"] = self.username
        return facts | {"language_code": "id"}

    def ring(self, sequence: int) -> None:
        """Something on this phone has changed."""
        self.changed = sequence
        for bell in self.bells:
            if not bell.done():
                bell.set_result(None)
        self.bells.clear()

    async def until(self, done: Callable[[], bool], within: float) -> None:
        """Until something is so, or the time is over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(within, _LONGEST_WAIT)
        while not done() and (left := deadline - loop.time()) > 0:
            await self.wait(left)

    async def wait(self, within: float) -> None:
        """Until something changes, or the time is over."""
        bell: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.bells.add(bell)
        try:
            await asyncio.wait_for(bell, within)
        except TimeoutError:
            pass
        finally:
            self.bells.discard(bell)


@dataclass
class Kept:
    """One message and what became of it."""

    body: JSON  #: as the Bot API shows it
    sent: datetime
    by_bot: bool
    deleted: bool = False
    pinned: bool = False
    reactions: list[JSON] = field(default_factory=list)
    changed: int = 0

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    def view(self) -> JSON:
        """The message as a phone shows it."""
        marks = {"by_bot": self.by_bot, "deleted": self.deleted, "pinned": self.pinned}
        if self.reactions:
            marks["reactions"] = self.reactions  # type: ignore[assignment]
        return self.body | marks


@dataclass
class Chat:
    """A private chat of one person with the bot, or a group."""

    id: int
    members: dict[int, Person]
    title: str = ""
    became: int | None = None  #: the number of the supergroup that it is now
    bot_inside: bool = True  #: a bot is let into a private chat by the person's first message
    messages: dict[int, Kept] = field(default_factory=dict)
    keyboard: JSON | None = None  #: the reply keyboard that is open, as it was sent
    menu: JSON | None = None
    log: list[tuple[int, int]] = field(default_factory=list)  #: (sequence, message) of every change
    history: list[JSON] = field(default_factory=list)  #: everything that was ever on the screen, in order

    @property
    def private(self) -> bool:
        return self.id > 0

    def facts(self) -> JSON:
        """The chat as a Chat of the Bot API."""
        if not self.private:
            return {
                "id": self.id,
                "type": "group",
                "title": self.title,
                "all_members_are_administrators": True,
            }
        facts: dict[str, Any] = self.members[self.id].facts()
        return {
            name: facts[name] for name in ("id", "first_name", "last_name", "username") if name in facts
        } | {"type": "private"}

    def changed_since(self, sequence: int) -> list[Kept]:
        """Messages that are new or different, oldest first."""
        start = bisect_right(self.log, (sequence, 1 << 62))
        return [self.messages[number] for number in sorted({number for _, number in self.log[start:]})]

    def pinned(self) -> list[Kept]:
        """Pinned messages, the newest first."""
        return [kept for kept in reversed(self.messages.values()) if kept.pinned and not kept.deleted]
