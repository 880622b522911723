"""A server in a thread, a bot that is nothing but HTTP calls, and people with phones."""

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from demo.phone import Phone, Telegram
from demo.server import ServerThread, World

TOKEN = "700000:AA-test"


class Bot:
    """A bot without a mind of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(timeout=30, trust_env=False)

    def call(self, method: str, *, token: str = TOKEN, files: Any = None, **given: Any) -> dict[str, Any]:
        """The whole answer, good or bad."""
        where = f"{self.url}/bot{token}/{method}"
        answer = (
            self.http.post(where, data=given, files=files) if files else self.http.post(where, json=given)
        )
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    def ask(self, method: str, *, files: Any = None, **given: Any) -> Any:
        """The result of a call that must go well."""
        body = self.call(method, files=files, **given)
        assert body["ok"], body
        return body["result"]

    def refused(self, method: str, *, files: Any = None, **given: Any) -> tuple[int, str]:
        """Code and words of a call that must not go well."""
        body = self.call(method, files=files, **given)
        assert not body["ok"], body
        return body["error_code"], body["description"]

    def updates(self, offset: int = 0, **given: Any) -> list[dict[str, Any]]:
        """What is waiting."""
        result: list[dict[str, Any]] = self.ask("getUpdates", offset=offset, **given)
        return result

    def takes(self) -> dict[str, Any]:
        """The newest update; it and all before it are confirmed."""
        update = self.updates(timeout=5)[-1]
        self.updates(offset=update["update_id"] + 1)
        return update

    def says(self, chat_id: int, text: str = "Halo", *buttons: str) -> int:
        """Send a message, with a row of buttons whose data are their words."""
        row = [{"text": button, "callback_data": button} for button in buttons]
        markup = {"reply_markup": {"inline_keyboard": [row]}} if row else {}
        number: int = self.ask("sendMessage", chat_id=chat_id, text=text, **markup)["message_id"]
        return number


@pytest.fixture
def server() -> Iterator[ServerThread]:
    with ServerThread(World(TOKEN)) as server:
        yield server


@pytest.fixture
def bot(server: ServerThread) -> Iterator[Bot]:
    bot = Bot(server.url)
    with bot.http:
        yield bot


@pytest.fixture
def telegram(server: ServerThread) -> Iterator[Telegram]:
    with Telegram(server.url) as telegram:
        yield telegram


@pytest.fixture
def budi(telegram: Telegram, bot: Bot) -> Phone:
    """Somebody who has written to the bot."""
    phone = telegram.phone(11, "Budi")
    phone.sends("/start")
    bot.takes()
    return phone


def picture(width: int = 400, height: int = 300) -> bytes:
    """A photo as a phone takes it."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "seagreen").save(buffer, "JPEG")
    return buffer.getvalue()
