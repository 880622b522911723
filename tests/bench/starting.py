"""P7: what it takes to import the bot, and until it says that it listens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.bench.figures import ROOT, Found, in_turns, median, memory_of
from tests.bench.talks import office, ours, starts, telegram

#: The whole bot: all that `python -m bot run` imports before it speaks to anybody.
WHOLE = "import bot.__main__, bot.run"
PEER = "import telegram.ext"
#: What a bot of this kind cannot do without: who it speaks to, where it remembers, by what it calls.
FLOOR = "import telegram.ext, sqlalchemy.orm, sqlalchemy.dialects.sqlite, aiohttp.client"
HEAVY = ("fpdf", "matplotlib", "openpyxl", "xlsxwriter", "pyhanko", "alembic")
_COST = """
import sys, time, re
{code}
import json
held = int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([time.process_time(), held,
                  [name for name in {heavy!r} if name in sys.modules]]))
"""
WORKED = 1000  #: updates
PACKAGES = 14  #: shown in the profile


def measure(quick: bool) -> Found:
    found = Found()
    rounds = 2 if quick else 7
    _compile()
    # A process that imports nothing is taken off both sides: it is not the import that it costs.
    sides = ("pass", PEER, FLOOR, WHOLE)
    seconds = in_turns({code: partial(_seconds, code) for code in sides}, rounds)
    mine, theirs, floor = (seconds[code] - seconds["pass"] for code in (WHOLE, PEER, FLOOR))
    _, memory, loaded = _cost(WHOLE)
    _, less, _ = _cost(PEER)
    _, needed, _ = _cost(FLOOR)
    found.goal(
        "P7 import of the whole bot against `import telegram.ext`, CPU",
        ours=f"{mine * 1000:.0f} ms",
        peer=f"telegram.ext {theirs * 1000:.0f} ms",
        figure=mine / theirs,
        bound=2.3,
        note="byte code compiled on both sides; PTB, SQLAlchemy's ORM and aiohttp's client alone: "
        f"{floor / theirs:.2f} x",
    )
    found.goal(
        "P7 the same, RSS",
        ours=f"{memory:.0f} MB",
        peer=f"telegram.ext {less:.0f} MB",
        figure=memory / less,
        bound=1.6,
        note=f"PTB, SQLAlchemy's ORM and aiohttp's client alone: {needed / less:.2f} x",
    )
    found.goal(
        "P7 heavy libraries loaded before their first use",
        ours=", ".join(loaded) or "none",
        peer=f"looked for: {', '.join(HEAVY)}",
        figure=len(loaded),
        bound=0,
        unit="of them",
    )
    ready = [_ready() for _ in range(1 if quick else 5)]
    found.goal(
        "P7 from the start to `siap`",
        ours=f"{median(ready):.2f} s (longest {max(ready):.2f})",
        peer="database there, migrations looked at",
        figure=median(ready),
        bound=2,
        unit="s",
    )
    idle, worked, updates = _memory()
    found.table(
        "Memory of the bot (RSS)",
        ["ready, nobody talks", f"after {updates:,} updates of 50 chats"],
        [[f"{idle:.0f} MB", f"{worked:.0f} MB"]],
    )
    found.profiles.append(
        ("Import of the whole bot (-X importtime, each module without those it imports)", _parts())
    )
    return found


def _parts() -> str:
    """Whose modules take the time."""
    words = [sys.executable, "-X", "importtime", "-c", WHOLE]
    done = subprocess.run(words, env=_alone(), capture_output=True, text=True, check=True)
    spent: Counter[str] = Counter()
    for line in done.stderr.splitlines():
        if found := re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)", line):
            spent[found[2]] += int(found[1])
    whole = sum(spent.values())
    return "\n".join(f"{count / whole:6.1%}  {name}" for name, count in spent.most_common(PACKAGES))


def _alone() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def _compile() -> None:
    """As an installation does it; without, most of the time would be the compiler's."""
    folders = [
        name for name in ("bot", "handlers", "sop", "models", "documents", "texts") if (ROOT / name).is_dir()
    ]
    library = next(path for path in sys.path if path.endswith("site-packages"))
    words = [sys.executable, "-m", "compileall", "-q", "-j", "0", library, *folders]
    subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _cost(code: str) -> tuple[float, float, list[str]]:
    """Seconds of processor, MB, and what was loaded of the heavy."""
    script = _COST.format(code=code, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script], env=_alone(), capture_output=True, text=True, check=True
    )
    seconds, memory, loaded = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory, loaded


def _seconds(code: str) -> float:
    return _cost(code)[0]


def _ready() -> float:
    with tempfile.TemporaryDirectory(prefix="bench-") as name, telegram("ours") as (contender, address):
        folder = Path(name)
        url = f"sqlite:///{folder}/musrenbang.db"
        office(url, delegates=1)
        began = time.perf_counter()
        contender.bots.append(process := starts(folder, url, address, "bot.log"))
        assert process.stdout
        line = process.stdout.readline()
        took = time.perf_counter() - began
        if "siap" not in line:
            raise RuntimeError(f"the bot did not start: {(folder / 'bot.log').read_text()[-2000:]}")
        return took


def _memory() -> tuple[float, float, int]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ours(Path(folder)) as bot:
        idle, done = memory_of(bot.pids[0]), 0
        while done < WORKED:
            done += bot.run(50, 1.0, warm=0).acts
        return idle, memory_of(bot.pids[0]), done
