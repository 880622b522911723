"""A Bot API without memory that costs next to nothing, and chats that talk to a bot by a script.

A process of its own: python -m tests.bench.fake_telegram SCRIPT. It prints its port; then each line of stdin,
a JSON object, is a run (see `Crowd.run`), and what was found is a line of stdout.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any
from urllib.parse import parse_qsl

from tests.bench.crowd import Crowd, Script


class Line(asyncio.Protocol):
    """One connection of a bot: as much of HTTP/1.1 as they speak."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].decode("latin-1")
            headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            length = int(headers.get("content-length", 0))
            if len(self.buffer) < end + 4 + length:
                if headers.get("expect"):
                    self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            body = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            path, _, query = head.split(" ", 2)[1].partition("?")
            given = _fields(headers.get("content-type", ""), body) | dict(parse_qsl(query))
            self.crowd.called(path.rpartition("/")[2], given, self._answer)

    def _answer(self, body: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
                + body
            )


def _fields(kind: str, body: bytes) -> dict[str, str]:
    if kind.startswith("application/json"):
        return {
            key: one if isinstance(one, str) else json.dumps(one) for key, one in json.loads(body).items()
        }
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    border = b"--" + body.split(b"\r\n", 1)[0].removeprefix(b"--")
    found = {}
    for part in body.split(border)[1:-1]:
        head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = head.decode("latin-1").partition('name="')[2].partition('"')[0]
        found[name] = value.decode(errors="replace")
    return found


async def serve(script: Script) -> None:
    crowd = Crowd(script)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(crowd), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader(limit=2**20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        print(json.dumps(await crowd.run(**json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
