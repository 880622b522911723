"""`make mutants`: 60 small faults drawn by a seed, each put into a copy of this tree; do the tests notice?

Of each the tests that concern it are run: the folder of its name, and those that import its module. A test
that fails with the fault in is run once more without it, so that none counts for a trouble of its own.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.tools.known_mutants import KNOWN

ROOT = Path(__file__).parents[2]
WHERE = ("sop", "handlers", "models", "documents")
LEFT_OUT = (".git", ".venv", ".venv-bench", "out", "data", "demo-data", ".pytest_cache", ".mypy_cache")
LONGEST = 600  #: seconds of one mutant's tests; what hangs is noticed too

#: Where the tests of a folder do not lie in the folder of the same name.
ELSEWHERE = {
    "alerts": "backup core", "duplicates": "sop_pure step2_verify", "reading": "sop_pure",
    "core": "core sop_pure flow", "models": "core", "documents": "documents papers signing word",
}  # fmt: skip

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
#: Calls whose absence somebody should notice.
_DROPPED = re.compile(r"(unit\.(log|tell|settle|wipe)|must_\w+|check\w*|working_on)$")


class Mutant(NamedTuple):
    path: str  #: below the root
    line: int
    old: str
    new: str
    source: str  #: the whole file with the fault in

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {_short(self.old)}  ->  {_short(self.new)}"


def _short(code: str) -> str:
    flat = " ".join(code.split())
    return flat if len(flat) <= 70 else f"{flat[:69]}…"


# ---- made


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """The same piece of code with one fault in it, in each way there is."""
    other = copy.deepcopy(node)
    if isinstance(other, ast.Compare) and len(other.ops) == 1 and type(other.ops[0]) in _TURNED:
        other.ops = [_TURNED[type(other.ops[0])]()]
        yield other
    elif isinstance(other, ast.BoolOp):
        for at in range(len(other.values)):
            rest = [value for i, value in enumerate(other.values) if i != at]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(op=other.op, values=rest)
    elif isinstance(other, ast.UnaryOp) and isinstance(other.op, ast.Not):
        yield other.operand
    elif isinstance(other, ast.Constant) and isinstance(other.value, bool):
        yield ast.Constant(value=not other.value)
    elif isinstance(other, ast.Constant) and isinstance(other.value, int):
        yield ast.Constant(value=other.value + 1)
    elif isinstance(other, ast.If) and any(isinstance(one, ast.Raise) for one in other.body):
        yield ast.If(test=ast.Constant(value=False), body=other.body, orelse=other.orelse)
    elif isinstance(other, ast.Expr) and _is_dropped(other.value):
        yield ast.Pass()


def _is_dropped(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _DROPPED.search(ast.unparse(value.func)) is not None


def _skipped(tree: ast.Module) -> set[int]:
    """What is no deed: what stands at the top of a module, types, and what a decorator says."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts = [node.returns, *node.decorator_list]
        elif isinstance(node, ast.AnnAssign | ast.arg):
            parts = [node.annotation]
        for part in parts:
            found |= {id(one) for one in ast.walk(part)} if part is not None else set()
    return found


def mutants_of(path: Path) -> list[Mutant]:
    """Every fault that can be put into the functions of a file."""
    source = path.read_text(encoding="utf-8")
    lines = source.encode().splitlines(keepends=True)
    tree = ast.parse(source)
    skipped, made, seen = _skipped(tree), [], set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if id(node) in skipped or id(node) in seen or not isinstance(node, ast.expr | ast.stmt):
                continue
            seen.add(id(node))
            made += [_in_place(path, lines, node, other) for other in _changed(node)]
    return made


def _in_place(path: Path, lines: list[bytes], node: ast.expr | ast.stmt, other: ast.AST) -> Mutant:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole, code = b"".join(lines), ast.unparse(ast.fix_missing_locations(other))
    if isinstance(node, ast.expr):
        code = f"({code})"
    code = code.replace("\n", "\n" + " " * node.col_offset)
    name = path.relative_to(ROOT).as_posix()
    source = (whole[:start] + code.encode() + whole[end:]).decode()
    return Mutant(name, node.lineno, whole[start:end].decode(), code, source)


def drawn(seed: int, many: int) -> list[Mutant]:
    """Of every file as many as its lines deserve, in an order that the seed decides."""
    chance = random.Random(seed)
    files = sorted(path for folder in WHERE for path in (ROOT / folder).rglob("*.py"))
    every = [mutant for path in files for mutant in mutants_of(path)]
    return chance.sample(every, min(many, len(every)))


def known() -> list[Mutant]:
    """Faults that once went by unseen (tests/tools/known_mutants.py)."""
    made = []
    for name, old, new in KNOWN:
        source = (ROOT / name).read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{name} does not say once: {old}"
        line = source[: source.index(old)].count("\n") + 1
        made.append(Mutant(name, line, old, new, source.replace(old, new)))
    return made


# ---- tried


def tests_for(name: str) -> list[str]:
    """The tests that concern a file: the folders of its name first, then who imports its module."""
    parts = Path(name).parts
    folder = parts[1] if len(parts) > 2 and parts[0] in ("sop", "handlers") else parts[0]
    folders = [
        f"tests/{one}" for one in ELSEWHERE.get(folder, folder).split() if (ROOT / "tests" / one).is_dir()
    ]
    module = name.removesuffix(".py").replace("/", ".")
    package, _, last = module.rpartition(".")
    imports = re.compile(
        rf"^(from {re.escape(module)} import|from {re.escape(package)} import .*\b{last}\b)", re.MULTILINE
    )
    others = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if imports.search(path.read_text(encoding="utf-8"))
    ]
    return [*folders, *(one for one in others if not any(one.startswith(f"{at}/") for at in folders))]


def _run(tree: Path, tests: list[str], workers: str) -> tuple[bool, list[str]]:
    """Whether all passed, and which did not."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", workers, *tests]
    here = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=here, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return False, []
    if done.returncode == 5:  # nothing was collected
        return True, []
    return done.returncode == 0, re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)


def tried(tree: Path, mutant: Mutant, workers: str) -> str:
    """The test that noticed it; nothing when none did."""
    tests = tests_for(mutant.path)
    if not tests:
        return ""
    target = tree / mutant.path
    target.write_text(mutant.source, encoding="utf-8")
    try:
        passed, failed = _run(tree, tests, workers)
    finally:
        shutil.copy2(ROOT / mutant.path, target)
    if passed:
        return ""
    # Without the fault it must pass; where none has a name, at least be found.
    if not _run(tree, failed or ["--collect-only", *tests], "0")[0]:
        return "?"
    return failed[0] if failed else "it does not come to its end, or cannot be loaded"


def _left_out(folder: str, names: list[str]) -> set[str]:
    at_the_top = LEFT_OUT if Path(folder) == ROOT else ()
    return {name for name in names if name in at_the_top or name == "__pycache__"}


def main() -> int:
    """Put in, try and report; 1 when more than a tenth went by unseen."""
    asked = argparse.ArgumentParser(prog="python -m tests.tools.mutants", description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--many", type=int, default=60)
    asked.add_argument("--workers", default="2")
    asked.add_argument("--known", action="store_true", help="those that once went by unseen")
    given = asked.parse_args()
    chosen = known() if given.known else drawn(given.seed, given.many)
    survived, unclear = [], []
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        tree = Path(place) / "tree"
        shutil.copytree(ROOT, tree, ignore=_left_out)
        for number, mutant in enumerate(chosen, start=1):
            by = tried(tree, mutant, given.workers)
            if by == "?":
                unclear.append(mutant)
            elif not by:
                survived.append(mutant)
            word = {"": "NOT NOTICED", "?": "unclear"}.get(by, f"noticed by {by}")
            print(f"{number:3}/{len(chosen)}  {mutant}\n         {word}", flush=True)
    counted = len(chosen) - len(unclear)
    print(f"{counted - len(survived)} of {counted} noticed; {len(unclear)} unclear")
    for mutant in survived:
        print(f"  not noticed: {mutant}")
    return int(len(survived) * 10 > counted)


if __name__ == "__main__":
    sys.exit(main())
