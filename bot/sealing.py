"""Final papers are sealed in the drawing process, then stored: once, whatever happens to the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from models.base import WIB
from models.unit import Database
from sop.signing.sealing import ToSeal, next_to_seal, not_sealed, sealed

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0
LONGEST_REST = 60.0  #: seconds, for a paper that could not be sealed
TOLD_AFTER = 3

SEAL_FOLDER = "segel"  #: of DATA_DIR: the key and its certificate


def seal_order(content: bytes, folder: Path, kecamatan: str, approved: bool, at: datetime) -> bytes:
    """Runs in the drawing process."""
    from documents.seal import seal  # pyHanko is heavy, and only this process needs it

    return seal(content, folder, kecamatan=kecamatan, approved=approved, at=at)


class SealingRoom:
    """Seals one final paper after the other."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        files: Files,
        clock: Clock,
        folder: Path,
        workshop: Workshop,
    ) -> None:
        self._database = database
        self._thread = thread
        self._files = files
        self._clock = clock
        self._folder = folder
        self._workshop = workshop
        self._failed: dict[int, int] = {}  #: how often in a row
        self._resting: set[int] = set()
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        """For ever; `told` is called when a paper can go out now."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                found = await self._thread.run(self._next)
                if found is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                await self._seal(found)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="sealing")
                await pause(patience.more())

    def _next(self) -> ToSeal | None:
        with self._database.unit(self._clock()) as unit:
            return next_to_seal(unit, self._resting)

    async def _seal(self, found: ToSeal) -> None:
        try:
            content = await asyncio.to_thread(self._files.get, found.sha256)
            whole = await self._workshop.run(
                seal_order,
                content,
                self._folder,
                found.kecamatan,
                found.approved,
                self._clock().astimezone(WIB).replace(microsecond=0),
            )
            sha256 = await asyncio.to_thread(self._files.put, whole)
            await self._thread.run(self._sealed, found.id, sha256, len(whole))
        except PASSING:
            raise
        except StaleDataError:  # somebody was at the paper meanwhile: look again
            return
        except Exception:  # one paper must not end the sealing of all others
            LOG.exception("paper not sealed", paper=found.id)
            await self._rest(found.id)

    def _sealed(self, id: int, sha256: str, size: int) -> None:
        with self._database.unit(self._clock()) as unit:
            sealed(unit, id, sha256=sha256, size=size)

    async def _rest(self, id: int) -> None:
        self._failed[id] = self._failed.get(id, 0) + 1
        self._resting.add(id)
        asyncio.get_running_loop().call_later(min(2.0 ** self._failed[id], LONGEST_REST), self._again, id)
        if self._failed[id] == TOLD_AFTER:
            await self._thread.run(self._tell, id)

    def _again(self, id: int) -> None:
        self._resting.discard(id)
        self.wake.set()

    def _tell(self, id: int) -> None:
        with self._database.unit(self._clock()) as unit:
            not_sealed(unit, id)
