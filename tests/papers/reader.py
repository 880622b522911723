"""A paper as a reader of PDF sees it: every printed line with its place, font and size."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 20 * MM, 30 * MM, 25 * MM
_FOOTER = 18 * MM


class Line(NamedTuple):
    """A line of text, measured by its ink from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str
    size: float


class Box(NamedTuple):
    """A filled box: the head, a group or the total of a table."""

    left: float
    top: float
    right: float
    bottom: float
    grey: float


class Page(NamedTuple):
    """A page: its size, what stands between the margins, and its footer."""

    wide: float
    high: float
    lines: tuple[Line, ...]
    footer: tuple[Line, ...]
    boxes: tuple[Box, ...]


def read(content: bytes) -> list[Page]:
    """Every page of a paper."""
    with pypdfium2.PdfDocument(content) as document:
        return [_page(page) for page in document]


def _page(page: pypdfium2.PdfPage) -> Page:
    wide, high = page.get_size()
    text = page.get_textpage()
    every = list(_lines(page, text, high))
    edge = high - _FOOTER
    return Page(
        wide,
        high,
        tuple(line for line in every if line.top < edge),
        tuple(line for line in every if line.top >= edge),
        tuple(_boxes(page, high)),
    )


def _lines(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, high: float) -> Iterator[Line]:
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        left, bottom, right, top = thing.get_bounds()
        if right - left < 0.01:
            continue
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(thing.raw, size)
        yield Line(
            _text(thing, text), left, high - top, right, high - bottom, _font(thing), round(size.value, 2)
        )


def _text(thing: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    count = pdfium.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
    buffer = (ctypes.c_ushort * (count // 2 + 1))()
    pdfium.FPDFTextObj_GetText(thing.raw, text.raw, buffer, count)
    return bytes(buffer)[: max(count - 2, 0)].decode("utf-16-le")


def _font(thing: pypdfium2.PdfObject) -> str:
    font = pdfium.FPDFTextObj_GetFont(thing.raw)
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.value.decode().partition("+")[2] or buffer.value.decode()


def _boxes(page: pypdfium2.PdfPage, high: float) -> Iterator[Box]:
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1):
        left, bottom, right, top = thing.get_bounds()
        if right - left > 2 and top - bottom > 2:
            yield Box(left, high - top, right, high - bottom, _grey(thing))


def _grey(thing: pypdfium2.PdfObject) -> float:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha)
    return round(red.value / 255, 3)
