"""Measure everything: `python -m tests.bench [--only P1,P3] [--quick]`; writes docs/performance.md.

Each module runs in a process of its own and leaves what it found in out/bench; the page is made of all of it,
so one goal can be measured again without the others.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
import traceback

from tests.bench.figures import ROOT, Found
from tests.bench.page import KEPT, MODULES, PAGE, kept_of, machine, write_page


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("--only", default="", help="some goals: P1,P3")
    words.add_argument("--quick", action="store_true", help="a trial: few rounds, small data")
    words.add_argument("--module", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.module:
        return _one(given.module, given.quick)
    goals = [goal for goal in given.only.upper().replace(" ", "").split(",") if goal] or list(MODULES)
    if unknown := [goal for goal in goals if goal not in MODULES]:
        words.error(f"no goal {', '.join(unknown)}; there are {', '.join(sorted(MODULES))}")
    modules = list(dict.fromkeys(name for goal in goals for name in MODULES[goal].split(",")))
    began, failed = time.monotonic(), []
    for name in modules:
        print(f"\n==== {name} ({time.monotonic() - began:.0f} s so far)", flush=True)
        mode = ["--quick"] if given.quick else []
        done = subprocess.run([sys.executable, "-m", "tests.bench", "--module", name, *mode], cwd=ROOT)
        failed += [name] if done.returncode else []
    missed = write_page()
    print(f"\n{PAGE.relative_to(ROOT)} is written, after {time.monotonic() - began:.0f} s.", end=" ")
    print(f"Not reached: {'; '.join(missed)}." if missed else "Every goal is reached.")
    if failed:
        print(f"Could not be measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _one(name: str, quick: bool) -> int:
    """Measure one module and keep what it found."""
    try:
        found: Found = importlib.import_module(f"tests.bench.{name}").measure(quick)
    except Exception:
        traceback.print_exc()
        return 1
    KEPT.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    note = machine(quick) | {"load": f"{load:.1f}", "module": name}
    kept_of(name).write_text(json.dumps({"found": found.as_json(), "machine": note}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
