"""A paper that came back signed with ink: its scan or the photos of its pages as one PDF, in their order."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_PAGES = 500
LONGEST_SIDE = 2200  #: pixels of a photographed page: 190 to the inch on A4, small print can be read
MOST_PIXELS = 60_000_000  #: phones take 50 million; read from the head, before anything is decoded
MARGIN = 5.0  #: millimetres

#: What a PDF may not do, and not bring along: a file that is handed on to others is paper, no program.
_ACTS = (
    *("/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"),
    *("/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/SetOCGState", "/Trans"),
)
_CARRIES = (
    "/JS",
    "/JavaScript",
    "/AA",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/EF",
    "/XFA",
    "/RichMediaContent",
)
_KINDS = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/EmbeddedFile", "/Filespec")
#: As letters of the file: what an older state of it holds another reader may find.
_LETTERS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


@dataclass(frozen=True)
class Bound:
    """The PDF; with a trouble (the key of a sentence) there is none, and `piece` is the one that has it."""

    content: bytes = b""
    pages: int = 0
    trouble: str = ""
    piece: int = 0


class Unfit(Exception):
    """A piece that cannot be taken; its words are the key of a sentence."""


def bind(pieces: Sequence[bytes], title: str) -> Bound:
    """One PDF alone stays as it came, byte for byte. Runs in the reading process."""
    sheets: list[bytes] = []
    pages = 0
    for at, piece in enumerate(pieces, start=1):
        try:
            sheet, count = _sheets(piece)
        except Unfit as why:
            return Bound(trouble=str(why), piece=at)
        sheets.append(sheet)
        pages += count
        if pages > MOST_PAGES:
            return Bound(trouble="scan.too_many_pages", piece=at)
    if sheets == list(pieces[:1]):
        return Bound(sheets[0], pages)
    return _together(sheets, title, pages)


def _sheets(content: bytes) -> tuple[bytes, int]:
    """A piece as PDF, and how many pages it has."""
    if not content:
        raise Unfit("scan.empty")
    if b"%PDF-" in content[:1024]:
        return content, _pages_of(content)
    return _on_paper(content), 1


def _pages_of(content: bytes) -> int:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Unfit("scan.locked")
        root: Any = reader.trailer["/Root"]
        if int(root["/Pages"]["/Count"]) > MOST_PAGES:
            raise Unfit("scan.too_many_pages")
        signed = _is_signed(root)
        active = _acts(reader.trailer) or any(words in content for words in _LETTERS)
        pages = len(reader.pages)
    except Unfit:
        raise
    except Exception as broken:  # a parser fed with garbage raises whatever it pleases
        raise Unfit("scan.broken") from broken
    if active:
        raise Unfit("scan.active")
    if signed:
        raise Unfit("scan.certified")
    if not pages:
        raise Unfit("scan.broken")
    return pages


def _acts(trailer: Any) -> bool:
    """Whether anything in it carries programs or other files: each object is looked at, wherever it hangs."""
    from pypdf.generic import IndirectObject

    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (place := (one.idnum, one.generation)) in seen:
                continue
            seen.add(place)
            one = one.get_object()
        if isinstance(one, dict):
            if _acts_itself(one):
                return True
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


def _acts_itself(one: Any) -> bool:
    def words(key: str) -> str:
        return str(one.raw_get(key).get_object()) if key in one else ""

    return any(key in one for key in _CARRIES) or words("/S") in _ACTS or words("/Subtype") in _KINDS


def _is_signed(root: Any) -> bool:
    """Whether it carries an electronic signature or a seal, ours or another's: then it was never paper."""
    form = root.get("/AcroForm")
    flags = form.get_object().get("/SigFlags", 0) if form is not None else 0
    return bool(int(flags) & 1)


def _page(content: bytes) -> tuple[bytes, int, int]:
    """A photographed page as a JPEG: upright, of a reasonable size, without what the phone wrote into it."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF", "BMP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit("scan.too_many_pixels")
            if getattr(picture, "n_frames", 1) > 1:
                raise Unfit("scan.many_frames")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Unfit:
        raise
    except Image.DecompressionBombError as bomb:
        raise Unfit("scan.too_many_pixels") from bomb
    except Exception as broken:  # a decoder fed with garbage raises whatever it pleases
        raise Unfit("scan.no_picture") from broken
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=80)
    return made.getvalue(), upright.width, upright.height


def _together(sheets: Sequence[bytes], title: str, pages: int) -> Bound:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for at, sheet in enumerate(sheets, start=1):
        try:
            writer.append(PdfReader(io.BytesIO(sheet)))
        except Exception:  # what can be counted cannot always be copied
            return Bound(trouble="scan.broken", piece=at)
    writer.add_metadata({"/Title": title})
    made = io.BytesIO()
    writer.write(made)
    return Bound(made.getvalue(), pages)


def _on_paper(content: bytes) -> bytes:
    """One photo on a sheet of A4 that lies as the photo does."""
    from datetime import UTC, datetime

    from fpdf import FPDF

    picture, wide, high = _page(content)
    sheet = FPDF("L" if wide > high else "P", "mm", "A4")
    sheet.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # the same photos are the same file
    sheet.set_auto_page_break(False)
    sheet.add_page()
    room = (sheet.w - 2 * MARGIN, sheet.h - 2 * MARGIN)
    sheet.image(io.BytesIO(picture), MARGIN, MARGIN, *room, keep_aspect_ratio=True)
    return bytes(sheet.output())
