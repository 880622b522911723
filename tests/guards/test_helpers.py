"""What tests share lies in modules of its own: a test module is read by nobody but pytest."""

import ast
from pathlib import Path

import pytest

from tests.guards.source import ROOT

pytestmark = pytest.mark.quick


def of_test_modules(path: Path) -> list[str]:
    """What a module imports from a module of tests."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)):
                named = [module, *(f"{module}.{one.name}" for one in node.names)]
            case ast.Import():
                named = [one.name for one in node.names]
            case _:
                continue
        found += [name for name in named if name.startswith("tests.") and _is_test(name)]
    return found


def _is_test(module: str) -> bool:
    return (ROOT / (module.replace(".", "/") + ".py")).is_file() and module.split(".")[-1].startswith("test_")


def test_no_module_imports_from_a_module_of_tests() -> None:
    paths = sorted((ROOT / "tests").rglob("*.py"))

    found = {path.relative_to(ROOT).as_posix(): of_test_modules(path) for path in paths}

    assert {path: names for path, names in found.items() if names} == {}


def test_an_import_from_a_module_of_tests_is_found(tmp_path: Path) -> None:
    written = tmp_path / "one.py"
    written.write_text("from tests.guards.test_helpers import ROOT\nimport tests.guards.test_words\n")

    assert of_test_modules(written) == ["tests.guards.test_helpers", "tests.guards.test_words"]
