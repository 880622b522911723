"""What people sent as they sent it: their voice, and photos with what their camera wrote into them."""

from __future__ import annotations

from models.enums import Fetching
from models.proposal import Upload
from models.unit import Unit
from sop.core.erasing import erase


def silence(unit: Unit, upload: Upload) -> int:
    """The recording goes; what was typed of it stands in the usulan. How many files go."""
    gone = (upload.sha256, upload.original_sha256)
    upload.state, upload.sha256, upload.original_sha256 = Fetching.UNUSABLE, None, None
    upload.file_id = upload.file_unique_id = ""
    return erase(unit, gone)


def drop_original(unit: Unit, upload: Upload) -> int:
    """The photo as the camera made it goes; our own copy, without EXIF, belongs to the usulan."""
    gone = upload.original_sha256
    if gone is None or upload.sha256 is None:
        return 0
    upload.original_sha256 = None
    return erase(unit, [gone])
