"""The commands of README.md in an empty folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.office import ROOT
from tests.tools import ready


def musrenbang(folder: Path, *words: str) -> str:
    """What a command answers on stdout."""
    code, out, errors = ready.types(only_the_folder(), folder, *words)
    assert code == 0, errors
    return out


def only_the_folder() -> dict[str, str]:
    """Settings come from the folder's .env, as in an office."""
    return {"PYTHONPATH": str(ROOT), "PATH": str(Path(sys.executable).parent)}
