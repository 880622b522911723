"""The jobs by themselves: a real database, real files and processes; no Telegram to fetch anything from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from bot.files import Files
from bot.jobs.job import JobContext
from bot.leader import Leader
from bot.outgoing.bucket import Buckets
from bot.outgoing.outbox import Outbox
from bot.settings import Settings
from bot.thread import DatabaseThread
from tests.core.desk import FrontDesk, in_a_loop

T = TypeVar("T")


@contextmanager
def context_over(desk: FrontDesk, folder: Path) -> Iterator[JobContext]:
    """What the jobs of a process work with, over the desk's database."""
    files, thread, bot = Files(folder / "files"), DatabaseThread(), desk.application.bot
    outbox = Outbox(desk.database, thread, bot, lambda: desk.now, Buckets(1000, 1000), files.get)
    settings = Settings(
        _env_file=None, bot_token="1:x", database_url="sqlite://", data_dir=folder, backup_at=""
    )
    context = JobContext(
        settings, desk.database, thread, bot, lambda: desk.now, files, outbox, Leader(), "https://t.me/x?"
    )
    try:
        yield context
    finally:
        context.close()
        thread.close()


def at_work(desk: FrontDesk, folder: Path, work: Callable[[JobContext], Awaitable[T]]) -> T:
    """What is done in such a context, in a loop of its own."""

    async def does() -> T:
        with context_over(desk, folder) as context:
            return await work(context)

    return in_a_loop(does())
