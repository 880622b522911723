"""The inbox by itself: updates go in as Telegram sends them, rows come out; nothing in it is false."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import select
from telegram.ext import BaseHandler

from bot.incoming.handling import build
from bot.incoming.inbox import Answer, Worker, store
from models.chat import Chat, Inbox, Outbox
from models.people import Person
from models.posts import Post
from models.unit import Database
from sop.accounts.invitations import invite
from sop.core.people import appoint
from sop.office.places import Place
from sop.setting_up import setup
from sop.wiring import wire
from tests.tools.tables import with_tables

T = TypeVar("T")
Kept = TypeVar("Kept", bound=Database)

ME = {"id": 4242, "is_bot": True, "first_name": "Musrenbang", "username": "musrenbang_uji_bot"}
START = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
_updates = itertools.count(900_000_001)
_offices = itertools.count(1)


def database_with_tables(url: str, kind: type[Kept] = Database) -> Kept:
    with_tables(url)
    return kind(url)


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: in this one a browser test of the same worker may have left its loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class FrontDesk:
    """A worker of the inbox with a clock that stands still until it is turned."""

    def __init__(self, url: str, user_rate: int = 1000, kind: type[Database] = Database) -> None:
        wire()  # whoever makes a desk may be a process of its own
        self.database = database_with_tables(url, kind)
        self.application = in_a_loop(build("4242:a-test-token", ME))
        self.now = START
        self.worker = Worker(self.database, self.application, lambda: self.now, user_rate)

    def __enter__(self) -> FrontDesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def hears_first(self, handler: BaseHandler[Any, Any, Any]) -> None:
        """Put a handler of the test before all others."""
        self.application.handlers[0].insert(0, handler)

    # ---- what comes in

    def message(self, user: int, text: str, *, message_id: int = 1, update_id: int | None = None) -> int:
        return self.update(self.makes_message(user, text, message_id=message_id), update_id)

    def makes_message(
        self, user: int, text: str, *, message_id: int = 1, date: int | None = None
    ) -> dict[str, Any]:
        entities = [{"type": "bot_command", "offset": 0, "length": len(word)} for word in text.split()[:1]]
        return {
            "update_id": next(_updates),
            "message": {
                "message_id": message_id,
                "date": int(self.now.timestamp()) if date is None else date,
                "chat": {"id": user, "type": "private", "first_name": "Warga"},
                "from": {"id": user, "is_bot": False, "first_name": "Warga"},
                "text": text,
                **({"entities": entities} if text.startswith("/") else {}),
            },
        }

    def press(self, user: int, data: str, *, message_id: int = 1) -> int:
        return self.update(self.makes_press(user, data, message_id=message_id))

    def makes_press(self, user: int, data: str, *, message_id: int = 1) -> dict[str, Any]:
        chat = {"id": user, "type": "private", "first_name": "Warga"}
        return {
            "update_id": next(_updates),
            "callback_query": {
                "id": str(next(_updates)),
                "from": {"id": user, "is_bot": False, "first_name": "Warga"},
                "chat_instance": "1",
                "data": data,
                "message": {
                    "message_id": message_id,
                    "date": int(self.now.timestamp()),
                    "chat": chat,
                    "from": ME,
                    "text": "?",
                },
            },
        }

    def update(self, body: dict[str, Any], update_id: int | None = None) -> int:
        number = int(update_id or body.get("update_id") or next(_updates))
        store(self.database, self.now, [{**body, "update_id": number}])
        return number

    # ---- work

    def works(self, rounds: int = 1000) -> list[Answer]:
        """Handle until nothing is due."""
        answers: list[Answer] = []
        for _ in range(rounds):
            done = self.worker.handle_next()
            if done is None:
                return answers
            answers += done
        raise AssertionError("there is no end of it")

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    # ---- people and rows

    def office(self) -> int:
        name = f"Uji {next(_offices)}"
        places = [Place(kecamatan=name, kelurahan="Kelurahan A", lat=-6.56, lon=106.79)]
        with self.unit() as unit:
            return setup(unit, kecamatan=name, year=2028, places=places, kamus=[])[0].id

    def person(self, kecamatan_id: int, user: int, *posts: Post, name: str = "Budi Santoso") -> int:
        with self.unit() as unit:
            made = unit.add(
                Person(kecamatan_id=kecamatan_id, telegram_id=user, name=name, joined_at=self.now)
            )
            unit.add(Chat(id=user, person_id=made.id, answers={}, flood_count=0))
            for post in posts:
                appoint(unit, made, post, by=None)
            return made.id

    def token(self, kecamatan_id: int, post: Post = Post.DELEGASI) -> str:
        with self.unit() as unit:
            return invite(unit, kecamatan_id=kecamatan_id, post=post, name="Siti Aminah")

    def unit(self) -> Any:
        return self.database.unit(self.now)

    def rows(self, query: Any) -> list[Any]:
        with self.unit() as unit:
            return list(unit.session.scalars(query).all())

    def said(self, user: int) -> list[str]:
        """What will be sent to a chat, in order."""
        return [
            text
            for text in self.rows(select(Outbox.text).where(Outbox.chat_id == user).order_by(Outbox.id))
            if text
        ]

    def states(self) -> list[str]:
        return self.rows(select(Inbox.state).order_by(Inbox.id))

    def chat(self, user: int) -> Chat:
        (found,) = self.rows(select(Chat).where(Chat.id == user))
        return found


def settled(desk: FrontDesk) -> list[Answer]:
    """Handle, with all tries that a broken update gets."""
    answers = []
    for _ in range(4):
        answers += desk.works()
        desk.later(seconds=3)
    return answers
