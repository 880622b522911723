"""`make office`: LibreOffice opens what the bot writes for an office, and adds up to the same sums.

Where LibreOffice is not on the machine it says so and does nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from bot.commands.sheets import export_of
from documents import draw
from documents.drawing.manuscript import Said
from documents.sheets import write_sheet
from documents.word.compare import Compared, compare
from documents.word.reading import read
from documents.word.template import cleaned
from documents.word.writing import taken_down
from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from sop.core.kelurahan import kelurahan_in
from sop.papers.letterhead import office as letterhead_of
from sop.papers.letterhead import signatory
from sop.step1_recap.export_rows import LAYOUTS
from sop.step1_recap.recap_rows import plain_rows, rows_of
from sop.step1_recap.snapshots import name_of, newest, source_of
from sop.word.papers import IN_SENTENCES
from tests.documents.samples import paper
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from texts import plain

USULAN = 110
MADE_AT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
FACTS: dict[str, Any] = {"stage": "naskah", "version": 1, "number": "400.10.2/7/Kec/I/2027"}
ADDED = "Kalimat tambahan dari kantor."
OURS = "templat-naskah.docx"
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
            pra = pra_musrenbang(bureau, office, folder)
            opened = converted(soffice, folder, [*files, pra], "xlsx")
            wrong = [words for file in files for words in differs(office, file, opened / file.name)]
            wrong += pra_differs(office, opened / pra.name)
        papers = dict(word_papers(folder))
        printed = converted(soffice, folder, [*papers, folder / OURS], "pdf")
        wrong += [
            words for file in papers for words in unread(file, papers[file], printed / f"{file.stem}.pdf")
        ]
        saved = converted(soffice, folder, [*papers], "docx")
        wrong += [words for file in papers for words in edited_by_saving(papers[file], saved / file.name)]
    for words in wrong:
        print(words)
    if not wrong:
        print(
            f"LibreOffice opened {len(files) + 1} Excel and {len(papers) + 1} Word files;"
            " every sum is that of the database, every paper says what its PDF says, and what LibreOffice"
            " saves comes back as a file in which nothing was edited."
        )
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
    book = load_workbook(BytesIO(content))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def pra_musrenbang(bureau: Bureau, office: Office, folder: Path) -> Path:
    """The workbook of a numbered recap."""
    with bureau.database.unit(bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        source_of(unit, season)
        snapshot = newest(unit, season)
        assert snapshot is not None
        data = {
            "office": letterhead_of(season.kecamatan).model_dump(),
            "year": season.year,
            "name": name_of(snapshot),
            "mark": snapshot.sha256[:8],
            "kelurahan": [place.name for place in kelurahan_in(unit, season.kecamatan_id)],
            "rows": plain_rows(rows_of(unit, snapshot)),
            "compiler": signatory(unit, season.kecamatan, Post.JFU).model_dump(),
            "on": "2027-01-11",
        }
    file = folder / "pra-musrenbang.xlsx"
    file.write_bytes(without_values(write_sheet("pra_musrenbang", data)))
    return file


def word_papers(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every paper in sentences, of the season that the tests of papers use: plain, edited, and dressed."""
    ours = write_sheet("word_template", {"office": paper("sk-tim", 1).office.model_dump(mode="json")})
    (folder / OURS).write_bytes(ours)
    template = cleaned(ours)
    for key in IN_SENTENCES:
        data = {"key": key, "data": paper(key, 40).model_dump(mode="json"), "made_at": MADE_AT.isoformat()}
        order = {**data, **FACTS, "code": f"kode-{key}"}
        blocks, _ = taken_down(order)
        first = next(one.origin for one in blocks if isinstance(one, Said) and one.origin is not None)
        edits = [{"before": first.text, "nth": first.nth, "after": [first.text, ADDED]}]
        for name, more in (
            ("", {}),
            ("-suntingan", {"data": {**order["data"], "edits": edits}}),
            ("-templat", {"template": template}),
        ):
            file = folder / f"{key}{name}.docx"
            file.write_bytes(write_sheet("word", {**order, **more}))
            yield file, {**order, **more}


def converted(soffice: str, folder: Path, files: list[Path], ending: str) -> Path:
    """Opened and written again by LibreOffice, with a profile of its own."""
    profile, opened = folder / "profile", folder / f"opened-{ending}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", ending]
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


def pra_differs(office: Office, opened: Path) -> Iterator[str]:
    """Its summary, calculated anew."""
    if not opened.exists():
        yield f"{opened.name}: LibreOffice did not open it"
        return
    query = select(Proposal).where(Proposal.season_id == office.season_id)
    wanted = office.read(query)
    rows = list(load_workbook(opened, data_only=True).worksheets[0].values)
    total = next(row for row in rows if row[1] == "Jumlah")
    found = (total[6], total[11])
    expected = (len(wanted), sum(one.cost or 0 for one in wanted))
    if found != expected:
        yield f"{opened.name}: {found}; the database has {expected}"


EMPTY_FRAME = plain("paper_report.photo_lost").split()


def unread(file: Path, order: dict[str, Any], printed: Path) -> Iterator[str]:
    """Lines of our own PDF that LibreOffice's does not have."""
    if not printed.exists():
        yield f"{file.name}: LibreOffice did not open it"
        return
    ours = draw(order["key"], order["data"], made_at=MADE_AT, verify_url=None, **FACTS).content
    theirs = letters(printed.read_bytes())
    # Neither holds the photos here; only the PDF has a frame for each, and says in it that it is empty.
    lines = {word for word in letters_of_words(ours) if len(word) > 6} - set(EMPTY_FRAME)
    missing = sorted(word for word in lines if word not in theirs)
    if missing:
        yield f"{file.name}: {len(missing)} of {len(lines)} words are missing, such as {missing[:5]}"


def edited_by_saving(order: dict[str, Any], saved: Path) -> Iterator[str]:
    """What the bot would take for an edit in a file that was only opened and saved."""
    if not saved.exists():
        yield f"{saved.name}: LibreOffice did not save it"
        return
    found = read(saved.read_bytes())
    compared = compare(order["data"], taken_down(order)[0], found.pieces)
    if found.mark != order["code"] or found.trouble or compared != Compared():
        yield f"{saved.name}: {found.mark} {found.trouble} {compared}"


def letters(content: bytes) -> str:
    """All letters of a PDF, whatever its lines."""
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def letters_of_words(content: bytes) -> set[str]:
    return {word for page in PdfReader(BytesIO(content)).pages for word in page.extract_text().split()}


if __name__ == "__main__":
    sys.exit(main())
