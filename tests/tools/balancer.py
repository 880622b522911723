"""A web server in front of several bots, as a city has one: each post goes to whichever process takes it."""

from __future__ import annotations

import asyncio
import random
import threading
from types import TracebackType

import aiohttp
from aiohttp import web

from demo.server.app import free_port

_PATIENCE = aiohttp.ClientTimeout(total=20)


class Balancer:
    """Listens on a port of its own; passes on to one of these places, to the next when that one is dead."""

    def __init__(self, places: list[str], chance: random.Random) -> None:
        self.place = f"127.0.0.1:{free_port()}"
        self._places = places
        self._chance = chance
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Balancer:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._opened())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._closed(runner))
        self._loop.close()

    async def _opened(self) -> web.AppRunner:
        self._http = aiohttp.ClientSession(timeout=_PATIENCE)
        app = web.Application()
        app.router.add_post("/{path:.*}", self._passes_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        host, port = self.place.split(":")
        await web.TCPSite(runner, host, int(port)).start()
        return runner

    async def _closed(self, runner: web.AppRunner) -> None:
        await self._http.close()
        await runner.cleanup()

    async def _passes_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {
            name: value for name, value in request.headers.items() if name.startswith(("X-", "Content-Type"))
        }
        for place in self._chance.sample(self._places, len(self._places)):
            try:
                async with self._http.post(
                    f"http://{place}{request.path}", data=body, headers=headers
                ) as answer:
                    if answer.status < 500:
                        return web.Response(status=answer.status)
            except (aiohttp.ClientError, OSError, TimeoutError):
                continue  # killed a moment ago, or not up yet
        return web.Response(status=502)
