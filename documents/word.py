"""A paper as Word that an office can edit: the same words as its PDF, because both come of one drawing."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from documents import _DRAWN_BY
from documents.data import MODELS
from documents.editing import Editing
from documents.manuscript import Block, Grid, Manuscript, Page, Rule, Said, Signed
from documents.page import BOTTOM, LEFT, RIGHT, SIZES, TOP
from documents.word_parts import FONTS, element, footer, grid, paragraph, rule, section, signed
from documents.word_reading import MARK
from texts import plain
from texts.figures import WIB


def write(data: dict[str, Any]) -> bytes:
    """`key`, `data`, `stage`, `version`, `number`, `made_at`, `code` of a paper."""
    made_at = datetime.fromisoformat(data["made_at"])
    blocks, source = taken_down(data)
    book = Document()
    _properties(book, data["key"], made_at, data.get("code", ""))
    body = book.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    last = body[-1]
    opened: Page | None = None
    for block in blocks:
        if isinstance(block, Page):
            if opened is not None:
                ends = section(opened) if (opened != block) else None
                last.addprevious(element(paragraph_break(ends)))
            opened = block
            continue
        for xml in _xml(block):
            last.addprevious(element(xml))
    if opened is not None:
        _last_section(book, opened)
    words = [
        plain(f"paper_titles.{data['key']}"),
        plain("paper_common.footer_version", version=data["version"]),
    ]
    if source:
        words.append(plain("paper_common.footer_source", source=source))
    footer(book, " · ".join(words))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def taken_down(data: dict[str, Any]) -> tuple[list[Block], str]:
    """The paper is drawn, and what it says is taken down."""
    page = import_module("documents.page")
    sheet = page.Sheet(
        key=data["key"],
        stage=data["stage"],
        version=data["version"],
        number=data["number"],
        made_at=datetime.fromisoformat(data["made_at"]),
        verify_url=None,
    )
    sheet.notes = notes = Manuscript()
    frozen = MODELS[data["key"]].model_validate(data["data"])
    sheet.editing = Editing(frozen.edits)
    import_module(_DRAWN_BY[data["key"]]).write(sheet, frozen)
    sheet.output()  # closes the letters' files
    return notes.blocks, frozen.source


def paragraph_break(ends: str | None) -> str:
    """A new page; with another size of paper a new section."""
    if ends is not None:
        return f"<w:p><w:pPr>{ends}</w:pPr></w:p>"
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _xml(block: Block) -> list[str]:
    if isinstance(block, Said):
        return [paragraph(block)]
    if isinstance(block, Grid):
        return [grid(block), "<w:p/>"]
    if isinstance(block, Signed):
        return [signed(block), "<w:p/>"]
    return [rule()] if isinstance(block, Rule) else []


def _properties(book: Made, key: str, made_at: datetime, code: str) -> None:
    """Title, language, letters, the paper's code; nothing of the machine that made it."""
    properties = book.core_properties
    properties.title, properties.language = plain(f"paper_titles.{key}"), "id-ID"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.keywords = f"{MARK}{code}" if code else ""
    properties.created = properties.modified = made_at.astimezone(WIB).replace(tzinfo=None)
    style = book.styles["Normal"]
    style.font.name, style.font.size = FONTS["sans"], Pt(12)
    style.paragraph_format.space_after = Pt(0)


def _last_section(book: Made, page: Page) -> None:
    """The paper of the last section stands at the end of the document."""
    short, long = sorted(SIZES[page.format])
    wide, high = (long, short) if page.landscape else (short, long)
    final = book.sections[-1]
    final.page_width, final.page_height = Pt(wide), Pt(high)
    final.left_margin, final.right_margin = Pt(LEFT), Pt(RIGHT)
    final.top_margin, final.bottom_margin = Pt(TOP), Pt(BOTTOM)
    if page.landscape:
        final.orientation = WD_ORIENT.LANDSCAPE
