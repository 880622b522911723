"""The web server of a process: it listens where LISTEN says, is polite to everybody and waits for nobody."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bot.thread import PASSING, why
from bot.web.bodies import BrokenOff, TooBig, TooSlow
from bot.web.connections import HEADER_SECONDS, Connections, cut
from bot.web.door import Door
from bot.web.html import BAD, POLICY, box, page
from bot.web.visitor_limits import PAGES, TOLD, VisitorLimits, address_of, counted_as
from texts import plain, say

LOG = structlog.get_logger()

LOOK_SECONDS = 2.0
LINGER_SECONDS = 2.0  #: that a refused body is thrown away for: who still sends does not read what he is told
REFUSALS = {408, 413, 415, 429, 503}
AGAIN_SECONDS = 15.0  #: while the port is taken
STOP_SECONDS = 2.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
AddPages = Callable[[web.Application], None]  #: adds its pages
ADDRESS: web.RequestKey[str] = web.RequestKey("address", str)  #: who asks, as the limits count

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

    def __init__(self, listen: str, limits: VisitorLimits, *, needed: bool) -> None:
        self._host, self._port = place_of(listen)
        self._behind_proxy = _is_this_machine(self._host)
        self._limits = limits
        self._needed = needed  #: by people; without that it only serves who watches the bot
        self._added: list[AddPages] = []
        self._machines: set[str] = set()
        self._runner: web.AppRunner | None = None
        self._ears: list[socket.socket] = []
        self._doors: list[Door] = []
        self._connections = Connections(behind_proxy=self._behind_proxy)

    def pages(self, add: AddPages) -> None:
        """Pages of one kind; before it opens."""
        self._added.append(add)

    def machine(self, path: str, add: AddPages) -> None:
        """A page for a machine that proves who it is, and may come as often as it has to."""
        self._machines.add(path)
        self._added.insert(0, add)

    async def open(self) -> str | None:
        """Where it listens; None while the port is taken: the work in the chat does not wait for it."""
        runner = runner_for(web.Application(middlewares=[self._answered]), self._added)
        await runner.setup()
        try:
            await self._listen(runner)
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
        host, port = self._ears[0].getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def _listen(self, runner: web.AppRunner) -> None:
        loop = asyncio.get_running_loop()
        places = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        self._ears = []
        for family, address in dict.fromkeys((family, address) for family, *_, address in places):
            ear = socket.create_server(address[:2], family=family)
            self._ears.append(ear)
        for ear in self._ears:
            door = Door(
                ear,
                lambda: self._taken_in(runner),
                full=lambda: self._connections.full(_server_of(runner).connections),
                turned_away=self._turned_away,
                behind_proxy=self._behind_proxy,
            )
            self._doors.append(door)

    def _turned_away(self, address: str) -> bool:
        """He has been refused in words, again and again."""
        now = asyncio.get_running_loop().time()
        return self._limits.waits(TOLD, counted_as(address) or address, now) > 0

    def _taken_in(self, runner: web.AppRunner) -> RequestHandler:
        server = _server_of(runner)
        one = server()
        self._connections.knocks(one, lambda: server.connections)
        return one

    async def run(self) -> None:
        """For ever: open when the port is free, and end what only holds a connection."""
        while True:
            if self._runner is None:
                await asyncio.sleep(AGAIN_SECONDS)
                if where := await self.open():
                    LOG.info("web page", at=where)
                continue
            await asyncio.sleep(LOOK_SECONDS)
            if self._runner.server is not None:
                self._connections.sweep(self._runner.server.connections)

    async def close(self) -> None:
        for door in self._doors:
            door.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever happens, a page that says so; what is left of a body is not waited for."""
        address = request[ADDRESS] = address_of(request, behind_proxy=self._behind_proxy)
        a_machine = request.path in self._machines
        if not a_machine and self._turned_away(address):
            cut(request.protocol)  # more than this costs more than he may
            return web.Response(status=429)
        if self._connections.begins(request.protocol, address):
            known = False
            try:
                answer = await self._page(request, handler, address)
                known = a_machine and answer.status < 300
            finally:
                self._connections.ends(request.protocol, known=known)
        else:
            answer = trouble("web.crowded", status=503)
        if answer.status in REFUSALS and not a_machine:
            self._limits.counts(TOLD, address, asyncio.get_running_loop().time())
        if not request.content.is_eof():
            answer.force_close()
        return answer

    async def _page(self, request: web.Request, handler: Handler, address: str) -> web.StreamResponse:
        try:
            return await self._wanted(request, handler, address)
        except PASSING as away:
            LOG.warning("database away", where="web", error=why(away))
            return trouble("web.away", status=503)
        except Exception as fault:  # of ours: the page says so, and the log why, without the address
            route = request.match_info.route.resource
            code = _code_of(fault)
            LOG.exception("page not made", code=code, route=route.canonical if route else None)
            return trouble("web.fault", status=500, code=code)

    async def _wanted(self, request: web.Request, handler: Handler, address: str) -> web.StreamResponse:
        """What the visitor asks for, or what is wrong with how he asks."""
        try:
            if "Content-Encoding" in request.headers:
                return _packed()
            if request.path in self._machines:
                return await handler(request)
            now = asyncio.get_running_loop().time()
            if seconds := self._limits.waits(PAGES, address, now):
                return too_often(seconds)
            self._limits.counts(PAGES, address, now)
            return await handler(request)
        except TooBig:
            return trouble("web.not_understood", status=413)
        except TooSlow:
            return trouble("web.too_slow", status=408)
        except BrokenOff:  # whoever sent it has gone, and nobody here has to know
            return trouble("web.not_understood", status=400)
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


def _server_of(runner: web.AppRunner) -> web.Server:
    return cast("web.Server", runner.server)  # it was set up


def runner_for(app: web.Application, added: Iterable[AddPages]) -> web.AppRunner:
    """What serves an application; nothing is unpacked in it: a small body could stand for a great one."""
    app.on_response_prepare.append(_with_headers)
    for add in added:
        add(app)
    silent = logging.getLogger("musrenbang.web")
    silent.disabled = True  # it would write what strangers send, and addresses that are secret
    return web.AppRunner(
        app,
        access_log=None,
        logger=silent,
        auto_decompress=False,
        keepalive_timeout=HEADER_SECONDS,
        lingering_time=LINGER_SECONDS,
        shutdown_timeout=STOP_SECONDS,
    )


def _packed() -> web.Response:
    answer = trouble("web.packed", status=415)
    answer.headers["Accept-Encoding"] = "identity"
    return answer


def _code_of(fault: Exception) -> str:
    """The same for the same fault, so that its line in the log need not come again for each visitor."""
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(fault.__traceback__)]
    return f"W-{hashlib.sha256(repr((type(fault), places)).encode()).hexdigest()[:6].upper()}"


async def _with_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def trouble(key: str, *, status: int, **facts: object) -> web.Response:
    """A page that says what was wrong and what to do now."""
    return page(plain("web.title"), box(say(key, **facts), BAD), status=status)


def too_often(seconds: int) -> web.Response:
    """Too much from one address."""
    answer = trouble("web.too_often", status=429, minutes=-(-seconds // 60))
    answer.headers["Retry-After"] = str(seconds)
    return answer
