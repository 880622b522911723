"""Asking to be forgotten, and what becomes of it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta

from demo.phone import Phone
from models.season import Season
from tests.support.office import Bureau, Office


def opens_forgetting(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.taps("Privasi")
    phone.taps("Hapus data saya")


def closes_season(office: Office) -> None:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Season, office.season_id).closed_at = unit.now - timedelta(hours=1)


def commands(bureau: Bureau, *asked: str) -> subprocess.CompletedProcess[str]:
    """As whoever keeps the machine does it."""
    place = {"DATABASE_URL": bureau.url, "DATA_DIR": str(bureau.folder / "data"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "bot", *asked, "--json"]
    return subprocess.run(command, env=place, capture_output=True, text=True, check=False, timeout=120)


def purges(bureau: Bureau) -> dict[str, int]:
    done = commands(bureau, "purge")
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)["purged"]
    return counts
