"""What people send along with an usulan: noted at once, fetched a little later, and sometimes lost."""

from __future__ import annotations

from dataclasses import dataclass

from sop.core.refused import Refused

LARGEST = 20 * 1024 * 1024  #: bytes; more than that Telegram does not give to a bot


@dataclass(frozen=True)
class Sent:
    """What Telegram says about a picture or a voice note that was sent."""

    file_id: str
    unique_id: str
    size: int
    as_document: bool = False
    seconds: int | None = None


def check_size(sent: Sent) -> None:
    """Refused at once: it could not be fetched."""
    if sent.size > LARGEST:
        raise Refused("step1_recap.file_too_big")
