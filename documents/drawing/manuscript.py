"""What a paper says, taken down while it is drawn: the Word beside the PDF cannot say anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.drawing.editing import Origin


@dataclass(frozen=True)
class Page:
    """A page that was begun on purpose."""

    format: str
    landscape: bool


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; lengths in points."""

    bold: bool
    size: float
    align: str
    indent: float
    family: str


@dataclass(frozen=True)
class Said:
    """A paragraph, with the marks that stand before it: "Menimbang", ":", "a."."""

    text: str
    look: Look
    before: float
    after: float
    level: int | None  #: of a heading in the table of contents
    marks: tuple[tuple[str, float], ...]  #: each with its indent
    origin: Origin | None = None  #: of a sentence that an office may edit
    fixed: str = ""  #: of all others: what it is (see documents/drawing/editing.py)


@dataclass(frozen=True)
class Row:
    """Cells of a table; the first may reach over several columns."""

    cells: tuple[str, ...]
    bold: bool
    over: int
    aligns: str


@dataclass
class Grid:
    """A table."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    size: float
    numbered: bool
    rows: list[Row] = field(default_factory=list)

    def row(self, cells: Sequence[str], *, bold: bool = False, over: int = 1, aligns: str = "") -> None:
        self.rows.append(Row(tuple(cells), bold, over, aligns))


@dataclass(frozen=True)
class Signed:
    """Where people sign: whether in the right half, what stands above, and below the room to sign."""

    blocks: tuple[tuple[bool, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class Rule:
    """The double rule below the letterhead."""


Block = Page | Said | Grid | Signed | Rule


class Manuscript:
    """The blocks of a paper in their order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._level: int | None = None
        self._before = 0.0
        self._marks: list[tuple[str, float]] = []

    def page(self, format: str, *, landscape: bool) -> None:
        self.blocks.append(Page(format, landscape))

    def bookmark(self, level: int) -> None:
        """The next paragraph is a heading."""
        self._level = level

    def mark(self, text: str, indent: float) -> None:
        """What stands before the next paragraph."""
        self._marks.append((text, indent))

    def gap(self, height: float) -> None:
        """Room before the next paragraph."""
        self._before = max(self._before, height)

    def text(
        self, text: str, look: Look, *, after: float, origin: Origin | None = None, fixed: str = ""
    ) -> None:
        marks, self._marks = tuple(self._marks), []
        level, self._level = self._level, None
        before, self._before = self._before, 0.0
        self.blocks.append(Said(str(text), look, before, after, level, marks, origin, fixed))

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        aligns: Sequence[str],
        *,
        size: float,
        numbered: bool,
    ) -> Grid:
        made = Grid(tuple(heads), tuple(widths), tuple(aligns), size, numbered)
        self.blocks.append(made)
        return made

    def signed(self, blocks: Sequence[tuple[bool, Sequence[str], Sequence[str]]]) -> None:
        self.blocks.append(
            Signed(tuple((right, tuple(above), tuple(below)) for right, above, below in blocks))
        )

    def rule(self) -> None:
        self.blocks.append(Rule())
