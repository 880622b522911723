"""A report that was edited in Word: what its parts say now. Whatever the file is, nothing of it is run."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from texts import plain

MOST_PACKED = 100  #: times that a piece may grow when it is unpacked
LARGEST_TEXT = 20 * 1024 * 1024  #: bytes of the text itself
LARGEST_WHOLE = 200 * 1024 * 1024  #: bytes of everything, pictures too, as the file itself declares
_DOCUMENT = "word/document.xml"

#: Parts that stand between two headings with nothing but prose in them -> their heading.
PARTS = {
    "background": "paper_report.part_1_a",
    "purpose": "paper_report.part_1_c",
    "conclusion": "paper_report.part_4_a",
    "suggestions": "paper_report.part_4_b",
    "closing": "paper_report.part_5",
}


@dataclass(frozen=True)
class Edited:
    """What was found; with a trouble nothing else counts."""

    sha256: str
    parts: dict[str, str]
    trouble: str = ""  #: key of the sentence that says it


def read(content: bytes) -> Edited:
    """The parts of a report, or why it cannot be read."""
    mark = sha256(content).hexdigest()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            trouble = _trouble(packed)
            if trouble:
                return Edited(mark, {}, trouble)
            with packed.open(_DOCUMENT) as piece:
                xml = piece.read(LARGEST_TEXT + 1)  # the size that is declared may be a lie
        if len(xml) > LARGEST_TEXT:
            return Edited(mark, {}, "word.too_big_inside")
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            return Edited(mark, {}, "word.broken")
        parts = _parts(_paragraphs(xml))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, RuntimeError, OSError, EOFError):
        return Edited(mark, {}, "word.broken")
    except Exception as fault:
        if type(fault).__module__.startswith(("lxml", "zlib")):
            return Edited(mark, {}, "word.broken")
        raise
    return Edited(mark, parts, "" if len(parts) == len(PARTS) else "word.no_report")


def _trouble(packed: zipfile.ZipFile) -> str:
    pieces = packed.infolist()
    if any("vbaproject" in one.filename.lower() or "activex" in one.filename.lower() for one in pieces):
        return "word.macros"
    if sum(one.file_size for one in pieces) > LARGEST_WHOLE:
        return "word.too_big_inside"
    if any(one.file_size > MOST_PACKED * max(one.compress_size, 1024) for one in pieces):
        return "word.too_big_inside"
    return "" if any(one.filename == _DOCUMENT for one in pieces) else "word.broken"


def _paragraphs(xml: bytes) -> list[str | None]:
    """The paragraphs of the text; None where a table stands."""
    from docx.oxml import parse_xml  # python-docx is heavy; resolves no entities

    body = parse_xml(xml).find("{*}body")
    if body is None:
        raise ValueError("no body")
    found: list[str | None] = []
    for one in body:
        if one.tag.endswith("}tbl"):
            found.append(None)
        elif one.tag.endswith("}p"):
            found.append(_words(one))
    return found


def _words(paragraph: Any) -> str:
    """What is there now: deleted words of tracked changes are left out, new ones are in."""
    found = paragraph.iter("{*}t", "{*}br", "{*}tab")
    parts = [(one.text or "") if one.tag.endswith("}t") else " " for one in found]
    return " ".join("".join(parts).split())


def _parts(paragraphs: list[str | None]) -> dict[str, str]:
    """From its heading to the next heading or table."""
    heads = {_plain(plain(key)): part for part, key in PARTS.items()}
    ends = {
        _plain(plain(key))
        for key in (
            "paper_report.part_1",
            "paper_report.part_1_b",
            "paper_report.part_2",
            "paper_report.part_3",
            "paper_report.part_4",
        )
    }
    found: dict[str, list[str]] = {}
    here: list[str] | None = None
    for text in paragraphs:
        if text is None or _plain(text) in ends:
            here = None
        elif _plain(text) in heads:
            here = found.setdefault(heads[_plain(text)], [])
        elif here is not None and text:
            here.append(text)
    return {part: "\n\n".join(lines) for part, lines in found.items()}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
