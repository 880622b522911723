"""The pictures that lie on the pages of a PDF."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium


def pictures_on(content: bytes) -> list[tuple[int, float, float]]:
    """Page, width and height of each, in points."""
    with pypdfium2.PdfDocument(content) as document:
        return [
            (number, round(right - left, 1), round(top - bottom, 1))
            for number, page in enumerate(document, 1)
            for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))
            for left, bottom, right, top in [thing.get_bounds()]
        ]
