"""Which files a row still speaks of: these stay when a note asks for them to go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.chat import Outbox
from models.people import Kecamatan
from models.unit import Unit
from sop.archive.file_check import kept_files


def spoken_of(unit: Unit, hashes: Sequence[str]) -> set[str]:
    """Which of them a row still names: the same photo in another usulan, a file that is still to be sent."""
    kept = {one.sha256 for office in unit.all(select(Kecamatan)) for one in kept_files(unit, office.id)}
    stored = Outbox.file["stored"].as_string()
    kept.update(unit.all(select(stored).where(stored.in_(hashes))))
    return kept & set(hashes)
