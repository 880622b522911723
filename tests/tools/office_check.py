"""`make office`: LibreOffice opens what the bot writes for an office, and adds up to the same sums.

Where LibreOffice is not on the machine it says so and does nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import select

from bot.sheet_commands import export_of
from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from sop.recap.export_rows import LAYOUTS
from tests.office import Bureau, Office
from tests.seed import proposals

USULAN = 110
#: Always calculates anew, whatever values a file brings along.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def main() -> int:
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice (soffice) is not on this machine: nothing was opened.")
        return 0
    with tempfile.TemporaryDirectory(prefix="musrenbang-office-") as name:
        folder = Path(name)
        (folder / "bureau").mkdir()
        with Bureau(folder / "bureau") as bureau:
            office = filled(bureau)
            files = list(written(bureau, office, folder))
            opened = recalculated(soffice, folder, files)
            wrong = [words for file in files for words in differs(office, file, opened / file.name)]
    for words in wrong:
        print(words)
    if not wrong:
        print(f"LibreOffice opened {len(files)} files; every sum is that of the database.")
    return 1 if wrong else 0


def filled(bureau: Bureau) -> Office:
    """An office with usulan of two kelurahan, most of them agreed."""
    office = bureau.office()
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Wawan Setiawan", "Kelurahan B")
    proposals(office, USULAN * 2 // 3, Status.AGREED, "Siti Aminah")
    proposals(office, USULAN // 3, Status.AGREED, "Wawan Setiawan", "Kelurahan B")
    proposals(office, 7, Status.REFUSED, "Siti Aminah")
    return office


def written(bureau: Bureau, office: Office, folder: Path) -> Iterator[Path]:
    for layout in LAYOUTS:
        file = folder / f"{layout}.xlsx"
        made, _, _ = export_of(bureau.database, bureau.now, layout, file, office.name)
        file.write_bytes(without_values(made))
        yield file


def without_values(content: bytes) -> bytes:
    """The same workbook without the results of its formulas: what is there afterwards was calculated."""
    from io import BytesIO

    book = load_workbook(BytesIO(content))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def recalculated(soffice: str, folder: Path, files: list[Path]) -> Path:
    """Opened and written again by LibreOffice, with a profile of its own."""
    profile, opened = folder / "profile", folder / "opened"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(opened), *map(str, files)], check=True, capture_output=True, timeout=300
    )
    return opened


def differs(office: Office, file: Path, opened: Path) -> Iterator[str]:
    """What is not as it should be, in words."""
    if not opened.exists():
        yield f"{file.name}: LibreOffice did not open it"
        return
    book = load_workbook(opened, data_only=True)
    layout = LAYOUTS[file.stem]
    query = select(Proposal).where(Proposal.season_id == office.season_id)
    wanted = [one for one in office.read(query) if file.stem != "td4" or one.status == Status.AGREED]
    total = sum(one.cost or 0 for one in wanted)
    per_sheet = [list(sheet.values)[-1][layout.money] for sheet in book.worksheets[1:]]
    summary = list(book.worksheets[0].values)[-1]
    count, money = summary[2 + len(per_sheet)] if layout.by_komisi else summary[2], summary[-1]
    if (count, money, sum(per_sheet)) != (len(wanted), total, total):
        yield f"{file.name}: {count}, {money}, {per_sheet}; the database has {len(wanted)}, {total}"
    broken = [
        f"{file.name} {sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in book
        for row in sheet
        for cell in row
        if cell.data_type == "e"
    ]
    yield from broken


if __name__ == "__main__":
    sys.exit(main())
