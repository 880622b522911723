"""P3: the same presses on PostgreSQL, in a city of 6,800 usulan and in a table of a million and a half.

One office is filled as in `presses`; the others are copies of it, made by the database itself.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from models.posts import Post
from models.tables import METADATA
from models.unit import Database
from tests.bench.dive import Dive
from tests.bench.figures import Found
from tests.bench.presses import SMALL, Costs, compared, kind_of
from tests.core.desk import FrontDesk
from tests.tools import postgres
from tests.walking.busy_office import PEOPLE, BusyOffice

#: Usulan of the office, how many offices there are of it, what a press may cost of that among sixteen.
SIZES = ((1_133, 6, 2.0), (1_600, 938, 3.0))
STEP = 2
POSTS = (Post.KEPALA_BIDANG, Post.JFU, Post.DELEGASI)
TIMES = 4
MOST = 90  #: presses of one person
#: Copied with all their rows, in this order; what else an office has, one of them is enough to press through.
COPIED = ("kecamatan", "kelurahan", "person", "appointment", "season", "run", "kamus_entry", "proposal")
COPIED_TOO = ("proposal_version", "verdict")
APART = 2_000_000  #: between the ids of two copies; 938 of it fit in an integer column


def measure(quick: bool) -> Found:
    found = Found()
    times = 1 if quick else TIMES
    with postgres.running() as server:

        def pressed(usulan: int, offices: int) -> tuple[Costs, int]:
            with server.database() as url, tempfile.TemporaryDirectory(prefix="bench-") as folder:
                return _pressed(url, Path(folder), usulan, offices, times)

        small, _ = pressed(SMALL, 1)
        for usulan, offices, bound in SIZES:
            large, rows = pressed(usulan, min(offices, 20) if quick else offices)
            where = f"a kecamatan of {usulan:,} in a table of {rows:,} usulan, PostgreSQL"
            compared(found, where, small, large, bound, "time with the server's")
    return found


def _pressed(url: str, folder: Path, usulan: int, offices: int, times: int) -> tuple[Costs, int]:
    found: Costs = {}
    with FrontDesk(url) as desk:
        office = BusyOffice(desk, folder)
        office.fills(usulan, STEP)
        office.drafts(2)
        office.opens(STEP)
        began = time.monotonic()
        rows = _multiply(desk.database, offices)
        print(f"  {rows:,} usulan there after {time.monotonic() - began:.0f} s", flush=True)
        for post in POSTS:
            walk = Dive(desk, PEOPLE[post][1], times=times, most=MOST, clock=time.perf_counter)
            for taken in walk.steps():
                found.setdefault((STEP, post, kind_of(taken)), taken.seconds * 1000)
    return found, rows


def _multiply(database: Database, offices: int) -> int:
    """All rows of the office once more for each other one, with other ids."""
    with database.engine.begin() as connection:
        for name in (*COPIED, *COPIED_TOO):
            if offices > 1:
                connection.execute(text(_copying(name)), {"most": offices - 1})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        return int(connection.execute(text("SELECT count(*) FROM proposal")).scalar_one())


def _copying(name: str) -> str:
    table = METADATA.tables[name]
    columns = [column.name for column in table.columns]
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(_copied(name, one) for one in columns)}"
        f" FROM {name} t, generate_series(1, :most) AS copy"
    )


def _copied(name: str, column: str) -> str:
    table = METADATA.tables[name]
    targets = {key.column.table.name for key in table.columns[column].foreign_keys}
    if column == "id" or targets & set(COPIED):
        return f"t.{column} + copy * {APART}"
    if (name, column) == ("kecamatan", "name"):
        return "t.name || ' ' || copy"
    if column == "telegram_id":
        return "t.telegram_id + copy * 1000"
    return "NULL" if column == "code" and name == "proposal_version" else f"t.{column}"
