"""The web server of a process: it listens where LISTEN says, is polite to everybody and waits for nobody."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.thread import PASSING, why
from bot.web.doorman import PAGES, Doorman, address_of
from bot.web.html import BAD, POLICY, box, page
from texts import Html, plain, say

LOG = structlog.get_logger()

LOOK_SECONDS = 2.0
HEADER_SECONDS = 10.0  #: to say what is wanted; also how long a connection may rest
MOST_CONNECTIONS = 500
AGAIN_SECONDS = 15.0  #: while the port is taken
STOP_SECONDS = 2.0
CUT_OFF = (408, 413)  #: the rest of what is being sent is not wanted

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Room = Callable[[web.Application], None]  #: adds its pages
ADDRESS: web.RequestKey[str] = web.RequestKey("address", str)  #: who asks, as the doorman counts

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",  # a paper that is asli now may be replaced in a minute
    "Server": "musrenbang",
}


def place_of(listen: str) -> tuple[str, int]:
    """HOST:PORT, taken apart; what is wrong is said before the bot begins."""
    host, colon, port = listen.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"LISTEN={listen}: write HOST:PORT, such as 127.0.0.1:8080 (port 0: any free one)")
    return host, int(port)


def public_address(url: str | None) -> str | None:
    """PUBLIC_URL without a slash at its end; None where there is none."""
    if not url:
        return None
    where = urlsplit(url)
    if where.scheme not in ("https", "http") or not where.hostname or where.query or where.fragment:
        raise ValueError(f"PUBLIC_URL={url}: write https://NAME, as people type it")
    return url.rstrip("/")


class WebServer:
    """Pages, and what has to be done so that they can be read by everybody at any time."""

    def __init__(self, listen: str, doorman: Doorman, *, needed: bool) -> None:
        self._host, self._port = place_of(listen)
        self._behind_proxy = _is_this_machine(self._host)
        self._doorman = doorman
        self._needed = needed  #: by people; without that it only serves who watches the bot
        self._rooms: list[Room] = []
        self._machines: set[str] = set()
        self._runner: web.AppRunner | None = None
        self._busy: set[object] = set()  #: connections whose request is being answered
        self._resting: dict[object, float] = {}  #: the others, and since when

    def room(self, room: Room) -> None:
        """Pages of one kind; before it opens."""
        self._rooms.append(room)

    def machine(self, path: str, room: Room) -> None:
        """A page for a machine that proves who it is, and may come as often as it has to."""
        self._machines.add(path)
        self._rooms.insert(0, room)

    async def open(self) -> str | None:
        """Where it listens; None while the port is taken: the work in the chat does not wait for it."""
        app = web.Application(middlewares=[self._answered])
        app.on_response_prepare.append(_with_headers)
        for room in self._rooms:
            room(app)
        silent = logging.getLogger("musrenbang.web")
        silent.disabled = True  # it would write what strangers send, and addresses that are secret
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=silent,
            keepalive_timeout=HEADER_SECONDS,
            shutdown_timeout=STOP_SECONDS,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as taken:
            await runner.cleanup()
            (LOG.error if self._needed else LOG.warning)(
                "no web page",
                listen=f"{self._host}:{self._port}",
                why=taken.strerror or str(taken),
                do="free this port or set another LISTEN; it is tried again, and the bot works on",
            )
            return None
        self._runner = runner
        host, port = runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def run(self) -> None:
        """For ever: open when the port is free, and end what only holds a connection."""
        while True:
            if self._runner is None:
                await asyncio.sleep(AGAIN_SECONDS)
                if where := await self.open():
                    LOG.info("web page", at=where)
                continue
            await asyncio.sleep(LOOK_SECONDS)
            self._sweep(self._runner)

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def _sweep(self, runner: web.AppRunner) -> None:
        """Whoever sends his request letter by letter is cut off; aiohttp would wait for him for ever."""
        now = asyncio.get_running_loop().time()
        there = list(runner.server.connections) if runner.server else []
        resting = [one for one in there if one not in self._busy]
        self._resting = {one: self._resting.get(one, now) for one in resting}
        too_many = max(len(there) - MOST_CONNECTIONS, 0)
        for place, one in enumerate(sorted(resting, key=lambda one: self._resting[one])):
            late = now - self._resting[one] > HEADER_SECONDS
            if (late or place < too_many) and one.transport is not None:
                one.transport.abort()

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever happens, a page that says so."""
        self._busy.add(request.protocol)
        self._resting.pop(request.protocol, None)
        try:
            now = asyncio.get_running_loop().time()
            address = request[ADDRESS] = address_of(request, behind_proxy=self._behind_proxy)
            if request.path in self._machines:
                return await handler(request)
            if seconds := self._doorman.waits(PAGES, address, now):
                return too_often(seconds)
            self._doorman.counts(PAGES, address, now)
            return await handler(request)
        except web.HTTPNotFound:
            return trouble("web.no_page", status=404)
        except web.HTTPMethodNotAllowed as other:
            answer = trouble("web.no_page", status=405)
            answer.headers["Allow"] = ", ".join(sorted(other.allowed_methods))
            return answer
        except web.HTTPException as known:
            if known.status < 400:
                raise
            return trouble("web.not_understood", status=known.status)
        except PASSING as away:
            LOG.warning("database away", where="web", error=why(away))
            return trouble("web.away", status=503)
        except Exception:  # a fault of ours: the page says so, and the log why, without the address
            route = request.match_info.route.resource
            code = f"W-{secrets.token_hex(3).upper()}"
            LOG.exception("page not made", code=code, route=route.canonical if route else None)
            return trouble("web.fault", status=500, code=code)
        finally:
            self._busy.discard(request.protocol)


async def _with_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def trouble(key: str, *, status: int, **facts: object) -> web.Response:
    """A page that says what was wrong and what to do now."""
    answer = told(say(key, **facts), status=status)
    if status in CUT_OFF:
        answer.force_close()
    return answer


def told(words: Html, *, status: int) -> web.Response:
    return page(plain("web.title"), box(words, BAD), status=status)


def too_often(seconds: int) -> web.Response:
    """Too much from one address."""
    answer = trouble("web.too_often", status=429, minutes=-(-seconds // 60))
    answer.headers["Retry-After"] = str(seconds)
    return answer
