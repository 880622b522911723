"""Bars, drawn as boxes: no picture, no second library."""

from collections.abc import Sequence

from documents.drawing.page import Sheet
from documents.drawing.text import wrap
from texts.figures import number

_STEP, _BAR = 15.0, 9.0
_SIZE = 8.5
_LABEL = 0.3  #: of the width
_FIGURE = 40.0


def bars(sheet: Sheet, head: str, values: Sequence[tuple[str, int]]) -> None:
    """One bar a row with its number behind it; longer lists go on overleaf."""
    highest = max((value for _, value in values), default=0)
    label = sheet.width * _LABEL
    longest = sheet.width - label - _FIGURE
    sheet.heading(head, size=10)
    if sheet.notes is not None:
        noted = sheet.notes.table((), (4.0, 1.0), ("L", "R"), size=_SIZE, numbered=False)
        for name, value in values:
            noted.row((name, number(value)))
    for name, value in values:
        sheet.need(_STEP)
        line = wrap(name, sheet.regular, _SIZE, label - 8)[0]
        sheet.put(sheet.left, sheet.y + _BAR, line, sheet.regular, _SIZE, align="R", width=label - 8)
        length = longest * value / highest if highest else 0.0
        sheet.fill(sheet.left + label, sheet.y + 1.5, max(length, 0.6), _BAR, 0.55)
        figure = wrap(number(value), sheet.regular, _SIZE, _FIGURE)[0]
        sheet.put(sheet.left + label + length + 5, sheet.y + _BAR, figure, sheet.regular, _SIZE)
        sheet.y += _STEP
    sheet.gap(10)
