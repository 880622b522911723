"""POST to WEBHOOK_URL: Telegram brings updates by itself, to any of the processes.

200 is answered when the row is stored, and never before: what is not answered so comes again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from sqlalchemy import select
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.clock import Clock
from bot.incoming.inbox import store
from bot.incoming.known import KINDS
from bot.leader import Leader
from bot.settings import Settings
from bot.thread import PASSING, Backoff, DatabaseThread
from bot.transport import pause
from bot.web.bodies import body
from models.chat import Remembered
from models.unit import Database

LOG = structlog.get_logger()

PATH = "/telegram"  #: where WEBHOOK_URL names only a host
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  #: bytes
BODY_SECONDS = 20.0
LOOK_SECONDS = 10.0  #: between two looks whether Telegram is there and still comes here

_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_MADE, _SET = "webhook_secret", "webhook_set"  #: names of what is remembered


@dataclass(frozen=True)
class Address:
    """Where Telegram posts to."""

    url: str
    path: str  #: the same as a request names it
    secret: str | None  #: None: one is made, and remembered


def address_from(settings: Settings) -> Address | None:
    """WEBHOOK_URL and WEBHOOK_SECRET; what is wrong with them is said before the bot begins."""
    url = settings.webhook_url
    if not url:
        return None
    where = urlsplit(url)
    if where.scheme not in ("https", "http") or not where.hostname or where.query or where.fragment:
        raise ValueError("WEBHOOK_URL: write https://NAME or https://NAME/PATH")
    if where.scheme == "http" and settings.bot_api_url.startswith("https:"):
        raise ValueError(
            "WEBHOOK_URL: Telegram posts to https only; a web server with a certificate goes before"
        )
    if settings.token in url:
        raise ValueError(
            "WEBHOOK_URL holds the token, which every web server on the way would note: leave it out"
        )
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if secret and not _SECRET.fullmatch(secret):
        raise ValueError("WEBHOOK_SECRET: 32 to 256 letters, digits, _ and -; or empty: then one is made")
    path = where.path.rstrip("/") or PATH
    return Address(where._replace(path=path).geturl(), path, secret or None)


def with_secret(database: Database, clock: Clock, address: Address) -> Address:
    """The secret of all processes: the one that is set, else the first that one of them made."""
    if address.secret:
        return address
    with database.unit(clock()) as unit:
        unit.insert_once(Remembered(name=_MADE, value={"secret": secrets.token_urlsafe(32)}))
        kept = unit.session.execute(select(Remembered.value).where(Remembered.name == _MADE)).scalar_one()
        return replace(address, secret=kept["secret"])


@dataclass(eq=False)
class _Posted:
    """An update that waits until it is stored."""

    update: dict[str, Any]
    stored: bool = False


class Webhook:
    """The page for Telegram, and the look whether it comes."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        clock: Clock,
        address: Address,
        arrived: Callable[[], None],
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._address = address
        self._secret = (address.secret or "").encode()
        self._arrived = arrived
        self._said: object = None
        self._lock = threading.Lock()
        self._posted: list[_Posted] = []  #: and not stored yet

    def __call__(self, app: web.Application) -> None:
        app.router.add_post(self._address.path, self._taken)

    async def _taken(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not self._secret or not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        update = _update(bytes(await body(request, LARGEST, BODY_SECONDS)))
        if update is None:
            raise web.HTTPBadRequest
        await self._keep(update)
        self._arrived()
        return web.Response()

    async def _keep(self, update: dict[str, Any]) -> None:
        mine = _Posted(update)
        with self._lock:
            self._posted.append(mine)
        try:
            await self._thread.run(self._store, mine)
        finally:
            with self._lock:
                self._posted = [one for one in self._posted if one is not mine]

    def _store(self, mine: _Posted) -> None:
        """What came while the thread was busy is stored in one go: else each would wait for its own turn."""
        if mine.stored:
            return
        with self._lock:
            together = list(self._posted)
        try:
            store(self._database, self._clock(), [one.update for one in together])
        except PASSING:
            raise
        except Exception:  # it may be another's fault
            together = [mine]
            store(self._database, self._clock(), [mine.update])
        for one in together:
            one.stored = True
        with self._lock:
            self._posted = [one for one in self._posted if not one.stored]

    async def watch(self, bot: Bot, leader: Leader, reachable: Callable[[bool], None]) -> None:
        """For ever: let Telegram post here, and hear whether it is there; nobody polls who would know."""
        backoff = Backoff()
        while True:
            await leader.mine()
            try:
                await self._see(bot)
                reachable(True)
                backoff.again()
                await pause(LOOK_SECONDS)
            except InvalidToken:
                raise
            except BadRequest as refused:
                LOG.error("webhook refused", error=str(refused), do="see WEBHOOK_URL; it is tried again")
                await pause(LOOK_SECONDS)
            except (TelegramError, *PASSING) as away:
                LOG.warning("cannot see to the webhook", error=type(away).__name__)
                if isinstance(away, TelegramError):
                    reachable(False)
                await pause(backoff.more())

    async def _see(self, bot: Bot) -> None:
        """Set it when Telegram has another address, or was told another secret or other kinds."""
        known = await bot.do_api_request("getWebhookInfo")
        marks = json.dumps([self._address.url, self._address.secret, KINDS])
        mark = hashlib.sha256(marks.encode()).hexdigest()
        if known.get("url") != self._address.url or mark != await self._thread.run(self._recall):
            wanted = {
                "url": self._address.url,
                "secret_token": self._address.secret,
                "allowed_updates": KINDS,
            }
            await bot.do_api_request("setWebhook", api_kwargs=wanted)
            await self._thread.run(self._remember, mark)
            LOG.info("webhook set", url=self._address.url)
        elif known.get("last_error_date") not in (None, self._said):
            self._said = known["last_error_date"]
            LOG.warning("telegram could not post", said=known.get("last_error_message"))

    def _recall(self) -> str | None:
        with self._database.unit(self._clock()) as unit:
            kept = unit.first(select(Remembered).where(Remembered.name == _SET))
            return kept.value.get("sha256") if kept else None

    def _remember(self, mark: str) -> None:
        with self._database.unit(self._clock()) as unit:
            if not unit.insert_once(Remembered(name=_SET, value={"sha256": mark})):
                kept = unit.session.execute(select(Remembered).where(Remembered.name == _SET)).scalar_one()
                kept.value = {"sha256": mark}


def _update(body: bytes) -> dict[str, Any] | None:
    """What was posted, if it is an update."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    number = found.get("update_id")
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63
    return found if fits else None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON")
