"""How the bot gets its updates: long polling, and the webhook."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import pytest

from demo.phone import Phone, Telegram
from tests.demo.conftest import Bot

pytestmark = pytest.mark.quick


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def polling(bot: Bot, telegram: Telegram, pool: ThreadPoolExecutor, **given: Any) -> Future[dict[str, Any]]:
    """A poll that has arrived at the server."""
    before = telegram.control.state()["calls"].get("getUpdates", 0)
    poll = pool.submit(bot.call, "getUpdates", timeout=20, **given)
    while telegram.control.state()["calls"].get("getUpdates", 0) == before:
        pass
    return poll


def test_updates_come_until_they_are_confirmed(bot: Bot, budi: Phone) -> None:
    budi.sends("satu")
    budi.sends("dua")

    first = bot.updates()
    assert [update["message"]["text"] for update in first] == ["satu", "dua"]
    assert bot.updates() == first
    assert bot.updates(offset=first[1]["update_id"]) == first[1:]
    assert bot.updates(offset=first[1]["update_id"] + 1) == []
    assert bot.updates() == []


def test_limit_and_negative_offset(bot: Bot, budi: Phone) -> None:
    for word in ("satu", "dua", "tiga"):
        budi.sends(word)

    assert [update["message"]["text"] for update in bot.updates(limit=2)] == ["satu", "dua"]
    assert [update["message"]["text"] for update in bot.updates(offset=-1)] == ["tiga"]
    assert len(bot.updates()) == 1


def test_updates_can_come_the_newest_first(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.disorders()
    budi.sends("satu")
    budi.sends("dua")

    assert [update["message"]["text"] for update in bot.updates()] == ["dua", "satu"]
    assert [update["message"]["text"] for update in bot.updates()] == ["satu", "dua"]


def test_all_updates_can_come_again_in_order_and_shuffled(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    for number in range(20):
        budi.sends(str(number))
    last = bot.updates()[-1]["update_id"] + 1
    bot.updates(offset=last)

    count = telegram.control.delivers_all_again()
    again = bot.updates()
    bot.updates(offset=last)
    telegram.control.delivers_all_again(shuffled=1)
    shuffled = bot.updates()

    assert [one["message"]["text"] for one in again][-20:] == [str(number) for number in range(20)]
    assert len(again) == len(shuffled) == count
    assert shuffled != again
    assert sorted(shuffled, key=lambda one: one["update_id"]) == again


def test_group_that_becomes_a_supergroup_has_another_number(bot: Bot, budi: Phone) -> None:
    group = budi.creates_group("RW 05")
    bot.updates(offset=-1)

    other = budi.migrates(group)

    told = [update["message"] for update in bot.updates() if "message" in update][-2:]
    assert [one.get("migrate_to_chat_id") for one in told] == [other, None]
    assert [one.get("migrate_from_chat_id") for one in told] == [None, group]
    refused = bot.call("sendMessage", chat_id=group, text="Halo")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": other}


def test_long_poll_ends_with_the_first_message(
    bot: Bot, budi: Phone, telegram: Telegram, pool: ThreadPoolExecutor
) -> None:
    poll = polling(bot, telegram, pool)
    budi.sends("Halo")

    assert poll.result()["result"][0]["message"]["text"] == "Halo"


def test_second_poller_ends_the_first(
    bot: Bot, budi: Phone, telegram: Telegram, pool: ThreadPoolExecutor
) -> None:
    first = polling(bot, telegram, pool)
    second = polling(bot, telegram, pool)
    budi.sends("Halo")

    assert first.result() == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert second.result()["result"][0]["message"]["text"] == "Halo"


def test_only_wanted_kinds_come(bot: Bot, budi: Phone) -> None:
    bot.updates(allowed_updates=["callback_query"])
    budi.sends("tidak terdengar")
    budi.presses(bot.says(11, "Halo", "Ya"), "Ya", wait=False)

    assert [sorted(update) for update in bot.updates()] == [["callback_query", "update_id"]]


def test_update_is_delivered_twice_on_demand(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.delivers_twice()
    budi.sends("Halo")

    first, second = bot.updates()

    assert first == second
    bot.updates(offset=first["update_id"] + 1)
    assert bot.updates() == []


def test_confirmed_update_comes_once_more_on_demand(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    budi.sends("Halo")
    update = bot.takes()

    telegram.control.delivers_again()

    assert bot.updates(offset=update["update_id"] + 1) == [update]
    assert bot.updates(offset=update["update_id"] + 1) == []


def test_updates_of_yesterday_are_lost(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    budi.sends("Halo")
    telegram.control.turns_clock(hours=25)

    assert bot.updates() == []


def test_updates_that_wait_while_a_story_goes_on_days_later_still_come(
    bot: Bot, budi: Phone, telegram: Telegram
) -> None:
    budi.sends("Halo")
    telegram.control.sets_clock(telegram.control.now + timedelta(days=3))

    assert [update["message"]["text"] for update in bot.updates()] == ["Halo"]


def test_parameters_come_in_the_address_a_form_or_json(bot: Bot, budi: Phone) -> None:
    address = f"{bot.url}/bot700000:AA-test/sendMessage"
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    form = {"chat_id": "11", "text": "Halo", "reply_markup": json.dumps(markup)}

    answers = [
        bot.http.get(address, params=form),
        bot.http.post(address, data=form),
        bot.http.post(address, files={name: (None, value) for name, value in form.items()}),
        bot.http.post(address, json={"chat_id": 11, "text": "Halo", "reply_markup": markup}),
    ]

    assert [answer.json()["result"]["reply_markup"] for answer in answers] == [markup] * 4


def test_broken_json_is_refused(bot: Bot, budi: Phone) -> None:
    address = f"{bot.url}/bot700000:AA-test/sendMessage"

    answer = bot.http.post(address, data={"chat_id": "11", "text": "Halo", "reply_markup": "{"})

    assert answer.json()["description"] == "Bad Request: can't parse reply keyboard markup JSON object"


class Receiver:
    """A webhook that takes what comes, after as many failures as wanted."""

    def __init__(self, failures: int = 0) -> None:
        taken: Queue[tuple[str | None, dict[str, Any]]] = Queue()
        left = [failures]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                failed = left[0] > 0
                left[0] -= 1
                if not failed:
                    taken.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
                self.send_response(500 if failed else 200)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.taken = taken
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> "Receiver":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def test_webhook_gets_each_update_in_order_with_its_secret(bot: Bot, budi: Phone) -> None:
    with Receiver(failures=1) as receiver:
        bot.ask("setWebhook", url=receiver.url, secret_token="rahasia")
        budi.sends("satu")
        budi.sends("dua")

        taken = [receiver.taken.get(timeout=10) for _ in range(2)]
        info = bot.ask("getWebhookInfo")
        bot.ask("deleteWebhook")

    assert [(secret, body["message"]["text"]) for secret, body in taken] == [
        ("rahasia", "satu"),
        ("rahasia", "dua"),
    ]
    assert info["url"] == receiver.url
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


def test_polling_is_refused_while_a_webhook_is_set(bot: Bot, budi: Phone) -> None:
    bot.ask("setWebhook", url="https://example.com/hook")

    assert bot.refused("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    bot.ask("setWebhook", url="")
    assert bot.updates() == []


def test_idle_is_when_the_bot_has_taken_everything(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    budi.sends("Halo")
    assert telegram.control.waits_until_taken(within=0) is False

    bot.takes()

    assert telegram.control.waits_until_taken(within=0) is True
