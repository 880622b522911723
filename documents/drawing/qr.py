"""A code that leads somewhere: on a paper drawn as squares, in a chat as a picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno

from documents.drawing.text import wrap
from texts import plain

if TYPE_CHECKING:
    from documents.drawing.page import Sheet

_SIDE = 62.0  #: points, about 22 mm
HEIGHT = _SIDE + 12  #: what must be free at the end of a paper


def block(sheet: Sheet, url: str) -> None:
    """The code with a line of what it is for, kept together at the end of the paper."""
    sheet.need(HEIGHT)
    sheet.y += 10
    top = sheet.y
    rows = tuple(segno.make(url, error="m", micro=False).matrix)
    module = _SIDE / len(rows)
    for line, row in enumerate(rows):
        start = None
        for column, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                sheet.fill(
                    sheet.left + start * module, top + line * module, (column - start) * module, module, 0.0
                )
                start = None
    x = sheet.left + _SIDE + 10
    y = top + 20
    for text in (plain("paper_common.verify"), url):
        for broken in wrap(text, sheet.regular, 8, sheet.right - x):
            sheet.put(x, y, broken, sheet.regular, 8, grey=0.25)
            y += 11
    sheet.y = max(top + _SIDE, y)


def png(url: str) -> bytes:
    """The code as a picture, big enough to be read from another phone's screen."""
    made = io.BytesIO()
    segno.make(url, error="m", micro=False).save(made, kind="png", scale=10, border=4)
    return made.getvalue()
