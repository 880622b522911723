"""The page on which a signer types NIK and passphrase; BSrE is asked, what it gives back is judged and kept.

Whatever happens, the paper stays whole: its signed copy is stored when all of it is good, or not at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

import structlog

from bot.bsre import Bsre
from bot.jobs.job import JobContext
from bot.thread import PASSING, Backoff
from bot.transport import pause
from bot.web.one_time import Ended, Field, Form
from models.paper import Paper
from models.people import Person
from models.signing import OneTimePage
from models.unit import Unit
from sop.core.refused import Refused
from sop.papers.papers import title
from sop.signing.bsre import Troubled, secret_of
from sop.signing.by_bsre import (
    MENDED_AT_ONCE,
    MISTYPED,
    TRIES,
    ToSign,
    begin,
    came_back,
    did_not,
    judge,
    told_late,
    words_of,
)
from sop.signing.verifying import SHOWN
from texts import Html, join, plain, say

LOG = structlog.get_logger()

#: Seconds that a result is carried about while the database is away; then it counts as cut off.
LONGEST_CARRIED = 60.0

T = TypeVar("T")


class BsreSigning:
    """What the one-time pages of BSrE are for."""

    def __init__(self, context: JobContext, server: Bsre) -> None:
        self._context = context
        self._server = server

    def form(self, page: OneTimePage, paper: Paper, person: Person) -> Form:
        rows = (
            (plain("bsre.about_paper"), title(paper)),
            (plain("bsre.about_number"), paper.number or "-"),
            (plain("bsre.about_edition"), str(paper.edition)),
            (plain("bsre.about_pages"), str(paper.pages or 0)),
            (plain("bsre.about_mark"), page.sha256[:SHOWN]),
            (plain("bsre.about_signer"), person.name),
        )
        totp = self._server.takes_totp
        fields = [
            Field("nik", plain("bsre.page_nik"), digits=True, longest=24),
            Field("passphrase", plain("bsre.page_passphrase"), secret=True, needed=not totp),
        ]
        if totp:
            code = Field("totp", plain("bsre.page_totp"), secret=True, digits=True, needed=False, longest=12)
            fields.append(code)
        words = say("bsre.page_words_totp" if totp else "bsre.page_words")
        return Form(plain("bsre.page_title"), words, rows, tuple(fields), plain("bsre.page_send"))

    def begin(self, unit: Unit, page: OneTimePage) -> ToSign:
        return begin(unit, page)

    async def act(self, begun: ToSign, answers: Mapping[str, str], left: asyncio.Event) -> Ended:
        try:
            words = await self._sign(begun, answers)
        except Troubled as trouble:
            key, facts = words_of(trouble)
        except Refused as no:
            key, facts = no.key, no.facts
        except Exception as fault:
            # Without its words: nobody knows what a library puts into them.
            LOG.error("paper not signed", page=begun.page_id, error=type(fault).__name__)
            key, facts = "bsre.fault", {}
        else:
            self._context.outbox.wake.set()
            return Ended(words, good=True)
        return await self._failed(begun, left, key, facts)

    async def _sign(self, begun: ToSign, answers: Mapping[str, str]) -> Html:
        secret = secret_of(answers.get("nik", ""), answers.get("passphrase", ""), answers.get("totp", ""))
        content = await asyncio.to_thread(self._context.files.get, begun.sha256)
        signed = await self._server.sign(content, secret, begun.reason)
        look = await self._context.judge.look(signed, asks=True)
        await self._in_time(lambda unit: judge(unit, begun.page_id, look, secret.nik))
        await asyncio.to_thread(self._context.files.put, signed)
        return await self._in_time(lambda unit: came_back(unit, begun.page_id, look, secret.nik))

    async def _failed(
        self, begun: ToSign, left: asyncio.Event, key: str, facts: Mapping[str, object]
    ) -> Ended:
        in_chat, again = left.is_set(), key in MENDED_AT_ONCE
        tries = await self._in_time(lambda unit: did_not(unit, begun.page_id, key, tell=in_chat, **facts))
        if again and left.is_set() and not in_chat:
            await self._in_time(lambda unit: told_late(unit, begun.page_id, key))
        self._context.outbox.wake.set()
        words = say(key, **facts)
        if key in MISTYPED:
            more = say("bsre.page_tries", left=tries) if tries > 0 else say("bsre.page_no_tries", tries=TRIES)
            return Ended(join(words, more), good=False, again=tries > 0)
        return Ended(words, good=False, again=again)

    async def _in_time(self, act: Callable[[Unit], T]) -> T:
        """In a unit; what took a passphrase to get is not lost because the database is busy for a moment."""
        backoff, loop = Backoff(), asyncio.get_running_loop()
        until = loop.time() + LONGEST_CARRIED
        while True:
            try:
                return await self._context.thread.run(self._in_unit, act)
            except PASSING:
                if loop.time() > until:
                    raise
                await pause(backoff.more())

    def _in_unit(self, act: Callable[[Unit], T]) -> T:
        with self._context.database.unit(self._context.clock()) as unit:
            return act(unit)
