"""What a process does before it handles anything; it waits for whatever is away."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy.engine import make_url
from telegram import Bot

from bot.backup.manifest import RESTORED
from bot.clock import Clock
from bot.logs import set_up_logs
from bot.outgoing.sent_journal import Notes
from bot.settings import Settings
from bot.starting.identity import who_am_i
from bot.starting.waiting import passes
from bot.thread import PASSING, Backoff, DatabaseThread, why
from bot.transport import pause
from bot.web.one_time import safe_root
from bot.web.server import public_address
from bot.web.webhook import Address, with_secret
from models.unit import Database
from sop.alerts.restored import tell_restored
from sop.setting_up import add_new_steps
from sop.signing.by_bsre import note_server

LOG = structlog.get_logger()

T = TypeVar("T")


class Start:
    """Makes the tables, stores what a killed process has left, asks Telegram who the bot is."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        thread: DatabaseThread,
        bot: Bot,
        clock: Clock,
        notes: Notes,
        before: Callable[[], None] | None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._thread = thread
        self._bot = bot
        self._clock = clock
        self._notes = notes
        self._before = before

    async def found(self, hook: Address | None) -> tuple[dict[str, Any], Address | None]:
        """What getMe says, and the webhook with its secret."""
        if self._before is not None:
            await self._at_last(self._before)
        # Before anybody's update is handled: what it shows would take the place of what was sent.
        await self._at_last(lambda: self._notes.keeps_left(self._database, self._clock()))
        me = await who_am_i(self._bot, self._database, self._thread, self._clock)
        if hook is not None:
            hook = await self._at_last(partial(with_secret, self._database, self._clock, hook))
            set_up_logs(*self._settings.secrets, hook.secret or "")  # it may just have been made
        await self._at_last(self._adds_new_steps)
        await self._tell_of_bsre()
        await self._tell_of_restoring()
        return me, hook

    def _adds_new_steps(self) -> None:
        with self._database.unit(self._clock()) as unit:
            add_new_steps(unit)

    async def _tell_of_bsre(self) -> None:
        """Whether papers can be signed there, for those who talk in the chat."""
        server, page = (
            bool(self._settings.bsre_url),
            safe_root(public_address(self._settings.public_url)) is not None,
        )
        if server and not page:
            LOG.error("no BSrE", do="set PUBLIC_URL with https: a passphrase is typed on a page there")

        def note() -> None:
            with self._database.unit(self._clock()) as unit:
                note_server(unit, server=server, page=page)

        await self._at_last(note)

    async def _tell_of_restoring(self) -> None:
        """The first start after a restore: people hear what they have to send again."""
        note = self._settings.data_dir / RESTORED
        try:
            said = json.loads(note.read_text("utf-8"))
        except FileNotFoundError:  # as always but then; or another process has told them
            return
        moment, last = datetime.fromisoformat(said["moment"]), said["last_update"] or {}

        def tell() -> None:
            with self._database.unit(self._clock()) as unit:
                tell_restored(unit, moment, last.get("update_id"), said.get("links", 0))

        await self._at_last(tell)
        note.unlink(missing_ok=True)

    async def _at_last(self, act: Callable[[], T]) -> T:
        """At the start the database may still be away: wait for it, unless that is of no use."""
        backoff = Backoff()
        while True:
            try:
                return await self._thread.run(act)
            except PASSING as away:
                if not passes(away, stored_in(self._settings)):
                    raise
                LOG.warning("database away", where="start", error=why(away))
                await pause(backoff.more())


def stored_in(settings: Settings) -> list[Path]:
    """The folders that may not be full."""
    file = make_url(settings.database_url).database
    beside = [Path(file).parent] if file and settings.database_url.startswith("sqlite") else []
    return [settings.data_dir, *beside]
