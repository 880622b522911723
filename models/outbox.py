"""What a unit says; its rows are `Outbox` in models/chat.py, sent by bot/outgoing/outbox.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.notice import NOTICE, mark_of, unmarked
from models.people import Person
from models.speech import Keyboard, stored
from models.tables import METADATA

# Fixed statements, past the ORM: this is the hot path.
_outbox = METADATA.tables["outbox"]
_SAYING = insert(_outbox)
_OVERTAKEN = delete(_outbox).where(
    _outbox.c.chat_id == bindparam("chat"),
    _outbox.c.kind == Said.HOME,
    _outbox.c.state == Waiting.WAITING,
)

_season = METADATA.tables["season"]
_NEWEST_SEASON = (
    select(_season.c.id)
    .where(_season.c.kecamatan_id == bindparam("kecamatan"))
    .order_by(_season.c.year.desc())
    .limit(1)
)


class OutboxWriter:
    """What is said within a unit; it goes out when the unit is stored."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now

    def tell(
        self,
        person: Person,
        text: str,
        keyboard: Keyboard = (),
        *,
        file: dict[str, Any] | None = None,
        topic: str | None = None,
        silent: bool = False,
        broadcast: bool = False,
        pinned: bool = False,
        held_until: datetime | None = None,
        held_since: datetime | None = None,
    ) -> None:
        """Say something to a person, as a message that stays; it waits where there is no Telegram yet.

        Until `held_until` it can be taken back by its topic; `held_since`: what it is a new writing of.
        """
        self._out(
            Said.NOTICE,
            **self._held(held_until),
            created_at=held_since or self.now,
            person_id=person.id,
            chat_id=person.telegram_id,
            text=text,
            keyboard=self.keys(keyboard, person.kecamatan_id),
            file=file,
            topic=topic,
            silent=silent,
            broadcast=broadcast,
            pinned=pinned,
        )

    def tell_chat(self, chat_id: int, text: str, keyboard: Keyboard = ()) -> None:
        """Say something to a chat that belongs to nobody we know."""
        self._out(Said.NOTICE, chat_id=chat_id, text=text, keyboard=stored(keyboard, mark=NOTICE))

    def show(self, chat: Chat, text: str, keyboard: Keyboard) -> None:
        """Make this the chat's home message; a screen that still waits to be sent is overtaken."""
        self.session.connection().execute(_OVERTAKEN, {"chat": chat.id})
        self._out(Said.HOME, person_id=chat.person_id, chat_id=chat.id, text=text, keyboard=stored(keyboard))

    def rewrite(self, chat_id: int, message_id: int, text: str, keyboard: Keyboard, *, caption: bool) -> None:
        """Give a message that was sent another text or keyboard."""
        marked = self.keys(keyboard, self._office_in(chat_id) if keyboard else None)
        self._rewrite(chat_id, message_id, text, marked, caption=caption)

    def _rewrite(self, chat_id: int, message_id: int, text: str, marked: list[Any], *, caption: bool) -> None:
        file = {"caption": True} if caption else None
        self._edit(chat_id, message_id, None, text=text, keyboard=marked, file=file)

    def _edit(self, chat_id: int, message_id: int, held: tuple[str, datetime] | None, **values: Any) -> None:
        topic, until = held or (None, None)
        where = {"chat_id": chat_id, "message_id": message_id, "topic": topic}
        self._out(Said.EDIT, **self._held(until), **where, **values)

    def _held(self, until: datetime | None) -> dict[str, Any]:
        if until is None or until <= self.now:
            return {}
        return {"state": Waiting.HELD, "not_before": until}

    def held(self, topic: str) -> list[datetime]:
        """When each of the messages that are held under this topic was begun, oldest first."""
        begun = select(Outbox.created_at).where(*self._still_held(topic))
        return list(self.session.scalars(begun.distinct().order_by(Outbox.created_at)))

    def _still_held(self, topic: str) -> list[ColumnElement[bool]]:
        """What is ripe is as good as said."""
        return [Outbox.topic == topic, Outbox.state == Waiting.HELD, Outbox.not_before > self.now]

    def take_back(self, topic: str, since: datetime | None = None) -> int:
        """Nobody hears what is still held under this topic; how many messages these were."""
        held = self._still_held(topic)
        if since is not None:
            held.append(Outbox.created_at == since)
        gone = self.session.execute(delete(Outbox).where(*held).returning(Outbox.id))
        return len(gone.all())

    def let_go(self, topic: str) -> int:
        """What is held under this topic is said now."""
        held = (Outbox.topic == topic, Outbox.state == Waiting.HELD)
        change = update(Outbox).where(*held).values(state=Waiting.WAITING, not_before=self.now)
        return len(self.session.execute(change.returning(Outbox.id)).all())

    def hand_on(self, topic: str, to_topic: str, person: Person, *, held_only: bool) -> None:
        """What was written to somebody under this topic is another person's; or only what is still held."""
        which = self._still_held(topic) if held_only else [Outbox.topic == topic]
        change = update(Outbox).where(*which).values(topic=to_topic, person_id=person.id)
        self.session.execute(change)
        if held_only:
            moved = (Outbox.topic == to_topic, Outbox.state == Waiting.HELD)
            self.session.execute(update(Outbox).where(*moved).values(chat_id=person.telegram_id))

    def settle(
        self, topic: str, addition: str, keyboard: Keyboard = (), *, reader: Person | None = None
    ) -> None:
        """Resolve every copy of a request: the content stays, what was decided is added, the buttons go.

        `keyboard`: what can be pressed instead; by `reader` alone where one is named.
        """
        for copy in self._copies([topic]):
            text = f"{copy.text}\n\n{addition}"
            rows = keyboard if reader is None or copy.person_id == reader.id else ()
            marked = self.keys(rows, copy.office)
            if copy.state in (Waiting.WAITING, Waiting.HELD):
                change = update(Outbox).where(Outbox.id == copy.id).values(text=text, keyboard=marked or None)
                self.session.execute(change)
            elif copy.message_id is not None:
                self._rewrite(copy.chat_id, copy.message_id, text, marked, caption=copy.file is not None)

    def settle_button(
        self, topics: Sequence[str], pressing: str, addition: str, held: tuple[str, datetime] | None = None
    ) -> None:
        """Take the button that sends this out of every notice under these topics; what was decided is added.

        `held`: not before this moment; until then it can be taken back by this topic.
        """
        for copy in self._copies(topics):
            before = copy.keyboard or []
            keyboard = [[one for one in row if unmarked(one.get("data") or "") != pressing] for row in before]
            if keyboard == before:
                continue
            values = {"text": f"{copy.text}\n\n{addition}", "keyboard": [row for row in keyboard if row]}
            if held is None:  # what is held may be taken back: then this still stands as it was sent
                self.session.execute(update(Outbox).where(Outbox.id == copy.id).values(**values))
            if copy.state not in (Waiting.WAITING, Waiting.HELD) and copy.message_id is not None:
                self._edit(copy.chat_id, copy.message_id, held, **values)

    def wipe(self, topic: str, *, person: Person | None = None, before: datetime | None = None) -> int:
        """Take notices that hold a secret out of their chats and out of our own rows; how many these were."""
        which = [Outbox.topic == topic, Outbox.kind == Said.NOTICE, Outbox.text.is_not(None)]
        if person is not None:
            which.append(Outbox.person_id == person.id)
        if before is not None:
            which.append(Outbox.created_at <= before)
        found = self.session.execute(select(Outbox.chat_id, Outbox.message_id).where(*which)).all()
        if not found:  # nearly always, and it is asked at every tick
            return 0
        for chat_id, message_id in found:
            if chat_id is not None and message_id is not None:
                self.delete_message(chat_id, message_id)
        # One that may be on its way keeps its row, empty: where it arrives, it is taken away.
        on_its_way = [*which, Outbox.message_id.is_(None)]
        empty = update(Outbox).where(*on_its_way).values(text=None, file=None, keyboard=None)
        self.session.execute(empty.values(state=Waiting.DONE))
        self.session.execute(delete(Outbox).where(*which))
        return len(found)

    def renew(self, topic: str, text: str, keyboard: Keyboard) -> None:
        """Give every copy of a notice that lives on another text; edits that still wait are overtaken."""
        for copy in self._copies([topic]):
            marked = self.keys(keyboard, copy.office)
            if copy.state in (Waiting.WAITING, Waiting.HELD):
                change = update(Outbox).where(Outbox.id == copy.id).values(text=text, keyboard=marked)
                self.session.execute(change)
            elif copy.message_id is not None:
                edits = (Outbox.chat_id == copy.chat_id, Outbox.message_id == copy.message_id)
                waiting = (Outbox.kind == Said.EDIT, Outbox.state == Waiting.WAITING)
                self.session.execute(delete(Outbox).where(*edits, *waiting))
                self._rewrite(copy.chat_id, copy.message_id, text, marked, caption=False)

    # ---- what a notice is about

    def keys(self, keyboard: Keyboard, kecamatan_id: int | None) -> list[Any]:
        """The buttons of a notice to somebody of this office, as they are kept: with the season it is in."""
        if kecamatan_id is None or not keyboard:
            return stored(keyboard, mark=NOTICE)
        return stored(keyboard, mark=mark_of(self._newest_season(kecamatan_id)))

    def _newest_season(self, kecamatan_id: int) -> int | None:
        """Asked for once in a transaction: five hundred people may be told the same."""
        known: dict[int, int | None] = self.session.info.setdefault("newest_season", {})
        if kecamatan_id not in known:
            with self.session.no_autoflush:  # nothing of an update makes a season
                where = {"kecamatan": kecamatan_id}
                known[kecamatan_id] = self.session.execute(_NEWEST_SEASON, where).scalar()
        return known[kecamatan_id]

    def _copies(self, topics: Sequence[str]) -> Sequence[Any]:
        """Every copy of the notices under these topics, and of which office its reader is."""
        table = Outbox.__table__
        office = select(Person.kecamatan_id).where(Person.id == table.c.person_id).scalar_subquery()
        copies = select(table, office.label("office"))
        kind = table.c.kind == Said.NOTICE
        return self.session.execute(copies.where(table.c.topic.in_(topics), kind)).all()

    def _office_in(self, chat_id: int) -> int | None:
        query = select(Person.kecamatan_id).join(Chat, Chat.person_id == Person.id).where(Chat.id == chat_id)
        found: int | None = self.session.execute(query).scalar()
        return found

    def delete_message(self, chat_id: int, message_id: int) -> None:
        self._out(Said.DELETE, chat_id=chat_id, message_id=message_id)

    def prompt(self, chat: Chat, text: str, word: str, request: str) -> None:
        """Ask with a reply keyboard (request: "location" or "contact"); see unprompt."""
        keyboard = [[{"text": word, "request": request}]]
        self._out(Said.PROMPT, person_id=chat.person_id, chat_id=chat.id, text=text, keyboard=keyboard)

    def unprompt(self, chat: Chat) -> None:
        """Take the reply keyboard away again."""
        self._out(Said.UNPROMPT, person_id=chat.person_id, chat_id=chat.id)

    def like(self, chat: Chat, message_id: int) -> None:
        """A thumb on what somebody sent (a photo, a voice note): taken, without a word."""
        self._out(Said.LIKE, chat_id=chat.id, message_id=message_id)

    def menu(self, person: Person, commands: list[dict[str, str]]) -> None:
        """Give the person's chat this list of commands."""
        self._out(Said.MENU, person_id=person.id, chat_id=person.telegram_id, keyboard=commands)

    def _out(self, kind: Said, **values: Any) -> None:
        if self.session.new:
            self.session.flush()  # who is spoken to is stored before the message
        usual = {"kind": kind, "attempts": 0, "state": Waiting.WAITING}
        usual |= {"silent": False, "broadcast": False, "pinned": False}
        usual |= {"created_at": self.now, "not_before": self.now}
        self.session.connection().execute(_SAYING, usual | values)
