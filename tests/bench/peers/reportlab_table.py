"""A table by reportlab's LongTable, every cell a Paragraph so that it breaks; rows as JSON on stdin.

Prints seconds of processor, MB at the highest, MB of the file.
"""

import io
import json
import resource
import sys
import time

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

MARGINS = 50 * 72 / 25.4


def drawn(asked: dict, rows: list[list[str]]) -> bytes:
    style = ParagraphStyle("cell", fontName="sans", fontSize=asked["size"], leading=asked["size"] * 1.18)
    room = asked["page"][0] - MARGINS
    table = LongTable(
        [[Paragraph(word.replace("\n", "<br/>"), style) for word in words] for words in rows],
        colWidths=[room * share / sum(asked["widths"]) for share in asked["widths"]],
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))],
    )
    made = io.BytesIO()
    margins = {"leftMargin": 85, "rightMargin": 57, "topMargin": 85, "bottomMargin": 71}
    SimpleDocTemplate(made, pagesize=asked["page"], **margins).build([table])
    return made.getvalue()


def main() -> None:
    asked = json.load(sys.stdin)
    pdfmetrics.registerFont(TTFont("sans", asked["font"]))
    drawn(asked, asked["few"])
    began = time.process_time()
    made = drawn(asked, asked["rows"])
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, memory, len(made) / 1e6]))


if __name__ == "__main__":
    main()
