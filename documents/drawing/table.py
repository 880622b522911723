"""Tables: every cell is broken into lines once, and the lines are used for its height and for printing it.

`FPDF.table()` lays each cell out twice and sums the line anew for every character: twelve times slower.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.drawing.manuscript import Grid
from documents.drawing.page import TOP, Sheet
from documents.drawing.text import Line, wrap

PAD_X, PAD_Y = 3.0, 2.5
LEADING = 1.18
ZEBRA, HEAD, TOTAL = 0.965, 0.82, 0.91
GROUP = (0.87, 0.935)
_THIN = 0.5
_WHOLE = 0.55  #: of a page: what is shorter is not torn apart
_HEAD_MOST = 0.4  #: of a page: what a head says beyond it is cut, or no row would find room below
_LEAST = 2  #: lines of a row that must fit below, or the row begins overleaf


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width, where its cells stand (L, C, R)."""

    head: str
    share: float
    align: str = "L"
    least: str = ""  #: a word that must fit unbroken


def money(head: str, share: float) -> Column:
    """A column of amounts, wide enough for hundreds of miliar."""
    return Column(head, share, "R", "Rp999.999.999.999")


@dataclass(frozen=True)
class _Row:
    """A row that is broken into lines and waits for those that must stay with it."""

    cells: list[list[Line]]
    aligns: Sequence[str]
    edges: tuple[float, ...]
    bold: bool
    grey: float | None
    opens: bool = False  #: a group: stays with the row below


GROUPED = 110.0  #: points: the head of a table, two lines of groups and the first row below them


class Table:
    """A table over the full width. Head again on every page; a row taller than a page goes on overleaf."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[Column],
        *,
        size: float = 8.5,
        numbered: bool = False,
        zebra: bool = True,
        keep: int = 2,
    ) -> None:
        self.sheet, self.columns, self.size, self.zebra = sheet, tuple(columns), size, zebra
        self._step = size * LEADING
        self._rise = size * 0.92  #: from the top of a line to its baseline
        self._odd = False
        self._edges = [sheet.left]
        for width in self._widths():
            self._edges.append(self._edges[-1] + width)
        self._held: list[_Row] = []
        self._heads = [self._head_of(column, i) for i, column in enumerate(self.columns)]
        self._numbers = [
            wrap(f"({i})", sheet.regular, size * 0.85, 99)[0] for i in range(1, len(columns) + 1)
        ]
        self._numbered = numbered
        self._head_height = self._height(self._heads) + (self._step + 1 if numbered else 0)
        self._uprights: tuple[float, ...] = ()
        self._begun = False
        self._noted: Grid | None = None
        if sheet.notes is not None:
            heads = [column.head for column in self.columns]
            aligns = [column.align for column in self.columns]
            self._noted = sheet.notes.table(heads, self._widths(), aligns, size=size, numbered=numbered)
        sheet.need(self._head_height + keep * (self._step + 2 * PAD_Y))  # a short table stays in one piece

    def row(
        self, cells: Sequence[str], *, bold: bool = False, grey: float | None = None, align: str = ""
    ) -> None:
        """One row; `align` overrides the columns', one letter each."""
        if self._noted is not None:
            self._noted.row(cells, bold=bold, aligns=align)
        face = self.sheet.bold if bold else self.sheet.regular
        edges = self._edges
        size = self.size
        lines = [wrap(cell, face, size, edges[i + 1] - edges[i] - 2 * PAD_X) for i, cell in enumerate(cells)]
        aligns = align or [column.align for column in self.columns]
        if grey is None:
            grey = ZEBRA if self.zebra and self._odd else None
        self._odd = not self._odd
        self._hold(_Row(lines, aligns, tuple(edges), bold, grey))

    def group(self, text: str, *, level: int = 2) -> None:
        """A line over all columns that opens a group (1 the darker); stays with the rows below it."""
        if self._noted is not None:
            self._noted.row((text,), bold=True, over=len(self.columns))
        lines = wrap(text, self.sheet.bold, self.size, self._inner(0, len(self.columns)))
        self._odd = False
        ends = (self._edges[0], self._edges[-1])
        self._hold(_Row([lines], "L", ends, True, GROUP[level - 1], opens=True))

    def total(self, label: str, cells: Sequence[str], *, over: int) -> None:
        """A bold row whose label reaches over the first columns; `cells` are for the columns behind them.

        It stays with the row above it: sums alone on a page tell nobody what they are the sum of.
        """
        if self._noted is not None:
            self._noted.row((label, *cells), bold=True, over=over)
        edges = (self._edges[0], *self._edges[over:])
        texts = (label, *cells)
        lines = [
            wrap(text, self.sheet.bold, self.size, edges[i + 1] - edges[i] - 2 * PAD_X)
            for i, text in enumerate(texts)
        ]
        aligns = ["L", *(column.align for column in self.columns[over:])]
        self._odd = False
        self._held.append(_Row(lines, aligns, edges, True, TOTAL))

    def note(self, text: str) -> None:
        """A sentence over all columns, for a table without rows."""
        if self._noted is not None:
            self._noted.row((text,), over=len(self.columns), aligns="C")
        lines = wrap(text, self.sheet.regular, self.size, self._inner(0, len(self.columns)))
        self._hold(_Row([lines], "C", (self._edges[0], self._edges[-1]), False, None))

    def close(self, *, follow: float = 0.0) -> None:
        """Draw what is left of the grid and go on below.

        `follow` is the height of what comes next (a signature): the last row goes overleaf with it.
        """
        self._release(follow)
        self._close_uprights()
        self.sheet.gap(10.0)

    # how it is done

    def _widths(self) -> list[float]:
        """By share, but no column narrower than the longest word of its head or its `least`."""
        bold, size, room = self.sheet.bold, self.size, self.sheet.width
        least = [
            max(bold.word(word)[0] for word in (*column.head.split(), column.least)) * size / 1000
            + 2 * PAD_X
            + 0.1
            for column in self.columns
        ]
        shares = [column.share for column in self.columns]
        narrow: set[int] = set()
        while True:
            left = room - sum(least[i] for i in narrow)
            whole = sum(share for i, share in enumerate(shares) if i not in narrow)
            widths = [least[i] if i in narrow else share / whole * left for i, share in enumerate(shares)]
            short = {i for i, width in enumerate(widths) if width < least[i] - 0.01}
            if not short:
                return widths
            narrow |= short
            if len(narrow) == len(shares) or sum(least[i] for i in narrow) > room * 0.8:
                return [share / sum(shares) * room for share in shares]

    def _head_of(self, column: Column, at: int) -> list[Line]:
        width = self._inner(at, at + 1)
        lines = wrap(column.head, self.sheet.bold, self.size, width)
        most = int((self.sheet.bottom - TOP) * _HEAD_MOST / self._step)
        return lines if len(lines) <= most else [*lines[:most], *wrap("…", self.sheet.bold, self.size, width)]

    def _hold(self, row: _Row) -> None:
        """Let a row wait: a group stays with what follows it, totals with what they follow."""
        if self._held and not self._held[-1].opens:
            self._release()
        self._held.append(row)

    def _release(self, follow: float = 0.0) -> None:
        """Print the rows that stay together, overleaf when they do not fit here."""
        held, self._held = self._held, []
        if not self._begun:
            self._begun = True
            overleaf = self._overleaf(held, self.sheet.room - self._head_height, follow)
            if overleaf and self.sheet.y > TOP:
                self.sheet.turn()
            self._head()
        elif self._overleaf(held, self.sheet.room, follow):
            self._turn()
        for row in held:
            self._print(row)

    def _overleaf(self, held: Sequence[_Row], room: float, follow: float) -> bool:
        """Whether these rows begin on the next page: a head or group is never the last of one."""
        together = sum(self._height(row.cells) for row in held) + follow
        limit = (1.0 if follow or (held and held[0].opens) else _WHOLE) * self._per_page() * self._step
        if (len(held) > 1 or follow) and room < together < limit:
            return True
        for row in held:
            if self._moves(max(map(len, row.cells)), self._fitting(room)):
                return True
            if not row.opens:
                return False
            room -= self._height(row.cells)
        return False

    def _moves(self, lines: int, fits: int) -> bool:
        """Whether a row of so many lines goes overleaf whole, where so many fit here."""
        return lines > fits and (fits < _LEAST or lines <= _WHOLE * self._per_page())

    def _inner(self, first: int, last: int) -> float:
        return self._edges[last] - self._edges[first] - 2 * PAD_X

    def _height(self, cells: Sequence[list[Line]]) -> float:
        return max(len(lines) for lines in cells) * self._step + 2 * PAD_Y

    def _head(self) -> None:
        sheet = self.sheet
        top, height = sheet.y, self._head_height
        sheet.fill(self._edges[0], top, self._edges[-1] - self._edges[0], height, HEAD)
        sheet.stroke(self._edges[0], top, self._edges[-1], top, thick=_THIN)
        numbers = self._step + 1 if self._numbered else 0
        for i, lines in enumerate(self._heads):
            # heads stand in the middle of their height
            y = top + (height - numbers - len(lines) * self._step) / 2 + self._rise
            for line in lines:
                sheet.put(
                    self._edges[i] + PAD_X,
                    y,
                    line,
                    sheet.bold,
                    self.size,
                    align="C",
                    width=self._inner(i, i + 1),
                )
                y += self._step
        if self._numbered:
            y = top + height - numbers + self._rise
            sheet.stroke(
                self._edges[0], top + height - numbers, self._edges[-1], top + height - numbers, thick=_THIN
            )
            for i, line in enumerate(self._numbers):
                x, width = self._edges[i] + PAD_X, self._inner(i, i + 1)
                sheet.put(x, y, line, sheet.regular, self.size * 0.85, align="C", width=width)
        self._uprights, self._from = tuple(self._edges), top
        sheet.y = top + height
        self._rule()

    def _print(self, row: _Row) -> None:
        tallest = max(map(len, row.cells))
        fits = self._fitting(self.sheet.room)
        if self._moves(tallest, fits):
            self._turn()
            fits = self._fitting(self.sheet.room)
        done = 0
        while True:
            if row.edges != self._uprights:
                self._close_uprights()
                self._uprights, self._from = row.edges, self.sheet.y
            self._piece(row, done, min(tallest - done, fits))
            done += fits
            if done >= tallest:
                return
            self._turn()
            fits = self._fitting(self.sheet.room)

    def _piece(self, row: _Row, start: int, count: int) -> None:
        """Some lines of a row: all of them, or what this page can hold."""
        sheet, step, size, edges = self.sheet, self._step, self.size, row.edges
        face = sheet.bold if row.bold else sheet.regular
        top = sheet.y
        height = count * step + 2 * PAD_Y
        if row.grey is not None:
            sheet.fill(edges[0], top, edges[-1] - edges[0], height, row.grey)
        first = top + PAD_Y + self._rise
        put = sheet.put
        for i, lines in enumerate(row.cells):
            x, y = edges[i] + PAD_X, first
            width, align = edges[i + 1] - edges[i] - 2 * PAD_X, row.aligns[i]
            for line in lines[start : start + count]:
                put(x, y, line, face, size, align=align, width=width)
                y += step
        sheet.y = top + height
        self._rule()

    def _fitting(self, room: float) -> int:
        return int((room - 2 * PAD_Y + 0.01) / self._step)

    def _per_page(self) -> int:
        return int((self.sheet.bottom - TOP - self._head_height - 2 * PAD_Y) / self._step)

    def _rule(self) -> None:
        self.sheet.stroke(self._edges[0], self.sheet.y, self._edges[-1], self.sheet.y, thick=_THIN)

    def _close_uprights(self) -> None:
        for x in self._uprights:
            self.sheet.stroke(x, self._from, x, self.sheet.y, thick=_THIN)
        self._uprights = ()

    def _turn(self) -> None:
        self._close_uprights()
        self.sheet.turn()
        self._head()
