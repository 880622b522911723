"""Structured logs on stderr: JSON on a pipe, coloured text on a terminal, and in neither what is secret."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog

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


class Redacting(logging.Formatter):
    """Other people's log lines, tracebacks included, without what is secret."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), *self._secrets)


class _Lasting(io.TextIOBase):
    """Stderr, but a line that cannot be written (the disk of the log is full) ends nothing."""

    def write(self, words: str) -> int:
        with suppress(OSError):
            sys.stderr.write(words)
        return len(words)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


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

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(*secrets))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
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
            _written(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Lasting())),
    )


def _written() -> Callable[..., str | bytes]:
    """One JSON object a line for programs; for who sits before a terminal, text."""
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _without(value: Any, secrets: tuple[str, ...]) -> Any:
    return value if isinstance(value, bool | int | float | None) else redacted(str(value), *secrets)
