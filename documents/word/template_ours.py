"""The template to begin with: the kop of the office in the head of the first page, what may be changed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from documents.data import Office
from documents.drawing.letterhead import lines_of
from documents.word.parts import FONTS, element
from texts import plain


def write(data: dict[str, Any]) -> bytes:
    """`office` as it stands in the kop."""
    office = Office.model_validate(data["office"])
    book = Document()
    one = book.sections[0]
    one.page_width, one.page_height = Mm(215), Mm(330)
    one.left_margin, one.right_margin, one.top_margin, one.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(25)
    one.different_first_page_header_footer = True
    style = book.styles["Normal"]
    style.font.name, style.font.size = FONTS["sans"], Pt(12)
    style.paragraph_format.space_after = Pt(0)
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        heading = book.styles[name].font
        heading.name, heading.size, heading.color.rgb = FONTS["sans"], Pt(12), RGBColor(0, 0, 0)
    head = one.first_page_header
    region = plain("paper_common.kop_region", region=office.region.upper())
    name = plain("paper_common.kop_office", kecamatan=office.kecamatan.upper())
    lines = [(region, 14, True), (name, 18, True), *((line, 12, False) for line in lines_of(office))]
    for at, (text, size, bold) in enumerate(lines):
        line = head.paragraphs[0] if at == 0 else head.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(text)
        run.font.size, run.bold = Pt(size), bold
    edge = '<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="1" w:color="000000"/>'
    head.paragraphs[-1]._p.get_or_add_pPr().append(element(f"<w:pBdr>{edge}</w:pBdr>"))
    for text in plain("templat.inside").split("\n"):
        book.add_paragraph(text)
    made = BytesIO()
    book.save(made)
    return made.getvalue()
