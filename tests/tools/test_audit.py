"""`make audit` says what has a known hole, and does not call safe what nobody could look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.audit import main

CLEAN = {"name": "segno", "version": "1.6.6", "vulns": []}
HOLE = {"id": "PYSEC-2027-1", "fix_versions": ["2.0"], "aliases": [], "description": "x"}
SKIPPED = {"name": "segno", "skip_reason": "Dependency not found"}


def says(folder: Path, answers: dict[str, str]) -> str:
    """A pip-audit that answers so for each service; where it has no answer it fails as without a network."""
    program = folder / "pip-audit"
    cases = "".join(f"*'-s {name} '*) echo '{answer}';; " for name, answer in answers.items())
    program.write_text(f"#!/bin/sh\ncase \"$*\" in {cases}*) echo 'no route to host' >&2; exit 1;; esac\n")
    program.chmod(0o755)
    return str(program)


def answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("answers", "code", "printed"),
    [
        ({"osv": answer(CLEAN)}, 0, "requirements.txt: 1 packages, none with a known hole (osv)\n"),
        ({"pypi": answer(CLEAN)}, 0, "requirements.txt: 1 packages, none with a known hole (pypi)\n"),
        (
            {"osv": answer({**CLEAN, "vulns": [HOLE]})},
            1,
            "requirements.txt: 1 known holes\nsegno 1.6.6: PYSEC-2027-1, mended in 2.0\n",
        ),
        (
            {"osv": answer(CLEAN, SKIPPED)},
            3,
            "requirements.txt: NOT LOOKED AT. osv knows nothing of 1 of 2 packages; pypi cannot be asked "
            "(no route to host). Try again where there is a network.\n",
        ),
    ],
)
def test_what_was_not_looked_at_is_not_called_safe(
    answers: dict[str, str], code: int, printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(says(tmp_path, answers), "requirements.txt") == code
    assert capsys.readouterr().out == printed
