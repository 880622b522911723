"""How long a file of 1,500 whole rows of our own kamus takes: `python -m tests.tools.own_rows`."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.sheets import Taking
from bot.database import office_database
from bot.files import Files
from sop.office.places import Place
from sop.proposals.kamus import shipped
from sop.setting_up import setup
from tests.support.filled import a_row, a_workbook

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
ROWS = 1_500
WANTED = 10  #: seconds
PLACES = [Place(kecamatan="Uji", kelurahan=f"Kelurahan {letter}") for letter in "ABCDEFGHIJKLMNOP"]


def main() -> int:
    """0 when all of them were taken in."""
    entries = shipped()
    rows = [
        a_row(
            no=at,
            kelurahan=PLACES[at % len(PLACES)].kelurahan,
            code=entries[at % len(entries)].code,
            rt=1 + at % 9,
            rw=1 + at % 12,
            place=f"Gang Mawar {at}",
            land="Siap",
        )
        for at in range(1, ROWS + 1)
    ]
    with tempfile.TemporaryDirectory(prefix="musrenbang-own-") as folder:
        file = Path(folder) / "usulan.xlsx"
        file.write_bytes(a_workbook(rows))
        database = office_database(f"sqlite:///{folder}/own.db")
        database.create()
        with database.unit(NOW) as unit:
            setup(unit, kecamatan="Uji", year=2028, places=PLACES, kamus=entries)
        began = time.monotonic()
        taking = Taking(database, lambda: NOW, file, kecamatan="Uji", kind="usulan")
        looked = time.monotonic()
        taking.take_in(Files(Path(folder) / "files"), again=False, tells=lambda _words: None)
        taken = time.monotonic()
        found = taking.document()
        database.close()
    counts = ", ".join(f"{found[name]} {name}" for name in ("good", "mending", "refused"))
    print(f"{found['rows']} rows of our own: {counts}")
    print(
        f"  looked at in {looked - began:.1f} s, stored in {taken - looked:.1f} s (wanted: {WANTED} s in all)"
    )
    return 0 if found["good"] == ROWS else 1


if __name__ == "__main__":
    sys.exit(main())
