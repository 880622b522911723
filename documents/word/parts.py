"""Blocks of a paper as Word writes them. What people wrote is text, never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as Made
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from documents.drawing.manuscript import Grid, Page, Row, Said, Signed
from documents.drawing.page import BOTTOM, LEFT, RIGHT, SIZES, TOP
from documents.word.template import Frame
from texts import plain

FONTS = {"sans": "Arial", "book": "Bookman Old Style"}
_SMALL = 10.5  #: points
_SIDES = {"L": "left", "C": "center", "R": "right", "J": "both"}
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  #: what XML cannot hold
_WIDTH = 460.0  #: points between the margins of an upright page


@dataclass(frozen=True)
class Setting:
    """What a template changes about paragraphs and tables."""

    styled: bool = False  #: letters and sizes are those of its styles
    ratio: float = 1.0  #: of the width between its margins to ours
    heads: tuple[str, ...] = ()  #: ids of its styles for headings, level by level


def setting_of(frame: Frame | None) -> Setting:
    if frame is None:
        return Setting()
    ours = SIZES["F4"][0] - LEFT - RIGHT
    return Setting(True, min((frame.wide - frame.left - frame.right) / ours, 1.0), frame.heads)


def element(xml: str) -> Any:
    """The piece as a part of the document."""
    head = re.split(r"(?=[ />])", xml, maxsplit=1)[0]
    return parse_xml(xml.replace(head, f"{head} {nsdecls('w')}", 1))


def paragraph(said: Said, setting: Setting) -> str:
    """A paragraph whose marks hang before it."""
    look = said.look
    stops = [indent for _, indent in said.marks[1:]] + ([look.indent] if said.marks else [])
    tabs = "".join(f'<w:tab w:val="left" w:pos="{_twips(stop)}"/>' for stop in sorted(set(stops)))
    hang = look.indent - said.marks[0][1] if said.marks else 0.0
    level = None if said.marks else said.level
    head = level if level is not None and level < len(setting.heads) else None
    properties = [
        f'<w:pStyle w:val="{setting.heads[head]}"/>' if head is not None else "",
        "<w:keepNext/><w:keepLines/>" if said.level is not None or look.bold else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        f'<w:spacing w:before="{_twips(said.before)}" w:after="{_twips(said.after)}"/>',
        f'<w:ind w:left="{_twips(look.indent)}" w:hanging="{_twips(max(hang, 0.0))}"/>',
        f'<w:jc w:val="{_SIDES[look.align]}"/>',
        f'<w:outlineLvl w:val="{said.level}"/>' if said.level is not None else "",
    ]
    runs = "".join(
        run(mark, setting, size=look.size, family=look.family) + "<w:r><w:tab/></w:r>"
        for mark, _ in said.marks
    )
    runs += run(said.text, setting, bold=look.bold and head is None, size=look.size, family=look.family)
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{runs}</w:p>"


def run(
    text: str,
    setting: Setting,
    *,
    bold: bool = False,
    size: float = 12.0,
    family: str = "sans",
    line: bool = False,
) -> str:
    """Words in one look; a line end in them stays one."""
    font = FONTS[family]
    looks = "" if setting.styled else f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    looks += "<w:b/>" if bold else ""
    # In a template running text is as large as its style says; what is small on purpose stays small.
    looks += "" if setting.styled and size > _SMALL else f'<w:sz w:val="{round(size * 2)}"/>'
    looks += '<w:u w:val="single"/>' if line else ""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _UNFIT.sub("", text).split("\n")]
    return f"<w:r><w:rPr>{looks}</w:rPr>{'<w:br/>'.join(parts)}</w:r>"


def rule() -> str:
    """Thick and thin, below the letterhead."""
    return (
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="1" w:color="000000"/>'
        '</w:pBdr><w:spacing w:after="200"/></w:pPr></w:p>'
    )


# ---- tables


def grid(made: Grid, setting: Setting) -> str:
    """A table: its headings come again on every page, no row is torn apart."""
    whole = sum(made.widths)
    reach = whole if whole > _WIDTH / 2 else _WIDTH  # points; shares where it was not drawn as a table
    widths = [_twips(width / whole * reach * setting.ratio) for width in made.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = []
    if made.heads:
        rows.append(_row(made, setting, Row(made.heads, True, 1, "C" * len(made.heads)), widths, head=True))
    if made.numbered:
        marks = tuple(f"({at})" for at in range(1, len(made.heads) + 1))
        rows.append(_row(made, setting, Row(marks, False, 1, "C" * len(marks)), widths, head=True))
    rows += [_row(made, setting, row, widths) for row in made.rows]
    if not rows:
        rows = [_row(made, setting, Row(("",), False, len(widths), "L"), widths)]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(made: Grid, setting: Setting, row: Row, widths: list[int], *, head: bool = False) -> str:
    cells, place = [], 0
    for at, text in enumerate(row.cells):
        over = row.over if at == 0 else 1
        aligns = row.aligns or "".join(made.aligns)
        side = aligns[at] if row.aligns else ("L" if at == 0 and over > 1 else made.aligns[place])
        wide = sum(widths[place : place + over])
        span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>' if head else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:jc w:val="{_SIDES[side]}"/></w:pPr>'
            f"{run(text, setting, bold=row.bold, size=made.size)}</w:p></w:tc>"
        )
        place += over
    looks = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{looks}</w:trPr>{''.join(cells)}</w:tr>"


def signed(made: Signed, setting: Setting) -> str:
    """Two halves without lines; a signature stands in the right one, all of it on one page."""
    halves: dict[bool, str] = {False: "<w:p/>", True: "<w:p/>"}
    for right, above, below in made.blocks:
        lines = [
            *((line, False) for line in above),
            *((" ", False) for _ in range(4)),
            *((line, at == 0) for at, line in enumerate(below)),
        ]
        halves[right] = "".join(
            '<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>'
            f"{run(line, setting, size=11, bold=name, line=name)}</w:p>"
            for line, name in lines
        )
    half = _twips(_WIDTH / 2 * setting.ratio)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{halves[right]}</w:tc>'
        for right in (False, True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * half}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


# ---- pages


def set_up(ends: Any, page: Page, frame: Frame | None, *, first: bool) -> None:
    """Size and margins of a section's paper; a template has its own, turned where tables are wide.

    `first`: the section begins with a kop, which a template may have in the head of its first page.
    """
    short, long = sorted(SIZES[page.format] if frame is None else (frame.wide, frame.high))
    wide, high = (long, short) if page.landscape else (short, long)
    top, right, bottom, left = (
        (TOP, RIGHT, BOTTOM, LEFT) if frame is None else (frame.top, frame.right, frame.bottom, frame.left)
    )
    for old in ends.findall(qn("w:pgSz")) + ends.findall(qn("w:pgMar")) + ends.findall(qn("w:titlePg")):
        ends.remove(old)
    turned = ' w:orient="landscape"' if page.landscape else ""
    size = element(f'<w:pgSz w:w="{_twips(wide)}" w:h="{_twips(high)}"{turned}/>')
    margins = element(
        f'<w:pgMar w:top="{_twips(top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}" '
        f'w:left="{_twips(left)}" w:header="708" w:footer="708" w:gutter="0"/>'
    )
    after = [
        one for one in ends if one.tag.endswith("Reference") or one.tag in (qn("w:type"), qn("w:footnotePr"))
    ]
    at = len(after)
    ends.insert(at, size)
    ends.insert(at + 1, margins)
    if frame is not None and frame.first and first:
        below = [one for one in ends if one.tag in (qn("w:docGrid"), qn("w:textDirection"), qn("w:bidi"))]
        title = element("<w:titlePg/>")
        if below:
            below[0].addprevious(title)
        else:
            ends.append(title)


def footer(book: Made, words: str) -> None:
    """Which paper and version it is, and the page; the same on every page."""
    one = book.sections[0]
    feet = [one.footer, *([one.first_page_footer] if one.different_first_page_header_footer else [])]
    for foot in feet:
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        _foot_line(
            line if not line.text.strip() and len(foot.paragraphs) == 1 else foot.add_paragraph(), words
        )


def _foot_line(line: Any, words: str) -> None:
    line.add_run(f"{words} · ")
    before, _, after = plain("paper_common.footer_page", page="\0", pages="\0").partition("\0")
    between, _, after = after.partition("\0")
    line.add_run(before)
    _count(line, "PAGE")
    line.add_run(between)
    _count(line, "NUMPAGES")
    line.add_run(after)
    for one in line.runs:
        one.font.size = Pt(8)


def _count(line: Any, what: str) -> None:
    """A number that Word itself fills in."""
    for kind, text in (("begin", None), (None, what), ("end", None)):
        one = line.add_run()
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        one._r.append(mark)


def _twips(points: float) -> int:
    return round(points * 20)
