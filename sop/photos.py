"""What becomes of a photo once its bytes are here."""

from __future__ import annotations

from models.enums import Fetching
from models.proposal import Upload
from models.unit import Unit


def usable(unit: Unit, id: int, *, sha256: str, size: int) -> None:
    """The bytes are a picture, and are with us."""
    upload = unit.get(Upload, id)
    if upload is not None:
        upload.state, upload.sha256, upload.size = Fetching.FETCHED, sha256, size


def unusable(unit: Unit, id: int) -> None:
    """What was sent is no picture: the sender is asked for another, and nothing else of the usulan changes."""
    upload = unit.get(Upload, id)
    if upload is not None:
        upload.state = Fetching.UNUSABLE
