"""A line that dies is noticed, whatever is on its way over it; a slow one is given its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import InputFile
from telegram.error import TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot import transport
from bot.transport import AiohttpRequest
from tests.core.desk import in_a_loop

LARGE = 20_000_000  #: bytes: more than the buffers of a line on this machine hold
NEVER = 60.0  #: seconds after which a test that would hang ends

#: That many bytes in one piece could hold the loop for a moment; files of Telegram are small enough.
pytestmark = pytest.mark.filterwarnings("ignore:Sending a large body directly:ResourceWarning")

Serves = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def dead(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes the call, and then neither reads nor answers."""
    reader._transport.pause_reading()  # type: ignore[attr-defined]
    await asyncio.sleep(NEVER)


async def well(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads the whole call, then answers."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0] or 0)
    await reader.readexactly(length)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    await writer.drain()


async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same, but it begins late."""
    reader._transport.pause_reading()  # type: ignore[attr-defined]
    await asyncio.sleep(2.5)
    reader._transport.resume_reading()  # type: ignore[attr-defined]
    await well(reader, writer)


@asynccontextmanager
async def telegram(serves: Serves) -> AsyncIterator[str]:
    """Somebody who listens on this machine."""
    serving: list[asyncio.Task[None]] = []

    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serves(reader, writer)
        finally:
            writer.transport.abort()

    def came(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.ensure_future(call(reader, writer)))

    server = await asyncio.start_server(came, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    finally:
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        server.close()
        await asyncio.sleep(0)  # what was aborted is closed in the next turn of the loop


@asynccontextmanager
async def line() -> AsyncIterator[AiohttpRequest]:
    made = AiohttpRequest()
    await made.initialize()
    try:
        yield made
    finally:
        await made.shutdown()


def document(size: int) -> RequestData:
    content = InputFile(b"x" * size, filename="a.pdf")
    return RequestData([RequestParameter.from_input("document", content)])


async def asks(line: AiohttpRequest, url: str, size: int | None = None, read: float = 20.0) -> int:
    """The status that came; the test fails where neither that nor TimedOut ever comes."""
    data = None if size is None else document(size)
    async with asyncio.timeout(NEVER / 2):
        return (await line.do_request(url, "POST", data, read_timeout=read))[0]


def test_upload_that_nobody_reads_ends_and_gives_its_connection_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECTIONS", 1)
    monkeypatch.setattr(transport, "FREE_SECONDS", 3.0)
    monkeypatch.setattr(transport, "SLOWEST", 1e9)

    async def one_after_the_other() -> int:
        async with telegram(dead) as gone, telegram(well) as there, line() as made:
            with pytest.raises(TimedOut):
                await asks(made, gone, LARGE, read=0.1)
            return await asks(made, there)

    assert in_a_loop(one_after_the_other()) == 200


def test_who_gets_no_connection_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECTIONS", 1)
    monkeypatch.setattr(transport, "FREE_SECONDS", 1.0)

    async def two() -> None:
        begun = asyncio.Event()

        async def holds(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            begun.set()
            await dead(reader, writer)

        async with telegram(holds) as gone, telegram(well) as there, line() as made:
            polling = asyncio.create_task(asks(made, gone))
            await begun.wait()
            with pytest.raises(TimedOut) as told:
                await asks(made, there)
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            assert told.value.__cause__ is None  # its words hold the address

    in_a_loop(two())


def test_slow_line_is_given_longer_for_a_large_file_than_for_an_answer() -> None:
    async def one() -> int:
        async with telegram(slow) as there, line() as made:
            return await asks(made, there, LARGE, read=1.5)

    assert in_a_loop(one()) == 200


def test_files_that_go_out_at_once_are_given_the_time_of_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "FREE_SECONDS", 1.0)
    monkeypatch.setattr(transport, "SLOWEST", LARGE)  # a second for the first, nearly two for both
    ended: list[str] = []

    async def both() -> None:
        async with telegram(dead) as gone, line() as made:

            async def sends(name: str, size: int) -> None:
                with pytest.raises(TimedOut):
                    await asks(made, gone, size, read=0.1)
                ended.append(name)

            await asyncio.gather(sends("first", LARGE), sends("second", LARGE * 3 // 4))

    in_a_loop(both())

    assert ended == ["first", "second"]
