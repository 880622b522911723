"""The commands of the bot, typed in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from models.database import engine_for
from tests.support.office import ROOT
from tests.tools import ready


class Desk:
    """A folder in which commands are typed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = {"DATABASE_URL": f"sqlite:///{folder}/data/musrenbang.db"} | settings

    def starts(self, *words: str) -> subprocess.Popen[str]:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            env=environment | self.settings,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def types(self, *words: str) -> tuple[int, str, str]:
        return ready.types({"PATH": os.environ["PATH"]} | self.settings, self.folder, *words)

    def dump(self) -> dict[str, list[str]]:
        """Every row of every table."""
        engine = engine_for(self.settings["DATABASE_URL"])
        with engine.begin() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
            rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in list(names)}
        engine.dispose()
        return {name: sorted(map(repr, found)) for name, found in rows.items()}


SETUP = ("setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")
