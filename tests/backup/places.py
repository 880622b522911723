"""An office whose whole state can be compared, and the commands typed beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.rows import digest_of, tables_of
from bot.files import Files
from models.database import snapshot
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.support.office import ROOT
from tests.tools import ready
from tests.tools.tables import migrated

PASSPHRASE = "hujan di bulan Juni 1989"
MOMENT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


class Place:
    """A database and a DATA_DIR."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.url = url or f"sqlite:///{folder}/musrenbang.db"

    def starts(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        environment = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            env=environment | self._settings(settings),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def types(self, *words: str, **settings: str) -> tuple[int, str, str]:
        return ready.types(self._settings(settings), self.folder, *words, timeout=120)

    def _settings(self, settings: dict[str, str]) -> dict[str, str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        here = {"DATABASE_URL": self.url, "DATA_DIR": str(self.data)}
        return {"PATH": os.environ["PATH"], **here, **settings}

    def tables(self) -> dict[str, tuple[int, str]]:
        """Of every table how many rows it has, and their hash."""
        with snapshot(self.url) as connection:
            return {table.name: digest_of(connection, table) for table in tables_of(connection)}

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for folder in ("files", "segel", "huruf")
            for path in (self.data / folder).rglob("*")
            if path.is_file()
        }


def small_office(folder: Path) -> Place:
    """A kecamatan with two people, what one of them has said, a file, a seal and a typeface."""
    place = Place(folder)
    migrated(place.url)
    with FrontDesk(place.url) as desk:
        office = desk.office()
        desk.person(office, 1, Post.JFU, name="Citra <b> \u2603")
        desk.person(office, 2, Post.ADMIN)
        desk.message(1, "/tugas", update_id=700_001)
        desk.message(2, "/status", update_id=700_002)
        desk.works()
    Files(place.data / "files").put(b"%PDF-1.4 sebuah naskah")
    for name in ("segel/kunci.pem", "huruf/arial.ttf"):
        (place.data / name).parent.mkdir()
        (place.data / name).write_bytes(name.encode())
    return place
