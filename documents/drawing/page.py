"""A paper being written: its pages, margins, letterhead, footers and the word DRAF."""

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from documents.data import Edit
from documents.drawing import qr, typeface
from documents.drawing.editing import ATTACHED, FACTS, TITLE, Editing, Words
from documents.drawing.manuscript import Look, Manuscript
from documents.drawing.pages import Pages
from documents.drawing.text import Line, balanced, wrap
from documents.drawing.typeface import Face
from texts import plain
from texts.figures import WIB

MM = 72 / 25.4
SIZES = {"A4": (210 * MM, 297 * MM), "F4": (215 * MM, 330 * MM)}  #: F4: folio of Perwal Bogor 33/2016
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 20 * MM, 30 * MM, 25 * MM
LEADING = 1.3
SMALL = 8.0
GREY = 0.4
_DRAF_GREY = 0.92
_MARK = 12 * MM  #: from the top edge, above every letterhead


class Sheet:
    """The pages of one paper. Lengths are points, y runs down from the top edge."""

    def __init__(
        self,
        *,
        key: str,
        stage: str,
        version: int,
        number: str | None,
        made_at: datetime,
        verify_url: str | None,
        short_page: int = 0,
        own_fonts: Mapping[str, tuple[Path, Path]] = MappingProxyType({}),
    ) -> None:
        self.key, self.stage, self.version, self.number = key, stage, version, number
        self.verify_url = None if stage == "draf" else verify_url
        self._short_page = short_page  #: ends earlier, so that what is last goes overleaf with the code
        self.arms: bytes | None = None  #: a picture for the kop
        self.pictures: Mapping[str, bytes] = {}  #: others, by the hash that the data name
        self.editing = Editing(())  #: what an office rewrote in Word
        self.fixed = FACTS  #: what is written now and is no prose of the office's
        self.source = ""  #: the numbered recap that it is made from
        self.mark = ""  #: above every page: what kind of copy it is
        self.notes: Manuscript | None = None  #: takes down what is said, where it is wanted as Word too
        self.pdf = Pages()
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(made_at.astimezone(WIB))
        self.pdf.set_title(plain(f"paper_titles.{key}"))
        self.pdf.set_lang("id-ID")
        self.format = "A4"
        self.body = 12.0  #: size of running text
        self.leading = LEADING
        self.pages = 0
        self.y = self.height = 0.0
        self._own_fonts = own_fonts  #: of the office, by family
        self._families: dict[str, tuple[Face, Face]] = {}
        self._heights: list[float] = []
        self.use("sans")

    # pages

    def use(self, family: str) -> None:
        """Take a family of letters for what follows."""
        if family not in self._families:
            self._families[family] = typeface.load(self.pdf, family, self._own_fonts)
        self.regular, self.bold = self._families[family]
        self.family = family

    def open(self, *, landscape: bool | None = None) -> None:
        """Begin a page, turned as the one before unless said."""
        self.turn(landscape=landscape)
        if self.notes is not None:
            self.notes.page(self.format, landscape=self._landscape)

    def turn(self, *, landscape: bool | None = None) -> None:
        """Go on overleaf: this page is full."""
        self._flush()
        if landscape is not None or not self.pages:
            self._landscape = bool(landscape)
        sides = SIZES[self.format]
        wide, high = (max(sides), min(sides)) if self._landscape else (min(sides), max(sides))
        self.pdf.add_page(orientation="L" if self._landscape else "P", format=sides)
        self.pages += 1
        self._heights.append(high)
        self.height = high
        self.left, self.right, self.bottom = LEFT, wide - RIGHT, high - BOTTOM
        if self.pages == self._short_page:
            self.bottom -= qr.HEIGHT
        self.y = TOP
        self._fills, self._strokes, self._texts = bytearray(), bytearray(), bytearray()
        self._now: tuple[int, float, float] | None = None
        self._used: dict[int, float] = {}

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.bottom - self.y

    def need(self, height: float) -> None:
        """Go to a new page unless so much fits on this one; a page that is empty already must do."""
        if height > self.room and self.y > TOP:
            self.turn()

    # ink

    def put(
        self,
        x: float,
        y: float,
        line: Line,
        face: Face,
        size: float,
        *,
        align: str = "L",
        width: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """Print one broken line with its baseline at y; L, C, R or J (stretched) within the width."""
        if not line.words:
            return
        if align == "C":
            x += (width - line.width) / 2
        elif align == "R":
            x += width - line.width
        self._style(face, size, grey)
        between = face.space_bytes
        at = f"1 0 0 1 {x:.2f} {self.height - y:.2f} Tm".encode()
        if align == "J" and not line.last and len(line.words) > 1:
            more = -(width - line.width) / (len(line.words) - 1) / size * 1000
            stretch = b") %.1f (" % more
            self._texts += at + b" [(" + (between + stretch).join(line.words) + b")] TJ\n"
        else:
            self._texts += at + b" (" + between.join(line.words) + b") Tj\n"

    def _style(self, face: Face, size: float, grey: float) -> None:
        style = (face.number, size, grey)
        if style != self._now:
            self._texts += f"/F{face.number} {size:.2f} Tf {grey:.2f} g\n".encode()
            self._used[face.number] = size
            self._now = style

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A filled box whose upper left corner is at x, y."""
        below = self.height - y - height
        self._fills += f"{grey:.3f} g {x:.2f} {below:.2f} {width:.2f} {height:.2f} re f\n".encode()

    def picture(self, content: bytes, x: float, y: float, width: float, height: float, words: str) -> None:
        """A picture in a box, as large as its proportions let it be; words say what it shows."""
        self.pdf.image(BytesIO(content), x=x, y=y, w=width, h=height, keep_aspect_ratio=True, alt_text=words)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, *, thick: float = 0.5) -> None:
        """A straight line."""
        high = self.height
        self._strokes += f"{thick:.2f} w {x1:.2f} {high - y1:.2f} m {x2:.2f} {high - y2:.2f} l S\n".encode()

    def disc(self, x: float, y: float, radius: float, grey: float) -> None:
        """A filled circle around x, y."""
        bow = 0.5523 * radius  # of the four curves that are taken for a circle
        y = self.height - y
        path = f"{grey:.3f} g {x + radius:.2f} {y:.2f} m"
        for across, up in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            path += (
                f" {x + across * radius - up * bow:.2f} {y + up * radius + across * bow:.2f}"
                f" {x - up * radius + across * bow:.2f} {y + across * radius + up * bow:.2f}"
                f" {x - up * radius:.2f} {y + across * radius:.2f} c"
            )
        self._fills += f"{path} f\n".encode()

    def _flush(self) -> None:
        """Hand the page over: fills lie below, then the word DRAF, lines, and text on top."""
        if not self.pages:
            return
        if self.stage == "draf":
            self._fills += self._draf()
        for face in (face for pair in self._families.values() for face in pair):
            if face.number in self._used:
                self.pdf._set_font_for_page(face.font, self._used[face.number])
        self.pdf._out(
            bytes(self._fills) + b"0 G\n" + bytes(self._strokes) + b"BT\n" + bytes(self._texts) + b"ET"
        )
        self.pdf.pack()

    def _draf(self) -> bytes:
        """The word over the whole page, light enough to read through, without transparency (archives)."""
        word = plain("paper_common.draf")
        face = self._families["sans"][1]
        measure, raw = face.word(word)
        wide, high = self.right - self.left, self.bottom - TOP
        angle = math.atan2(high, wide)
        size = 0.72 * math.hypot(wide, high) / (measure / 1000)
        size = min(size, 190.0)
        cos, sin = math.cos(angle), math.sin(angle)
        half, cap = measure / 1000 * size / 2, 0.36 * size
        x = (self.left + self.right) / 2 - half * cos + cap * sin
        y = self.height - (TOP + self.bottom) / 2 - half * sin - cap * cos
        self._used.setdefault(face.number, size)
        return (
            (
                f"BT /F{face.number} {size:.2f} Tf {_DRAF_GREY} g "
                f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} Tm ("
            ).encode()
            + raw
            + b") Tj ET\n"
        )

    # writing

    @contextmanager
    def written_as(self, fixed: str) -> Iterator[None]:
        """What is written meanwhile is this, and no prose of the office's."""
        outer, self.fixed = self.fixed, fixed
        try:
            yield
        finally:
            self.fixed = outer

    @contextmanager
    def attached(self, edits: Iterable[Edit]) -> Iterator[None]:
        """Another paper is copied into this one, with the edits that were made there."""
        outer, self.editing = self.editing, Editing(edits, attached=True)
        with self.written_as(ATTACHED):
            yield
        self.editing = outer

    def write(
        self,
        text: str,
        *,
        face: Face | None = None,
        size: float | None = None,
        align: str = "L",
        indent: float = 0.0,
        after: float = 0.0,
        width: float | None = None,
        keep: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """Running text from the left margin (plus indent); goes on overleaf, never leaving one line behind.

        `keep` is the height that must still fit below: what a heading needs so as not to stand alone.
        A justified sentence is prose: it is written as the office edited it, if it did.
        """
        if align == "J" and not isinstance(text, Words):
            for one in self.editing.apply((text,)):
                self.write(
                    one,
                    face=face,
                    size=size,
                    align=align,
                    indent=indent,
                    after=after,
                    width=width,
                    keep=keep,
                    grey=grey,
                )
            return
        face, size = face or self.regular, size or self.body
        if self.notes is not None:
            look = Look(face is self.bold, size, align, indent, self.family)
            if isinstance(text, Words):
                self.notes.text(text, look, after=after, origin=text.origin, fixed=text.fixed)
            else:
                fixed = TITLE if face is self.bold and self.fixed == FACTS else self.fixed
                self.notes.text(text, look, after=after, fixed=fixed)
        width = width or self.width - indent
        lines = (balanced if align == "C" else wrap)(text, face, size, width)
        step = size * self.leading
        self.need(self.start(len(lines), size) + keep)
        for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
            # The last two lines go over together.
            if step > self.room + 0.01 or (left == 2 and 2 * step > self.room + 0.01):
                self.turn()
            self.put(self.left + indent, self.y + size, line, face, size, align=align, width=width, grey=grey)
            self.y += step
        self.y += after

    def start(self, lines: int, size: float | None = None) -> float:
        """What must fit for a text to begin here: all of a short one, two lines of a longer one."""
        return (lines if lines <= 3 else 2) * (size or self.body) * self.leading

    def heading(
        self,
        text: str,
        *,
        size: float | None = None,
        align: str = "L",
        after: float = 4.0,
        keep: float = 60.0,
    ) -> None:
        """A bold line that stays with what is below it: `keep` points of it."""
        self.write(text, face=self.bold, size=size, align=align, after=after, keep=keep)

    def bookmark(self, text: str, level: int = 0) -> None:
        """An entry in the reader's table of contents."""
        if self.notes is not None:
            self.notes.bookmark(level)
        self.pdf.y = self.y
        self.pdf.start_section(text, level, strict=False)

    def gap(self, height: float) -> None:
        """Empty space, swallowed by the end of the page."""
        if self.notes is not None:
            self.notes.gap(height)
        self.y = min(self.y + height, self.bottom)

    # the end

    @property
    def code_alone(self) -> bool:
        """Whether the code for verification would have the page behind this one to itself."""
        return self.verify_url is not None and self.height - BOTTOM - self.y < qr.HEIGHT

    def drop(self) -> None:
        """This paper will not be finished: let its fonts go."""
        for face in (face for pair in self._families.values() for face in pair):
            face.font.close()

    def output(self) -> bytes:
        """Close the paper: the code for verification, a footer on every page, and the bytes."""
        if self.verify_url:
            self.bottom = self.height - BOTTOM
            qr.block(self, self.verify_url)
        self._flush()
        title = plain(f"paper_titles.{self.key}")
        for page in range(1, self.pages + 1):
            self._footer(page, title)
        for face in (face for pair in self._families.values() for face in pair):
            face.forget()
        return self.pdf.bound()

    def _footer(self, page: int, title: str) -> None:
        self.pdf.page = page
        self.height = self._heights[page - 1]
        wide = sum(SIZES[self.format]) - self.height if page else 0.0
        face = self._families["sans"][0]
        self._fills, self._strokes, self._texts = bytearray(), bytearray(), bytearray()
        self._now, self._used = None, {}
        y = self.height - 13 * MM
        width = wide - LEFT - RIGHT
        self._strokes += b"0.6 G\n"
        self.stroke(LEFT, y - 10, LEFT + width, y - 10, thick=0.4)
        number = plain("paper_common.footer_page", page=page, pages=self.pages)
        version = plain("paper_common.footer_version", version=self.version)
        for text, align in ((title, "L"), (version, "C"), (number, "R")):
            line = wrap(text, face, SMALL, 1e9)[0]
            self.put(LEFT, y, line, face, SMALL, align=align, width=width, grey=GREY)
        if self.source:
            line = wrap(plain("paper_common.footer_source", source=self.source), face, SMALL, 1e9)[0]
            self.put(LEFT, y + 10, line, face, SMALL, width=width, grey=GREY)
        if self.mark:
            line = wrap(self.mark, face, SMALL, 1e9)[0]
            self.put(LEFT, _MARK, line, face, SMALL, align="C", width=width)
        self.pdf._set_font_for_page(face.font, SMALL)
        self.pdf._out(bytes(self._strokes) + b"BT\n" + bytes(self._texts) + b"ET")
