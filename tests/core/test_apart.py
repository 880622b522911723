"""A stranger's file that takes over the process in which it was opened: what it reaches from there."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import child
from bot.jobs.job import JobContext
from bot.jobs.subprocess_pool import within
from tests.core import hostile
from tests.core.desk import FrontDesk
from tests.core.drawing_rooms import until
from tests.core.job_context import at_work
from tests.tools.required import missing

ROOT = Path(__file__).parent.parent.parent

#: What cannot be had where a part of the kernel is missing: the words of `Held` -> what it alone stands for.
BY_FILES = ("the database", "the passwords of the machine")
BY_CALLS = (
    *("a connection", "a datagram", "a socket of this machine", "a program", "another process"),
    *("this program replaced", "a signal to the bot", "a file in memory to run", "another user"),
    *("a namespace of its own", "the database taken away", "the database renamed", "a folder made"),
)


@pytest.fixture
def works(file_desk: FrontDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Something done with a context whose bot has secrets."""
    monkeypatch.setenv("BOT_TOKEN", "123456:SECRET")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:SECRET@localhost/x")

    def does(work: Callable[[JobContext], Awaitable[Any]]) -> Any:
        return at_work(file_desk, tmp_path, work)

    return does


def test_who_takes_a_reader_over_has_nothing_and_reaches_nothing(works: Any, tmp_path: Path) -> None:
    database = tmp_path / "musrenbang.db"
    database.write_text("everything")
    with socket.create_server(("127.0.0.1", 0)) as door:

        async def work(context: JobContext) -> tuple[dict[str, str], dict[str, Any]]:
            tried = await context.reading.run(within, 30, hostile.tries, str(database), door.getsockname()[1])
            return tried, asdict(await context.reading.held())

        tried, held = works(work)

    there = {name: held["files"] or name not in BY_FILES for name in tried}
    there |= dict.fromkeys(BY_CALLS, held["calls"])
    reached = {name: said for name, said in tried.items() if there[name] and not said.startswith("refused")}
    assert reached == {}
    assert database.read_text() == "everything"
    assert held["limits"]
    assert held["privileges"]
    if not (held["files"] and held["calls"]):
        missing("the kernel has no Landlock or no seccomp")


def test_nobody_of_the_same_user_looks_into_the_bot() -> None:
    """Not into its environment, where the token is, and not into its memory."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.core.peeping"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert said.stdout.split() == ["environ", "PermissionError", "mem", "PermissionError"], said.stderr


def test_nothing_is_written_on_the_disk(works: Any, tmp_path: Path) -> None:
    async def work(context: JobContext) -> str:
        return await context.reading.run(within, 30, hostile.fills_the_disk, str(tmp_path))

    assert works(work).startswith("refused")
    assert not (tmp_path / "full").exists() or not (tmp_path / "full").stat().st_size


def test_what_it_answers_is_not_run_in_the_bot(works: Any, tmp_path: Path) -> None:
    async def work(context: JobContext) -> tuple[str, int]:
        try:
            await context.reading.run(within, 30, hostile.lies, str(tmp_path / "trapped"))
        except Exception as ended:
            said = type(ended).__name__
        return said, await context.reading.run(sum, [1, 2, 3])

    assert works(work) == ("Died", 6)
    assert not (tmp_path / "trapped").exists()


def test_it_is_ended_from_outside_when_no_clock_in_it_runs(
    works: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.subprocess_pool.GRACE", 0)

    async def work(context: JobContext) -> tuple[str, int]:
        try:
            await context.reading.run(within, 1, hostile.stops_every_clock)
        except Exception as ended:
            said = type(ended).__name__
        return said, await context.reading.run(sum, [1, 2, 3])

    assert works(work) == ("Died", 6)


def test_what_it_says_cannot_be_taken_for_a_line_of_the_log(works: Any, capfd: Any) -> None:
    forged = '{"event": "Camat signed in", "level": "info"}'
    words = f"\n{forged}\n\x1b[2J081234567890\n"

    async def work(context: JobContext) -> None:
        with pytest.raises(child.Died):
            await context.reading.run(within, 30, hostile.shouts, words)

    works(work)

    out, err = capfd.readouterr()
    assert forged not in [line.strip() for line in (out + err).splitlines()]
    assert "\x1b[2J" not in out + err


def test_a_file_is_read_all_the_same_when_its_reader_dies_as_it_is_given_it(works: Any) -> None:
    """As when the kernel takes back memory in that moment."""

    async def work(context: JobContext) -> list[int]:
        first = await context.reading.run(os.getpid)
        os.kill(first, signal.SIGSTOP)
        waits = asyncio.create_task(context.reading.run(os.getpid))
        await asyncio.sleep(0.2)
        os.kill(first, signal.SIGKILL)
        return [first, await waits]

    first, second = works(work)

    assert first != second


def test_a_file_is_read_all_the_same_when_its_reader_is_killed_over_it(works: Any, tmp_path: Path) -> None:
    async def work(context: JobContext) -> int:
        first = await context.reading.run(os.getpid)
        waits = asyncio.create_task(context.reading.run(hostile.slow_once, first))
        await until(lambda: _sleeps(first))
        os.kill(first, signal.SIGKILL)
        return await waits

    assert works(work) == 6


def _sleeps(pid: int) -> bool:
    stack = Path(f"/proc/{pid}/wchan").read_text()
    return "nanosleep" in stack


def test_a_reader_is_not_kept_for_ever(works: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.subprocess_pool.MOST_FILES", 2)

    async def work(context: JobContext) -> list[int]:
        return [await context.reading.run(os.getpid) for _ in range(5)]

    assert len(set(works(work))) == 3
