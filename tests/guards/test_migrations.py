"""The migrations are one line, numbered as they follow each other."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.support.office import ROOT

pytestmark = pytest.mark.quick


def test_migrations_are_one_line_without_a_fork() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    line = list(ScriptDirectory.from_config(settings).walk_revisions())

    assert [step.revision for step in reversed(line)] == [
        f"{number:04}" for number in range(1, len(line) + 1)
    ]
    assert all(step.path.rpartition("/")[2].startswith(f"{step.revision}_") for step in line)
