"""Telegram brings updates to WEBHOOK_URL: only what proves to be from it, only what is stored."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import event, func, select

from bot.clock import real_clock
from bot.settings import Settings
from bot.thread import DatabaseThread
from bot.web.webhook import HEADER, Address, Webhook, address_from
from demo.server.app import free_port
from models.chat import Inbox, Remembered
from tests.core.desk import database_with_tables
from tests.running.webhook_knocks import admits
from tests.support.office import Bureau

SECRET = "rahasia_webhook-0123456789abcdefghij"


def hooked(folder: Path, url: str | None = None, **settings: str) -> Bureau:
    place = f"127.0.0.1:{free_port()}"
    return Bureau(folder, url, WEBHOOK_URL=f"http://{place}/masuk", LISTEN=place, **settings)


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with hooked(tmp_path, WEBHOOK_SECRET=SECRET) as made:
        yield made


def posts(bureau: Bureau, body: bytes, secret: str | None = SECRET) -> int:
    headers = {"Content-Type": b"application/json"} | ({HEADER: secret.encode("latin-1")} if secret else {})
    return httpx.post(bureau.settings["WEBHOOK_URL"], content=body, headers=headers).status_code


def rows(bureau: Bureau) -> int:
    with bureau.database.unit(bureau.now()) as unit:
        return int(unit.session.execute(select(func.count(Inbox.id))).scalar_one())


def an_update(**inner: Any) -> bytes:
    return json.dumps({"update_id": 1, "message": inner}).encode()


def test_only_what_telegram_posts_is_stored_and_what_is_wrong_is_refused(bureau: Bureau) -> None:
    siti = bureau.telegram.phone(5_100_001, "Siti")
    siti.sends("/start")
    siti.waits_for(lambda eyes: eyes.from_bot, what="an answer")
    before = rows(bureau)

    answers = {
        "no secret": posts(bureau, an_update(text="halo"), None),
        "another secret": posts(bureau, an_update(text="halo"), SECRET[:-1] + "x"),
        "a secret of other letters": posts(bureau, an_update(text="halo"), "é"),
        "too big": posts(bureau, b'{"update_id": 2, "x": "' + b"x" * 2**20 + b'"}'),
        "broken": posts(bureau, b'{"update_id": 3'),
        "deep": posts(bureau, b"[" * 100_000),
        "no object": posts(bureau, b"[1]"),
        "no number": posts(bureau, b'{"update_id": "4"}'),
        "a number that is none": posts(bureau, b'{"update_id": true}'),
        "a number that is too big": posts(bureau, b'{"update_id": 9223372036854775808}'),
        "not JSON": posts(bureau, b'{"update_id": 5, "x": NaN}'),
        "packed": httpx.post(
            bureau.settings["WEBHOOK_URL"],
            content=gzip.compress(an_update(text="halo")),
            headers={HEADER: SECRET, "Content-Encoding": "gzip"},
        ).status_code,
        "another method": httpx.get(bureau.settings["WEBHOOK_URL"]).status_code,
    }

    assert answers == {
        "no secret": 403,
        "another secret": 403,
        "a secret of other letters": 403,
        "too big": 413,
        "broken": 400,
        "deep": 400,
        "no object": 400,
        "no number": 400,
        "a number that is none": 400,
        "a number that is too big": 400,
        "not JSON": 400,
        "packed": 415,
        "another method": 405,
    }
    assert rows(bureau) == before
    assert posts(bureau, b'{"update_id": 6}') == 200
    assert posts(bureau, b'{"update_id": 6}') == 200
    assert rows(bureau) == before + 1
    assert SECRET not in bureau.log_text


def test_telegram_is_told_once_and_taken_leave_of_when_the_address_is_empty_again(tmp_path: Path) -> None:
    with hooked(tmp_path) as bureau:
        siti = bureau.telegram.phone(5_100_002, "Siti")
        siti.sends("/start")
        siti.waits_for(lambda eyes: eyes.from_bot, what="an answer")
        with bureau.database.unit(bureau.now()) as unit:
            made = unit.session.execute(
                select(Remembered.value).where(Remembered.name == "webhook_secret")
            ).scalar_one()["secret"]
        bureau.restarts_bot()
        siti.sends("lagi")
        bureau.telegram.control.waits_until_taken()
        told = bureau.telegram.control.state()["calls"]["setWebhook"]

        bureau.stops_bot()
        siti.sends("/start")  # Telegram keeps it meanwhile
        bureau.settings["WEBHOOK_URL"] = ""
        bureau.starts_bot()

        assert bureau.telegram.control.waits_until_taken()
        assert bureau.telegram.control.state()["calls"]["deleteWebhook"] == 1
        assert (told, len(made) >= 32, made in bureau.log_text) == (1, True, False)


@pytest.mark.postgres
def test_while_the_database_is_away_telegram_keeps_the_update(
    tmp_path: Path, postgres_migrated_url: str
) -> None:
    with hooked(tmp_path, postgres_migrated_url, WEBHOOK_SECRET=SECRET) as bureau:
        siti = bureau.telegram.phone(5_100_003, "Siti")
        siti.sends("/start")
        siti.waits_for(lambda eyes: eyes.from_bot, what="an answer")
        bureau.telegram.control.waits_until_taken()
        admits(postgres_migrated_url, False)

        status = posts(bureau, b'{"update_id": 7}')
        siti.sends("halo")
        time.sleep(1)
        waiting = bureau.telegram.control.state()["pending"]
        admits(postgres_migrated_url, True)

        assert (status, waiting) == (503, 1)
        assert bureau.telegram.control.waits_until_taken(30)
        assert posts(bureau, b'{"update_id": 7}') == 200


@pytest.mark.quick
@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("bot.example", "", "write https"),
        ("https://bot.example/x?y=1", "", "write https"),
        ("http://bot.example", "", "https only"),
        ("https://bot.example/42:token", "", "holds the token"),
        ("https://bot.example", "pendek", "32 to 256"),
        ("https://bot.example", "ada spasi " * 5, "32 to 256"),
    ],
)
def test_settings_that_would_not_work_are_named_before_the_bot_begins(
    url: str, secret: str, why: str
) -> None:
    settings = Settings(bot_token=SecretStr("42:token"), webhook_url=url, webhook_secret=SecretStr(secret))

    with pytest.raises(ValueError, match=why):
        address_from(settings)


@pytest.mark.quick
def test_a_host_alone_gets_a_path() -> None:
    found = address_from(Settings(bot_token=SecretStr("42:token"), webhook_url="https://bot.example/"))

    assert found is not None
    assert (found.url, found.path) == ("https://bot.example/telegram", "/telegram")


def test_what_is_posted_while_the_database_is_busy_is_stored_in_one_go(tmp_path: Path) -> None:
    database = database_with_tables(f"sqlite:///{tmp_path}/together.db")
    thread, busy, committed = DatabaseThread(), threading.Event(), list[object]()
    hook = Webhook(database, thread, real_clock, Address("https://x/masuk", "/masuk", SECRET), lambda: None)

    async def at_once() -> None:
        held = asyncio.create_task(thread.run(busy.wait))
        await asyncio.sleep(0)
        posted = [asyncio.create_task(hook._keep({"update_id": at})) for at in range(1, 21)]
        await asyncio.sleep(0)
        event.listen(database.engine, "commit", committed.append)
        busy.set()
        await asyncio.gather(held, *posted)

    try:
        asyncio.run(at_once())
        times = len(committed)
        with database.unit(real_clock()) as unit:
            stored = unit.session.execute(select(func.count(Inbox.id))).scalar_one()
    finally:
        thread.close()
        database.close()

    assert (stored, times) == (20, 1)
