"""What strangers do to the page, each in a process of its own: it attacks and says what it was answered.

The addresses are those that a web server in front would tell; one that streams passes all on as it comes.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import socket
import struct
import time
import zlib
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass

MIB = 1 << 20
PATHS = ("/", "/p/AAAAAAAAAAA", "/s/AAAAAAAAAAA", "/healthz", "/metrics", "/masuk", "/tidak/ada")
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "HEAD", "MUSYAWARAH")
FORM = "Content-Type: multipart/form-data; boundary=b\r\n"
PART = b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'
BEAT_SECONDS = 0.05
_addresses = itertools.count(1)


@dataclass(frozen=True)
class Target:
    """The page that is attacked, how long, and how many of what there may be many of."""

    port: int
    seconds: float
    many: int


Attack = Callable[[Target, Counter[str]], Coroutine[None, None, None]]


def address() -> str:
    """Somebody who has not come before."""
    at = next(_addresses)
    return f"198.{18 + at // 65025}.{at // 255 % 255}.{at % 255}"


def request(method: str, path: str, who: str, more: str = "", length: int | None = None) -> bytes:
    announced = "" if length is None else f"Content-Length: {length}\r\n"
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {who}\r\n{announced}{more}\r\n".encode()


async def asks(target: Target, sent: bytes, found: Counter[str], within: float = 60.0) -> None:
    """Send it and read the first line of the answer."""
    try:
        async with asyncio.timeout(within):
            reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
            try:
                writer.write(sent)
                with suppress(ConnectionError):
                    await writer.drain()
                words = (await reader.readline()).split()
                found[words[1].decode() if len(words) > 1 else "cut"] += 1
            finally:
                writer.transport.abort()
    except TimeoutError:
        found["no answer"] += 1
    except OSError:
        found["cut"] += 1


async def drips(target: Target, begins: bytes, found: Counter[str], until: float) -> None:
    """Begin, and then a byte a second until one is thrown out; then the same again from the beginning."""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        except OSError:
            found["cut"] += 1
            await asyncio.sleep(1)
            continue
        try:
            writer.write(begins)
            while time.monotonic() < until:
                try:
                    async with asyncio.timeout(1):
                        words = (await reader.readline()).split()
                    found[words[1].decode() if len(words) > 1 else "cut"] += 1
                    break
                except TimeoutError:
                    writer.write(b"a")
        except OSError:
            found["cut"] += 1
        finally:
            writer.transport.abort()


def bomb(mebibytes: int) -> bytes:
    """So much of nothing, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(mebibytes)) + packer.flush()


async def nobody(target: Target, _found: Counter[str]) -> None:
    """For comparison: what this machine does by itself."""
    await asyncio.sleep(target.seconds)


async def gzip_bombs(target: Target, found: Counter[str]) -> None:
    packed = bomb(min(target.many, 1024))
    for method, path in itertools.product(METHODS[:6], PATHS):
        sent = request(method, path, address(), "Content-Encoding: gzip\r\n" + FORM, len(packed)) + packed
        await asyncio.gather(*(asks(target, sent, found) for _ in range(4)))


async def too_big_and_slow(target: Target, found: Counter[str]) -> None:
    """From ten addresses; each announces 30 MB and brings a byte a second."""
    until = time.monotonic() + target.seconds
    begins = [request("POST", "/", address(), FORM, 30 * MIB) + PART for _ in range(10)]
    await asyncio.gather(*(drips(target, begins[at % 10], found, until) for at in range(target.many)))


async def trickled_uploads(target: Target, found: Counter[str]) -> None:
    """From thirty addresses, each a file that could be one."""
    until = time.monotonic() + target.seconds
    begins = [request("POST", "/", address(), FORM, 9 * MIB) + PART + b"%PDF" for _ in range(30)]
    await asyncio.gather(*(drips(target, begins[at % 30], found, until) for at in range(60)))


async def letter_by_letter(target: Target, found: Counter[str]) -> None:
    until = time.monotonic() + target.seconds
    begins = b"GET / HTTP/1.1\r\nHost: x\r\nX-"
    await asyncio.gather(*(drips(target, begins, found, until) for _ in range(target.many)))


async def broken_off(target: Target, found: Counter[str]) -> None:
    for at in range(target.many):
        with suppress(OSError), socket.create_connection(("127.0.0.1", target.port), timeout=10) as line:
            line.sendall(request("POST", "/", address(), FORM, 9 * MIB) + PART + bytes(70_000))
            await asyncio.sleep(0.005)
            if at % 2:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            found["gone"] += 1


async def guessed_codes(target: Target, found: Counter[str]) -> None:
    chance, guessers = random.Random(1), [address() for _ in range(5)]
    for at in range(target.many):
        code = "".join(chance.choices("ABCDEFGHabcdefgh0123456789-_", k=11))
        await asks(target, request("GET", f"/{chance.choice('ps')}/{code}", guessers[at % 5]), found)


async def odd_requests(target: Target, found: Counter[str]) -> None:
    odd = ["/" + "x" * 7000, "/%00", "/../../etc/passwd", "//", "/p/%ff", "/p/" + "%2e" * 50, "/p/'--", "*"]
    for method, path in itertools.product(METHODS, odd):
        await asks(target, request(method, path, address()), found)
    headers = ("X: " + "y" * 9000, "X: y\r\n" * 500 + "X: y", "Transfer-Encoding: gzip, chunked", ": ")
    for more in (f"{header}\r\n" for header in headers):
        await asks(target, request("POST", "/", address(), more) + b"zz\r\n", found, within=15)
    for proxied in ("CF-Connecting-IP", "True-Client-IP", "X-Client-IP", "Via"):
        healthz = f"GET /healthz HTTP/1.1\r\nHost: localhost\r\n{proxied}: x\r\n\r\n"
        await asks(target, healthz.encode(), found)


async def webhook_posts(target: Target, found: Counter[str]) -> None:
    secret = "X-Telegram-Bot-Api-Secret-Token: "
    bodies = (b'{"update_id": 3', b"[" * 100_000, b"{}", b'{"update_id": NaN}', bytes(2 * MIB))
    for at in range(target.many // 5):
        for body in bodies:
            more = f"{secret}{'x' * (at % 300)}\r\n"
            await asks(target, request("POST", "/masuk", address(), more, len(body)) + body, found)
    chunked = request("POST", "/masuk", address(), "Transfer-Encoding: chunked\r\n")
    await asks(target, chunked + b"100000\r\n" + bytes(MIB) + b"\r\nzz\r\n", found)
    both = request("POST", "/masuk", address(), "Transfer-Encoding: chunked\r\n", 4)
    await asks(target, both + b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", found)


async def heavy_files(target: Target, found: Counter[str]) -> None:
    """A PDF of 20 MB of nothing, forms that are all empty lines or all boundaries, from four addresses."""
    size = min(target.many, 20) * MIB - 1000
    pdf = PART + b"%PDF-1.7\n" + bytes(size) + b"\nstartxref\n0\n%%EOF\r\n--b--\r\n"
    lines, marks = b"\r\n" * (size // 2), b"--b\r\n" * (size // 5)
    sent = [
        request("POST", "/", who, FORM, len(body)) + body
        for who in (address() for _ in range(4))
        for body in (pdf, lines, marks)
    ]
    for at in range(0, len(sent), 3):
        await asyncio.gather(*(asks(target, one, found, within=180) for one in sent[at : at + 3]))


ATTACKS: dict[str, tuple[Attack, int, int]] = {  #: and how many: as a whole, and for the short form
    "nobody": (nobody, 0, 0),
    "gzip bombs on every path": (gzip_bombs, 1024, 64),
    "too big, a byte a second": (too_big_and_slow, 1100, 1100),
    "trickled uploads": (trickled_uploads, 60, 60),
    "headers letter by letter": (letter_by_letter, 600, 600),
    "broken-off uploads": (broken_off, 1000, 100),
    "guessed codes": (guessed_codes, 500, 60),
    "odd methods, paths, headers": (odd_requests, 0, 0),
    "broken webhook posts": (webhook_posts, 300, 50),
    "heavy files": (heavy_files, 20, 5),
}


def attack(name: str, target: Target) -> Counter[str]:
    """In a process of its own: the whole of one."""
    found: Counter[str] = Counter()
    asyncio.run(ATTACKS[name][0](target, found))
    return found


def beat(port: int, seconds: float) -> list[float]:
    """In a process of its own: how long the loop takes for the smallest page, every 50 ms; 60: no answer."""
    found, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                line.sendall(request("GET", "/beat", address()))
                answered = line.recv(20)
            found.append(time.monotonic() - began if answered else 60.0)
        except OSError:
            found.append(60.0)
        time.sleep(max(0.0, BEAT_SECONDS - (time.monotonic() - began)))
    return found
