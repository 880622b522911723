"""Structured logs on stderr: JSON on a pipe, coloured text on a terminal, and in neither what is secret.

Lines of other libraries become such lines too, and what is said again and again is counted (repeats.py).
"""

from __future__ import annotations

import asyncio
import atexit
import io
import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog

from bot.repeats import EVERY_SECONDS, Repeats

HIDDEN = "<hidden>"
SHORTEST = 4  #: a shorter secret would blot out half of every line

#: What must not stand in a log even where a fault names what it met: an exception's words, a traceback.
_PRIVATE = (
    # A mobile number, as people write it or as Telegram does.
    re.compile(r"(?<![\w.])(?:\+?62|0)[\s-]?8(?:[\s.-]?\d){7,12}(?!\w)"),
    re.compile(r"(?<!\w)\d{16}(?!\w)|(?<!\w)\d{18}(?!\w)"),  # NIK, NIP
    re.compile(r"(?<=start[=\s])[\w-]{16,}"),  # an invitation
    re.compile(r"(?<=/s/)[\w-]+"),  # the address of a one-time page
    re.compile(r"(?<=\)=\()[^)]*(?=\))|(?<=Failing row contains \().*(?=\))"),  # PostgreSQL's DETAIL
)


class _Others(logging.Handler):
    """Other people's log lines, tracebacks included, go the way of our own."""

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        level = max(record.levelno, logging.WARNING)
        structlog.get_logger().log(level, words, logger=record.name, exc_info=record.exc_info)


class _Lasting(io.TextIOBase):
    """Stderr, but a line that cannot be written (the disk of the log is full) ends nothing."""

    def write(self, words: str) -> int:
        with suppress(OSError):
            sys.stderr.write(words)
        return len(words)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _lasting() -> TextIO:
    return cast("TextIO", _Lasting())


def redacted(text: str, *secrets: str) -> str:
    """Without these secrets, and without numbers and codes that are somebody's."""
    for secret in secrets:
        if len(secret) >= SHORTEST:
            text = text.replace(secret, HIDDEN)
    for private in _PRIVATE:
        text = private.sub(HIDDEN, text)
    return text


def set_up_logs(token: str, *others: str) -> None:
    """`others`: passwords of the database, of BSrE, of the webhook, of the backups."""
    # An address may write the colon before it in another way.
    secrets = (token.partition(":")[2] or token, *others)

    def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {name: _without(value, secrets) for name, value in event.items()}

    repeats, written = Repeats(), _written()

    def held_back(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if not repeats.is_new(event):
            raise structlog.DropEvent
        return event

    def tell(*, all_of_them: bool = False) -> None:
        for line in repeats.due(all_of_them=all_of_them):
            stamped = structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", line)
            print(written(None, "", stamped), file=_lasting(), flush=True)

    _Telling.set_up(tell)
    logging.basicConfig(handlers=[_Others()], level=logging.WARNING, force=True)
    for noisy in ("httpx", "httpcore", "aiohttp", "telegram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # What fails in a sweep is told by the sweep; here it would be said of one that ends with the bot.
    logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    # What Telegram answers that is no JSON: a traceback there, and one line of ours where it was asked.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            held_back,
            written,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(_lasting()),
    )


class _Telling:
    """Who says what was held back: the newest log of this process."""

    _tell: Callable[..., None] | None = None

    @classmethod
    def set_up(cls, tell: Callable[..., None]) -> None:
        if cls._tell is None:
            atexit.register(cls.now, all_of_them=True)
        else:
            cls.now(all_of_them=True)
        cls._tell = tell

    @classmethod
    def now(cls, *, all_of_them: bool = False) -> None:
        if cls._tell is not None:
            cls._tell(all_of_them=all_of_them)


async def tells_repeats() -> None:
    """For ever: what was held back is said when its minute is over."""
    while True:
        await asyncio.sleep(EVERY_SECONDS / 6)
        _Telling.now()


def _written() -> Callable[..., str | bytes]:
    """One JSON object a line for programs; for who sits before a terminal, text."""
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _without(value: Any, secrets: tuple[str, ...]) -> Any:
    return value if isinstance(value, bool | int | float | None) else redacted(str(value), *secrets)
