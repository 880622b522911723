"""python -m tests.golden [--out out/golden] [--against FOLDER-OR-COMMIT] [--houses imported]

Records this tree; then compares the record with that of a folder, or of a commit, which is recorded by its
own tests/golden in a copy beside. Ends with 1 when anything differs. Of the two houses `imported` is done
soonest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from tests.golden.comparing import differences
from tests.golden.playing import HOUSES, record

ROOT = Path(__file__).parents[2]
OUT = Path("out/golden")


def _recorded(out: Path, houses: Sequence[str]) -> Path:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="musrenbang-golden-") as folder:
        record(out, Path(folder), houses)
    files = [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size / 1e6:.1f} MB in {out}, {time.monotonic() - began:.0f} s")
    return out


def _of_commit(commit: str, folder: Path, houses: Sequence[str]) -> Path:
    """The record of a commit, by its own tests/golden."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as tree:
        tree.extractall(folder / "tree", filter="data")
    given = [sys.executable, "-m", "tests.golden", "--out", str(folder / "record"), "--houses", *houses]
    subprocess.run(
        given, cwd=folder / "tree", env=os.environ | {"PYTHONPATH": str(folder / "tree")}, check=True
    )
    return folder / "record"


def main() -> int:
    """0 when nothing differs, or nothing was to be compared."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set must not decide who acts first
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.golden", *sys.argv[1:]])  # noqa: S606 -- itself
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--out", type=Path, default=OUT)
    asked.add_argument("--against", default="", help="a folder with a record, or a commit")
    asked.add_argument("--houses", nargs="+", choices=HOUSES, default=list(HOUSES))
    asked.add_argument("--kept", type=Path, help="compare this record instead of making a new one")
    given = asked.parse_args()
    made = given.kept or _recorded(given.out.absolute(), given.houses)
    if not given.against:
        return 0
    with tempfile.TemporaryDirectory(prefix="musrenbang-golden-") as folder:
        there = Path(given.against).is_dir()
        before = Path(given.against) if there else _of_commit(given.against, Path(folder), given.houses)
        found = list(differences(before, made, given.houses))
    print("\n".join(found) if found else f"equal to {given.against}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
