"""Who speaks and who notes what was said never wait for each other in a ring: chats first, then messages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.outgoing.results import keep
from bot.outgoing.rows import Result, due
from models.chat import Chat, Outbox
from tests.core.desk import FrontDesk
from tests.core.row_locks import waits_for_a_lock

pytestmark = pytest.mark.postgres

SITI = 71


@pytest.mark.parametrize("asked", ["screen", "question"])
def test_person_who_goes_on_while_his_screen_is_noted_as_sent_waits_for_nobody(
    postgres_tables_url: str, asked: str
) -> None:
    with FrontDesk(postgres_tables_url) as desk, ThreadPoolExecutor(1) as other:
        desk.person(desk.office(), SITI)
        with desk.unit() as unit:
            chat = unit.session.get_one(Chat, SITI)
            if asked == "question":
                unit.prompt(chat, "Di mana?", "Kirim lokasi", "location")
            unit.show(chat, "satu", ())
        jobs = due(desk.database, desk.now, frozenset(), 200)
        sent = [Result(job, home_message_id=70, message_id=70, sent=True) for job in jobs]

        with desk.unit() as unit:
            chat = unit.session.get_one(Chat, SITI)
            chat.place = "menu:show"
            unit.session.flush()
            noting = other.submit(keep, desk.database, desk.now, sent)
            waits_for_a_lock(desk, noting)
            unit.show(chat, "dua", ())
        noting.result(timeout=60)

        assert desk.chat(SITI).home_message_id == 70
        assert desk.rows(select(Outbox.text).where(Outbox.kind == "home")) == ["dua"]
