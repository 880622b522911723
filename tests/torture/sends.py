"""Each try to send a message, told before it is made: what came twice is counted exactly, and why it came.

The bot runs with this module for its entry. It tells of a try in a datagram, which no kill can take back.
"""

from __future__ import annotations

import html
import itertools
import json
import os
import re
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.outgoing.rows import Job
from bot.outgoing.sender import Sender, Spoken
from demo import entry
from demo.phone import Phone

SOCKET = "TELLS_SENDS"  #: of the environment: where each try is told
KILL, OTHERWISE, STOP, NOTHING = "kill", "lost answer or outage", "SIGTERM", "nothing"
_REFUSED = (BadRequest, Forbidden, RetryAfter, ChatMigrated)  #: nothing has come of such a try
_SENDS = ("sendMessage", "sendDocument", "sendPhoto", "sendVoice")
_SAID_SO = "Dikirim ulang"  #: a file that comes again says so above its words
_row: ContextVar[int] = ContextVar("row")


class Sends:
    """All tries of all processes of the bot, as they were told."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "sends"
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(str(self.place))
        self._tries: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)  #: by chat and row
        self._thread = threading.Thread(target=self._listens, daemon=True)
        self._thread.start()

    def __enter__(self) -> Sends:
        return self

    def __exit__(self, *_trouble: object) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", str(self.place))
        self._thread.join()
        self._line.close()

    def _listens(self) -> None:
        while told := self._line.recv(65536):
            chat, row, pid, words = json.loads(told)
            tries = self._tries[chat, row]
            tries.append((pid, words)) if words is not None else tries.pop()

    def repeats(self, phones: Iterable[Phone], stopped: Iterable[int]) -> list[tuple[str, str]]:
        """By what each message came again, and its first words. `stopped`: processes told to stop.

        Of one row of the outbox there should be one message: what is more was sent again.
        """
        rows: dict[tuple[int, str], list[list[int]]] = defaultdict(list)
        for (chat, _row_id), tries in list(self._tries.items()):
            if tries:
                rows[chat, tries[0][1]].append([pid for pid, _words in tries])
        told_to_stop, found = set(stopped), []
        for phone in phones:
            came = Counter(event.message.text.strip() for event in phone.history() if _came(event))
            for words, count in came.items():
                tries_of_rows = rows[phone.id, words]
                causes = [
                    cause_of(first, second, told_to_stop)
                    for pids in tries_of_rows
                    for first, second in itertools.pairwise(pids)
                ]
                for at in range(count - len(tries_of_rows) if tries_of_rows else 0):
                    cause = causes[at] if at < len(causes) else NOTHING
                    found.append((cause, words.splitlines()[0][:60] if words else ""))
        return found


def _came(event: Any) -> bool:
    said = event.message
    return bool(said.by_bot and event.became == "new" and not said.text.startswith(_SAID_SO))


def cause_of(first: int, second: int, stopped: set[int]) -> str:
    """What the same process tried again had no answer; else the process that tried it first has ended."""
    if first == second:
        return OTHERWISE
    return STOP if first in stopped else KILL


def plain_words(said: str) -> str:
    """HTML as the phone shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", said)).strip()


def main() -> None:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    place, pid = os.environ[SOCKET], os.getpid()
    says, calls = Sender.say, Sender._call

    def tells(chat: int, words: str | None) -> None:
        line.sendto(json.dumps([chat, _row.get(), pid, words]).encode(), place)

    async def say(self: Sender, job: Job, home: int | None) -> Spoken:
        _row.set(job.id)
        return await says(self, job, home)

    async def call(self: Sender, method: str, **parameters: Any) -> Any:
        if method not in _SENDS:
            return await calls(self, method, **parameters)
        words = plain_words(parameters.get("text") or parameters.get("caption") or "")
        if not words.startswith(_SAID_SO):
            tells(parameters["chat_id"], words)
        try:
            return await calls(self, method, **parameters)
        except _REFUSED:
            if not words.startswith(_SAID_SO):
                tells(parameters["chat_id"], None)
            raise

    Sender.say, Sender._call = say, call  # type: ignore[method-assign]
    entry.main()


if __name__ == "__main__":
    main()
