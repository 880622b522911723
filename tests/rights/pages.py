"""One-time pages sent in by everybody, about a paper in every state: the link alone opens nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import insert, select

from bot.web.one_time import PATH, Ended, OneTimePages
from bot.web.server import ADDRESS
from bot.web.signing import BsreSigning
from bot.web.visitor_limits import VisitorLimits
from models.people import Person
from models.signing import OneTimePage
from sop.signing.by_bsre import ToSign, note_server
from sop.signing.one_time import LIFE, hash_of
from tests.rights.held import Held
from tests.rights.offices import Offices
from tests.rights.papers import HASH, STATES, Before
from tests.rights.people import PRESSERS, STRANGER
from tests.rights.watching import Touched, touched_in
from texts import Html

SIGNED_WHILE = "in_force"  #: the one state of a paper in which its signer may have it signed
TOKEN = "pemegang-tautan-ini-belum-tentu-berhak"
TYPED = {"nik": "3271046504930002", "passphrase": "hujan di bulan Juni 1989"}


State = Callable[[Before], None]


@dataclass(frozen=True)
class _Server:
    """BSrE, as far as the page asks what it takes."""

    takes_totp: bool = False


class _Asked(BsreSigning):
    """All up to the question to BSrE is the real one; the question itself is only noted."""

    def __init__(self) -> None:
        super().__init__(None, _Server())  # type: ignore[arg-type]  # neither is asked for anything else
        self.asked: list[ToSign] = []

    async def act(self, begun: ToSign, answers: Mapping[str, str], left: asyncio.Event) -> Ended:
        self.asked.append(begun)
        return Ended(Html("Diteruskan."), good=True)


class _Here:
    """The database is held in this thread."""

    async def run(self, act: Callable[..., Any], *args: Any) -> Any:
        return act(*args)


@dataclass(frozen=True)
class Sent:
    """A page that was sent in, and what came of it."""

    what: str
    may: bool
    asked: bool  #: BSrE would have been asked to sign
    touched: frozenset[Touched]

    @property
    def fault(self) -> str | None:
        if self.asked == self.may and (self.may or not self.touched):
            return None
        tables = sorted({one.table for one in self.touched})
        return f"{self.what}: {'asked to sign' if self.asked else 'not asked'}, touched {tables}"


def everybody(offices: Offices, database: Held, states: Sequence[State] = STATES) -> list[Sent]:
    """Each sends in a page of his own about a waiting paper, in each state; then about the other office's."""
    return asyncio.run(_all(offices, database, states))


async def _all(offices: Offices, database: Held, states: Sequence[State]) -> list[Sent]:
    purpose, found = _Asked(), []
    room = OneTimePages(
        database,
        _Here(),  # type: ignore[arg-type]
        lambda: offices.desk.now,
        VisitorLimits(),
        purpose,
        "http://127.0.0.1",
    )
    app = web.Application(middlewares=[_from_one_address])
    room(app)
    async with TestClient(TestServer(app)) as browser:
        for what, name, may, page in _pages(offices, database, states):
            purpose.asked.clear()
            with page():
                answer = await browser.post(f"{PATH}{TOKEN}", data=TYPED)
                touched = touched_in(database.connection)
                if answer.status >= 500:
                    raise AssertionError(f"{what}: {answer.status} {await answer.text()}")
                found.append(Sent(f"page of {name}, {what}", may, bool(purpose.asked), touched))
    return found


@web.middleware
async def _from_one_address(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    request[ADDRESS] = "127.0.0.1"
    return await handler(request)


def _pages(
    offices: Offices, database: Held, states: Sequence[State]
) -> Iterator[tuple[str, str, bool, _Page]]:
    people = _people(offices)
    for paper_id, by_id, post in offices.waiting_papers():
        for state in states:
            for name, person_id in people.items():
                his = (
                    PRESSERS[name].post == post and person_id == by_id
                )  # the certificate names whom the paper names
                may = state.__name__ == SIGNED_WHILE and his
                page = _Page(offices, database, paper_id, by_id, post, state, person_id)
                yield f"paper {state.__name__}", name, may, page
    for paper_id, by_id, post in offices.waiting_papers(own=False):
        for name, person_id in people.items():
            page = _Page(offices, database, paper_id, by_id, post, Before.in_force, person_id)
            yield "paper of the other office", name, False, page


def _people(offices: Offices) -> dict[str, int]:
    numbers = {one.user: name for name, one in PRESSERS.items() if name != STRANGER}
    with offices.desk.unit() as unit:
        rows = unit.session.execute(
            select(Person.telegram_id, Person.id).where(Person.telegram_id.in_(numbers))
        )
        return {numbers[number]: person_id for number, person_id in rows}


@dataclass(frozen=True)
class _Page:
    """A page as it lies there after its button was pressed, whatever became of paper and post since."""

    offices: Offices
    database: Held
    paper_id: int
    by_id: int
    post: str
    state: State
    person_id: int

    @contextmanager
    def __call__(self) -> Iterator[None]:
        now = self.offices.desk.now
        with self.database.taken_back() as connection:
            before = Before(connection, self.paper_id, self.by_id, self.post, now)
            self.state(before)
            made = {"kecamatan_id": before.row["kecamatan_id"], "paper_id": self.paper_id, "sha256": HASH}
            times = {"created_at": now - timedelta(minutes=1), "expires_at": now + LIFE, "version": 1}
            whose = {"person_id": self.person_id, "token_hash": hash_of(TOKEN)}
            connection.execute(insert(OneTimePage).values(**made, **times, **whose))
            with self.database.part(connection, now) as unit:
                note_server(unit, server=True, page=True)
            connection.exec_driver_sql("delete from touched")
            yield
