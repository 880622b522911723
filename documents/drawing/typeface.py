"""Fonts at work: how wide a word is and which bytes print it, each word looked at once per paper."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

FOLDER = Path(__file__).parent / "fonts"
FILES = {
    "sans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "book": ("NaskahBonum-Regular.ttf", "NaskahBonum-Bold.ttf"),
}
MISSING = "□"  #: printed where a font lacks a character, so that the reader sees that something stood there
_INVISIBLE = ("Cc", "Cf", "Cs", "Mn", "Me")
_ESCAPES = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))  #: of a string in PDF
_LAYOUT = {
    "GDEF",
    "GPOS",
    "GSUB",
}  #: tables that we never use and fpdf2 leaves out, once it has read all of them
_REMEMBERED = 4_000  #: words; the frequent ones are soon known again, and memory stays flat


class Face:
    """One font of a paper. Widths are in thousandths of the font size."""

    def __init__(self, font: TTFFont) -> None:
        self.font = font
        self._words: dict[str, tuple[float, bytes]] = {}
        self.space, self.space_bytes = self.word(" ")

    @property
    def number(self) -> int:
        return self.font.i

    def word(self, word: str) -> tuple[float, bytes]:
        """Width and bytes of a word, characters that the font lacks replaced."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self._words[word] = self._encode(self.printable(word))
        return known

    def forget(self) -> None:
        """No more words: let go of those that are known."""
        self._words.clear()

    def printable(self, word: str) -> str:
        """The word as this font can print it: an emoji becomes a box, what is invisible goes."""
        if word.isascii() and word.isprintable():
            return word
        kept = (
            char
            for char in unicodedata.normalize("NFC", word)
            if unicodedata.category(char) not in _INVISIBLE
        )
        return "".join(char if ord(char) in self.font.cmap else MISSING for char in kept)

    def _encode(self, word: str) -> tuple[float, bytes]:
        codes = []
        width = 0.0
        for char in word:
            code = self.font.subset.pick(ord(char))
            if code is not None:
                codes.append(chr(code))
                width += self.font.cw[ord(char)]
        raw = "".join(codes).encode("utf-16-be")
        for sign, escaped in _ESCAPES:
            raw = raw.replace(sign, escaped)
        return width, raw


def load(pdf: FPDF, family: str, own: Mapping[str, tuple[Path, Path]]) -> tuple[Face, Face]:
    """The regular and the bold face of a family; the office's own where it has them."""
    regular, bold = own.get(family) or tuple(FOLDER / name for name in FILES[family])
    pdf.add_font(family, "", regular)
    pdf.add_font(family, "B", bold)
    faces = []
    for key in (family, family + "B"):
        font = pdf.fonts[key]
        if isinstance(font, TTFFont):
            for unused in _LAYOUT & set(font.ttfont.keys()):
                del font.ttfont[unused]
            faces.append(Face(font))
    return faces[0], faces[1]
