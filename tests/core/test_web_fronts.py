"""A real web server before the page, as deploy/ sets it up: what protects the page holds behind it too."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from demo.server.app import free_port
from tests.core.public_page import words
from tests.support.office import Bureau
from tests.tools.fronts import PUBLIC, front

FRONTS = [
    pytest.param(name, streams, id=f"{name}, {'streaming' if streams else 'buffering'}")
    for name in ("nginx", "caddy")
    for streams in (True, False)
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = free_port()
    settings = {"LISTEN": f"127.0.0.1:{port}", "PUBLIC_URL": f"https://{PUBLIC}"}
    with Bureau(tmp_path_factory.mktemp("bot"), **settings) as bureau:
        yield port
        assert "database away" not in bureau.log_text
        assert '"level": "error"' not in bureau.log_text


@pytest.mark.parametrize(("name", "streams"), FRONTS)
def test_what_protects_the_page_holds_behind_a_web_server(
    name: str, streams: bool, bot: int, tmp_path: Path
) -> None:
    own = f"127.0.{1 + streams}.{1 + len(name)}"  # each with a share of his own
    with ExitStack() as stack:
        port = stack.enter_context(front(name, bot, tmp_path, streams=streams))
        web = stack.enter_context(
            httpx.Client(
                base_url=f"http://127.0.0.1:{port}",
                headers={"Host": PUBLIC},
                transport=httpx.HTTPTransport(local_address=own),
                timeout=60,
            )
        )
        slow = stack.enter_context(slowly(port))

        answers = {
            "a page": web.get("/"),
            "a file": web.post("/", files={"berkas": ("a.pdf", b"%PDF-1.4\n" + bytes(300_000))}),
            "packed": web.post("/", content=gzip.compress(bytes(9000)), headers={"Content-Encoding": "gzip"}),
            "too big": web.post("/", files={"berkas": ("a.pdf", bytes(22 << 20))}),
        }
        watched = {
            (path, host): web.get(path, headers={"Host": host}).status_code
            for path in ("/healthz", "/metrics")
            for host in (PUBLIC, "localhost")
        }
        cut = (
            slow.recv(65536) if streams else b""
        )  # else it is the web server's, and the bot hears nothing of it

    assert {told: (answer.status_code, words(answer)[:31]) for told, answer in answers.items()} == {
        "a page": (200, "Di sini Bapak/Ibu dapat memasti"),
        "a file": (200, "✖ Tidak dikenal. Berkas dengan "),
        "packed": (415, "Kiriman ini dimampatkan (gzip a"),
        "too big": (413, "Berkas ini lebih besar dari 20 "),
    }
    unknown_there = {("/healthz", "localhost"), ("/metrics", "localhost")} if name == "caddy" else set()
    assert {asked for asked, status in watched.items() if status != 404} <= unknown_there
    assert not streams or b" 408 " in cut.splitlines()[0]


def slowly(port: int) -> socket.socket:
    """An upload that brings nothing after its beginning."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.sendall(
        f"POST / HTTP/1.1\r\nHost: {PUBLIC}\r\nContent-Length: 9000000\r\nConnection: close\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n".encode()
    )
    return line
