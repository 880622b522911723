"""Photos and voice notes: fetched after the answer was taken, checked; photos made small, freed of EXIF."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from models.enums import Fetching, Purpose
from models.proposal import Upload
from models.unit import Database, Unit
from sop.usulan.photos import Fetched, unusable, usable
from sop.usulan.pictures import looks_of, taken

LOG = structlog.get_logger()

LONGEST_SIDE = 1600  #: pixels
MOST_PIXELS = 25_000_000
#: What phones send. Pillow knows others, some of which start programs to be read.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
LOOK_AGAIN = 5.0


class NotAPicture(Exception):
    """The bytes are no picture that we can show."""


def shrink(content: bytes) -> bytes:
    """The picture as a JPEG of at most 1600 pixels a side, upright, without EXIF. Raises NotAPicture."""
    from PIL import Image, ImageOps  # heavy

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            # A JPEG can be decoded at half its size or less: phones take pictures of 50 million pixels.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            if picture.width * picture.height > MOST_PIXELS:  # read from the head: nothing is decoded yet
                raise NotAPicture("too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            made = io.BytesIO()
            upright.save(made, "JPEG", quality=82)
            return made.getvalue()
    except NotAPicture:
        raise
    except Exception as broken:  # a decoder fed with garbage raises whatever it pleases
        raise NotAPicture(type(broken).__name__) from broken


@dataclass(frozen=True)
class Wanted:
    """What is to be fetched next."""

    id: int
    file_id: str
    purpose: Purpose


class PhotoDesk:
    """Fetches one photo or voice note after the other."""

    def __init__(
        self, database: Database, thread: DatabaseThread, bot: Bot, files: Files, clock: Clock
    ) -> None:
        self._database = database
        self._thread = thread
        self._bot = bot
        self._files = files
        self._clock = clock
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
                await self._fetch(found)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="photos")
                await pause(patience.more())

    def _next(self) -> Wanted | None:
        with self._database.unit(self._clock()) as unit:
            query = select(Upload).where(Upload.state == Fetching.ASKED, Upload.not_before <= unit.now)
            upload = unit.first(query.order_by(Upload.id))
            return None if upload is None else Wanted(upload.id, upload.file_id, upload.purpose)

    async def _fetch(self, wanted: Wanted) -> None:
        try:
            file = await self._bot.get_file(wanted.file_id)
            content = bytes(await file.download_as_bytearray())
            fetched = await asyncio.to_thread(self._kept, content, wanted.purpose)
        except (NotAPicture, BadRequest) as wrong:
            LOG.info("photo not usable", upload=wanted.id, why=str(wrong))
            await self._thread.run(self._note, wanted.id, lambda unit: unusable(unit, wanted.id))
        except (TelegramError, OSError) as away:
            LOG.warning("photo not fetched", upload=wanted.id, error=type(away).__name__)
            await self._thread.run(self._later, wanted.id)
        else:
            await self._thread.run(self._note, wanted.id, lambda unit: usable(unit, wanted.id, fetched))

    def _kept(self, content: bytes, purpose: Purpose) -> Fetched:
        """On disk: the bytes as they came, and of a picture our own copy to be shown. Raises NotAPicture."""
        if purpose == Purpose.VOICE:
            name = self._files.put(content)
            return Fetched(name, len(content), name)
        small = shrink(content)
        return Fetched(
            self._files.put(small), len(small), self._files.put(content), looks_of(small), taken(content)
        )

    def _note(self, id: int, act: Callable[[Unit], object]) -> None:
        try:
            with self._database.unit(self._clock()) as unit:
                act(unit)
        except PASSING:
            raise
        except Exception:  # one photo must not end the fetching of all others
            LOG.exception("photo not noted", upload=id)
            self._later(id)

    def _later(self, id: int) -> None:
        with self._database.unit(self._clock()) as unit:
            upload = unit.get(Upload, id)
            if upload is None:
                return
            upload.attempts += 1
            upload.not_before = unit.now + timedelta(seconds=min(2**upload.attempts, 30))
