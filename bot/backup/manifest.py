"""What a backup says of itself, in its last member."""

from __future__ import annotations

import re
from datetime import datetime

from pydantic import BaseModel

FORMAT = 1
MANIFEST = "manifest.json"
ROWS = "tables"  #: folder of the tables in a backup
FOLDERS = ("files", "segel", "huruf")  #: of DATA_DIR: what goes with the tables
RESTORED = (
    "dipulihkan.json"  #: in DATA_DIR after a restore: the bot tells people when it starts, and takes it away
)
#: What of these folders: files by their hash, and what an office put beside its seal and its typefaces.
OURS = re.compile(r"files/([0-9a-f]{2})/\1[0-9a-f]{62}|(?:segel|huruf)/(?!\.)[^/\\\x00]{1,255}")


class TableSaid(BaseModel):
    """A table: one line of JSON a row, in the order of its id."""

    rows: int
    sha256: str  #: of its lines


class FileSaid(BaseModel):
    """A file of DATA_DIR."""

    size: int
    sha256: str


class ChainSaid(BaseModel):
    """Where the log of a kecamatan had come to."""

    kecamatan: str
    entries: int
    hash: str
    wrong_place: int | None = None  #: it was broken before the backup was made
    wrong: str | None = None


class LastUpdate(BaseModel):
    """The newest update of Telegram that is in the backup; later ones must be sent again."""

    id: int
    update_id: int
    received_at: datetime


class Manifest(BaseModel):
    """All that is checked before anything is restored."""

    format: int = FORMAT
    moment: datetime  #: of which all tables are
    migration: str
    database: str  #: sqlite or postgresql
    tables: dict[str, TableSaid]
    files: dict[str, FileSaid]
    chains: list[ChainSaid]
    last_update: LastUpdate | None
    missing: list[str]  #: files that the database speaks of and the disk did not have
