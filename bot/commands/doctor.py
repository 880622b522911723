"""`doctor`: what an installation needs, looked at one after the other, and what to do where it is wrong."""

from __future__ import annotations

import asyncio
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from bot.backup.retention import FOLDER, OPEN, kept_in, moment_of
from bot.backup.rows import migration_of, migrations
from bot.clock import Clock
from bot.files import SEAL_FOLDER
from bot.jobs.confining import Held
from bot.jobs.subprocess_pool import OTHERS_MEMORY, Died, SubprocessPool
from bot.settings import Settings
from bot.starting.fonts import FONTS, said_of_fonts
from bot.starting.handles import LEAST, WANTED, handles, raise_handles
from documents.drawing.own_fonts import own_fonts
from documents.sealing.seal_keys import certificates, facts_of
from models.database import snapshot
from sop.alerts.backups import has_been
from texts import plain
from texts.figures import date, day_of, file_size
from texts.figures import moment as in_words

PATIENCE = aiohttp.ClientTimeout(total=10)
CLOCK_OFF = timedelta(seconds=30)  #: more, and reminders and codes of an app come at the wrong time
PARTS = ("limits", "privileges", "user", "files", "calls")  #: of `Held`
OLD_BACKUP = timedelta(days=2)
OLD_SEAL = timedelta(days=3 * 365)
LEAST_FREE, LOW = 1_000_000_000, 0.1


class State(StrEnum):
    OK = "ok"
    WARN = "warn"  #: it goes on, but somebody should look
    BAD = "bad"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    what: str
    state: State
    words: str

    def __str__(self) -> str:
        return plain(f"doctor.{self.state}", words=self.words)


def examine(settings: Settings, clock: Clock) -> list[Line]:
    """Everything, the cheap things first."""
    return [
        *_database(settings),
        *asyncio.run(_outside(settings, clock)),
        _disk(settings),
        _handles(),
        _rights(settings),
        *_env(),
        _apart(),
        *_seal(settings, clock),
        *_fonts(settings),
        _backup(settings, clock),
        _locked(settings),
    ]


def _line(what: str, state: State, key: str | None = None, **facts: object) -> Line:
    return Line(what, state, plain(f"doctor.{key or what}_{state}", **facts))


# ---- on this machine


def _database(settings: Settings) -> Iterator[Line]:
    newest = migrations()[0]
    try:
        with snapshot(settings.database_url) as connection:
            found = migration_of(connection)
            whole = (
                connection.dialect.name != "sqlite"
                or connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
            )
    except (SQLAlchemyError, OSError) as fault:
        yield _line("database", State.BAD, fault=type(fault).__name__)
        return
    if not whole:
        yield _line("whole", State.BAD)
    if found == newest:
        yield _line("database", State.OK, migration=newest)
    elif found in migrations() or found is None:
        yield _line("database", State.WARN, found=found or "-", newest=newest)
    else:
        yield _line("newer", State.BAD, found=found)


def _disk(settings: Settings) -> Line:
    folder = settings.data_dir.absolute()
    disk = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists()))
    low = disk.free < LEAST_FREE or disk.free < LOW * disk.total
    state = State.BAD if disk.free < LEAST_FREE else State.WARN if low else State.OK
    return _line("disk", state, free=file_size(disk.free))


def _handles() -> Line:
    """What the bot could take for itself; it does so when it starts."""
    raise_handles()
    count = handles()
    return _line("handles", State.OK if count >= LEAST else State.WARN, count=count, wanted=WANTED)


def _rights(settings: Settings) -> Line:
    """What people told is for nobody else on this machine."""
    others = stat.S_IRWXG | stat.S_IRWXO
    open_ones = [path for path in settings.data_dir.rglob("*") if path.stat().st_mode & others]
    if not open_ones:
        return _line("rights", State.OK)
    return _line("rights", State.WARN, count=len(open_ones), first=open_ones[0], folder=settings.data_dir)


def _env() -> Iterator[Line]:
    """The token stands in it."""
    file = Path(".env")
    if file.exists():
        others = file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        yield _line("env", State.WARN if others else State.OK)


def _apart() -> Line:
    """What a process that opens strangers' files has given up: one is started to say so."""
    held = asyncio.run(_held())
    missing = [part for part in PARTS if not getattr(held, part, False)]
    if not missing:
        return _line("apart", State.OK)
    return _line("apart", State.WARN, missing=", ".join(plain(f"doctor.apart_{part}") for part in missing))


async def _held() -> Held | None:
    pool = SubprocessPool(OTHERS_MEMORY, strict=True)
    try:
        return await pool.held()
    except Died:
        return None
    finally:
        pool.close()


def _seal(settings: Settings, clock: Clock) -> Iterator[Line]:
    """When its key was made: one that is old, or does not say it, is replaced."""
    known = certificates(settings.data_dir / SEAL_FOLDER)
    if not known:
        yield _line("seal", State.WARN)
        return
    newest, now = facts_of(known[0]), clock()
    older = len(known) - 1
    if newest.made is None:
        yield _line("seal_undated", State.WARN)
    elif now - newest.made > OLD_SEAL or newest.until < now:
        yield _line("seal_old", State.WARN, at=date(day_of(newest.made)))
    else:
        yield _line(
            "seal", State.OK, at=date(day_of(newest.made)), until=date(day_of(newest.until)), older=older
        )


def _fonts(settings: Settings) -> Iterator[Line]:
    state = State.WARN if own_fonts(settings.data_dir / FONTS).troubles else State.OK
    for words in said_of_fonts(settings.data_dir):
        yield Line("fonts", state, words)


def _backup(settings: Settings, clock: Clock) -> Line:
    now = clock()
    for path in kept_in(settings.data_dir / FOLDER):
        at = moment_of(path)
        if at is not None and has_been(at, now):
            state = State.WARN if now - at > OLD_BACKUP else State.OK
            return _line("backup", state, at=in_words(at), file=path.name)
    return _line("backup", State.BAD)


def _locked(settings: Settings) -> Line:
    """In a backup are the key of the seal, PINs and all that people told."""
    locked = bool(settings.backup_passphrase.get_secret_value())
    open_ones = [path for path in kept_in(settings.data_dir / FOLDER) if path.suffix == OPEN]
    if locked and open_ones:
        return _line("locked_some", State.WARN, count=len(open_ones), first=open_ones[0].name)
    return _line("locked", State.OK if locked else State.WARN)


# ---- outside


async def _outside(settings: Settings, clock: Clock) -> list[Line]:
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        lines = await _telegram(session, settings, clock)
        if settings.public_url:
            lines.append(await _page(session, settings.public_url))
        return lines


async def _telegram(session: aiohttp.ClientSession, settings: Settings, clock: Clock) -> list[Line]:
    if not settings.token:
        return [_line("token", State.BAD)]
    try:
        me, date = await _ask(session, settings, "getMe")
        hook, _ = await _ask(session, settings, "getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
        return [_line("telegram", State.BAD, fault=type(fault).__name__)]
    if not me.get("ok"):
        return [_line("token_known", State.BAD)]
    lines = [_line("telegram", State.OK, name=me["result"].get("username", "-"))]
    lines.append(_webhook(settings, hook.get("result") or {}))
    if date is not None:
        off = abs(clock() - date)
        lines.append(
            _line("clock", State.OK if off <= CLOCK_OFF else State.BAD, seconds=int(off.total_seconds()))
        )
    return lines


async def _ask(
    session: aiohttp.ClientSession, settings: Settings, method: str
) -> tuple[dict[str, Any], datetime | None]:
    root = settings.bot_api_url.rstrip("/")
    async with session.get(f"{root}/bot{settings.token}/{method}") as answer:
        said = await answer.json(content_type=None)
        date = answer.headers.get("Date")
    if not isinstance(said, dict):
        raise ValueError("not an answer of the Bot API")
    return said, parsedate_to_datetime(date).astimezone(UTC) if date else None


def _webhook(settings: Settings, hook: dict[str, Any]) -> Line:
    """Long polling and a webhook shut each other out."""
    there, wanted, waits = (
        hook.get("url") or "",
        settings.webhook_url or "",
        hook.get("pending_update_count", 0),
    )
    if not wanted:
        return _line("polling", State.WARN if there else State.OK, count=waits)
    if there.rstrip("/") != wanted.rstrip("/"):
        return _line("webhook", State.WARN)
    if error := hook.get("last_error_message"):
        return _line("webhook_error", State.WARN, error=error, count=waits)
    return _line("webhook", State.OK, count=waits)


async def _page(session: aiohttp.ClientSession, address: str) -> Line:
    try:
        async with session.get(address.rstrip("/") + "/") as answer:
            there = answer.status < 500
    except (aiohttp.ClientError, TimeoutError, ValueError):
        there = False
    return _line("page", State.OK if there else State.WARN, address=address)
