"""The state of this Telegram: one bot, its people, their chats. It outlives the bot's restarts."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demo.server.clock import Clock
from demo.server.faults import Faults
from demo.server.files import Files
from demo.server.limits import Pace
from demo.server.people import Chat, Kept, Person
from demo.server.refusals import JSON, Refusal, bad_request, forbidden
from demo.server.updates import Updates

_FIRST_MESSAGE = 1001


@dataclass
class Query:
    """A press of a button that waits for its answer."""

    id: str
    person: Person
    at: datetime
    message_id: int
    data: str
    answer: JSON | None = None


@dataclass
class Webhook:
    """Where the bot wants its updates sent."""

    url: str
    secret: str = ""
    last_error: str = ""
    last_error_at: int = 0


class World:
    """One bot and everybody who talks to it."""

    def __init__(
        self,
        token: str,
        *,
        username: str = "musrenbang_demo_bot",
        name: str = "Musrenbang Kecamatan",
        clock: Callable[[], datetime] | None = None,
        folder: Path | None = None,
        paced: bool = False,
    ) -> None:
        self.token = token
        self.bot: JSON = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.clock = clock or Clock()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files(folder)
        self.updates = Updates(self.clock)
        self.faults = Faults()
        self.pace = Pace(on=paced)
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, Person] = {}
        self.webhook: Webhook | None = None
        self.commands: dict[str, list[JSON]] = {}  #: by scope and language, as JSON
        self.calls: Counter[str] = Counter()
        self.sequence = 0
        self.season = 0  #: how often everything was cleared
        self._messages = itertools.count(_FIRST_MESSAGE)
        self._queries = itertools.count(4_000_000_000_000_000_001)

    def clear(self) -> None:
        """Everything that was said is gone; people keep their phones, numbers go on where they were."""
        self.chats.clear()
        self.queries.clear()
        self.inline_queries.clear()
        self.commands.clear()
        self.calls.clear()
        self.faults.clear()
        self.files.clear()
        self.updates.forget()
        self.webhook = None
        self.season += 1
        self.sequence += 1
        for person in self.people.values():
            person.answers.clear()
            person.blocked = person.deactivated = False
            person.ring(self.sequence)

    # -- people and chats -------------------------------------------------------------------------

    def person(self, user_id: int) -> Person:
        """The owner of a phone."""
        if user_id not in self.people:
            raise bad_request("user not found")
        return self.people[user_id]

    def meet(self, user_id: int, first_name: str, last_name: str = "", username: str = "") -> Person:
        """Somebody gets a phone, or a new name on it; the bot learns of it from the next message."""
        person = self.people.setdefault(user_id, Person(user_id, first_name))
        person.first_name, person.last_name, person.username = first_name, last_name, username
        return person

    def private_chat(self, person: Person) -> Chat:
        """The person's chat with the bot; it exists for the bot once the person has written."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, {person.id: person}, bot_inside=False)
        return self.chats[person.id]

    def chat(self, chat_id: int) -> Chat:
        """A chat that the bot knows."""
        chat = self.chats.get(chat_id)
        if chat is None or (chat.private and not chat.bot_inside):
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int) -> Chat:
        """A chat that the bot may write to now."""
        chat = self.chat(chat_id)
        if chat.became is not None:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, upgraded, migrate_to_chat_id=chat.became)
        if chat.private and chat.members[chat_id].deactivated:
            raise forbidden("user is deactivated")
        if chat.private and chat.members[chat_id].blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.bot_inside:
            raise forbidden("bot was kicked from the group chat")
        return chat

    # -- messages ---------------------------------------------------------------------------------

    def post(self, chat: Chat, content: JSON, *, author: Person | None) -> Kept:
        """Put a message into a chat; without an author it is the bot's."""
        now = self.clock()
        body: JSON = {
            "message_id": next(self._messages),
            "from": self.bot if author is None else author.facts(),
            "chat": chat.facts(),
            "date": int(now.timestamp()),
        }
        kept = Kept(body | content, now, by_bot=author is None)
        chat.messages[kept.id] = kept
        self.touch(chat, kept, became="new")
        return kept

    def touch(self, chat: Chat, kept: Kept | None = None, *, became: str = "marked") -> None:
        """A message (or the chat itself) looks different now: tell the phones, and remember how it was."""
        self.sequence += 1
        if kept is not None:
            kept.changed = self.sequence
            chat.log.append((self.sequence, kept.id))
            at = self.clock().isoformat()
            chat.history.append(
                {"sequence": self.sequence, "became": became, "at": at, "message": kept.view()}
            )
        for person in chat.members.values():
            person.ring(self.sequence)

    def alive(self, chat: Chat, message_id: int, sentence: str) -> Kept:
        """A message that is still there, or the refusal in the given words."""
        kept = chat.messages.get(message_id)
        if kept is None or kept.deleted:
            raise bad_request(sentence)
        return kept

    def delete(self, chat: Chat, kept: Kept) -> None:
        """The message disappears from everybody's screen."""
        kept.deleted, kept.pinned = True, False
        self.touch(chat, kept, became="deleted")

    def message_for_update(self, chat: Chat, kept: Kept) -> JSON:
        """The message as updates carry it; of a deleted one Telegram only tells where it was."""
        if kept.deleted:
            return {"chat": chat.facts(), "message_id": kept.id, "date": 0}
        return kept.body

    # -- what people do ---------------------------------------------------------------------------

    def new_query(self, person: Person, message_id: int, data: str) -> Query:
        """A number for a press."""
        query = Query(str(next(self._queries)), person, self.clock(), message_id, data)
        self.queries[query.id] = query
        return query

    def bot_member(self, chat: Chat, actor: Person, old: str, new: str) -> None:
        """The bot's own standing in a chat has changed: blocked, unblocked, added, removed."""
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.facts(),
                "from": actor.facts(),
                "date": int(self.clock().timestamp()),
                "old_chat_member": self._member(old),
                "new_chat_member": self._member(new),
            },
        )

    def _member(self, status: str) -> JSON:
        facts: JSON = {"user": self.bot, "status": status}
        return facts | {"until_date": 0} if status == "kicked" else facts
