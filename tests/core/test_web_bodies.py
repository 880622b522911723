"""What strangers send to the page: never unpacked, counted before it is read, and nobody holds the places."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zlib import crc32

import httpx
import pytest
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.web_protocol import RequestHandler

from bot.web import bodies, connections
from bot.web.bodies import BrokenOff, TooBig, TooSlow, body
from bot.web.connections import BUSY_OF_ONE, Connections
from bot.web.door import TAKEN_AT_ONCE, Door
from bot.web.multipart import file_in
from bot.web.places import ALWAYS, AT_ONCE, OF_ONE, ROOM, WAITING, Crowded, Places
from bot.web.server import runner_for
from demo.server.app import free_port
from tests.bombs.office import resident
from tests.core.outbox_waiting import until
from tests.core.public_page import words
from tests.guards.source import ROOT
from tests.support.office import Bureau

PACKED = gzip.compress(bytes(1 << 20))


class Page:
    """A bot with its page, and strangers who speak to it byte by byte."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        url = f"http://127.0.0.1:{self.port}"
        self.bureau = Bureau(folder, LISTEN=f"127.0.0.1:{self.port}", PUBLIC_URL=url)
        self.web = httpx.Client(base_url=url, trust_env=False, timeout=30)

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def answers(self, sent: bytes) -> bytes:
        """All that is answered until the line is cut."""
        with self.line() as line:
            line.sendall(sent)
            return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    made = Page(tmp_path_factory.mktemp("page"))
    with made.bureau, made.web:
        yield made


def post(length: int | None, more: str = "", path: str = "/", visitor: str = "192.0.2.20") -> bytes:
    announced = "" if length is None else f"Content-Length: {length}\r\n"
    return (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {visitor}\r\n{announced}{more}"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    ).encode()


# ---- nothing is unpacked


@pytest.mark.parametrize("path", ["/", "/p/AAAAAAAAAAA", "/s/AAAAAAAAAAA", "/healthz", "/tidak/ada"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_what_is_packed_is_refused_wherever_it_is_sent(page: Page, path: str, method: str) -> None:
    visitor = {"X-Forwarded-For": f"192.0.2.{crc32(f'{path}{method}'.encode()) % 256}"}

    answers = [
        page.web.request(method, path, content=PACKED, headers=visitor | {"Content-Encoding": packing})
        for packing in ("gzip", "deflate", "br", "x-gzip", "anything")
    ]

    assert {answer.status_code for answer in answers} == {415}
    assert answers[0].headers["Accept-Encoding"] == "identity"
    assert words(answers[0]) == (
        "Kiriman ini dimampatkan (gzip atau sejenisnya), maka tidak dibuka. Kirim berkas PDF-nya apa adanya."
    )


def test_parts_that_say_they_are_packed_are_taken_as_they_are() -> None:
    sent = (
        b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n'
        b"Content-Encoding: gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + PACKED + b"\r\n--b--\r\n"
    )

    assert file_in(sent, "multipart/form-data; boundary=b", "berkas") == PACKED


@pytest.mark.quick
def test_every_server_of_the_project_unpacks_nothing() -> None:
    async def unpacks() -> list[dict[str, object]]:
        runner = runner_for(web.Application(), [])
        await runner.setup()
        try:
            server = cast("Any", runner.server)
            return [kept for name, kept in vars(server).items() if "kwargs" in name]
        finally:
            await runner.cleanup()

    makes = re.compile(r"web\.(AppRunner|ServerRunner|Server|run_app)\(|aiohttp\.web\.run_app")
    where = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for found in makes.findall(path.read_text("utf-8"))
    ]

    assert where == ["bot/web/server.py: AppRunner"]
    (given,) = asyncio.run(unpacks())
    assert given["auto_decompress"] is False


@pytest.mark.quick
def test_bodies_are_read_in_one_place_only() -> None:
    reads = re.compile(r"request\.(?:read|post|multipart|json|text|content)\b(?!\.is_eof|_)")
    found = {path.name for path in (ROOT / "bot").rglob("*.py") if reads.search(path.read_text("utf-8"))}

    assert found == {"bodies.py"}


# ---- counted before it is read


def test_who_announces_too_much_is_answered_before_he_sends_it(page: Page) -> None:
    answer = page.answers(post(30 << 20))

    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b" 413 " in head.splitlines()[0]
    assert b"connection: close" in head
    assert "Berkas ini lebih besar dari 20 MB" in answer.decode()


def test_a_body_where_none_is_wanted_is_not_waited_for(page: Page) -> None:
    answer = page.answers(post(30 << 20, path="/tidak/ada"))

    assert b" 404 " in answer.splitlines()[0]


def test_who_sends_more_than_20_mb_without_announcing_it_is_stopped(page: Page) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(22):
            yield bytes(1 << 20)

    answer = page.web.post(
        "/",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=b", "X-Forwarded-For": "192.0.2.21"},
    )

    assert answer.status_code == 413


def test_a_body_that_is_none_and_one_that_is_broken_off_are_nobodys_fault(page: Page) -> None:
    """Neither is the database away then, nor has the page failed."""
    broken = page.answers(post(None, "Transfer-Encoding: chunked\r\n") + b"zz\r\n")
    for path in ("/", "/p/AAAAAAAAAAA"):
        line = page.line()
        line.sendall(post(9_000_000, path=path, visitor="192.0.2.22") + b"--b\r\n")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()  # with a reset
    cut = page.line()
    cut.sendall(post(9_000_000, visitor="192.0.2.23") + b"--b\r\n")
    cut.shutdown(socket.SHUT_WR)
    cut.close()

    assert page.web.get("/", headers={"X-Forwarded-For": "192.0.2.24"}).status_code == 200
    assert b" 400 " in broken.splitlines()[0]
    assert "database away" not in page.bureau.log_text
    assert "page not made" not in page.bureau.log_text


# ---- a least rate


def test_of_a_body_that_is_broken_off_nothing_stays(page: Page) -> None:
    """Faults and what they hold of each other are found by the collector, which a quiet bot never calls."""
    begun = post(9 << 20) + b"--b\r\n" + bytes(300_000)
    page.web.get("/")
    assert page.bureau.bot is not None
    before = resident(page.bureau.bot.pid)
    for at in range(300):
        with page.line() as line:
            line.sendall(begun.replace(b"192.0.2.20", b"192.0.%d.%d" % (3 + at // 250, at % 250)))

    for _ in range(3):
        page.web.get("/")  # behind them: all that was sent has been read, or has not been and is gone

    until(lambda: resident(page.bureau.bot.pid) - before < 30 if page.bureau.bot else False)  # of 90 MiB


def a_body(*pieces: bytes, ends: bool = True) -> web.Request:
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.transport = cast("asyncio.Transport", SimpleNamespace(resume_reading=lambda: None))
    stream = StreamReader(protocol, 2**16, loop=loop)
    for piece in pieces:
        stream.feed_data(piece)
    if ends:
        stream.feed_eof()
    return cast("web.Request", SimpleNamespace(content=stream, content_length=None))


def test_a_body_has_to_come_at_the_least_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 0.2)

    async def reads(*pieces: bytes, ends: bool, rate: float = 10**9, most: int = 100) -> bytes:
        monkeypatch.setattr(bodies, "LEAST_RATE", rate)
        return bytes(await body(a_body(*pieces, ends=ends), most, 60))

    assert asyncio.run(reads(b"a" * 100, ends=True)) == b"a" * 100
    with pytest.raises(TooSlow):
        asyncio.run(reads(b"a" * 100, ends=False))  # 100 bytes buy no time
    with pytest.raises(TooBig):
        asyncio.run(reads(b"a" * 101, ends=False))


def test_who_goes_away_meanwhile_is_no_fault_of_the_database() -> None:
    async def reads(fault: BaseException) -> None:
        request = a_body(b"a", ends=False)
        request.content.set_exception(fault)
        await body(request, 100, 60)

    for fault in (ConnectionResetError("Connection lost"), web.RequestPayloadError("no chunk")):
        with pytest.raises(BrokenOff):
            asyncio.run(reads(fault))


# ---- places


def test_nobody_has_more_than_his_share_of_the_places() -> None:
    places = Places()
    with ExitStack() as held:
        for at in range(AT_ONCE):
            held.enter_context(places.one(f"visitor {at // OF_ONE}"))
            if at == OF_ONE - 1:
                with pytest.raises(Crowded):
                    held.enter_context(places.one("visitor 0"))
        with pytest.raises(Crowded):
            held.enter_context(places.one("somebody else"))

    with places.one("somebody else"):
        pass


def test_a_small_file_finds_room_where_great_ones_have_taken_all() -> None:
    places = Places()
    with places.one("great") as great, places.one("great too") as too, places.one("small") as small:
        great(ROOM + ALWAYS)
        small(ALWAYS)
        with pytest.raises(Crowded):
            too(ALWAYS + 1)


def test_who_has_asked_least_is_looked_at_next() -> None:
    places, order = Places(), []

    async def looks(name: str, asked: float, all_are_there: asyncio.Event) -> None:
        try:
            async with places.turn(asked):
                order.append(name)
                await all_are_there.wait()
        except Crowded:
            order.append(f"not {name}")

    async def all_of_them() -> None:
        there = asyncio.Event()
        named = [(f"greedy {at}", 2.0 + at) for at in range(WAITING + 1)]
        tasks = [asyncio.create_task(looks(*one, there)) for one in (*named, ("nobody", 0.0), ("fair", 1.0))]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks[-2].cancel()
        await asyncio.sleep(0)
        there.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(all_of_them())

    assert "nobody" not in order
    assert order.index("fair") < order.index("greedy 1")
    refused = {name for name in order if name.startswith("not ")}
    assert refused == {f"not greedy {at}" for at in range(WAITING - 1, WAITING + 1)}


# ---- forms


FILE = b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (FILE + b"x\r\n--b--\r\n", b"x"),
        (
            b"--b\r\ncontent-disposition: form-data; filename=a; name=berkas\r\n\r\nx\r\n\r\ny\r\n--b--",
            b"x\r\n\r\ny",
        ),
        (
            b'preamble\r\n--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
            + FILE
            + b"2\r\n--b--",
            b"2",
        ),
        (FILE.replace(b"a.pdf", b"") + b"\r\n--b--\r\n", None),
        (FILE + b"\r\n--b--\r\n", b""),
        (FILE + b"broken off", b"broken off"),
        (b"--b--\r\n", None),
        (b"", None),
        (b"--b", None),
        (b"--b\r\n\r\n", None),
        (b"\r\n" * 100_000, None),
        (b"--b\r\n" * 100_000, None),
        (b"--b\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", None),
    ],
)
def test_forms_are_taken_apart(sent: bytes, found: bytes | None) -> None:
    assert file_in(sent, "multipart/form-data; boundary=b", "berkas") == found
    assert file_in(bytearray(sent), 'multipart/form-data; boundary="b"', "berkas") == found
    assert file_in(sent, "application/json", "berkas") is None
    assert file_in(sent, "multipart/form-data", "berkas") is None


# ---- connections


class Line:
    """A connection, as far as its server looks at it."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.peername = (host, 1)
        self.cut = False
        self.transport = SimpleNamespace(is_closing=lambda: self.cut, abort=self._abort)

    def _abort(self) -> None:
        self.cut = True


def test_the_limit_of_connections_holds_for_busy_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 10)

    async def crowd(*, busy: bool) -> tuple[list[bool], bool]:
        kept = Connections(behind_proxy=True)
        there: list[Any] = []
        for at in range(14):
            one = Line()
            kept.knocks(cast("RequestHandler", one), lambda: there)
            there.append(one)
            if busy and at != 9:
                kept.begins(cast("RequestHandler", one), f"visitor {at % 3}")
        for _ in range(3):
            await asyncio.sleep(0)
        return [one.cut for one in there], there[-1].cut

    for busy in (False, True):
        cut, newest = asyncio.run(crowd(busy=busy))
        assert (sum(cut), newest) == (4, False)
    assert asyncio.run(crowd(busy=False))[0] == [True] * 4 + [False] * 10


def test_who_has_been_refused_again_and_again_is_not_refused_in_words_any_more(page: Page) -> None:
    def told(visitor: str) -> bytes:
        try:
            with page.line() as line:
                line.sendall(post(30 << 20, visitor=visitor))
                return line.recv(12)
        except ConnectionResetError:  # what he sent was not read
            return b""

    answers = [told("192.0.2.66") for _ in range(40)]
    kept = page.answers(
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 192.0.2.67\r\n\r\n"
    )

    words = [answer for answer in answers if answer]
    assert set(words) == {b"HTTP/1.1 413", b"HTTP/1.1 429"}
    assert answers[:20] == words[:20]
    assert len(words) < 35  # one more every two seconds
    assert kept.startswith(b"HTTP/1.1 200")


def test_of_each_address_one_is_let_in_before_anybodys_second() -> None:
    class Comes(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.line = transport

        def data_received(self, data: bytes) -> None:
            came.append(data)
            self.line.close()
            if len(came) == 51:
                all_came.set()

    async def crowd() -> None:
        ear = socket.create_server(("127.0.0.1", 0))
        door = Door(ear, Comes, full=lambda: False, turned_away="192.0.2.3".__eq__, behind_proxy=True)
        for at in [1] * 50 + [3, 2]:
            line = socket.create_connection(ear.getsockname())
            lines.append(line)
            line.sendall(f"GET / HTTP/1.1\r\nX-Forwarded-For: 192.0.2.{at}\r\n\r\n".encode())
        await all_came.wait()
        door.close()
        await asyncio.sleep(0.1)  # they are closed in a turn of their own

    came: list[bytes] = []
    all_came = asyncio.Event()
    lines: list[socket.socket] = []
    asyncio.run(crowd())
    for line in lines:
        line.close()

    who = [data.split(b"192.0.2.")[1][:1] for data in came]
    assert who.index(b"2") < TAKEN_AT_ONCE
    assert b"3" not in who


def test_one_address_has_not_all_connections() -> None:
    async def one_and_another() -> tuple[int, bool, bool, bool]:
        kept = Connections(behind_proxy=False)
        other = Line("192.0.2.1")
        there = [other, *(Line("192.0.2.2") for _ in range(60))]
        kept.sweep(cast("Any", there))
        for one in there[1 : BUSY_OF_ONE + 1]:
            assert kept.begins(cast("RequestHandler", one), "192.0.2.2")
        again = kept.begins(cast("RequestHandler", there[-1]), "192.0.2.2")
        kept.ends(cast("RequestHandler", there[1]))
        after = kept.begins(cast("RequestHandler", there[-1]), "192.0.2.2")
        return sum(one.cut for one in there), other.cut, again, after

    assert asyncio.run(one_and_another()) == (10, False, False, True)
