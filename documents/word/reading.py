"""A paper that was edited in Word: its paragraphs and tables now. Nothing of the file is run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from documents.markup import is_plain

MOST_PACKED = 100  #: times that a piece may grow when it is unpacked
LARGEST_TEXT = 20 * 1024 * 1024  #: bytes of the text itself
LARGEST_WHOLE = 200 * 1024 * 1024  #: bytes of everything, pictures too, as the file itself declares
MARK = "musrenbang-"  #: before a paper's code, among the keywords of its Word file
DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_MARK = re.compile(re.escape(MARK) + r"([A-Za-z0-9_-]{1,40})")

#: What is in a paragraph and no words of its text: taken out, moved away, a box beside it, another's wording.
_NOT_READ = ("del", "moveFrom", "txbxContent", "Fallback", "instrText")
#: What is in a file and is not taken -> key of the sentence that says so.
_REMARKS = {
    "tracked": ("ins", "del", "moveFrom", "moveTo"),
    "boxes": ("txbxContent",),
    "notes": ("footnoteReference", "endnoteReference"),
    "comments": ("commentReference",),
}

Piece = str | tuple[str, ...]  #: a paragraph, or the cells of a table


@dataclass(frozen=True)
class Edited:
    """What was found; with a trouble nothing else counts."""

    sha256: str
    pieces: tuple[Piece, ...] = ()
    mark: str = ""  #: the code of the paper that it was made from
    footer: str = ""  #: tells the paper and its version where a program lost the mark
    remarks: tuple[str, ...] = ()  #: what it holds that is not taken
    trouble: str = ""  #: key of the sentence that says it


def read(content: bytes) -> Edited:
    """The words of a paper, or why it cannot be read."""
    mark = sha256(content).hexdigest()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            trouble = outer_trouble(packed)
            if trouble:
                return Edited(mark, trouble=trouble)
            return _read(mark, packed)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, RuntimeError, OSError, EOFError):
        return Edited(mark, trouble="word.broken")
    except Exception as fault:
        if type(fault).__module__.startswith(("lxml", "zlib")):
            return Edited(mark, trouble="word.broken")
        raise


def _read(mark: str, packed: zipfile.ZipFile) -> Edited:
    names = packed.namelist()
    body = parsed(packed, DOCUMENT).find("{*}body")
    if body is None:
        raise ValueError("no body")
    found = _MARK.search(" ".join(parsed(packed, _PROPERTIES).itertext())) if _PROPERTIES in names else None
    outside = {
        kind: " ".join(
            words(line)
            for name in sorted(names)
            if name.startswith(f"word/{kind}") and name.endswith(".xml")
            for line in parsed(packed, name).iter("{*}p")
        )
        for kind in ("header", "footer")
    }
    tags = {tag(one) for one in body.iter()}
    remarks = [key for key, signs in _REMARKS.items() if tags.intersection(signs)]
    return Edited(
        mark,
        tuple(_pieces(body)),
        found[1] if found else "",
        outside["footer"],
        tuple(f"word.remark_{key}" for key in remarks),
    )


def outer_trouble(packed: zipfile.ZipFile) -> str:
    """Why a Word file is not opened, as far as its table of contents says."""
    pieces = packed.infolist()
    if any("vbaproject" in one.filename.lower() or "activex" in one.filename.lower() for one in pieces):
        return "word.macros"
    if sum(one.file_size for one in pieces) > LARGEST_WHOLE:
        return "word.too_big_inside"
    if any(one.file_size > MOST_PACKED * max(one.compress_size, 1024) for one in pieces):
        return "word.too_big_inside"
    if any(one.filename == DOCUMENT and one.file_size > LARGEST_TEXT for one in pieces):
        return "word.too_big_inside"
    return "" if any(one.filename == DOCUMENT for one in pieces) else "word.broken"


def parsed(packed: zipfile.ZipFile, name: str) -> Any:
    from docx.oxml import parse_xml  # python-docx is heavy; resolves no entities

    with packed.open(name) as piece:
        xml = piece.read(LARGEST_TEXT + 1)  # the size that is declared may be a lie
    if len(xml) > LARGEST_TEXT or not is_plain(xml):
        raise ValueError(name)
    return parse_xml(xml)


def tag(one: Any) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def _pieces(body: Any) -> Iterator[Piece]:
    """Paragraphs and tables in their order; a paragraph whose end was deleted goes on in the next."""
    begun = ""
    for one in inside(body):
        if tag(one) == "tbl":
            yield tuple(" ".join(words(line) for line in cell.iter("{*}p")) for cell in one.iter("{*}tc"))
            continue
        if tag(one) != "p" or one.find("{*}pPr/{*}rPr/{*}moveFrom") is not None:
            continue
        begun += words(one)
        if one.find("{*}pPr/{*}rPr/{*}del") is None:
            if begun.strip():
                yield begun
            begun = ""
    if begun.strip():
        yield begun


def inside(body: Any) -> Iterator[Any]:
    """What stands in the text, also in a frame that a program puts around it."""
    for one in body:
        if tag(one) in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"):
            yield from inside(one)
        else:
            yield one


def words(paragraph: Any) -> str:
    """What is there now: changes that were tracked count as accepted."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        one = waiting.pop()
        name = tag(one)
        if name == "t":
            parts.append(one.text or "")
        elif name == "tab":
            parts.append("\t")
        elif name in ("br", "cr"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in (*_NOT_READ, "pPr", "rPr"):
            waiting.extend(reversed(one))
    return "".join(parts)
