"""How long a write waits beside a backup: somebody writes without a pause, while everything is backed up.

python -m tests.torture.beside_backup [--megabytes 500]

Half of the megabytes are files, half rows. Printed is each write's wait, alone and beside the backup.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.database import office_database
from bot.files import Files
from models.chat import Inbox, Remembered
from models.enums import Waiting
from models.unit import Database
from tests.backup.places import Place
from tests.tools.tables import migrated

MEGABYTE = 1024 * 1024
ALONE_SECONDS = 10.0
REST_SECONDS = 0.002  #: between two writes
MOST_SECONDS = 0.1  #: that one may wait


@contextmanager
def writes(database: Database) -> Iterator[list[float]]:
    """Somebody whose every write is a transaction of its own."""
    took, over = list[float](), threading.Event()

    def work() -> None:
        at = 0
        while not over.wait(REST_SECONDS):
            at += 1
            began = time.monotonic()
            with database.unit(datetime.now(UTC)) as unit:
                unit.insert_once(Remembered(name=f"write {os.urandom(8).hex()}", value={"at": at}))
            took.append(time.monotonic() - began)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def fills(place: Place, database: Database, megabytes: int) -> None:
    """Half of it files that cannot be packed, half rows."""
    files, now = Files(place.data / "files"), datetime.now(UTC)
    for at in range(megabytes // 2):
        files.put(os.urandom(MEGABYTE))
        with database.transaction() as connection:
            row = {"chat_id": 1, "state": Waiting.DONE, "attempts": 0, "not_before": now, "received_at": now}
            rows = [
                row | {"update_id": 300 * at + n, "body": {"text": os.urandom(1700).hex()}}
                for n in range(300)
            ]
            connection.execute(Inbox.__table__.insert(), rows)


def said(name: str, took: list[float]) -> str:
    cuts = [1000 * cut for cut in statistics.quantiles(took, n=100)]
    slow = sum(one > MOST_SECONDS for one in took)
    worst = f"longest {1000 * max(took):.0f} ms, {slow} of {len(took)} over {1000 * MOST_SECONDS:.0f} ms"
    return f"{name}: median {cuts[49]:.1f} ms, p99 {cuts[98]:.0f} ms, {worst}"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--megabytes", type=int, default=500)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="musrenbang-beside-") as name:
        place = Place(Path(name))
        migrated(place.url)
        database = office_database(place.url)
        fills(place, database, given.megabytes)
        with writes(database) as alone:
            time.sleep(ALONE_SECONDS)
        began = time.monotonic()
        with writes(database) as beside:
            backup = place.starts("backup", str(Path(name) / "c.zip"))
            _, errors = backup.communicate()
        seconds = timedelta(seconds=round(time.monotonic() - began))
        database.close()
        size = (Path(name) / "c.zip").stat().st_size // MEGABYTE if backup.returncode == 0 else 0
    print(f"{given.megabytes} MB, a backup of {size} MB in {seconds}, at load {os.getloadavg()[0]:.0f}")
    print(said("alone", alone))
    print(said("beside the backup", beside))
    print(errors, end="")
    return 1 if backup.returncode or max(beside) > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
