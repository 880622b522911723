"""The corpus in everything that leaves the office: papers as PDF and Word, Excel, CSV, the archive."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pydantic import ValidationError
from pypdf import PdfReader
from sqlalchemy import select

from bot.jobs.packing import pack
from documents import draw
from documents.data import MODELS
from documents.sheets import write_sheet
from documents.word.writing import write as write_word
from models.season import Season
from sop.archive.season_zip import list_of, papers_of
from sop.step1_recap.export import ENDINGS, LAYOUTS, export_data
from sop.word.papers import IN_SENTENCES
from tests.core.desk import FrontDesk
from tests.documents import samples
from tests.fuzz.corpus import CORPUS, MARK

MADE_AT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
ADDRESS = "contoh.example"
_FORMULA = re.compile(r"[=+\-@\t\r]")
#: Pieces of which every sign is printed as it is.
PLAIN = tuple(one for one in CORPUS if one.isascii() and len(one) < 60)


def squeezed(text: str) -> str:
    """Without spaces: a paper breaks lines where a cell ends."""
    return re.sub(r"\s+", "", text)


def taken_for_markup(text: str) -> list[str]:
    """Where the signs before the mark are gone, somebody has taken them for markup."""
    return re.findall(rf".{{0,60}}(?<![>;]){MARK}.{{0,20}}", squeezed(text))


# ---- papers


def hard_paper(key: str, turn: int) -> dict[str, Any]:
    """A paper's data in which every sentence is a piece of the corpus, as far as its model takes it."""
    good = samples.paper(key, 6).model_dump(mode="json")
    pieces = itertools.islice(itertools.cycle(CORPUS), turn, None)
    kept: set[tuple[Any, ...]] = set()
    while True:
        hard = _replaced(good, iter(list(itertools.islice(pieces, 5_000))), kept)
        try:
            return MODELS[key].model_validate(hard).model_dump(mode="json")
        except ValidationError as wrong:
            more = {_path(one["loc"]) for one in wrong.errors()} - kept
            if not more:
                raise
            kept |= more


def _path(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(loc)


def _replaced(node: Any, pieces: Iterator[str], kept: set[tuple[Any, ...]], at: tuple[Any, ...] = ()) -> Any:
    if at in kept:
        return node
    if isinstance(node, dict):
        return {key: _replaced(value, pieces, kept, (*at, key)) for key, value in node.items()}
    if isinstance(node, list):
        return [_replaced(value, pieces, kept, (*at, index)) for index, value in enumerate(node)]
    if isinstance(node, str) and " " in node:  # a word alone is one of ours: a komisi, a date, a hash
        return next(pieces)
    return node


def of_papers(turn: int, keys: tuple[str, ...] = tuple(MODELS)) -> tuple[list[str], set[str]]:
    """What is wrong with papers full of the corpus, as PDF and as Word; which pieces stand in them."""
    faults: list[str] = []
    seen: set[str] = set()
    for key in keys:
        data = hard_paper(key, turn)
        facts: dict[str, Any] = {"stage": "naskah", "version": 2, "number": "400.10.2/7/Kec/I/2027"}
        content = draw(key, data, made_at=MADE_AT, verify_url=None, **facts).content
        text, wrong = _read_pdf(content)
        faults += [f"{key}.pdf: {one}" for one in wrong + taken_for_markup(text)]
        seen |= {piece for piece in PLAIN if squeezed(piece) in squeezed(text)}
        if key in IN_SENTENCES and key != "draft-laporan":
            content = write_word({"key": key, "data": data, "made_at": MADE_AT.isoformat(), **facts})
            text, wrong = _read_word(content)
            faults += [f"{key}.docx: {one}" for one in wrong + taken_for_markup(text)]
    return faults, seen


def _read_pdf(content: bytes) -> tuple[str, list[str]]:
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    links = [
        str(note.get_object().get("/A"))
        for page in reader.pages
        for note in page.get("/Annots", ())
        if ADDRESS in str(note.get_object().get("/A"))
    ]
    active = [name for name in ("/JavaScript", "/Launch", "/EmbeddedFile") if name.encode() in content]
    return text, links + active


def _read_word(content: bytes) -> tuple[str, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        outside = [
            name
            for name in packed.namelist()
            if name.endswith(".rels") and b'TargetMode="External"' in packed.read(name)
        ]
        fields = [name for name in packed.namelist() if b"HYPERLINK" in _markup(packed.read(name))]
    text = "".join(part.text or "" for part in Document(io.BytesIO(content)).element.body.iter("{*}t"))
    return text, outside + fields


def _markup(xml: bytes) -> bytes:
    """Without what stands between the marks."""
    return re.sub(rb">[^<]*<", b"><", xml)


# ---- lists and the archive


def of_lists(desk: FrontDesk, season_id: int, folder: Path) -> tuple[list[str], set[str]]:
    """The same of every list as Excel and CSV, and of the archive of the season."""
    faults: list[str] = []
    seen: set[str] = set()
    with desk.unit() as unit:
        season = unit.all(select(Season).where(Season.id == season_id))[0]
        lists = {layout: export_data(unit, season, layout, unit.now) for layout in LAYOUTS}
        entries = [*papers_of(unit, season), *(list_of(unit, season, layout) for layout in LAYOUTS)]
        made, _ = pack(folder, entries)
    for (layout, data), (ending, kind) in itertools.product(lists.items(), ENDINGS.items()):
        content = write_sheet(kind, data)
        cells, wrong = _read_excel(content) if ending == "xlsx" else _read_csv(content)
        faults += [f"{layout}.{ending}: {one}" for one in wrong + taken_for_markup(" ".join(cells))]
        seen |= {piece for piece in PLAIN if any(piece[:30] in cell for cell in cells)}
    for one in made:
        content = (folder / one.sha256[:2] / one.sha256).read_bytes()
        faults += [
            f"zip: {name!r}" for name in _names(content) if not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", name)
        ]
    return faults, seen


def _read_excel(content: bytes) -> tuple[list[str], list[str]]:
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    ours = re.compile(r"=(SUBTOTAL|SUMPRODUCT|SUM|COUNTIFS?|SUMIFS?|IF|ROWS?|IFERROR)\(")
    wrong = [str(one.value)[:80] for one in cells if one.data_type == "f" and not ours.match(str(one.value))]
    wrong += [f"link: {one.hyperlink.target}" for one in cells if one.hyperlink and one.hyperlink.target]
    return [str(one.value) for one in cells if one.data_type == "s"], wrong


def _read_csv(content: bytes) -> tuple[list[str], list[str]]:
    cells = [
        cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row
    ]
    return cells, [cell[:80] for cell in cells if _FORMULA.match(cell)]


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.namelist()
