"""/healthz and /metrics: whoever watches the bot learns within a second what is wrong, strangers nothing."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.settings import Settings
from bot.starting.identity import make_bot
from bot.watching.health import LATE_MESSAGE, LATE_UPDATE, PATIENCE, Watch, trouble_of_disk
from demo.server.app import free_port
from models.chat import Inbox, Outbox
from models.enums import Said, Waiting
from sop.alerts.backups import Good, note_good
from tests.core.desk import START, database_with_tables
from tests.support.office import Bureau


class Watched:
    """A bureau, and who watches its bot."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.bureau = Bureau(folder, LISTEN=f"127.0.0.1:{port}")  # and no PUBLIC_URL: no page for people
        self.web = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10)

    def health(self) -> tuple[int, dict[str, Any]]:
        answer = self.web.get("/healthz")
        return answer.status_code, answer.json()

    def figures(self) -> dict[str, float]:
        """All samples, checked against the text format as far as it matters."""
        answer = self.web.get("/metrics")
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        lines = answer.text.splitlines()
        named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
        samples = {}
        for line in lines:
            if not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                base = name.partition("{")[0]
                assert base in named or base.rpartition("_")[0] in named, line
                samples[name.removeprefix("musrenbang_")] = float(value)
        return samples

    def becomes(self, wrong: list[str]) -> dict[str, Any]:
        """What it says once it says that exactly this is wrong."""
        ends = time.monotonic() + 20
        while (told := self.health()[1])["wrong"] != wrong:
            assert time.monotonic() < ends, told
        return told


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    made = Watched(tmp_path_factory.mktemp("watched"))
    with made.bureau, made.web:
        yield made


def test_all_is_well_and_counted(watched: Watched) -> None:
    stranger = watched.bureau.telegram.phone(7, "Orang lewat")
    stranger.sends("halo")
    stranger.waits_for(lambda eyes: eyes.from_bot, what="an answer")

    told = watched.becomes([])
    figures = watched.figures()

    assert watched.health()[0] == 200
    assert (told["ok"], told["database"], told["telegram"], told["leader"]) == (True, "ok", "ok", True)
    assert told["backup_seconds_ago"] is None
    assert told["unhandled"] == {"rows": 0, "oldest_seconds": None, "parked": 0}
    handled = figures['updates_total{result="handled"}']
    assert handled >= 1
    assert figures["handling_seconds_count"] == figures['handling_seconds_bucket{le="+Inf"}'] == handled
    assert figures['messages_total{result="sent"}'] >= 1
    assert (figures["database_up"], figures["telegram_up"], figures["updates_parked"]) == (1, 1, 0)
    assert figures["database_busy_seconds_total"] > 0
    assert figures["memory_bytes"] > 10_000_000


def test_hung_database_is_said_and_waited_for(watched: Watched) -> None:
    with watched.bureau.database.transaction():  # nobody else gets in
        status, told = watched.health()
        figures = watched.figures()

    assert (status, told["wrong"], told["unhandled"]) == (503, ["database"], None)
    assert told["database"] == f"no answer within {PATIENCE} s"
    assert (figures["database_up"], "unsent" in figures) == (0, False)
    assert watched.becomes([])["database"] == "ok"


def test_telegram_that_hangs_or_breaks_is_said(watched: Watched) -> None:
    control = watched.bureau.telegram.control
    control.fault("getMe", "502")
    broken = watched.health()
    control.fault("getMe", "hang")
    hung = watched.health()

    assert (broken[0], broken[1]["wrong"], broken[1]["telegram"]) == (503, ["telegram"], "NetworkError")
    assert (hung[0], hung[1]["telegram"]) == (503, f"no answer within {PATIENCE} s")
    watched.becomes([])  # one question is asked at a time, and that one is still waited for


#: What proxies and networks in front add, each of them alone.
PASSED_ON = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9",
    "CF-Connecting-IP": "203.0.113.9",
    "True-Client-IP": "203.0.113.9",
    "X-Client-IP": "203.0.113.9",
    "CDN-Loop": "cloudflare",
    "Via": "1.1 varnish",
    "X-Forwarded-Proto": "https",
    "CF-Ray": "8f-CGK",
    "X-Forwarded-Host": "musrenbang.example",
    "X-Cluster-Client-IP": "203.0.113.9",
    "Fastly-Client-IP": "x",
    "X-Yang-Belum-Dikenal": "1",
    "Sec-Forwarded-For": "203.0.113.9",
}


@pytest.mark.parametrize("page", ["/healthz", "/metrics"])
def test_from_elsewhere_there_is_nothing(watched: Watched, page: str) -> None:
    passed_on = {name: watched.web.get(page, headers={name: said}) for name, said in PASSED_ON.items()}
    named = {
        host: watched.web.get(page, headers={"Host": host})
        for host in (
            *("musrenbang.example.go.id", "203.0.113.9:8080", "127.0.0.1.example", "[::1", ""),
            "musrenbang.example@localhost",
        )
    }
    whole = f"GET http://localhost{page} HTTP/1.1\r\nHost: musrenbang.example\r\nConnection: close\r\n\r\n"
    old = raw(watched, f"GET {page} HTTP/1.0\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n\r\n")

    assert {name: answer.status_code for name, answer in (passed_on | named).items()} == dict.fromkeys(
        (*passed_on, *named), 404
    )
    assert b" 404 " in old.splitlines()[0]  # nginx as it is, which names nobody
    assert b" 404 " in raw(watched, whole).splitlines()[0]
    assert watched.web.get("/").status_code == 404  # without PUBLIC_URL nothing else is served


def test_who_watches_from_here_is_answered(watched: Watched) -> None:
    port = watched.web.base_url.port
    answers = [
        watched.web.get(
            "/metrics", headers={"X-Prometheus-Scrape-Timeout-Seconds": "10", "Accept": "text/plain"}
        ),
        watched.web.get("/metrics", headers={"Host": f"localhost:{port}", "Sec-Fetch-Site": "none"}),
        watched.web.get("/metrics", headers={"Host": "[::1]"}),
    ]

    assert [answer.status_code for answer in answers] == [200] * 3


def raw(watched: Watched, request: str) -> bytes:
    with socket.create_connection(("127.0.0.1", watched.web.base_url.port or 80), timeout=20) as line:
        line.sendall(request.encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_queues_that_age_are_said(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/musrenbang.db"
    database = database_with_tables(url)
    with database.unit(START) as unit:
        waiting = {"state": Waiting.WAITING, "not_before": START}
        unit.add(Inbox(update_id=1, chat_id=1, body={}, attempts=0, received_at=START, **waiting))
        said = {"kind": Said.NOTICE, "text": "halo", "created_at": START, **waiting}
        unit.add(Outbox(chat_id=1, attempts=0, **said))
        unit.add(Outbox(chat_id=2, attempts=9, **said))  # its chat is held: no sign that all stands still

    def found(seconds: float) -> list[str]:
        return asyncio.run(looks(seconds)).wrong

    async def looks(seconds: float) -> Any:
        bot = make_bot(Settings(bot_token="1:x", bot_api_url="http://127.0.0.1:9"))
        await bot._request[1].initialize()
        watch = Watch(url, bot, lambda: START + timedelta(seconds=seconds), 20, leader=lambda: True)
        try:
            ends = time.monotonic() + 20
            while (health := await watch.look()).database:  # a busy machine may need more than one look
                assert time.monotonic() < ends, health
            return health
        finally:
            watch.close()
            await bot._request[1].shutdown()

    with database.unit(START - timedelta(hours=1)) as unit:
        note_good(unit, Good(unit.now, "c.zip", 1, locked=False, missing=0, chains_whole=True))
    assert asyncio.run(looks(0)).told()["backup_seconds_ago"] == 3600
    assert found(LATE_UPDATE - 1) == ["telegram"]
    assert found(LATE_UPDATE + 1) == ["telegram", "unhandled"]
    assert found(LATE_MESSAGE + 1) == ["telegram", "unhandled", "unsent"]
    database.close()


def test_disk_on_which_nothing_can_be_stored_is_said(tmp_path: Path) -> None:
    """No disk of the tests' own is full: /proc has no room and /sys is nobody's to write on."""
    assert trouble_of_disk([tmp_path, tmp_path / "not made yet"]) is None
    assert trouble_of_disk([tmp_path, Path("/proc")]) == "full"
