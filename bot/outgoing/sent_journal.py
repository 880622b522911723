"""What Telegram has taken is noted in the same instant: a kill before it is stored says nothing twice.

On SQLite the database thread may be busy for some hundredths of a second, and then the disk is waited for.
Until then a line in a file beside the database holds what was sent. It is there when the process dies (not
when the machine does: then the message comes again), and the next start puts it into the database; the file
is empty whenever all is stored. Over PostgreSQL each process has a file of its own in DATA_DIR, which it
locks: the next one that begins on this machine stores what a dead one has left. Where another process has
gone on with the sending meanwhile, a row that it has said does not wait any more, and the line says nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.engine import make_url

from bot.outgoing.results import keep
from bot.outgoing.rows import Result, waiting_job
from bot.thread import PASSING
from models.enums import Said
from models.unit import Database

LOG = structlog.get_logger()

#: An edit or a deletion that is made again shows nothing new.
_COMES_AGAIN = (Said.HOME, Said.NOTICE, Said.PROMPT, Said.UNPROMPT)


class Notes:
    """The file; with no place for it nothing is noted.

    `several`: how the files of all processes over this database are called, where there may be more than one.
    """

    def __init__(self, place: Path | None, several: str = "") -> None:
        self._place = place
        self._several = several
        self._file: int | None = None
        self._open = 0  #: of what is noted, so many are not stored yet

    def note(self, result: Result) -> None:
        """It is out. Best effort: on a full disk it is sent again, as it was before there were notes."""
        if self._place is None or not result.sent or result.job.kind not in _COMES_AGAIN:
            return
        self._open += 1
        try:
            if self._file is None:
                self._place.parent.mkdir(parents=True, exist_ok=True)  # the first thing that DATA_DIR holds
                self._file = os.open(self._place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # it goes with the process
            os.write(self._file, json.dumps(_line(result)).encode() + b"\n")
        except OSError as fault:
            LOG.warning("not noted", outbox=result.job.id, error=type(fault).__name__)

    def stored(self, results: Sequence[Result]) -> None:
        """These are in the database. Notes that cannot be taken out say nothing new at the next start."""
        self._open -= sum(result.sent and result.job.kind in _COMES_AGAIN for result in results)
        if self._open == 0 and self._file is not None:
            try:
                os.ftruncate(self._file, 0)
            except OSError as fault:
                LOG.warning("notes not taken out", error=type(fault).__name__)

    def keeps_left(self, database: Database, now: datetime) -> None:
        """Store what a process that was killed has left; before anything is handled or sent."""
        for place in self._places():
            with suppress(FileNotFoundError):  # another process that begins has just taken it
                self._keep(database, now, place)

    def _places(self) -> list[Path]:
        if self._place is None:
            return []
        return sorted(self._place.parent.glob(self._several)) if self._several else [self._place]

    def _keep(self, database: Database, now: datetime, place: Path) -> None:
        with place.open(encoding="utf-8", errors="replace") as file:
            if self._several:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:  # that process lives
                    return
            noted = [_result(database, line) for line in file]
            self._store(database, now, noted)
            if self._several:
                place.unlink()
            else:
                os.truncate(place, 0)

    def _store(self, database: Database, now: datetime, noted: list[Result | None]) -> None:
        results = [result for result in noted if result is not None]
        try:
            keep(database, now, results)
        except PASSING:
            raise
        except Exception:  # or the bot could not begin again
            LOG.exception("what was noted is not kept")
        if results:
            LOG.info("sent before the process ended", messages=len(results))

    def drop(self) -> None:
        """They are of another database than the one that stands here now."""
        for place in self._places():
            place.unlink(missing_ok=True)


def notes_beside(database_url: str, data_dir: Path | None = None) -> Notes:
    """Where they are for this database; over PostgreSQL in `data_dir`, without one nowhere."""
    address = make_url(database_url)
    if address.get_backend_name() == "sqlite":
        return Notes(None if address.database in (None, "", ":memory:") else Path(f"{address.database}.sent"))
    if data_dir is None:
        return Notes(None)
    base = _mark(f"{address.host}:{address.port}/{address.database}")
    return Notes(data_dir / f"{base}.{os.getpid()}.sent", several=f"{base}.*.sent")


def _line(result: Result) -> dict[str, Any]:
    """Nothing that people have said: that stands in the row."""
    job = result.job
    return {
        "id": job.id,
        "chat": job.chat_id,
        "kind": job.kind,
        "text": _mark(job.text),
        "home": result.home_message_id,
        "home_before": result.home_before,
        "message": result.message_id,
        "file": result.file_id,
        "left": result.left,
    }


def _result(database: Database, noted: str) -> Result | None:
    """What became of its row, if that still waits; in a file of another database it is not the same."""
    try:
        line = json.loads(noted)
    except ValueError:  # the disk was full in the middle of it
        return None
    job = waiting_job(database, line["id"])
    if job is None or (job.chat_id, job.kind) != (line["chat"], line["kind"]):
        return None
    if _mark(job.text) != line["text"]:  # settled while it was on its way
        job = replace(job, text=None)
    return Result(
        job,
        home_message_id=line["home"],
        home_before=line["home_before"],
        message_id=line["message"],
        file_id=line["file"],
        left=tuple(line["left"]),
        sent=True,
    )


def _mark(text: str | None) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]
