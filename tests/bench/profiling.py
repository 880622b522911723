"""Where the time goes: a running bot looked at by py-spy, a piece of work by cProfile."""

from __future__ import annotations

import cProfile
import io
import pstats
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.bench.figures import ROOT
from tests.bench.talks import PEERS, Contender

LINES = 22
_OURS = ("bot/", "handlers/", "sop/", "models/", "texts/", "documents/")
#: What a sample is counted for: the innermost frame that belongs to one of these.
_PARTS = {
    "SQLAlchemy and the database's driver": ("sqlalchemy/", "psycopg", "sqlite3"),
    "python-telegram-bot": ("telegram/",),
    "aiohttp and the event loop": ("aiohttp/", "asyncio/", "yarl/", "selectors.py"),
    "our own code": _OURS,
}


def of_bot(bot: Contender, seconds: int) -> list[tuple[str, str]]:
    """Samples of our bot while fifty chats talk to it."""
    spy = PEERS.with_name("py-spy")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        raw = Path(folder) / "samples"
        words = [str(spy), "record", "-p", str(bot.pids[0]), "-d", str(seconds), "-r", "200", "-f", "raw"]
        looking = subprocess.Popen(
            [*words, "--gil", "-F", "-o", str(raw)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        bot.run(50, seconds)
        _, said = looking.communicate(timeout=60)
        if not raw.exists():
            return [("Guided conversation", f"py-spy could not look: {said.strip()[-300:]}")]
        stacks = [line.rpartition(" ") for line in raw.read_text().splitlines()]
    return [
        ("Guided conversation, fifty chats (py-spy, samples that hold the interpreter)", _summary(stacks))
    ]


def _summary(stacks: list[tuple[str, str, str]]) -> str:
    parts: Counter[str] = Counter()
    frames: Counter[str] = Counter()
    for stack, _, count in stacks:
        names = [re.sub(r":\d+\)$", ")", frame) for frame in stack.split(";")]
        parts[_part(names)] += int(count)
        for name in set(names):
            if any(f"({folder}" in name for folder in _OURS):
                frames[name] += int(count)
    whole = max(sum(parts.values()), 1)
    lines = [f"{count / whole:6.1%}  {name}" for name, count in parts.most_common()]
    lines += ["", "of it with everything that they call:"]
    lines += [f"{count / whole:6.1%}  {name}" for name, count in frames.most_common(LINES)]
    return "\n".join(lines)


def _part(names: list[str]) -> str:
    for name in reversed(names):
        for part, marks in _PARTS.items():
            if any(mark in name for mark in marks):
                return part
    return "the rest of Python"


def of_work(act: Callable[[], object]) -> str:
    """The functions of ours in which a piece of work spends its time, with what they call."""
    profile = cProfile.Profile()
    profile.runcall(act)
    text = io.StringIO()
    stats = pstats.Stats(profile, stream=text).sort_stats("cumulative")
    stats.print_stats(rf"{re.escape(str(ROOT))}/(?:{'|'.join(_OURS)})", LINES)
    return "\n".join(
        line.replace(f"{ROOT}/", "")
        for line in text.getvalue().splitlines()
        if re.match(r"\s+(ncalls|[\d/]+\s)", line)
    )
