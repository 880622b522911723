"""/healthz and /metrics: for whoever watches the bot from this machine, and for nobody else."""

from __future__ import annotations

import json
import resource
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.watching.figures import exposition
from bot.watching.health import Health, Watch
from bot.web.server import place_of

#: What somebody on this machine sends who asks by himself: curl, Prometheus, a browser. What a web server or
#: a network in front adds is none of these, however it is called: then somebody outside asks.
OWN = frozenset(
    (
        *("host", "connection", "keep-alive", "user-agent", "referer", "authorization", "cookie", "dnt"),
        *("accept", "accept-encoding", "accept-language", "cache-control", "pragma", "priority"),
        *(
            "if-modified-since",
            "if-none-match",
            "upgrade-insecure-requests",
            "content-type",
            "content-length",
        ),
        "x-prometheus-scrape-timeout-seconds",
    )
)
_BROWSERS = ("sec-fetch-", "sec-ch-", "sec-gpc")
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class WatchPages:
    """Adds the two pages. From anywhere else they do not exist."""

    def __init__(self, watch: Watch, listen: str) -> None:
        self._watch = watch
        self._name = place_of(listen)[0].lower()

    def __call__(self, app: web.Application) -> None:
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/metrics", self._metrics)

    async def _health(self, request: web.Request) -> web.Response:
        self._only_here(request)
        health = await self._watch.look()
        told = json.dumps(health.told(), ensure_ascii=False) + "\n"
        return web.Response(text=told, status=503 if health.wrong else 200, content_type="application/json")

    async def _metrics(self, request: web.Request) -> web.Response:
        self._only_here(request)
        text = exposition(_gauges(await self._watch.look()))
        return web.Response(body=text.encode(), headers={"Content-Type": PROMETHEUS})

    def _only_here(self, request: web.Request) -> None:
        """Asked by this machine, under a name of this machine, with nobody between."""
        host = request.headers.get("Host", "")
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            raise web.HTTPNotFound from None
        if "@" in host or not request.raw_path.startswith("/"):
            raise web.HTTPNotFound  # another name stands beside it, or in what is asked for
        ours = name in ("localhost", self._name) or _is_here(name)
        if not (ours and _is_here(request.remote) and _asked_by_itself(request)):
            raise web.HTTPNotFound


def _asked_by_itself(request: web.Request) -> bool:
    """nginx that was not told to add anything adds nothing, but speaks HTTP/1.0."""
    names = {name.lower() for name in request.headers}
    return request.version >= (1, 1) and all(name in OWN or name.startswith(_BROWSERS) for name in names)


def _is_here(remote: str | None) -> bool:
    try:
        return ip_address(remote or "").is_loopback
    except ValueError:
        return False


def _gauges(health: Health) -> dict[str, tuple[str, float]]:
    """What is true at this moment. A queue that could not be read is left out: nobody knows."""
    gauges: dict[str, tuple[str, float]] = {
        "database_up": ("1: the database answers", not health.database),
        "telegram_up": ("1: Telegram answers", not health.telegram),
        "leader": ("1: this process sends and reminds", health.leader),
        "sweep_age_seconds": ("Seconds since it was looked for what is owed", health.sweep_seconds or 0),
        "memory_bytes": ("Memory of this process", _memory()),
    }
    if (waits := health.waits) is not None:
        gauges |= {
            "unhandled": ("Updates that wait", waits.updates.rows),
            "unhandled_oldest_seconds": ("How long the oldest waits", waits.updates.oldest_seconds or 0),
            "updates_parked": ("Updates that failed for good and are kept", waits.updates.parked),
            "unsent": ("Messages that wait", waits.messages.rows),
            "unsent_oldest_seconds": ("How long the oldest waits", waits.messages.oldest_seconds or 0),
            "messages_parked": ("Messages that are not tried again", waits.messages.parked),
        }
    if health.backup_seconds is not None:
        gauges["backup_age_seconds"] = ("Seconds since the newest good backup", health.backup_seconds)
    return gauges


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()
