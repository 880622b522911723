"""`make mutations`: a sealed report changed in 1,000 ways; what verify, pyHanko and pdfsig say about each."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from documents.sealing.seal_reading import look
from models.unit import Database
from sop.signing.verifying import Verdict, found, sizes
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, REPORT, Archive
from tests.signing.mutations import mutated
from tests.signing.seals import seals_of

HOW_MANY = 1000


def by_verify(database: Database, content: bytes) -> bool:
    with database.unit(NOW) as unit:
        return found(unit, look(content, sizes(unit), [])).verdict is Verdict.GENUINE


def by_pyhanko(content: bytes) -> bool:
    """One seal, intact, by a trusted certificate, and nothing appended that its own rules do not allow."""
    try:
        return [whole for whole, _name in seals_of(content)] == [True]
    except Exception:  # a parser fed with garbage raises whatever it pleases
        return False


def by_pdfsig(content: bytes, folder: Path) -> bool:
    file = folder / "copy.pdf"
    file.write_bytes(content)
    done = subprocess.run(
        ["pdfsig", "-nocert", "-nssdir", str(folder), str(file)], capture_output=True, timeout=60, check=False
    )
    said = done.stdout.decode(errors="replace")
    return said.count("Signature is Valid.") == 1 and "Total document signed" in said


def main() -> None:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = database_with_tables(f"sqlite:///{folder}/musrenbang.db")
        archive, naskah = Archive(database, folder), REPORT
        final = archive.approves(archive.keeps(naskah, 1), naskah)
        readers = {
            "verify": lambda content: by_verify(database, content),
            "pyHanko": by_pyhanko,
        }
        if shutil.which("pdfsig"):
            readers["pdfsig"] = lambda content: by_pdfsig(content, folder)
        else:
            print("pdfsig is not on this machine (Debian: poppler-utils): left out")
        for name, reader in readers.items():
            print(f"untouched, {name}: {'whole' if reader(final) else 'NOT WHOLE'}")
            if not reader(final):
                sys.exit(1)
        changed: Counter[str] = Counter()
        fooled: Counter[tuple[str, str]] = Counter()
        for number in range(HOW_MANY):
            how, copy = mutated(final, number)
            changed[how] += 1
            if copy == final:
                sys.exit(f"{how} {number} changed nothing")
            for name, reader in readers.items():
                fooled[how, name] += reader(copy)
        database.close()
    print(f"{'taken for whole':24}" + "".join(f"{name:>10}" for name in readers))
    for how, count in changed.items():
        cells = "".join(f"{fooled[how, name]:>10}" for name in readers)
        print(f"{how.replace('_', ' '):18}{count:>6}{cells}")
    totals = {name: sum(fooled[how, name] for how in changed) for name in readers}
    print(f"{'all':18}{sum(changed.values()):>6}" + "".join(f"{totals[name]:>10}" for name in readers))
    if totals["verify"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
