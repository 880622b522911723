"""An usulan is changed in one module: elsewhere nobody assigns one of its columns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.proposal import Proposal
from tests.guards.source import ROOT

pytestmark = pytest.mark.quick

WRITER = ROOT / "sop/proposals/changing.py"
#: Other rows and objects that have columns of the same names, as they are called before the dot.
OTHERS = {
    "absent", "actor", "batch", "chat", "ctx.chat", "ctx.desk", "entered", "kecamatan", "known", "made",
    "meeting",
    "member", "noted", "old", "past", "request", "score", "signature", "standing", "survey", "upload",
}  # fmt: skip
TALK = ROOT / "handlers/talk"  #: forms of any kind: what they hold is a draft, of whatever
#: What is no usulan, or is one in bulk: a thousand are given to a reviewer in one statement.
KNOWN = {
    "sop/step2_verify/assigning.py: Proposal",
}
COLUMNS = {column.key for column in Proposal.__table__.columns} | {"kamus", "author", "kelurahan"}


def _assigned(path: Path) -> Iterator[str]:
    """Whatever is assigned an attribute that is called like a column of an usulan."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []
        for found in (inner for target in targets for inner in ast.walk(target)):
            if (
                isinstance(found, ast.Attribute)
                and isinstance(found.ctx, ast.Store)
                and found.attr in COLUMNS
            ):
                yield ast.unparse(found.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            yield ast.unparse(node.args[0])
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "update":
            yield from (ast.unparse(one) for one in node.args if ast.unparse(one) == "Proposal")


def _sources() -> list[Path]:
    return [path for folder in ("sop", "handlers", "bot") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_only_one_module_assigns_a_column_of_an_usulan() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {base}"
        for path in _sources()
        if path != WRITER and TALK not in path.parents
        for base in _assigned(path)
        if base not in OTHERS and not base.startswith("self")
    }

    assert found == KNOWN
