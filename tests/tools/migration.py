"""Write the next migration from what the models say: `python -m tests.tools.migration "add a column"`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.migrating import MIGRATIONS, config_for, migrate


def write(words: str) -> Path:
    """The file of a new migration, named in words, numbered after the last one."""
    number = f"{len(list((MIGRATIONS / 'versions').glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/compare.db"
        migrate(url)
        command.revision(config_for(url), words, autogenerate=True, rev_id=number)
    made = next((MIGRATIONS / "versions").glob(f"{number}_*.py"))
    ruff = Path(sys.executable).parent / "ruff"
    for how in (("check", "--fix"), ("format",)):
        subprocess.run([ruff, *how, "-q", "--no-cache", made], check=True)
    return made


if __name__ == "__main__":
    print(write(" ".join(sys.argv[1:])))
