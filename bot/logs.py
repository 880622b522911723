"""Structured logs on stderr, without the token."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = "<token>"


class Redacting(logging.Formatter):
    """Other people's log lines, tracebacks included, without the secret."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._secret)


def redacted(text: str, secret: str) -> str:
    return text.replace(secret, HIDDEN) if secret else text


def set_up_logs(token: str) -> None:
    """One JSON object a line; the token never in it."""
    secret = token.partition(":")[2] or token  # an address may write the colon before it in another way

    def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {name: _without(value, secret) for name, value in event.items()}

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secret))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for noisy in ("httpx", "httpcore", "aiohttp", "apscheduler", "telegram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _without(value: Any, secret: str) -> Any:
    return value if isinstance(value, bool | int | float | None) else redacted(str(value), secret)
