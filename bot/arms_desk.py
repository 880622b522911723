"""Pictures of arms: fetched after the answer was taken, checked by what is in them, made fit for print."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from models.unit import Database, Unit
from sop.kecamatan.arms import not_had, unusable, usable, waiting

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0
LONGEST_SIDE, SHORTEST_SIDE = 600, 100  #: pixels; the arms are 27 mm high on paper
MOST_PIXELS = 25_000_000


class NoArms(Exception):
    """The bytes are no picture that can be printed."""


def printable(content: bytes) -> bytes:
    """The picture as a small PNG on white, whatever its name was. Raises NoArms."""
    from PIL import Image, ImageOps  # heavy

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS or min(picture.size) < SHORTEST_SIDE:
                raise NoArms("size")
            seen = ImageOps.exif_transpose(picture).convert("RGBA")
        seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        made = io.BytesIO()
        white.save(made, "PNG", optimize=True)
        return made.getvalue()
    except NoArms:
        raise
    except Exception as broken:  # a decoder fed with garbage raises whatever it pleases
        raise NoArms(type(broken).__name__) from broken


class ArmsDesk:
    """Fetches one picture after the other."""

    def __init__(
        self, database: Database, thread: DatabaseThread, bot: Bot, files: Files, clock: Clock
    ) -> None:
        self._database, self._thread, self._bot = database, thread, bot
        self._files, self._clock = files, clock
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                found = await self._thread.run(self._next)
                if found is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                if await self._fetched(*found):
                    patience.again()
                else:
                    await pause(patience.more())
                told()
            except PASSING:
                LOG.warning("database away", where="arms")
                await pause(patience.more())

    def _next(self) -> tuple[int, str] | None:
        with self._database.unit(self._clock()) as unit:
            sent = waiting(unit)
            return None if sent is None or sent.file_id is None else (sent.id, sent.file_id)

    async def _fetched(self, id: int, file_id: str) -> bool:
        """Whether Telegram gave the bytes, or said that there are none."""
        try:
            file = await self._bot.get_file(file_id)
            content = bytes(await file.download_as_bytearray())
            fit = await asyncio.to_thread(printable, content)
            sha256 = await asyncio.to_thread(self._files.put, fit)
        except (NoArms, BadRequest) as wrong:
            LOG.info("arms not usable", file=id, why=str(wrong))
            await self._thread.run(self._note, lambda unit: unusable(unit, id))
        except (TelegramError, OSError) as away:
            LOG.warning("arms not fetched", file=id, error=type(away).__name__)
            await self._thread.run(self._note, lambda unit: not_had(unit, id))
            return False
        else:
            await self._thread.run(self._note, lambda unit: usable(unit, id, sha256=sha256, size=len(fit)))
        return True

    def _note(self, act: Callable[[Unit], object]) -> None:
        with self._database.unit(self._clock()) as unit:
            act(unit)
