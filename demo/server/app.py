"""Puts the server together and runs it."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType

from aiohttp import web

from demo.server.bot_api import WORLD, add_bot_routes
from demo.server.control import add_control_routes
from demo.server.phone_api import add_phone_routes
from demo.server.webhook import deliver
from demo.server.world import World

#: Above the 50 MB of a file, so that the refusal is ours and comes with Telegram's words.
_BIGGEST_BODY = 80 * 1024 * 1024

More = Callable[[web.Application], None]


def build(world: World, *, more: More | None = None) -> web.Application:
    """The application; `more` adds the routes of a web page."""
    app = web.Application(client_max_size=_BIGGEST_BODY)
    app[WORLD] = world
    add_bot_routes(app)
    add_phone_routes(app)
    add_control_routes(app)
    app.cleanup_ctx.append(deliver)
    if more is not None:
        more(app)
    return app


@dataclass
class Running:
    """A server that answers."""

    url: str
    world: World
    _runner: web.AppRunner

    async def stop(self) -> None:
        """Close the door; whoever waits is cut off."""
        await self._runner.cleanup()


async def run_server(
    world: World, host: str = "127.0.0.1", port: int = 0, *, more: More | None = None
) -> Running:
    """Start answering on a port, any free one when it is 0."""
    runner = web.AppRunner(
        build(world, more=more), access_log=None, handler_cancellation=True, shutdown_timeout=0.2
    )
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024)
    await site.start()
    bound = _port(runner)
    return Running(f"http://{host}:{bound}", world, runner)


def _port(runner: web.AppRunner) -> int:
    address = next(address for address in runner.addresses if isinstance(address, tuple))
    return int(address[1])


class ServerThread(AbstractContextManager["ServerThread"]):
    """The server in a thread of its own, for tests and for the story.

    The world belongs to that thread: other threads go through HTTP.
    """

    def __init__(
        self, world: World, host: str = "127.0.0.1", port: int = 0, *, more: More | None = None
    ) -> None:
        self.world = world
        self.url = ""
        self._where = (host, port)
        self._more = more
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._trouble: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="telegram", daemon=True)

    def __enter__(self) -> "ServerThread":
        self._thread.start()
        self._started.wait()
        if self._trouble is not None:
            raise self._trouble
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            running = self._loop.run_until_complete(run_server(self.world, *self._where, more=self._more))
        except BaseException as trouble:  # handed to the thread that is waiting for the start
            self._trouble = trouble
            self._started.set()
            return
        self.url = running.url
        self._started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(running.stop())
        self._loop.close()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
