"""Deletions beside the database, so that no older backup undoes them; and their replay after a restore.

> musrenbang restore cadangan-kemarin.zip
< ... 1 orang yang sudah dihapus sesudah cadangan ini dihapus lagi.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from bot.backup.retention import FOLDER
from bot.clock import Clock
from bot.database import office_database
from bot.erasing import erase_noted
from bot.files import Files
from models.unit import Database
from sop.privacy.deletions import Deletion, close_links, every, noted, replay, to_note

NAME = "dihapus.jsonl"  #: in DATA_DIR, and a copy beside each backup: numbers and hashes, nobody's name


def read(*folders: Path) -> list[Deletion]:
    """All that stand in these folders, each once; a line that a full disk cut off says nothing."""
    found: dict[tuple[int, str], Deletion] = {}
    for folder in folders:
        with suppress(FileNotFoundError):
            for line in (folder / NAME).read_text("utf-8", errors="replace").splitlines():
                with suppress(ValidationError):
                    one = Deletion.model_validate_json(line)
                    found[one.person, one.entry] = one
    return list(found.values())


def write(folder: Path, some: Iterable[Deletion]) -> None:
    """Add lines; they are on the disk when this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    there = {(one.person, one.entry) for one in read(folder)}
    lines = [one.model_dump_json() + "\n" for one in some if (one.person, one.entry) not in there]
    if not lines:
        return
    place = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(place, "w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def note_here(database: Database, clock: Clock, data_dir: Path) -> int:
    """Whoever was forgotten stands beside the database now; how many were added."""
    with database.unit(clock()) as unit:
        some = to_note(unit)
    if some:
        write(data_dir, some)
        with database.unit(clock()) as unit:
            noted(unit, some)
    return len(some)


def copy_beside(data_dir: Path, backup: Path) -> None:
    """Whoever takes the newest backup elsewhere takes the deletions along."""
    if backup.parent.resolve() != data_dir.resolve() and (data_dir / NAME).exists():
        write(backup.parent, read(data_dir))


def carry_over(url: str, data_dir: Path, file: Path, clock: Clock) -> tuple[int, int]:
    """After a restore: how many were forgotten again, and how many invitations were closed."""
    known = read(data_dir, file.parent, data_dir / FOLDER)
    database = office_database(url)
    try:
        with database.unit(clock()) as unit:
            done = replay(unit, known), close_links(unit)
        with database.unit(clock()) as unit:
            write(data_dir, every(unit))
        if done[0]:
            erase_noted(database, clock, Files(data_dir / "files"))
            database.rewrite()
    finally:
        database.close()
    return done
