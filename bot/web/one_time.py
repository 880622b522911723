"""GET and POST /s/TOKEN: a page that one person was sent, to say there what must not be said in a chat.

What is typed goes to the purpose and nowhere else: it is not stored, not logged and not shown again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import structlog
from aiohttp import web

from bot.addresses import is_guarded
from bot.clock import Clock
from bot.thread import DatabaseThread
from bot.web.bodies import TooBig, TooSlow, body
from bot.web.html import BAD, GOOD, PLAIN, WAIT, box, facts, page
from bot.web.server import ADDRESS, too_often
from bot.web.visitor_limits import MISSES, VisitorLimits
from models.paper import Paper
from models.people import Person
from models.signing import OneTimePage
from models.unit import Database, Unit
from sop.core.refused import Refused
from sop.signing.one_time import addressed, open_page, page_of, use
from texts import Html, join, plain, say
from texts.figures import clock

LOG = structlog.get_logger()

PATH = "/s/"
FORM_SECONDS = 10.0
LONGEST_FORM = 8 * 1024
_MOST_FIELDS = 20
WAIT_SECONDS = 20.0  #: what takes longer is told in the chat
GRACE_SECONDS = 1.0  #: for what ended in the very moment in which the page stopped waiting


@dataclass(frozen=True)
class Field:
    """One line to fill in."""

    name: str
    label: str
    hint: str = ""
    secret: bool = False  #: dots instead of letters
    digits: bool = False  #: a keyboard of digits on a phone
    needed: bool = True
    longest: int = 100


@dataclass(frozen=True)
class Form:
    """What a page shows and asks."""

    title: str
    words: Html
    rows: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    send: str  #: label of its button


@dataclass(frozen=True)
class Ended:
    """What came of it. `again`: the same may be tried once more, on a fresh page."""

    words: Html
    good: bool
    again: bool = False


class Purpose(Protocol):
    """What a page is for."""

    def form(self, page: OneTimePage, paper: Paper, person: Person) -> Form:
        """What stands there; in a unit."""

    def begin(self, unit: Unit, page: OneTimePage) -> Any:
        """In the very unit that uses the page up; a Refused leaves the page as it was."""

    async def act(self, begun: Any, answers: Mapping[str, str], left: asyncio.Event) -> Ended:
        """Outside of any unit. `left` is set when nobody waits at the page any more: tell it in the chat."""


class OneTimePages:
    """Pages of one purpose."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        clock: Clock,
        limits: VisitorLimits,
        purpose: Purpose,
        root: str,
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._limits = limits
        self._purpose = purpose
        self._root = root
        self._acting: set[asyncio.Task[Ended]] = set()

    def __call__(self, app: web.Application) -> None:
        app.router.add_get(f"{PATH}{{token}}", self._shown)
        app.router.add_post(f"{PATH}{{token}}", self._sent_in)
        app.on_shutdown.append(self._finish)

    async def _shown(self, request: web.Request) -> web.Response:
        if late := self._too_often(request):
            return late
        try:
            return await self._thread.run(self._form, request.match_info["token"])
        except Refused as no:
            return self._refused(request, no)

    async def _sent_in(self, request: web.Request) -> web.Response:
        if late := self._too_often(request):
            return late
        if not self._from_here(request):
            return _trouble("one_time.elsewhere", status=403)
        try:
            answers = _filled_in(bytes(await body(request, LONGEST_FORM, FORM_SECONDS)))
        except (TooBig, ValueError):
            return _trouble("web.not_understood", status=413)
        except TooSlow:
            return _trouble("web.too_slow", status=408)
        token = request.match_info["token"]
        try:
            begun = await self._thread.run(self._begun, token, answers)
        except _Again as again:
            return again.page
        except Refused as no:
            return self._refused(request, no)
        return await self._acted(begun)

    # ---- in units

    def _form(self, token: str, above: Html | None = None) -> web.Response:
        with self._database.unit(self._clock()) as unit:
            return self._page(unit, page_of(unit, token), token, above)

    def _page(self, unit: Unit, found: OneTimePage, token: str, above: Html | None) -> web.Response:
        paper = unit.session.get_one(Paper, found.paper_id)
        form = self._purpose.form(found, paper, unit.session.get_one(Person, found.person_id))
        return _own(
            form.title,
            box(above, WAIT) if above else "",
            box(form.words, PLAIN, form.title),
            facts(form.rows),
            _asked(form, f"{self._root}{PATH}{token}", clock(found.expires_at)),
        )

    def _begun(self, token: str, answers: Mapping[str, str]) -> _Begun:
        """The page is used up and the purpose begins, in one unit; what is missing is asked for again."""
        try:
            with self._database.unit(self._clock()) as unit:
                found = use(unit, token)
                paper = unit.session.get_one(Paper, found.paper_id)
                form = self._purpose.form(found, paper, unit.session.get_one(Person, found.person_id))
                empty = [
                    one.label for one in form.fields if one.needed and not answers.get(one.name, "").strip()
                ]
                if empty:
                    raise Refused("one_time.incomplete", fields=", ".join(empty))
                # A secret is taken as it was typed: a space may belong to it.
                typed = {
                    one.name: answers[one.name] if one.secret else answers[one.name].strip()
                    for one in form.fields
                    if one.name in answers
                }
                return _Begun(found.id, self._purpose.begin(unit, found), typed)
        except Refused as no:
            if no.key.startswith("one_time.") and no.key != "one_time.incomplete":
                raise
            raise _Again(self._form(token, say(no.key, **no.facts))) from None

    def _successor(self, page_id: int, above: Html) -> web.Response:
        with self._database.unit(self._clock()) as unit:
            before = unit.session.get_one(OneTimePage, page_id)
            paper = unit.session.get_one(Paper, before.paper_id)
            actor = unit.session.get_one(Person, before.person_id)
            fresh = open_page(unit, actor, paper, before.sha256)
            return self._page(unit, fresh, addressed(unit, fresh.id), above)

    # ---- outside

    async def _acted(self, begun: _Begun) -> web.Response:
        """Wait as long as people do; what takes longer goes on, whether or not somebody still looks."""
        left = asyncio.Event()
        task = asyncio.create_task(self._purpose.act(begun.what, begun.answers, left))
        self._acting.add(task)
        task.add_done_callback(self._acting.discard)
        task.add_done_callback(_note_fault)
        try:
            await asyncio.wait({task}, timeout=WAIT_SECONDS)
        finally:
            left.set()
        if not task.done():
            await asyncio.wait({task}, timeout=GRACE_SECONDS)
        if not task.done():
            return _own(plain("one_time.title"), box(say("one_time.goes_on"), WAIT))
        if task.cancelled() or task.exception() is not None:
            return _own(plain("one_time.title"), box(say("one_time.broke"), BAD), status=500)
        ended = task.result()
        if ended.again:
            try:
                return await self._thread.run(self._successor, begun.page_id, ended.words)
            except Refused as no:  # tried too often, say
                return _own(plain("one_time.title"), box(join(ended.words, say(no.key, **no.facts)), BAD))
        return _own(plain("one_time.title"), box(ended.words, GOOD if ended.good else BAD))

    async def _finish(self, _app: web.Application) -> None:
        """The bot stops: what has begun may end, for a moment."""
        if self._acting:
            await asyncio.wait(self._acting, timeout=2.0)

    # ---- who comes

    def _too_often(self, request: web.Request) -> web.Response | None:
        seconds = self._limits.waits(MISSES, request[ADDRESS], asyncio.get_running_loop().time())
        return too_often(seconds) if seconds else None

    def _refused(self, request: web.Request, no: Refused) -> web.Response:
        if no.key == "one_time.unknown":
            self._limits.counts(MISSES, request[ADDRESS], asyncio.get_running_loop().time())
        gone = no.key.startswith("one_time.")
        return _trouble(
            no.key, status=404 if no.key == "one_time.unknown" else 410 if gone else 409, **no.facts
        )

    def _from_here(self, request: web.Request) -> bool:
        """Whether this page itself sent it: no other site may, even if it knew the address."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        ours = urlsplit(self._root)
        known = (None, f"{ours.scheme}://{ours.netloc}", f"{ours.scheme}://{request.host}")
        return origin in known and site in (None, "same-origin", "none")


def _filled_in(sent: bytes) -> dict[str, str]:
    """What the form of this page sends, and no other kind: there is nothing in it that could be unpacked."""
    return dict(parse_qsl(sent.decode(errors="replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))


def _own(title: str, *sections: str, status: int = 200) -> web.Response:
    """Under a head of its own: nothing is checked here."""
    head, foot = plain("one_time.title"), plain("one_time.foot")
    return page(title, *sections, status=status, head=head, foot=foot)


def _trouble(key: str, *, status: int, **facts: object) -> web.Response:
    return _own(plain("one_time.title"), box(say(key, **facts), BAD), status=status)


@dataclass(frozen=True)
class _Begun:
    page_id: int
    what: Any
    answers: Mapping[str, str] = field(repr=False)


class _Again(Exception):
    """The form once more, with why."""

    def __init__(self, page: web.Response) -> None:
        super().__init__("again")
        self.page = page


def _note_fault(task: asyncio.Task[Ended]) -> None:
    """Only what kind of fault: its words could hold what was typed."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        LOG.error("one-time page failed", error=type(fault).__name__)


def safe_root(public_url: str | None) -> str | None:
    """Where such pages can be (a `public_address`): over https only, but for this very machine."""
    return public_url if public_url and is_guarded(public_url) else None


def _asked(form: Form, address: str, until: str) -> str:
    lines = "".join(_line(one) for one in form.fields)
    return (
        f'<section><form method="post" action="{escape(address)}" autocomplete="off">{lines}'
        f"<button>{escape(form.send)}</button></form>"
        f'<p class="hint">{escape(plain("one_time.hint", until=until))}</p></section>'
    )


def _line(asked: Field) -> str:
    looks = 'type="password"' if asked.secret else 'type="text"'
    digits = ' inputmode="numeric"' if asked.digits else ""
    needed = " required" if asked.needed else ""
    hint = f'<p class="hint">{escape(asked.hint)}</p>' if asked.hint else ""
    name = escape(asked.name)
    return (
        f'<label for="{name}">{escape(asked.label)}</label>{hint}'
        f'<input id="{name}" name="{name}" {looks}{digits}{needed} maxlength="{asked.longest}"'
        ' autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false">'
    )
