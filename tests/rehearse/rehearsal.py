"""The copy, what is put into it, what was touched by that, and the tests that look at it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.guards.source import ROOT, kept_files
from tests.rehearse.page import FIELD, PAGE, STEP, Block, blocks, here


class Part(NamedTuple):
    """What is added, how much it may touch, and where it is looked for."""

    heading: str
    files: int  #: at most so many
    migrations: int  #: and so many of these
    tests: tuple[str, ...]


PARTS = (
    Part(
        FIELD,
        4,
        1,
        (
            "tests/rehearse/seeing_field.py",
            "tests/guards/test_columns.py",
            "tests/guards/test_migrations.py",
            "tests/guards/test_one_writer.py",
            "tests/privacy/test_forgetting_places.py::test_no_column_is_without_a_decision",
        ),
    ),
    Part(
        STEP,
        5,
        0,
        (
            "tests/rehearse/seeing_step.py",
            "tests/guards/test_steps.py",
            "tests/guards/test_words.py",
            "tests/guards/test_rights_page.py",
            "tests/sop_pure/test_steps.py",
            "tests/talk/test_help.py::test_every_screen_and_every_talk_has_its_guide",
        ),
    ),
)


def copied(to: Path) -> Path:
    """This tree as it is kept, with what Python has compiled of it: or that alone would take ten seconds."""
    for path in kept_files():
        copy = to / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
        if path.name == "__init__.py" and (path.parent / "__pycache__").exists():
            shutil.copytree(path.parent / "__pycache__", copy.parent / "__pycache__", dirs_exist_ok=True)
    return to


def added(tree: Path, part: Part, but: Callable[[Block], bool] = lambda _block: False) -> list[str]:
    """Do what the page says, `but` some of it; the files that are new or other afterwards."""
    before = dict(_contents(tree))
    for block in blocks((tree / PAGE).read_text("utf-8"), part.heading):
        if not but(block):
            block.put_into(tree)
    after = dict(_contents(tree))
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def _contents(tree: Path) -> Iterator[tuple[str, bytes]]:
    for path in tree.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(tree).as_posix(), path.read_bytes()


def too_many(part: Part, touched: list[str]) -> str:
    """What is said of a list that is longer than it may be."""
    migrations = [path for path in touched if path.startswith("migrations/")]
    files = len(touched) - len(migrations)
    if files <= part.files and len(migrations) <= part.migrations:
        return ""
    return f"{files} files and {len(migrations)} migrations; at most {part.files} and {part.migrations}"


def checked(tree: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """These tests in the copy; what they print names each place that was looked at."""
    command = [sys.executable, "-m", "pytest", "-v", "-n", "0", "-p", "no:cacheprovider", "--no-header"]
    return subprocess.run(
        [*command, "--tb=short", *tests], cwd=tree, env=here(tree), capture_output=True, text=True
    )


def walls(tree: Path) -> subprocess.CompletedProcess[str]:
    """Whether the new files stand on their floors, and are laid out as all others."""
    script = f"{sys.executable} -c 'from importlinter.cli import lint_imports_command as go; go()'"
    ruff = Path(sys.executable).parent / "ruff"
    return subprocess.run(
        [
            "/bin/sh",
            "-c",
            f"{script} && {ruff} check -q --no-cache . && {ruff} format --check -q --no-cache .",
        ],
        cwd=tree,
        env=here(tree),
        capture_output=True,
        text=True,
    )


def places(said: str) -> list[str]:
    """Where field and step were looked for, of what pytest says: "seen: receipt"."""
    found = re.findall(r"^tests/rehearse/(seeing_\w+)\.py::test_(\w+) (\w+)", said, re.MULTILINE)
    return [
        f"{'seen' if how == 'PASSED' else 'NOT SEEN'}: {file.removeprefix('seeing_')}, "
        f"{place.replace('_', ' ')}"
        for file, place, how in found
    ]


def rehearse(folder: Path, tells: Callable[[str], None] = print) -> bool:
    """The whole of it; whether the page holds."""
    tree, good = copied(folder), True
    for part in PARTS:
        touched = added(tree, part)
        tells(f"{part.heading}: {len(touched)} files touched")
        for path in touched:
            tells(f"    {path}")
        if why := too_many(part, touched):
            tells(f"  TOO MANY: {why}")
            good = False
    tested, built = checked(tree, *(test for part in PARTS for test in part.tests)), walls(tree)
    for place in places(tested.stdout):
        tells(place)
    for result in (tested, built):
        if result.returncode != 0:
            tells(result.stdout + result.stderr)
            good = False
    tells(tested.stdout.splitlines()[-1])
    return good
