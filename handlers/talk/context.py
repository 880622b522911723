"""What a handler has in its hands: the unit, the chat, the person, and ways to answer."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from telegram import Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from handlers.talk import typed_labels
from handlers.talk.resting import SAME, TITLES, asks, rests
from models.base import Base
from models.chat import Chat
from models.notice import is_notice
from models.people import Person
from models.season import Season
from models.speech import Button, Keyboard
from models.unit import Unit
from sop.core.people import season_of
from sop.core.refused import Refused
from texts import Html, bare, join, plain, say
from texts.figures import cut, day_of

LONGEST_ALERT = 200  #: characters, says Telegram
ROOM = 12 - 2  #: lines of a screen that bears a sentence above it

ADDRESS = "address"  #: of the application's data: what a code is put behind in a QR

App = Application[ExtBot[None], "Ctx", dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


@dataclass
class Desk:
    """The update being handled: what the inbox lays out for PTB's handlers and conversations."""

    unit: Unit
    chat: Chat
    update: Update
    alert: str | None = None  #: what the press is answered with
    banner: Html | None = None  #: why the last answer was not taken; shown above the next screen
    secret: bool = False  #: what was sent is hidden once it has been handled
    place: str | None = None
    offer: dict[str, Any] | None = None  #: what a search in the writing line is answered with
    season_id: int | None = None  #: asked for again and again while one update is handled
    held: set[Base] = field(default_factory=set)  #: or the session forgets them and reads them anew

    def leave(self) -> None:
        """The post in which somebody acts is that of one update."""
        for row in self.held:
            if isinstance(row, Person):
                row.hat_id = None


#: One at a time: units run in the database thread only.
DESK: ContextVar[Desk] = ContextVar("desk")


class Ctx(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update. Building it does no I/O, or PTB would swallow a failure."""

    desk: Desk

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        made = super().from_update(update, application)
        made.desk = DESK.get()
        return made

    # ---- who, when, where

    @property
    def unit(self) -> Unit:
        return self.desk.unit

    @property
    def chat(self) -> Chat:
        return self.desk.chat

    @property
    def now(self) -> datetime:
        return self.desk.unit.now

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def person(self) -> Person | None:
        """Who writes, when he has joined."""
        person = self.unit.get(Person, self.chat.person_id)
        if person is not None:
            person.hat_id = self.chat.hat_id
            self.desk.held.add(person)
        return person

    @property
    def actor(self) -> Person:
        """Who acts; a stranger is refused."""
        person = self.person
        if person is None:
            raise Refused("common.unknown_person")
        return person

    @property
    def season(self) -> Season:
        """The season that the actor's kecamatan works on: the newest."""
        known = self.unit.get(Season, self.desk.season_id)
        if known is not None and known.kecamatan_id == self.actor.kecamatan_id:
            return known
        season = season_of(self.unit, self.actor.kecamatan_id)
        self.desk.season_id = season.id
        self.desk.held.add(season)
        return season

    @property
    def address(self) -> str:
        """What a code is put behind in a QR: the page for everybody, or this bot."""
        return str(self.bot_data[ADDRESS])

    @property
    def message(self) -> Message:
        message = self.desk.update.effective_message
        if not isinstance(message, Message):
            raise Refused("common.message_gone")
        return message

    @property
    def typed(self) -> str:
        return self.message.text or ""

    # ---- answers

    def show(self, text: str, keyboard: Keyboard = ()) -> None:
        """Make this the home message of the chat; a form that is open rests, with the way back below.

        On the first screen after it, it is named: so one knows what [Lanjutkan isian] leads back to.
        """
        talk, left = rests(self.chat)
        back = [[Button(plain("common.go_on"), "talk:resume")]] if talk is not None else []
        if talk in SAME:
            same = SAME[talk](self.chat)
            keyboard = [[one for one in row if one.data not in same] for row in keyboard]
        if talk in TITLES and left and self.desk.banner is None and len(str(text).splitlines()) <= ROOM:
            self.banner(say("form.left", title=plain(TITLES[talk])))
        self._home(text, [*keyboard, *back])

    def ask(self, talk: str, text: str, keyboard: Keyboard) -> None:
        """Make a question of this conversation the home message: what is typed now is its answer."""
        asks(self.chat, talk)
        typed_labels.shows(self.chat, keyboard)
        self.desk.place = None
        self._home(text, keyboard)

    def _home(self, text: str, keyboard: Keyboard) -> None:
        banner, self.desk.banner = self.desk.banner, None
        self.chat.place = self.desk.place
        self.unit.show(self.chat, join(Html(f"{banner}\n") if banner else "", Html(text)), keyboard)

    def rewrite(self, text: str, keyboard: Keyboard = ()) -> None:
        """Change the very message whose button was pressed; without a press it is the home message."""
        query = self.desk.update.callback_query
        if query is None or not is_notice(query.data or "") or not isinstance(query.message, Message):
            self.show(text, keyboard)
            return
        pressed = query.message
        self.unit.rewrite(
            self.chat.id, pressed.message_id, text, keyboard, caption=pressed.document is not None
        )

    def tell(self, text: str, keyboard: Keyboard = (), *, file: dict[str, Any] | None = None) -> None:
        """Say something to who writes, as a message that stays."""
        person = self.person
        if person is None:
            self.unit.tell_chat(self.chat.id, text, keyboard)
        else:
            self.unit.tell(person, text, keyboard, file=file)

    def below(self) -> None:
        """The next screen comes below what is said here: what is long would push it out of sight."""
        home = self.chat.home_message_id or 0
        self.chat.newest_message_id = max(self.chat.newest_message_id or 0, home + 1)

    def alert(self, text: str) -> None:
        """Answer the press with a box that has to be closed; what matters is also on the screen."""
        self.desk.alert = cut(bare(text), LONGEST_ALERT)

    def banner(self, text: Html) -> None:
        """A sentence above the next screen."""
        self.desk.banner = text
