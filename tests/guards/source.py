"""The project's own code, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("texts", "models", "documents", "sop", "handlers", "bot", "demo", "migrations")


@cache
def product() -> dict[str, ast.Module]:
    """Every module of the product by its path from the root; tests are not part of it."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the product, with "path:line"."""
    for path, tree in product().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", node


def called(call: ast.Call) -> str:
    """The last word of what is called: `say` in `texts.say(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def kept_files() -> list[Path]:
    """What is committed or about to be; in an archive without git, everything but what is made here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    made = {".venv", ".git", "data", "demo-data", "out", "build"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not made.intersection(path.relative_to(ROOT).parts)
    ]
