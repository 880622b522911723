"""What waits for one chat goes out in one lane: each message knows what the one before it left there."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select
from telegram.error import RetryAfter

from bot.outgoing.bucket import Buckets
from bot.outgoing.outbox import Outbox as Sender
from bot.outgoing.rows import hurry
from bot.thread import DatabaseThread
from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.people import Person
from tests.core.desk import FrontDesk, in_a_loop
from tests.core.drawing_rooms import until

SITI, RUDI = 71, 72


class Telegram:
    """It keeps what stands in the chats; `busy`: it lets nobody delete anything for so many seconds."""

    def __init__(self, busy: int = 0) -> None:
        self.busy = busy
        self.asked: list[tuple[str, int]] = []
        self.shown: dict[int, str] = {}
        self.keyboard = False
        self._numbers = itertools.count(901)

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any], **_how: object) -> dict[str, Any]:
        self.asked.append((method, api_kwargs["chat_id"]))
        if method == "deleteMessage":
            if self.busy:
                raise RetryAfter(self.busy)
            del self.shown[api_kwargs["message_id"]]
            return {}
        markup = api_kwargs.get("reply_markup", "")
        self.keyboard = "request_location" in markup or (self.keyboard and "remove_keyboard" not in markup)
        number = next(self._numbers)
        self.shown[number] = api_kwargs["text"]
        return {"message_id": number}


def sending(desk: FrontDesk, telegram: Telegram, work: Callable[[Sender], Awaitable[None]]) -> None:
    """What is done while the outbox sends."""
    thread = DatabaseThread()

    async def sends() -> None:
        clock, limits = (lambda: desk.now), Buckets(1000, 1000)
        sender = Sender(desk.database, thread, telegram, clock, limits, lambda _: b"")  # type: ignore[arg-type]
        running = asyncio.create_task(sender.run())
        await work(sender)
        running.cancel()
        await asyncio.wait([running])

    in_a_loop(sends())
    thread.close()


def test_keyboard_that_is_asked_for_and_answered_before_it_came_is_taken_away_again(
    file_desk: FrontDesk,
) -> None:
    file_desk.person(file_desk.office(), SITI)
    with file_desk.unit() as unit:
        chat = unit.session.get_one(Chat, SITI)
        unit.prompt(chat, "Di mana titiknya?", "Kirim lokasi", "location")
        unit.unprompt(chat)
        unit.tell_chat(SITI, "Berapa volumenya?")
    telegram = Telegram()

    async def work(_sender: Sender) -> None:
        waits = select(Outbox.id).where(Outbox.state == Waiting.WAITING)
        await until(lambda: file_desk.rows(waits) == [])

    sending(file_desk, telegram, work)

    assert list(telegram.shown.values()) == ["Berapa volumenya?"]
    assert not telegram.keyboard
    assert file_desk.chat(SITI).prompt_message_id is None


# Who only makes a RetryAfter is warned already: PTB looks at its own old attribute.
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_deletion_that_telegram_puts_off_is_not_asked_for_again_when_others_come_through(
    file_desk: FrontDesk,
) -> None:
    """Whatever came through makes all that waits be tried at once: but not what Telegram itself put off."""
    with file_desk.unit() as unit:
        unit.delete_message(SITI, 7)
    telegram = Telegram(busy=300)

    async def work(sender: Sender) -> None:
        put_off = select(Outbox.id).where(Outbox.kind == Said.DELETE, Outbox.not_before > file_desk.now)
        await until(lambda: file_desk.rows(put_off) != [])
        hurry(file_desk.database, file_desk.now)
        with file_desk.unit() as unit:  # in the same round, or in a later one
            unit.tell_chat(RUDI, "Kabar")
        sender.wake.set()
        told = select(Outbox.id).where(Outbox.chat_id == RUDI, Outbox.state == Waiting.DONE)
        await until(lambda: file_desk.rows(told) != [])

    sending(file_desk, telegram, work)

    assert telegram.asked == [("deleteMessage", SITI), ("sendMessage", RUDI)]


class Hanging(Telegram):
    """It does not answer a call of this method until it is let go."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self._method = method
        self.freed = asyncio.Event()
        self.said: list[str] = []

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any], **_how: object) -> dict[str, Any]:
        self.asked.append((method, api_kwargs.get("chat_id", SITI)))
        if method == self._method:
            await self.freed.wait()
        self.said.append(api_kwargs.get("text", method))
        return {"message_id": 901}


@pytest.mark.parametrize(
    "method", ["editMessageText", "deleteMessage", "setMessageReaction", "setMyCommands"]
)
def test_whoever_goes_on_does_not_wait_for_what_only_tidies_up(file_desk: FrontDesk, method: str) -> None:
    siti = file_desk.person(file_desk.office(), SITI)
    with file_desk.unit() as unit:
        chat, person = unit.session.get_one(Chat, SITI), unit.session.get_one(Person, siti)
        acts: dict[str, Callable[[], None]] = {
            "editMessageText": lambda: unit.rewrite(SITI, 7, "Sudah disetujui.", (), caption=False),
            "deleteMessage": lambda: unit.delete_message(SITI, 7),
            "setMessageReaction": lambda: unit.like(chat, 7),
            "setMyCommands": lambda: unit.menu(person, []),
        }
        acts[method]()
        unit.tell_chat(SITI, "Kabar")
    telegram = Hanging(method)

    async def work(_sender: Sender) -> None:
        await until(lambda: "Kabar" in telegram.said)
        telegram.freed.set()
        waits = select(Outbox.id).where(Outbox.state == Waiting.WAITING)
        await until(lambda: file_desk.rows(waits) == [])

    sending(file_desk, telegram, work)

    assert len(telegram.said) == 2


def test_what_changes_the_same_message_stays_in_order(file_desk: FrontDesk) -> None:
    with file_desk.unit() as unit:
        for words in ("satu", "dua"):
            unit.rewrite(SITI, 7, words, (), caption=False)
        unit.rewrite(SITI, 8, "lain", (), caption=False)
    telegram = Hanging("editMessageText")

    async def work(_sender: Sender) -> None:
        await until(lambda: len(telegram.asked) == 2)
        telegram.freed.set()
        waits = select(Outbox.id).where(Outbox.state == Waiting.WAITING)
        await until(lambda: file_desk.rows(waits) == [])

    sending(file_desk, telegram, work)

    assert sorted(telegram.said) == ["dua", "lain", "satu"]
    assert telegram.said.index("satu") < telegram.said.index("dua")
