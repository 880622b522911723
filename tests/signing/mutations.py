"""Copies of a sealed paper that are not it any more: each was changed in one way, from a bit to an update."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

Change = Callable[[bytes, Random], bytes]


def bit_flipped(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def bytes_written_over(content: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(content) - 64), random.randint(1, 64)
    fresh = bytes((byte + random.randint(1, 255)) % 256 for byte in content[at : at + length])
    return content[:at] + fresh + content[at + length :]


def byte_put_in(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + random.randbytes(1) + content[at:] + b"\n"


def byte_taken_out(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + content[at + 1 :]


def cut_off(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(1, len(content))]


def bytes_appended(content: bytes, random: Random) -> bytes:
    return content + random.choice((b"\n", b" ", b"%", b"\x00")) * random.randint(1, 40)


def pages_swapped(content: bytes, random: Random) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    pages = writer.pages
    first, second = random.sample(range(len(pages)), 2)
    kids = writer.root_object["/Pages"]["/Kids"]
    kids[first], kids[second] = kids[second], kids[first]
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def title_updated(content: bytes, random: Random) -> bytes:
    """An incremental update, as a program appends one: another title in the document's information."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    words = generic.TextStringObject(f"Laporan {random.random()}")
    writer.set_info(generic.DictionaryObject({generic.NameObject("/Title"): words}))
    return _written(writer)


def words_laid_over(content: bytes, random: Random) -> bytes:
    """An incremental update that writes something onto a page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    stroke = f"q 1 0 0 rg {random.randint(50, 300)} {random.randint(50, 600)} 90 20 re f Q".encode()
    stream = writer.add_object(generic.StreamObject(stream_data=stroke))
    page = random.randrange(len(PdfReader(io.BytesIO(content)).pages))
    writer.add_stream_to_page(page, stream)
    return _written(writer)


def update_taken_off(content: bytes, random: Random) -> bytes:
    """The seal without its end, and something else instead."""
    return content[: content.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % random.randint(1, 10**6)


CHANGES: tuple[Change, ...] = (
    bit_flipped,
    bytes_written_over,
    byte_put_in,
    byte_taken_out,
    cut_off,
    bytes_appended,
    pages_swapped,
    title_updated,
    words_laid_over,
    update_taken_off,
)


def mutated(content: bytes, number: int, seed: int = 1) -> tuple[str, bytes]:
    """The copy of this number, and how it was changed: the same each time."""
    change = CHANGES[number % len(CHANGES)]
    return change.__name__, change(content, Random(f"{seed}:{number}"))


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
