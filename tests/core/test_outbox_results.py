"""What cannot be noted of one message holds up no other."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.files import Files
from bot.outgoing.bucket import Buckets
from bot.outgoing.outbox import Outbox as Sender
from bot.thread import DatabaseThread
from models.chat import Outbox
from models.enums import Waiting
from tests.core.desk import FrontDesk, in_a_loop


class Telegram:
    """It gives one message a number that no column can hold."""

    def __init__(self) -> None:
        self.got: list[str] = []

    async def do_api_request(
        self, _method: str, api_kwargs: dict[str, Any], **_how: object
    ) -> dict[str, Any]:
        self.got.append(api_kwargs["text"])
        return {"message_id": 2**63 if api_kwargs["text"] == "Aneh" else 900 + len(self.got)}


def test_one_result_that_cannot_be_noted_is_set_aside_and_all_others_are(desk: FrontDesk) -> None:
    with desk.unit() as unit:
        for chat, words in ((71, "Kabar"), (72, "Aneh"), (73, "Kabar"), (72, "Sesudahnya")):
            unit.tell_chat(chat, words)
    telegram, thread = Telegram(), DatabaseThread()

    def states() -> list[tuple[int, str]]:
        return [(row.chat_id, row.state) for row in desk.rows(select(Outbox).order_by(Outbox.id))]

    async def sends() -> None:
        files = Files(Path("/nowhere")).get
        sender = Sender(desk.database, thread, telegram, lambda: desk.now, Buckets(1000, 1000), files)  # type: ignore[arg-type]
        sending = asyncio.create_task(sender.run())
        for _ in range(1000):
            if Waiting.WAITING not in [state for _, state in await thread.run(states)]:
                break
            await asyncio.sleep(0.01)
        sending.cancel()
        await sender.drain()

    in_a_loop(sends())
    thread.close()

    assert states() == [
        (71, Waiting.DONE),
        (72, Waiting.PARKED),
        (73, Waiting.DONE),
        (72, Waiting.DONE),
    ]
    assert sorted(telegram.got) == ["Aneh", "Kabar", "Kabar", "Sesudahnya"]
