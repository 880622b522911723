"""A paper as Word that an office can edit: the same words as its PDF, because both come of one drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.oxml.ns import qn
from docx.shared import Pt

from documents import DRAWN_BY
from documents.data import MODELS
from documents.drawing.editing import KOP, Editing
from documents.drawing.manuscript import Block, Grid, Manuscript, Page, Rule, Said, Signed
from documents.word.parts import (
    FONTS,
    Setting,
    element,
    footer,
    grid,
    paragraph,
    rule,
    set_up,
    setting_of,
    signed,
)
from documents.word.reading import MARK
from documents.word.template import Frame, frame_of
from texts import plain
from texts.figures import WIB


@dataclass
class _Leaf:
    """A page begun on purpose, and what follows on it."""

    page: Page
    blocks: list[Block] = field(default_factory=list)

    @property
    def kop(self) -> bool:
        return bool(self.blocks) and isinstance(self.blocks[0], Said) and self.blocks[0].fixed == KOP


def write(data: dict[str, Any]) -> bytes:
    """`key`, `data`, `stage`, `version`, `number`, `made_at`, `code` of a paper; the office's `template`."""
    blocks, source = taken_down(data)
    own: bytes | None = data.get("template")
    book = Document(BytesIO(own)) if own else Document()
    frame = frame_of(book) if own else None
    _properties(book, data["key"], datetime.fromisoformat(data["made_at"]), data.get("code", ""), frame)
    body = book.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    _fill(body[-1], _leaves(blocks), frame)
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


def _leaves(blocks: list[Block]) -> list[_Leaf]:
    found: list[_Leaf] = []
    for block in blocks:
        if isinstance(block, Page):
            found.append(_Leaf(block))
        else:
            found[-1].blocks.append(block)
    return found


def _fill(last: Any, leaves: list[_Leaf], frame: Frame | None) -> None:
    """Everything before the end of the document, where the last section says what its paper is."""
    setting = setting_of(frame)
    begins = leaves[0]  # of the section
    for at, leaf in enumerate(leaves):
        if at:
            # A kop that the office has in the head of first pages only wants a section each time.
            if leaf.page != leaves[at - 1].page or (frame is not None and frame.first and leaf.kop):
                made = element("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>")
                last.addprevious(made)
                ended = made.pPr.find(qn("w:sectPr"))
                if begins is leaves[0]:  # head and foot are named once; later sections go on with them
                    ended.extend([one for one in last if one.tag.endswith("Reference")])
                set_up(ended, leaves[at - 1].page, frame, first=begins.kop)
                begins = leaf
            else:
                last.addprevious(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
        for block in _printed(leaf, frame):
            for xml in _xml(block, setting):
                last.addprevious(element(xml))
    set_up(last, leaves[-1].page, frame, first=begins.kop)


def _printed(leaf: _Leaf, frame: Frame | None) -> list[Block]:
    """Without our own kop where the office's stands in the head of the page."""
    if frame is None or not frame.kop or not leaf.kop:
        return leaf.blocks
    below = next((at for at, block in enumerate(leaf.blocks, 1) if isinstance(block, Rule)), 0)
    return leaf.blocks[below:]


def taken_down(data: dict[str, Any]) -> tuple[list[Block], str]:
    """The paper is drawn, and what it says is taken down."""
    page = import_module("documents.drawing.page")
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
    import_module(DRAWN_BY[data["key"]]).write(sheet, frozen)
    sheet.output()  # closes the letters' files
    return notes.blocks, frozen.source


def _xml(block: Block, setting: Setting) -> list[str]:
    if isinstance(block, Said):
        return [paragraph(block, setting)]
    if isinstance(block, Grid):
        return [grid(block, setting), "<w:p/>"]
    if isinstance(block, Signed):
        return [signed(block, setting), "<w:p/>"]
    return [rule()] if isinstance(block, Rule) else []


def _properties(book: Made, key: str, made_at: datetime, code: str, frame: Frame | None) -> None:
    """Title, language, letters, the paper's code; nothing of the machine that made it."""
    properties = book.core_properties
    properties.title, properties.language = plain(f"paper_titles.{key}"), "id-ID"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.keywords = f"{MARK}{code}" if code else ""
    properties.created = properties.modified = made_at.astimezone(WIB).replace(tzinfo=None)
    if frame is None:  # a template says itself how its letters look
        style = book.styles["Normal"]
        style.font.name, style.font.size = FONTS["sans"], Pt(12)
        style.paragraph_format.space_after = Pt(0)
