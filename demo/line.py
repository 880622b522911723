"""HTTP as the phones need it: one server, lines that stay open, a fifth of what httpx makes of it."""

from __future__ import annotations

import http.client
import json
import select
import socket
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

#: What can go wrong with a line, as callers catch it.
TROUBLES = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    asked: str  #: the method and where
    status_code: int
    content: bytes

    @property
    def is_error(self) -> bool:
        return self.status_code >= 400

    def json(self) -> Any:
        return json.loads(self.content)


class Line:
    """Any thread may use it: whoever asks takes an open connection that nobody uses, or opens one."""

    def __init__(self, url: str, *, timeout: float) -> None:
        parts = urlsplit(url)
        self._where = (parts.hostname or "", parts.port)
        self._timeout = timeout
        self._open: deque[http.client.HTTPConnection] = deque()

    def get(self, path: str, params: dict[str, Any] | None = None) -> Answer:
        return self._asks("GET", path, params, None)

    def post(
        self,
        path: str,
        *,
        given: Any = None,
        content: bytes | None = None,
        params: dict[str, Any] | None = None,
    ) -> Answer:
        """`given` goes out as JSON, `content` as it is."""
        return self._asks("POST", path, params, json.dumps(given).encode() if content is None else content)

    def close(self) -> None:
        while connection := self._left():
            connection.close()

    def _asks(self, method: str, path: str, params: dict[str, Any] | None, body: bytes | None) -> Answer:
        where = f"{path}?{urlencode(params)}" if params else path
        connection = self._free()
        try:
            connection.request(method, where, body)
            answer = connection.getresponse()
            found = Answer(f"{method} {where}", answer.status, answer.read())
        except BaseException:
            connection.close()
            raise
        self._open.append(connection)
        return found

    def _free(self) -> http.client.HTTPConnection:
        while connection := self._left():
            if connection.sock is not None and not _readable(connection.sock):
                return connection
            connection.close()
        host, port = self._where
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _left(self) -> http.client.HTTPConnection | None:
        try:
            return self._open.pop()
        except IndexError:
            return None


def _readable(line: socket.socket) -> bool:
    """Before anything was asked: then the server has hung up."""
    looking = select.poll()
    looking.register(line, select.POLLIN)
    return bool(looking.poll(0))
