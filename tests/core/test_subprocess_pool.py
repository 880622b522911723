"""The process in which papers are drawn and files are opened."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.jobs.subprocess_pool import SubprocessPool
from tests.core.desk import in_a_loop

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("when", ["idle", "busy"])
def test_the_pool_ends_with_a_bot_that_was_killed(when):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.core.leaving", when],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as bot:
        try:
            said, _ = bot.communicate(timeout=30)  # until the last process that could still write is gone

            assert bot.returncode == 9
            assert int(said) != bot.pid
        finally:
            with suppress(ProcessLookupError):
                os.killpg(bot.pid, signal.SIGKILL)


def test_a_bot_that_is_told_to_stop_waits_for_nothing_that_is_being_done():
    """Its work would take ten minutes; what is unfinished is begun again after the start."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.core.leaving", "stopped"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        text=True,
    )

    assert (said.returncode, said.stderr) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.stdout), 0)


@pytest.mark.parametrize("bomb", ["memory", "hang"])
def test_a_file_that_wants_too_much_ends_its_reader_and_the_next_one_is_read(bomb):
    said = subprocess.run(
        [sys.executable, "-m", "tests.core.greedy", bomb],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        text=True,
    )

    ended = {"memory": "MemoryError", "hang": "Died"}[bomb]
    assert said.stdout.splitlines()[-2:] == [ended, "6"], said.stdout + said.stderr


def test_a_process_that_died_while_nobody_needed_it_costs_no_file():
    """As when the kernel takes back memory."""

    async def works() -> list[int]:
        pool = SubprocessPool()
        died = await pool.run(os.getpid)
        os.kill(died, signal.SIGKILL)
        try:
            return [died, await pool.run(os.getpid), await pool.run(os.getpid)]
        finally:
            pool.close()

    died, second, third = in_a_loop(works())

    assert died != second == third


def test_what_the_pool_runs_brings_no_telegram_and_no_database_along():
    script = "import bot.jobs.subprocess_work, bot.jobs.child, sys; print(*sys.modules)"
    said = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)

    assert {"fpdf", "documents", "bot.files"} & set(said.split()) == {"documents", "bot.files"}
    assert {"telegram", "sqlalchemy", "sop", "models", "structlog"}.isdisjoint(said.split())
