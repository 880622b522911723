"""What is acknowledged lies on the disk: how often it has to catch up, for each transaction of the bot.

python -m tests.torture.syncs [--messages 200]

A kill cannot show it (the system still has what was written), a power cut would. So strace counts fdatasync
and fsync of a bot on SQLite while people write; the bot counts its own commits that change something.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from models.posts import Post
from tests.support.office import Bureau


@dataclass
class Found:
    """Of the time in which both were counted."""

    commits: int
    syncs: int


class Missing(Exception):
    """Nobody can count here."""


def counts_commits(kept: Path) -> None:
    """In the bot: those that change a row; SQLite writes nothing for the others."""
    count = itertools.count(1)

    @event.listens_for(Engine, "begin")
    def begin(connection: Connection) -> None:
        connection.info["changes"] = connection.connection.driver_connection.total_changes

    @event.listens_for(Engine, "commit")
    def commit(connection: Connection) -> None:
        if connection.connection.driver_connection.total_changes > connection.info["changes"]:
            kept.write_text(str(next(count)))


def play(folder: Path, messages: int) -> Found:
    """So many messages, and what they cost the disk. Raises Missing."""
    strace = shutil.which("strace")
    if strace is None:
        raise Missing("strace is not installed (Debian and Ubuntu: apt-get install strace)")
    kept, said = folder / "commits", folder / "strace"
    kept.write_text("0")
    with Bureau(folder, entry="tests.torture.syncs", COMMITS=str(kept)) as bureau:
        phone = bureau.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        assert bureau.bot is not None
        words = (
            strace,
            "-f",
            "-c",
            "-e",
            "trace=fdatasync,fsync",
            "-o",
            str(said),
            "-p",
            str(bureau.bot.pid),
        )
        watching = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        _attached(watching)
        before = int(kept.read_text())
        for _ in range(messages):
            sent = phone.sends("/start")

            def answered(eyes: object, sent: int = sent) -> bool:
                return bool(phone.from_bot) and phone.from_bot[-1].id > sent

            phone.waits_for(answered, 60, "the menu")
        commits = int(kept.read_text()) - before
        watching.send_signal(signal.SIGINT)
        watching.wait(timeout=60)
    return Found(commits, sum(int(calls) for calls in re.findall(_CALLS, said.read_text(), re.MULTILINE)))


#: % time, seconds, usecs/call, calls, perhaps errors, syscall
_CALLS = r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$"


def _attached(watching: subprocess.Popen[str]) -> None:
    """Until strace says so, or that it may not."""
    assert watching.stderr is not None
    line = watching.stderr.readline()
    if "attached" not in line:
        watching.kill()
        raise Missing(f"strace may not look at another process here: {line.strip()}")
    time.sleep(0.5)


def main() -> int:
    if "COMMITS" in os.environ:  # this is the bot
        from demo import entry

        counts_commits(Path(os.environ["COMMITS"]))
        entry.main()
        return 0
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--messages", type=int, default=200)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="musrenbang-syncs-") as folder:
        try:
            found = play(Path(folder), given.messages)
        except Missing as why:
            print(f"not measured: {why}")
            return 0
    print(f"{given.messages} messages: {found.commits} transactions committed,", end=" ")
    print(f"{found.syncs} syncs of the disk: {found.syncs / max(found.commits, 1):.2f} for each")
    return 0 if found.syncs >= found.commits > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
