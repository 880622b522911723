"""Each kind of bad input that was promised an answer has a test of its own (B01 to B35)."""

import ast
import re

import pytest

from tests.guards.source import ROOT

pytestmark = pytest.mark.quick

PROMISED = [f"b{number:02}" for number in range(1, 36)]


def test_every_promised_bad_input_has_a_test() -> None:
    if not list((ROOT / "tests").glob("**/test_bad_input*.py")):
        pytest.skip("tests/test_bad_input*.py is not written yet")

    tested = {
        found[1]
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (found := re.match(r"test_(b\d\d)_\w+", node.name))
    }

    assert [number for number in PROMISED if number not in tested] == []
