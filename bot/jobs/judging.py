"""A PDF that came from outside, opened in a process where it can do no harm."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.files import SEAL_FOLDER
from bot.jobs.revocation import revocation_lists
from bot.jobs.subprocess_pool import LONGEST_LOOK, Died, SubprocessPool, TookTooLong, within
from bot.jobs.subprocess_work import look_at
from bot.settings import Settings
from bot.thread import DatabaseThread
from documents.sealing.seal_keys import certificates
from documents.sealing.seal_reading import Look, Shape, beginnings_of
from models.unit import Database
from sop.signing.verifying import is_known, sizes

LOG = structlog.get_logger()


def certificates_in(data_dir: Path) -> list[bytes]:
    """Every certificate of the seal; none before anything was sealed."""
    return certificates(data_dir / SEAL_FOLDER)


def roots_in(folder: Path | None) -> list[bytes]:
    """The certificates that a signature may lead to."""
    if folder is None:
        return []
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".pem", ".crt", ".cer")]


class Judge:
    """Looks at one file after the other; what its look is worth, sop/signing/verifying.py says."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        clock: Clock,
        settings: Settings,
        pool: SubprocessPool,
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._settings = settings
        self._pool = pool

    async def look(self, content: bytes, *, asks: bool = False) -> Look:
        """Whatever it holds, this answers; only trouble of this machine is raised.

        What decides is reckoned here: a file that took its reader over says of itself what it likes.
        With `asks` the authorities of good signatures are asked for their lists of revoked certificates. Not
        for strangers: nobody from outside makes this machine call somebody.
        """
        mark = await asyncio.to_thread(lambda: sha256(content).hexdigest())
        lengths = await self._thread.run(self._sizes, mark)
        if lengths is None:
            return Look(mark, len(content), Shape.PDF)
        beginnings = await asyncio.to_thread(beginnings_of, content, lengths)
        seals = await asyncio.to_thread(certificates_in, self._settings.data_dir)
        roots = await asyncio.to_thread(roots_in, self._settings.trust_roots)
        now = self._clock()
        try:
            look = await self._pool.run(within, LONGEST_LOOK, look_at, content, [], seals, roots, now)
            lists = await revocation_lists(look.signed) if asks else ()
            if lists:
                look = await self._pool.run(
                    within, LONGEST_LOOK, look_at, content, [], seals, roots, now, lists
                )
        except (Died, TookTooLong):  # its hash answers all the same
            LOG.warning("a file broke its reader")
            look = Look(mark, len(content), Shape.BROKEN)
        return replace(look, sha256=mark, size=len(content), beginnings=beginnings)

    def _sizes(self, mark: str) -> list[int] | None:
        """How long the papers are that it could begin with; None when it is one of those that are known."""
        with self._database.unit(self._clock()) as unit:
            return None if is_known(unit, mark) else sizes(unit)
