"""The same data, the same bytes: every draf and naskah 102 times, in processes that differ: `make same`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from documents import draw
from documents.data import MODELS
from tests.documents import samples

ROOT = Path(__file__).parents[2]
SEEDS, ZONES, TIMES = ("0", "1", "4711"), ("Asia/Jakarta", "America/New_York"), 17
COUNT = 12  #: usulan


def sums() -> Iterator[str]:
    """The sums of all papers in both stages, drawn once more."""
    for key in MODELS:
        data = samples.paper(key, COUNT).model_dump(mode="json")
        for stage in ("draf", "naskah"):
            made = draw(
                key,
                data,
                stage=stage,
                version=1,
                number="400.10.2/12-Bogteng",
                made_at=samples.MADE_AT,
                verify_url="https://t.me/musrenbang_contoh_bot?start=p_3f9a2c",
            )
            yield f"{key} {stage} {hashlib.sha256(made.content).hexdigest()}"


def main() -> int:
    """Draw in a process for each seed and zone; print how many different files came of it."""
    if sys.argv[1:] == ["draw"]:
        for _ in range(TIMES):
            print("\n".join(sums()))
        return 0
    found: dict[str, set[str]] = {}
    drawn = 0
    for seed in SEEDS:
        for zone in ZONES:
            said = subprocess.run(
                [sys.executable, "-m", "tests.tools.same_bytes", "draw"],
                env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for line in said.splitlines():
                name, _, total = line.rpartition(" ")
                found.setdefault(name, set()).add(total)
                drawn += 1
            print(f"seed {seed:>5}, {zone:<17} {TIMES} times each: {drawn} files so far")
    for name, different in sorted(found.items()):
        print(f"{name:<36} {len(different)} different, {min(different)[:16]}")
    return 1 if any(len(different) > 1 for different in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
