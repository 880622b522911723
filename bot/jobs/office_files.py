"""Files of the office's own: fetched after the answer was taken, looked at where that can do no harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, TelegramError

from bot.jobs.job import Job
from bot.jobs.pictures import NotAPicture, printable, shrink
from bot.jobs.subprocess_pool import LONGEST_LOOK, Died, TookTooLong
from bot.thread import PASSING
from models.archive import OfficeFile
from models.unit import Unit
from sop.flow import marked_page
from sop.office import arms
from sop.office.office_files import Fit, Unfit, Waiting, came, failed, next_waiting, unfit
from sop.papers import word_template as template
from sop.step8_distribute import stamps

LOG = structlog.get_logger()


@dataclass(frozen=True)
class Kind:
    """What is done with a file of one kind."""

    look: Callable[[bytes], Fit]  #: in the reading process: what is kept of it; raises Unfit
    use: Callable[[Unit, OfficeFile, Mapping[str, object]], None]  #: its bytes are with us
    unfit: str  #: what is said when nobody knows better, as when Telegram does not have it any more


def _arms(content: bytes) -> Fit:
    return Fit(printable(content), {})


def _photo(content: bytes) -> Fit:
    return Fit(shrink(content), {})


def _template(content: bytes) -> Fit:
    from documents.word.template import BadTemplate, cleaned, look  # python-docx is heavy

    try:
        kept = cleaned(content)
    except BadTemplate as wrong:
        raise Unfit(str(wrong)) from wrong
    return Fit(kept, {"kop": look(kept).kop})


#: OfficeFile.kind up to its colon -> what is done with it.
KINDS = {
    arms.KIND: Kind(look=_arms, use=arms.use, unfit="arms.unusable"),
    template.KIND: Kind(look=_template, use=template.use, unfit="templat.broken"),
    stamps.KIND: Kind(look=_photo, use=stamps.use, unfit="stamps.unusable"),
    marked_page.KIND: Kind(look=_photo, use=marked_page.use, unfit="marked.unusable"),
}


class OfficeFileJob(Job[Waiting]):
    """Fetches one file after the other."""

    def next(self, unit: Unit) -> Waiting | None:
        return next_waiting(unit, self.turns, KINDS, self.resting)

    async def do(self, piece: Waiting) -> None:
        kind = KINDS[piece.kind]
        try:
            content = await self.fetched(piece.file_id)
            fit = await self.read(LONGEST_LOOK, kind.look, content)
            sha256 = await asyncio.to_thread(self.context.files.put, fit.content)
            await self.unit(came, piece.id, fit, sha256, kind.use)
        except Unfit as why:
            LOG.info("file not usable", file=piece.id, kind=piece.kind, why=why.key)
            await self.unit(unfit, piece.id, why)
        except (NotAPicture, BadRequest) as wrong:
            LOG.info("file not to be had", file=piece.id, kind=piece.kind, why=str(wrong))
            await self.unit(unfit, piece.id, Unfit(kind.unfit))
        except TelegramError as away:
            LOG.warning("file not fetched", file=piece.id, kind=piece.kind, error=type(away).__name__)
            self.rest(piece.id)  # no fault of the file's, however long that lasts
        except (Died, TookTooLong):
            LOG.warning("a file broke its reader", file=piece.id, kind=piece.kind)
            await self.unit(unfit, piece.id, Unfit(kind.unfit))
        except PASSING:
            raise
        except Exception:  # one file must not end the fetching of all others
            LOG.exception("file not looked at", file=piece.id, kind=piece.kind)
            self.rest(piece.id)
            await self.unit(failed, piece.id, Unfit(kind.unfit))
