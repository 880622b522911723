"""Whether there is room on a disk for what is about to be written."""

from __future__ import annotations

import shutil
from pathlib import Path

from sop.core.refused import Refused

LEFT = 100 * 10**6  #: bytes that stay free: the bot has to go on writing
_MB = 10**6


def check_room(folder: Path, needed: int) -> None:
    """Asked before, so that nothing is left half written on a full disk."""
    free = shutil.disk_usage(folder).free
    if free < needed + LEFT:
        raise Refused("backup.no_room", folder=folder, needed=(needed + LEFT) // _MB, free=free // _MB)
