"""What a person can do with a phone, and the update that the bot gets of it."""

import itertools
import zlib
from typing import Any

from demo.server.entities import plain_entities
from demo.server.files import File
from demo.server.limits import LONGEST_CAPTION, LONGEST_TEXT
from demo.server.people import Chat, Kept, Person
from demo.server.refusals import JSON, bad_request
from demo.server.sounds import hum
from demo.server.world import Query, World

_groups = itertools.count(1)


class PersonActs:
    """One person acting in this Telegram."""

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person

    # -- sending ----------------------------------------------------------------------------------

    def text(self, text: str, *, chat_id: int | None = None, reply_to: int | None = None) -> list[Kept]:
        """Write; what is too long goes out in pieces, as from a real phone."""
        text = text.strip()
        if not text:
            raise bad_request("nothing to send")
        pieces = [text[start : start + LONGEST_TEXT] for start in range(0, len(text), LONGEST_TEXT)]
        return [self.post(_text(piece), chat_id=chat_id, reply_to=reply_to) for piece in pieces]

    def post(self, content: JSON, *, chat_id: int | None = None, reply_to: int | None = None) -> Kept:
        """Put a message of any kind into a chat and tell the bot."""
        chat = self.chat(chat_id)
        if chat.private:
            if self.person.blocked:
                raise bad_request("this person has blocked the bot: unblock it first")
            chat.bot_inside = True
        reply = self.world.alive(chat, reply_to, "no message to reply to") if reply_to is not None else None
        if reply is not None:
            content = content | {"reply_to_message": _without_reply(reply.body)}
        kept = self.world.post(chat, content, author=self.person)
        if chat.keyboard is not None and (
            chat.keyboard.get("one_time_keyboard") or chat.keyboard.get("force_reply")
        ):
            chat.keyboard = None
        if _bot_reads(chat, content, reply):
            self.world.updates.add("message", kept.body)
        return kept

    def captioned(self, content: JSON, caption: str, album: str = "") -> JSON:
        """A photo or file with its words and its album."""
        if len(caption) > LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        if caption:
            content = content | {"caption": caption}
            if entities := plain_entities(caption):
                content["caption_entities"] = entities
        if album:
            content = content | {"media_group_id": str(13_700_000_000_000_000 + zlib.crc32(album.encode()))}
        return content

    def photo(self, sizes: tuple[File, ...]) -> JSON:
        """The content of a photo message."""
        return {"photo": [size.facts() for size in sizes]}

    def recorded(self, kind: str, seconds: int) -> JSON:
        """The content of a sticker, voice, video or round video message."""
        number = self.world.sequence
        words = f"{kind} of {seconds} seconds, number {number}".encode()
        data = hum(seconds, number) + words if kind == "voice" else words
        mime = {"voice": "audio/ogg", "sticker": "image/webp"}.get(kind, "video/mp4")
        length = seconds if kind == "voice" else 0
        file = self.world.files.keep(data, kind=kind, mime=mime, seconds=length)
        facts: dict[str, Any] = {
            name: value for name, value in file.facts().items() if kind != "sticker" or name != "mime_type"
        }
        if kind == "sticker":
            facts |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": facts | {"emoji": "👍"}}
        facts["duration"] = seconds
        if kind == "video":
            facts |= {"width": 640, "height": 360}
        if kind == "video_note":
            facts = {name: value for name, value in facts.items() if name != "mime_type"} | {"length": 240}
        return {kind: facts}

    def contact(self, phone_number: str, first_name: str, user_id: int | None) -> JSON:
        """The content of a shared contact; one's own carries one's id."""
        facts: JSON = {"phone_number": phone_number, "first_name": first_name}
        return {"contact": facts | ({"user_id": user_id} if user_id is not None else {})}

    def forwarded(self, text: str, original_name: str) -> JSON:
        """The content of a message that somebody else wrote first."""
        date = int(self.world.clock().timestamp())
        return _text(text) | {
            "forward_origin": {"type": "hidden_user", "sender_user_name": original_name, "date": date}
        }

    # -- afterwards -------------------------------------------------------------------------------

    def edit(self, message_id: int, text: str, chat_id: int | None = None) -> Kept:
        """Change what one has written."""
        chat = self.chat(chat_id)
        kept = self.world.alive(chat, message_id, "message to edit not found")
        if kept.body["from"]["id"] != self.person.id:
            raise bad_request("message can't be edited")
        word = "text" if "text" in kept.body else "caption"
        new = _text(text)
        body = {
            name: value
            for name, value in kept.body.items()
            if name not in {word, "entities", "caption_entities"}
        }
        body |= {word: new["text"], "edit_date": int(self.world.clock().timestamp())}
        if "entities" in new:
            body["entities" if word == "text" else "caption_entities"] = new["entities"]
        kept.body = body
        self.world.touch(chat, kept, became="edited")
        self.world.updates.add("edited_message", kept.body)
        return kept

    def delete(self, message_id: int, chat_id: int | None = None) -> None:
        """Delete a message for both; a bot is not told."""
        chat = self.chat(chat_id)
        self.world.delete(chat, self.world.alive(chat, message_id, "message to delete not found"))

    def press(self, message_id: int, data: str, chat_id: int | None = None) -> Query:
        """Press a button of a message, or send what no button says: the bot cannot tell."""
        chat = self.chat(chat_id)
        if message_id not in chat.messages:
            raise bad_request("no such message in this chat")
        kept = chat.messages[message_id]
        query = self.world.new_query(self.person, message_id, data)
        self.world.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": self.person.facts(),
                "message": self.world.message_for_update(chat, kept),
                "chat_instance": str(-7_000_000_000_000_000 - chat.id),
                "data": data,
            },
        )
        return query

    def ask_inline(self, query: str, offset: str = "") -> str:
        """Type `@bot query`."""
        number = self.world.new_query(self.person, 0, query).id
        self.world.inline_queries[number] = self.person
        self.person.inline = None
        body = {
            "id": number,
            "from": self.person.facts(),
            "query": query,
            "offset": offset,
            "chat_type": "sender",
        }
        self.world.updates.add("inline_query", body)
        return number

    def pick(self, result_id: str, chat_id: int | None = None) -> Kept:
        """Choose one of the results: its words are sent in one's own name, by way of the bot."""
        results = (self.person.inline or {}).get("results") or []
        chosen = next((one for one in results if str(one["id"]) == result_id), None)
        if chosen is None:
            raise bad_request("no such result")
        content = _text(chosen["input_message_content"]["message_text"])
        return self.post(content | {"via_bot": self.world.bot}, chat_id=chat_id)

    # -- chats ------------------------------------------------------------------------------------

    def chat(self, chat_id: int | None) -> Chat:
        """The chat with the bot, or a group that this person is in."""
        if chat_id is None or chat_id == self.person.id:
            return self.world.private_chat(self.person)
        chat = self.world.chat(chat_id)
        if self.person.id not in chat.members:
            raise bad_request("not a member of this chat")
        return chat

    def block(self, *, blocked: bool) -> None:
        """Stop the bot, or let it write again."""
        if self.person.blocked == blocked:
            return
        chat = self.world.private_chat(self.person)
        chat.bot_inside = True
        self.person.blocked = blocked
        self.world.touch(chat)
        standing = ("member", "kicked") if blocked else ("kicked", "member")
        self.world.bot_member(chat, self.person, *standing)

    def deactivate(self) -> None:
        """Give the account up, for good."""
        self.person.deactivated = True

    def create_group(self, title: str, others: list[int]) -> Chat:
        """Make a group with the bot in it."""
        members = {number: self.world.person(number) for number in (self.person.id, *others)}
        chat = Chat(-4_000_000_000 - next(_groups), members, title=title)
        self.world.chats[chat.id] = chat
        self.world.bot_member(chat, self.person, "left", "member")
        kept = self.world.post(chat, {"group_chat_created": True}, author=self.person)
        self.world.updates.add("message", kept.body)
        return chat

    def migrate(self, chat_id: int) -> Chat:
        """A group becomes a supergroup: another number, and both chats are told."""
        old = self.chat(chat_id)
        new = Chat(-1_000_000_000_000 + chat_id, dict(old.members), title=old.title)
        self.world.chats[new.id] = new
        for chat, words in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
            self.world.updates.add("message", self.world.post(chat, words, author=self.person).body)
        old.became = new.id
        return new

    def remove_bot(self, chat_id: int) -> None:
        """Put the bot out of a group."""
        chat = self.chat(chat_id)
        chat.bot_inside = False
        self.world.bot_member(chat, self.person, "member", "kicked")
        self.world.post(chat, {"left_chat_member": self.world.bot}, author=self.person)


def _text(text: str) -> JSON:
    content: JSON = {"text": text}
    if entities := plain_entities(text):
        content["entities"] = entities
    return content


def _without_reply(body: JSON) -> JSON:
    return {name: value for name, value in body.items() if name != "reply_to_message"}


def _bot_reads(chat: Chat, content: JSON, reply: Kept | None) -> bool:
    """In groups a bot hears commands and replies to itself only (privacy mode)."""
    if chat.private:
        return True
    return chat.bot_inside and (
        content.get("text", "").startswith("/") or (reply is not None and reply.by_bot)
    )
