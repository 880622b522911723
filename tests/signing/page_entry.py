"""One-time pages of a purpose of its own, served by a process that can be killed: python -m ... URL PORT."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from bot.logs import set_up_logs
from bot.thread import DatabaseThread
from bot.web import one_time
from bot.web.one_time import Ended, Field, Form, OneTimePages
from bot.web.server import WebServer
from bot.web.visitor_limits import VisitorLimits
from models.paper import Paper
from models.people import Person
from models.signing import OneTimePage
from models.unit import Database, Unit
from sop.papers.papers import title
from tests.signing.archive import NOW
from texts import Html


class Counting:
    """Counts in the page's own row how often it came to the deed."""

    def __init__(self, database: Database, thread: DatabaseThread) -> None:
        self._database = database
        self._thread = thread

    def form(self, page: OneTimePage, paper: Paper, person: Person) -> Form:
        fields = (Field("nik", "NIK", digits=True), Field("kata", "Kata", secret=True))
        return Form("Percobaan", Html(f"{title(paper)}, {person.name}"), (), fields, "Kirim")

    def begin(self, unit: Unit, page: OneTimePage) -> Any:
        page.outcome = "begun"
        return page.id

    async def act(self, begun: Any, answers: Mapping[str, str], left: asyncio.Event) -> Ended:
        match answers["kata"]:
            case "lambat":
                await asyncio.sleep(3600)
            case "diam":
                await left.wait()
                await asyncio.sleep(one_time.GRACE_SECONDS + 1)
            case "rusak":
                raise ValueError(f"it breaks with {answers['kata']} in its words")
            case "keliru":
                await self._thread.run(self._done, begun, "wrong")
                return Ended(Html("Kata itu keliru."), good=False, again=True)
        await self._thread.run(self._done, begun, "done")
        return Ended(Html("Sudah."), good=True)

    def _done(self, page_id: int, outcome: str) -> None:
        with self._database.unit(NOW) as unit:
            unit.session.get_one(OneTimePage, page_id).outcome = outcome


async def serve(url: str, port: str) -> None:
    one_time.WAIT_SECONDS = 2.0
    database, thread, limits = Database(url), DatabaseThread(), VisitorLimits()
    root = f"http://127.0.0.1:{port}"
    server = WebServer(f"127.0.0.1:{port}", limits, needed=True)
    server.pages(OneTimePages(database, thread, lambda: NOW, limits, Counting(database, thread), root))
    print(await server.open(), flush=True)
    await server.run()


if __name__ == "__main__":
    set_up_logs("")
    asyncio.run(serve(*sys.argv[1:]))
