"""Which backups are kept: of 7 days, 4 weeks and 12 months the newest each; the others make room."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.partial_files import SUFFIX
from models.base import WIB

FOLDER = "backups"  #: in DATA_DIR
DAYS, WEEKS, MONTHS = 7, 4, 12
LEAST = 3  #: that stay even where the disk is full
OPEN, LOCKED = ".zip", ".cadangan"
_NAME = re.compile(r"musrenbang-(\d{8}-\d{6})\.(?:zip|cadangan)")


def name_of(moment: datetime, *, locked: bool) -> str:
    return f"musrenbang-{moment.astimezone(WIB):%Y%m%d-%H%M%S}{LOCKED if locked else OPEN}"


def moment_of(path: Path) -> datetime | None:
    """When a backup of ours was made; None of any other file."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    return datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=WIB)


def kept_in(folder: Path) -> list[Path]:
    """Our backups, the newest first."""
    found = [path for path in folder.glob("musrenbang-*") if moment_of(path) is not None]
    return sorted(found, key=lambda path: path.name, reverse=True)


def partial_files_in(folder: Path) -> list[Path]:
    """Backups of ours that are being made, or were when their process was killed."""
    found = folder.glob(f"musrenbang-*{SUFFIX}")
    return [path for path in found if moment_of(path.with_suffix("")) is not None]


def overtaken(backups: list[Path]) -> list[Path]:
    """Those that no rule keeps, the oldest first."""
    kept = {
        path
        for period, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS))
        for path in _newest_of_each(backups, _by(period))[:most]
    }
    return [path for path in reversed(backups) if path not in kept]


def rotate(folder: Path) -> int:
    """Take away what no rule keeps; how many."""
    gone = overtaken(kept_in(folder))
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _by(period: str) -> Callable[[Path], str]:
    return lambda path: f"{moment_of(path):{period}}"


def _newest_of_each(backups: list[Path], period: Callable[[Path], str]) -> list[Path]:
    newest: dict[str, Path] = {}
    for path in backups:
        newest.setdefault(period(path), path)
    return list(newest.values())
