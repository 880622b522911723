"""The pages of a paper, packed one by one when finished: a thousand of them never lie there unpacked."""

import zlib
from typing import NamedTuple

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import PDFContentStream

_LEVEL = 6
_HEAD = b"\x78\x9c"  #: of a zlib stream of that level


class _Packed(NamedTuple):
    """A page without its footer: raw deflate that ends on a whole byte, so that more can follow."""

    raw: bytes
    check: int


class Pages(FPDF):
    """Ink that was put on a page and packed; what is put on it later (its footer) lies behind that."""

    def __init__(self) -> None:
        super().__init__(unit="pt")
        self.packed: dict[int, _Packed] = {}

    def pack(self) -> None:
        """This page has all but its footer."""
        ink = self.pages[self.page].contents
        if isinstance(ink, bytearray):
            press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            self.packed[self.page] = _Packed(
                press.compress(ink) + press.flush(zlib.Z_FULL_FLUSH), zlib.adler32(ink)
            )
            self.pages[self.page].contents = bytearray()

    def bound(self) -> bytes:
        """The file; the pages are let go before it is copied."""
        made = self.output(output_producer_class=_Binder)
        self.pages.clear()
        return bytes(made)


class _Binder(OutputProducer):
    """Puts each page's packed ink before its footer."""

    def _add_pages(self, _slice: slice = slice(0, None)) -> list[PDFPage]:
        added = super()._add_pages(_slice)
        if isinstance(self.fpdf, Pages):
            for page in added:
                number = page.index()
                if isinstance(page.contents, PDFContentStream) and number in self.fpdf.packed:
                    _join(self.fpdf.packed.pop(number), page.contents)
        return added


def _join(before: _Packed, stream: PDFContentStream) -> None:
    """One stream of both."""
    footer = zlib.decompress(stream.content_stream())
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    check = zlib.adler32(footer, before.check)
    stream._contents = b"".join(
        (_HEAD, before.raw, press.compress(footer), press.flush(), check.to_bytes(4, "big"))
    )
    stream.length = len(stream._contents)
