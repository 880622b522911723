"""A Word template of the office's own: its styles, page, kop and foot are kept, its text is thrown away."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Book
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml.ns import qn

from documents.markup import is_plain
from documents.word.reading import LARGEST_TEXT, outer_trouble

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
#: What a document needs to look as the office wants it; pictures of its text, comments and the like go.
_KEPT = (
    KIND.STYLES,
    KIND.NUMBERING,
    KIND.SETTINGS,
    KIND.THEME,
    KIND.FONT_TABLE,
    KIND.WEB_SETTINGS,
    KIND.HEADER,
    KIND.FOOTER,
)
_NARROWEST, _LOWEST = 300.0, 400.0  #: points of a page that still holds a table and a signature


class BadTemplate(Exception):
    """Why a file cannot be the template: the key of a sentence."""


@dataclass(frozen=True)
class Frame:
    """How the office sets up its page; lengths in points."""

    wide: float
    high: float
    top: float
    right: float
    bottom: float
    left: float
    kop: bool  #: whether its head holds a kop, so that none is written below it
    first: bool  #: whether that stands on the first page only
    heads: tuple[str, ...]  #: ids of its styles Heading 1, 2, 3


def cleaned(content: bytes) -> bytes:
    """What is kept of a template, as it is started from. Raises BadTemplate."""
    _look_inside(content)
    try:
        book = Document(BytesIO(_as_document(content)))
        _empty(book)
        _unlink(book)
        frame = frame_of(book)
        if (
            frame.wide - frame.left - frame.right < _NARROWEST
            or frame.high - frame.top - frame.bottom < _LOWEST
        ):
            raise BadTemplate("templat.page")
        made = BytesIO()
        book.save(made)
        return made.getvalue()
    except BadTemplate:
        raise
    except Exception as broken:  # a reader fed with garbage raises whatever it pleases
        raise BadTemplate("templat.broken") from broken


def _empty(book: Book) -> None:
    """Its text goes; the page of its last section counts."""
    body = book.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    if body.find(qn("w:sectPr")) is None:
        raise BadTemplate("templat.broken")


def _unlink(book: Book) -> None:
    """What only its text needed goes, too, and nothing leads out of the file."""
    section = book.element.body.find(qn("w:sectPr"))
    used = {one.get(qn("r:id")) for one in section if one.tag.endswith("Reference")}
    for name, rel in list(book.part.rels.items()):
        placed = rel.reltype not in (KIND.HEADER, KIND.FOOTER) or name in used
        if rel.reltype not in _KEPT or not placed:
            del book.part.rels[name]
    for name in used:
        _must_stay_inside(book.part.related_parts[name].rels.values())
    settings = book.part._settings_part
    for name, rel in list(settings.rels.items()):
        if rel.is_external:  # the file on somebody's drive that it was once made from
            del settings.rels[name]
    for one in list(settings.element.iter(qn("w:attachedTemplate"), qn("w:mailMerge"))):
        one.getparent().remove(one)


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            trouble = outer_trouble(packed)
            if trouble:
                raise BadTemplate(trouble.replace("word.", "templat."))
            names = packed.namelist()
            if any("embeddings/" in name.lower() or "oleobject" in name.lower() for name in names):
                raise BadTemplate("templat.objects")
            for one in packed.infolist():
                if one.filename.lower().endswith((".xml", ".rels")):
                    with packed.open(one) as piece:
                        xml = piece.read(LARGEST_TEXT + 1)
                    if len(xml) > LARGEST_TEXT:
                        raise BadTemplate("templat.too_big_inside")
                    if not is_plain(xml):
                        raise BadTemplate("templat.broken")
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError) as broken:
        raise BadTemplate("templat.broken") from broken


def _as_document(content: bytes) -> bytes:
    """A .dotx is a .docx by another name."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for one in packed.infolist():
            piece = packed.read(one)
            if one.filename == "[Content_Types].xml":
                piece = piece.replace(_MAIN.format("template").encode(), _MAIN.format("document").encode())
            out.writestr(one.filename, piece)
    return made.getvalue()


def _must_stay_inside(rels: Iterable[Any]) -> None:
    """The kop may name the office's address on the web; it loads nothing from elsewhere."""
    for rel in rels:
        web = rel.reltype == KIND.HYPERLINK and re.match(r"(?:https?|mailto):", str(rel.target_ref))
        if rel.is_external and not web:
            raise BadTemplate("templat.links")
        if rel.reltype in (KIND.OLE_OBJECT, KIND.PACKAGE):
            raise BadTemplate("templat.objects")


def look(content: bytes) -> Frame:
    """Page, margins, kop and headings of a template that was cleaned."""
    return frame_of(Document(BytesIO(content)))


def frame_of(book: Book) -> Frame:
    """Page, margins, kop and headings of a template."""
    one = book.sections[-1]
    first = one.different_first_page_header_footer
    head = one.first_page_header if first else one.header
    return Frame(
        wide=_points(one.page_width),
        high=_points(one.page_height),
        top=_points(one.top_margin),
        right=_points(one.right_margin),
        bottom=_points(one.bottom_margin),
        left=_points(one.left_margin),
        kop=not head.is_linked_to_previous and _says_something(head._element),
        first=first,
        heads=tuple(style.style_id or "" for style in _headings(book)),
    )


def _points(length: Any) -> float:
    return float(length.pt) if length is not None else 0.0


def _headings(book: Book) -> Iterator[Any]:
    """Heading 1, 2, 3, as far as they go on without a gap."""
    named = {style.name: style for style in book.styles}
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        if name not in named:
            return
        yield named[name]


def _says_something(element: Any) -> bool:
    if any((one.text or "").strip() for one in element.iter(qn("w:t"))):
        return True
    return next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None
