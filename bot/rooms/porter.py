"""Who looks whether there is work: once for all rooms that have none, however many messages woke them."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.keeper import NotKeeper
from bot.thread import PASSING, Patience, why
from bot.transport import pause

if TYPE_CHECKING:
    from bot.rooms.room import House, Room

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0  #: seconds
BREATH = 0.25  #: seconds between two looks: each message of a busy morning may be work for a room

Piece = TypeVar("Piece")


class Porter:
    """Hands the rooms their next piece of work; who is at work is not disturbed."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._idle: dict[Room[Any], asyncio.Future[Any]] = {}
        self.wake = asyncio.Event()

    async def piece(self, room: Room[Piece]) -> Piece:
        """The room's next piece, when there is one. Raises what it raised when it was asked."""
        coming: asyncio.Future[Piece] = asyncio.get_running_loop().create_future()
        self._idle[room] = coming
        self.wake.set()  # it may have come since the room itself looked
        return await coming

    async def run(self) -> None:
        """For ever."""
        patience = Patience()
        while True:
            await self._house.keeper.mine()
            self.wake.clear()
            looked = time.monotonic()
            try:
                found = await self._house.thread.run(self._look, list(self._idle))
                patience.again()
            except NotKeeper:
                continue
            except PASSING as away:
                LOG.warning("database away", where="rooms", error=why(away))
                await pause(patience.more())
                continue
            except Exception:  # a fault of ours must not end the bot
                LOG.exception("looking for work failed")
                await pause(patience.more())
                continue
            for room, piece in found.items():
                coming = self._idle.pop(room)
                if coming.done():  # a room that was closed wants nothing any more
                    continue
                if isinstance(piece, Exception):
                    coming.set_exception(piece)
                    self.wake.set()  # those after it have not been asked yet
                else:
                    coming.set_result(piece)
            await pause(LOOK_AGAIN, self.wake)
            await pause(max(looked + BREATH - time.monotonic(), 0))

    def _look(self, idle: list[Room[Any]]) -> dict[Room[Any], Any]:
        """Who has work, and what; of a room that cannot look, its fault, with which this look ends.

        PostgreSQL answers nobody in a transaction in which something failed.
        """
        self._house.keeper.insist()
        found: dict[Room[Any], Any] = {}
        asked = None
        try:
            with self._house.database.unit(self._house.clock()) as unit:
                for asked in idle:
                    piece = asked.next(unit)
                    if piece is not None:
                        found[asked] = piece
        except PASSING:
            raise
        except Exception as fault:
            if asked is None:
                raise
            found[asked] = fault
        return found
