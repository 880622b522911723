"""People who talk to a bot by a script, as fast as it answers or at a pace, and what that took."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from tests.bench.figures import cpu_of

BOT = {"id": 4242, "is_bot": True, "first_name": "Musrenbang", "username": "musrenbang_uji_bot"}
FIRST_CHAT = 700_000_001
GRACE = 60.0  #: seconds for what is on its way at the end of a run
_YES = b'{"ok":true,"result":true}'
_PHOTO = {"file_id": "f1", "file_unique_id": "u1", "width": 90, "height": 90}
_NOUNS = """
jalan pasar gang sekolah posyandu balai taman kebun warung masjid lapangan jembatan sungai rumah tangga ibu
pemuda karang kelompok usaha barang harga panen ikan sayur kue kain batik bambu kayu besi air listrik lampu
"""
_WORDS = _NOUNS.split()

Answer = Callable[[bytes], None]
Script = list[dict[str, str]]


class Chat:
    """Somebody who follows the script, over and over, each time with other words."""

    def __init__(self, id: int, crowd: Crowd) -> None:
        self.id = id
        self.crowd = crowd
        self.at = -1  #: of the script; -1: he has not begun
        self.acted = 0.0  #: when; 0: he waits for nothing
        self.noticed = False  #: what he did had some effect
        self.buttons: dict[str, str] = {}
        self.text = ""
        self.messages = itertools.count(1)
        self.screen = 0
        self.chance = random.Random(id)
        self.person = {"id": id, "is_bot": False, "first_name": f"Warga {id % 1000}", "language_code": "id"}
        self.place = {"id": id, "type": "private", "first_name": self.person["first_name"]}

    def acts(self) -> None:
        """Do what the script says next."""
        self.acted, self.noticed = time.perf_counter(), False
        step = self.crowd.script[self.at] if self.at >= 0 else {"say": "/start"}
        if "press" in step:
            self._presses(step["press"])
        else:
            self._says(step["say"])

    def _says(self, words: str) -> None:
        chance = self.chance
        text = words.replace("{words}", " ".join(chance.sample(_WORDS, 8)))
        text = text.replace("{n}", str(chance.randrange(1, 999))).replace(
            "{rt}", f"{chance.randrange(1, 20):02}"
        )
        message: dict[str, Any] = {
            "message_id": next(self.messages),
            "date": int(time.time()),
            "chat": self.place,
            "from": self.person,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self.crowd.comes(self, {"message": message})

    def _presses(self, label: str) -> None:
        query = {
            "id": f"{self.id}.{self.crowd.acts}",
            "from": self.person,
            "chat_instance": "1",
            "data": self.buttons[label],
            "message": {
                "message_id": self.screen,
                "date": int(time.time()),
                "chat": self.place,
                "from": BOT,
                "text": self.text,
            },
        }
        self.crowd.comes(self, {"callback_query": query})

    def sees(self, message_id: int, text: str, markup: str | None) -> None:
        """A message of the bot, sent or changed."""
        self.hears()
        if not text:  # a picture is no screen
            return
        self.text = text
        if markup:
            rows = json.loads(markup).get("inline_keyboard")
            if rows:
                self.screen = message_id
                self.buttons = {one["text"]: one["callback_data"] for row in rows for one in row}
        if not self.acted:
            return
        script = self.crowd.script
        if self.at >= 0 and (other := script[self.at].get("or")) in self.buttons:
            self.crowd.done(self, finished=False)
            self.acted, self.noticed = time.perf_counter(), False
            self._presses(other)
            return
        until = script[self.at]["until"] if self.at >= 0 else script[-1]["until"]
        if until in text:
            self.at = (self.at + 1) % len(script)
            self.crowd.done(self)

    def hears(self) -> None:
        """The first thing that comes back after he did something."""
        if self.acted and not self.noticed:
            self.noticed = True
            self.crowd.first.append(time.perf_counter() - self.acted)


class Crowd:
    """All chats, what waits for the bot, and what was measured."""

    def __init__(self, script: Script, most: int = 200) -> None:
        self.script = script
        self.chats = {one: Chat(one, self) for one in range(FIRST_CHAT, FIRST_CHAT + most)}
        self.waiting: deque[dict[str, Any]] = deque()
        self.asking: tuple[Answer, int] | None = None  #: a getUpdates that waits
        self.numbers = itertools.count(1)
        self.acts = self.calls = 0
        self.first: list[float] = []  #: seconds to the first effect
        self.whole: list[float] = []  #: seconds to the next screen
        self.closed = self.over = False
        self.busy = 0
        self.finished = asyncio.Event()

    # ---- towards the bot

    def comes(self, chat: Chat, content: dict[str, Any]) -> None:
        self.busy += 1
        self.waiting.append({"update_id": next(self.numbers)} | content)
        if self.asking is not None:
            asking, self.asking = self.asking, None
            # What comes in the same moment goes out together, as it does at Telegram.
            asyncio.get_running_loop().call_soon(self.hands_out, *asking)

    def hands_out(self, answer: Answer, most: int) -> None:
        batch = [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]
        answer(json.dumps({"ok": True, "result": batch}, separators=(",", ":")).encode())

    def done(self, chat: Chat, *, finished: bool = True) -> None:
        """An act had its answer; in a closed loop the next one follows at once."""
        self.acts += 1
        self.busy -= 1
        self.whole.append(time.perf_counter() - chat.acted)
        if not finished:
            return
        chat.acted = 0.0
        if self.closed and not self.over:
            chat.acts()
        elif self.busy == 0:
            self.finished.set()

    # ---- from the bot

    def called(self, method: str, given: dict[str, str], answer: Answer) -> None:
        self.calls += 1
        match method.lower():
            case "getupdates":
                self._asked(given, answer)
            case "getme":
                answer(json.dumps({"ok": True, "result": BOT}).encode())
            case "answercallbackquery":
                answer(_YES)
                self.chats[int(given["callback_query_id"].partition(".")[0])].hears()
            case "sendmessage" | "editmessagetext" | "sendphoto":
                chat = self.chats[int(given["chat_id"])]
                number = int(given.get("message_id") or next(chat.messages))
                message: dict[str, Any] = {"message_id": number, "date": int(time.time()), "chat": chat.place}
                message |= {"from": BOT} | (
                    {"text": given["text"]} if "text" in given else {"photo": [_PHOTO]}
                )
                answer(json.dumps({"ok": True, "result": message}).encode())
                chat.sees(number, given.get("text", ""), given.get("reply_markup"))
            case "getwebhookinfo":
                answer(
                    b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
                )
            case _:
                answer(_YES)

    def _asked(self, given: dict[str, str], answer: Answer) -> None:
        most = int(given.get("limit") or 100)
        if self.waiting:
            self.hands_out(answer, most)
        elif not int(given.get("timeout") or 0):
            answer(b'{"ok":true,"result":[]}')
        else:
            self.asking = (answer, most)

    # ---- runs

    async def run(
        self, chats: int, seconds: float, warm: float, pids: list[int], rate: float = 0
    ) -> dict[str, Any]:
        """So many chats, each acting as soon as it is answered; with `rate` so many acts a second in all."""
        who = list(self.chats.values())[:chats]
        self.closed, self.over = False, False
        for chat in who:
            if chat.at < 0:
                chat.acts()
        await self._settled()
        self.closed = not rate
        driving = asyncio.create_task(self._paced(who, rate)) if rate else None
        if not rate:
            for chat in who:
                chat.acts()
        await asyncio.sleep(warm)
        self.first, self.whole, self.acts, self.calls = [], [], 0, 0
        began, spent = time.perf_counter(), [cpu_of(pid) for pid in pids]
        mine = time.process_time()
        await asyncio.sleep(seconds)
        took = time.perf_counter() - began
        found = {
            "seconds": took,
            "acts": self.acts,
            "calls": self.calls,
            "cpu": sum(cpu_of(pid) - before for pid, before in zip(pids, spent, strict=True)),
            "own": (time.process_time() - mine) / took,
            "first": self.first,
            "whole": self.whole,
        }
        if driving is not None:
            driving.cancel()
        self.over = True
        await self._settled()
        return found

    async def _settled(self) -> None:
        self.finished.clear()
        if not self.busy:
            return
        try:
            await asyncio.wait_for(self.finished.wait(), GRACE)
        except TimeoutError:
            stuck = next(chat for chat in self.chats.values() if chat.acted)
            raise RuntimeError(
                f"{self.busy} wait; one at {self.script[stuck.at]} sees {stuck.text!r}"
            ) from None

    async def _paced(self, who: list[Chat], rate: float) -> None:
        began = time.perf_counter()
        for number, chat in enumerate(itertools.cycle(who)):
            await asyncio.sleep(max(began + number / rate - time.perf_counter(), 0))
            if not chat.acted:
                chat.acts()
