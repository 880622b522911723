"""Which refusals no test reaches, and which acts of the log none writes.

`make reached` runs the tests (ONLY=folders: some of them) with REACHED naming a folder: in the tests and in
every bot that they start each `Refused(...)` notes its place there, and each entry of the log its act. Then
`python -m tests.tools.reached` names the places in the code of which nothing was noted. Two that refuse with
the same words cannot be told apart by a test that quotes them; by file and line they can.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
WHERE = ("sop", "handlers", "bot", "models")
FOLDER = "REACHED"


# ---- noted while tests run


class _Notes:
    """What one process has met; each line is stored at once, for many a bot is killed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._met = folder, set[str]()

    def takes(self, line: str) -> None:
        if line in self._met:
            return
        self._met.add(line)
        with suppress(OSError), (self._folder / str(os.getpid())).open("a") as file:
            file.write(f"{line}\n")  # what opens files of strangers may write none


def watch(folder: str) -> None:
    """Note from now on, in this process and in those that are forked from it."""
    from models.unit import Unit
    from sop.core.refused import Refused

    notes = _Notes(Path(folder).absolute())
    says_no, logs = Refused.__init__, Unit.log

    def refuses(self: Refused, key: str, /, **facts: object) -> None:
        at = sys._getframe(1)
        notes.takes(f"refused {at.f_code.co_filename}:{at.f_lineno}")
        says_no(self, key, **facts)

    def log(self: Unit, actor: Any, act: str, *rest: Any, **facts: object) -> None:
        notes.takes(f"act {act}")
        logs(self, actor, act, *rest, **facts)

    Refused.__init__, Unit.log = refuses, log  # type: ignore[method-assign]


def pytest_configure() -> None:
    """As a plugin (`-p tests.tools.reached`): the tests themselves act in the database, too."""
    if folder := os.environ.get(FOLDER):
        watch(folder)


# ---- named afterwards


class Place(NamedTuple):
    path: str
    first: int
    last: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.first}  {self.says}"


@cache
def _calls(path: Path) -> list[ast.Call]:
    return list(_calls_in(path))


def _calls_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            yield node


def _code() -> Iterator[Path]:
    for folder in WHERE:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def refusals() -> list[Place]:
    """Every place of the code that refuses."""
    return [
        Place(path.relative_to(ROOT).as_posix(), call.lineno, call.end_lineno or call.lineno, says)
        for path in _code()
        for call in _calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "Refused"
        for says in [" ".join(ast.unparse(call.args[0]).split())]
    ]


@cache
def acts() -> dict[str, str]:
    """Every act of the log that the code names as it is written, and the first place that writes it."""
    found: dict[str, str] = {}
    for path in _code():
        for call in _calls(path):
            is_log = isinstance(call.func, ast.Attribute) and call.func.attr == "log" and len(call.args) > 2
            if is_log and isinstance(call.args[1], ast.Constant):
                place = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
                found.setdefault(str(call.args[1].value), place)
    return found


def main(words: list[str] | None = None) -> int:
    """Say what nothing was noted of."""
    asked = argparse.ArgumentParser(prog="python -m tests.tools.reached", description=__doc__)
    asked.add_argument("folder", type=Path)
    noted = {
        line for file in asked.parse_args(words).folder.iterdir() for line in file.read_text().splitlines()
    }
    met = {line.removeprefix("refused ") for line in noted if line.startswith("refused ")}
    everywhere = refusals()
    never = [one for one in everywhere if not any(_spot(one, line) in met for line in _lines(one))]
    silent = {act: place for act, place in acts().items() if f"act {act}" not in noted}
    print(f"{len(everywhere) - len(never)} of {len(everywhere)} refusals were reached, not these:")
    for one in never:
        print(f"  {one}")
    print(f"{len(acts()) - len(silent)} of {len(acts())} acts were logged, not these:")
    for act, place in sorted(silent.items()):
        print(f"  {act}  {place}")
    return 0


def _lines(place: Place) -> range:
    return range(place.first, place.last + 1)


def _spot(place: Place, line: int) -> str:
    return f"{ROOT / place.path}:{line}"


if __name__ == "__main__":
    sys.exit(main())
