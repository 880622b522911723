"""docs/performance.md: the goals with both sides' figures, the machine, and where the time goes."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.figures import ROOT, Found, Goal

PAGE = ROOT / "docs" / "performance.md"
KEPT = ROOT / "out" / "bench"
_LIBRARIES = (
    "python-telegram-bot",
    "SQLAlchemy",
    "aiohttp",
    "psycopg",
    "fpdf2",
    "XlsxWriter",
    "python-calamine",
)

#: In this order; what is slow comes last. A goal is measured by the module that stands under its name.
MODULES: dict[str, str] = {
    "P1": "bots",
    "P2": "bots",
    "P4": "papers",
    "P5": "papers,while_drawing",
    "P6": "workbooks",
    "P7": "starting",
    "P8": "processes",
    "P9": "sweeping",
    "P3": "presses,presses_city",
}

_HEAD = """# What it costs

Written by `make bench` (`make bench ONLY=P1,P3` measures some of it again, `QUICK=1` is a trial). The goals \
are ratios of two sides in one run, by turns A B A B, the median of each, or a figure \
with its unit. Peers live in `.venv-bench` (`requirements-bench.txt`), never beside the bot.
"""


def kept_of(name: str) -> Path:
    return KEPT / f"{name}.json"


def machine(quick: bool) -> dict[str, str]:
    """Where and when."""
    cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=ROOT, capture_output=True, text=True
    )
    return {
        "processors": f"{len(os.sched_getaffinity(0))} x {cpu[1] if cpu else platform.machine()}",
        "memory": f"{int(memory[1]) / 2**20:.0f} GB" if memory else "?",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "commit": commit.stdout.strip() or "?",
        "day": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "quick": "a trial" if quick else "",
    }


def write_page() -> list[str]:
    """Write what all modules have found; the goals that are not reached."""
    kept = [json.loads(path.read_text()) for path in sorted(KEPT.glob("*.json"))]
    found = [(Found.of_json(one["found"]), one["machine"]) for one in kept]
    goals = sorted(
        ((goal, note) for one, note in found for goal in one.goals), key=lambda pair: pair[0].name.split()[0]
    )
    measured = [note for _, note in found]
    parts = [_HEAD, _machine(measured), _goals(goals), _missing({note["module"] for note in measured})]
    for one, _ in found:
        parts += [_table(*table) for table in one.tables]
        parts += [f"{note}\n" for note in one.notes]
    parts.append("## Where the time goes\n")
    parts += [f"{title}:\n\n```\n{words}\n```\n" for one, _ in found for title, words in one.profiles]
    PAGE.write_text("\n".join(parts))
    return [f"{goal.name} ({goal.reached})" for goal, _ in goals if not goal.met]


def _machine(notes: list[dict[str, str]]) -> str:
    last = max(notes, key=lambda note: note["day"])
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    lines = [
        "## The machine\n",
        f"{last['processors']}, {last['memory']}, {last['system']}; {libraries}.\n",
        "| measured | day | commit | load of the machine afterwards | |",
        "|---|---|---|---|---|",
        *(
            f"| {note['module']} | {note['day']} | {note['commit']} | {note['load']} | {note['quick']} |"
            for note in notes
        ),
    ]
    return "\n".join(lines) + "\n"


def _goals(goals: list[tuple[Goal, dict[str, str]]]) -> str:
    lines = [
        "## Goals\n",
        "| goal | ours | beside it | figure | wanted | | remarks |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {goal.name} | {goal.ours} | {goal.peer} | {goal.reached} | {goal.wanted} | {goal.verdict} "
            f"| {goal.note} |"
            for goal, _ in goals
        ),
    ]
    return "\n".join(lines) + "\n"


def _missing(measured: set[str]) -> str:
    """What this page lacks."""
    lacking = {
        goal: [name for name in names.split(",") if name not in measured] for goal, names in MODULES.items()
    }
    words = [f"{goal} ({', '.join(names)})" for goal, names in sorted(lacking.items()) if names]
    return f"Not measured here: {'; '.join(words)}.\n" if words else ""


def _table(title: str, heads: list[str], rows: list[list[Any]]) -> str:
    lines = [f"## {title}\n", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"
