"""What an act closes somebody opens again, or there is a reason why nobody does: decision 27."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import models.enums

pytestmark = pytest.mark.quick

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/decisions/0027-every-door-is-opened-again-by-somebody.md"
#: How far something of the office is; the others say what kind it is, or are the machine's.
STATES = {"StepState", "Status", "Stage", "Drawing", "Fetching", "BatchState", "Outcome", "CommissionState"}


def entered(code: str) -> set[str]:
    """The states and moments that this code sets."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        for target, value in _set_in(node):
            found |= {
                f"{one.value.id}.{one.attr}"
                for one in ast.walk(value)
                if isinstance(one, ast.Attribute)
                and isinstance(one.value, ast.Name)
                and one.value.id in STATES
                and one.attr in getattr(models.enums, one.value.id).__members__
            }
            if target.endswith("_at") and not (isinstance(value, ast.Constant) and value.value is None):
                found.add(target)
    return found


def _set_in(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            both = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
            pairs = zip(target.elts, node.value.elts, strict=False) if both else [(target, node.value)]
            for to, value in pairs:
                if isinstance(to, ast.Attribute):
                    yield to.attr, value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        for given in node.keywords:
            if given.arg is not None:
                yield given.arg, given.value


def on_the_page() -> set[str]:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([\w.]+)`", row.split("|")[1])}


def test_every_door_has_a_row() -> None:
    doors = {one for path in (ROOT / "sop").rglob("*.py") for one in entered(path.read_text())}

    assert doors - on_the_page() == set()


def test_every_row_says_who_opens_it_again() -> None:
    rows = [line.split("|")[1:-1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]

    assert [row[0] for row in rows if len(row) != 4 or not row[1].strip() or not row[2].strip()] == []


def test_a_new_door_is_found() -> None:
    code = "def act(one):\n    one.state, one.sealed_off_at = StepState.CLOSED, unit.now\n"

    assert entered(code) == {"StepState.CLOSED", "sealed_off_at"}
