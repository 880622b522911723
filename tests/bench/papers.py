"""How long big papers take, beside fpdf2's own table and reportlab's: `python -m tests.bench.papers`."""

from __future__ import annotations

import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from fpdf import FPDF
from fpdf.fonts import FontFace

from documents import draw
from documents.drawing.lines import location, volume
from documents.drawing.typeface import FILES, FOLDER
from documents.forms.priority_tables import td4
from tests.documents import samples
from texts import plain
from texts.figures import rupiah

ROWS, MANY = 1100, 10_000
SIZE = 7.5
WIDTHS = (4, 13, 13, 13, 22, 13, 17, 9, 15, 15)  #: shares of T-D.4's ten columns
F4 = (330 * 72 / 25.4, 215 * 72 / 25.4)
MARGINS = 50 * 72 / 25.4

#: paper -> seconds of processor, MB at the highest, MB of the file
Cost = tuple[float, float, float]


def ours(count: int) -> bytes:
    """T-D.4 alone, as Skala Prioritas shows it."""
    from documents.drawing.page import Sheet

    sheet = Sheet(
        key="skala-prioritas",
        stage="naskah",
        version=1,
        number="1",
        made_at=samples.MADE_AT,
        verify_url=None,
    )
    sheet.format = "F4"
    sheet.open(landscape=True)
    td4(sheet, samples.scored(count))
    return sheet.output()


def data_alone(count: int) -> bytes:
    """Nothing drawn: what the data themselves take."""
    return b"" if samples.scored(count) else b"-"


def cells(count: int) -> list[list[str]]:
    """The words of the same table."""
    rows = [[plain(f"paper_outcome.td4_{place}") for place in range(1, 11)]]
    for n, line in enumerate(samples.scored(count), 1):
        title = f"{line.title}\n{line.activity_code} {line.activity}\n[{line.number}]"
        place = f"Kelurahan {line.kelurahan}\n{location(line)}"
        words = [str(n), line.city_priority, line.city_target, line.program, title, line.activity_target]
        rows.append([*words, place, volume(line), rupiah(line.cost), line.agency])
    return rows


def fpdf_table(count: int) -> bytes:
    """By FPDF.table(), in the same letters and widths."""
    pdf = FPDF(orientation="L", unit="pt", format=(F4[1], F4[0]))
    pdf.add_font("sans", "", FOLDER / FILES["sans"][0])
    pdf.add_font("sans", "B", FOLDER / FILES["sans"][1])
    pdf.set_margins(85, 85, 57)
    pdf.set_auto_page_break(True, 71)
    pdf.add_page()
    pdf.set_font("sans", size=SIZE)
    head = FontFace(emphasis="BOLD", fill_color=210)
    with pdf.table(col_widths=WIDTHS, line_height=SIZE * 1.18, padding=2.5, headings_style=head) as table:
        for words in cells(count):
            row = table.row()
            for word in words:
                row.cell(word)
    return bytes(pdf.output())


def reportlab_table(count: int) -> bytes:
    """By LongTable, every cell a Paragraph so that it breaks."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("sans", FOLDER / FILES["sans"][0]))
    style = ParagraphStyle("cell", fontName="sans", fontSize=SIZE, leading=SIZE * 1.18)
    room = F4[0] - MARGINS
    widths = [room * share / sum(WIDTHS) for share in WIDTHS]
    table = LongTable(
        [[Paragraph(word.replace("\n", "<br/>"), style) for word in words] for words in cells(count)],
        colWidths=widths,
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))],
    )
    made = io.BytesIO()
    paper = SimpleDocTemplate(made, pagesize=F4, leftMargin=85, rightMargin=57, topMargin=85, bottomMargin=71)
    paper.build([table])
    return made.getvalue()


def photo() -> bytes:
    """A photo full of detail, as leaves and gravel are: such a one takes most room."""
    from PIL import Image, ImageFilter

    grain = Image.effect_noise((1600, 1200), 60).filter(ImageFilter.GaussianBlur(1))
    made = io.BytesIO()
    Image.merge("RGB", (grain, grain.rotate(180), grain)).save(made, "JPEG", quality=68)
    return made.getvalue()


def report(count: int) -> bytes:
    """The whole report with all its lampiran, the SK and 48 photos."""
    data = samples.report(count)
    photos = {one.sha256: photo() for one in data.photos}
    return draw(
        "laporan",
        data.model_dump(mode="json"),
        stage="naskah",
        version=1,
        number="1",
        made_at=samples.MADE_AT,
        verify_url="https://t.me/musrenbang_contoh_bot?start=p_3f9a2c",
        pictures=photos,
    ).content


def cost(make: Callable[[int], bytes], count: int) -> Cost:
    """Drawn once in a process of its own, after a small one that loads what is needed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (make, count))


def _measure(make: Callable[[int], bytes], count: int) -> Cost:
    make(1)
    began = time.process_time()
    made = make(count)
    seconds = time.process_time() - began
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(made) / 1e6


def show(name: str, found: Cost) -> Cost:
    print(f"{name:<44} {found[0]:>8.2f} s {found[1]:>8.0f} MB {found[2]:>7.2f} MB file", flush=True)
    return found


def main() -> int:
    """Print every figure with its goal; not to meet one is a failure."""
    print(f"{'':<44} {'processor':>10} {'highest':>11}")
    mine = show(f"T-D.4, {ROWS:,} rows", cost(ours, ROWS))
    theirs = show(f"T-D.4, {ROWS:,} rows, FPDF.table()", cost(fpdf_table, ROWS))
    goals = [("1/10 of FPDF.table()", mine[0] <= theirs[0] / 10, f"1/{theirs[0] / mine[0]:.1f}")]
    if find_spec("reportlab"):
        other = show(f"T-D.4, {ROWS:,} rows, reportlab LongTable", cost(reportlab_table, ROWS))
        goals.append(("1/4 of reportlab's LongTable", mine[0] <= other[0] / 4, f"1/{other[0] / mine[0]:.1f}"))
    else:
        print("reportlab is not installed: not compared (pip install reportlab)")
    show(f"the data of {MANY:,} rows, nothing drawn", cost(data_alone, MANY))
    many = show(f"T-D.4, {MANY:,} rows", cost(ours, MANY))
    goals += [
        (f"{MANY:,} rows in 11 times the time", many[0] <= 11 * mine[0], f"{many[0] / mine[0]:.1f} times"),
        ("and 1.3 times the memory", many[1] <= 1.3 * mine[1], f"{many[1] / mine[1]:.2f} times"),
    ]
    whole = show(f"whole report, {ROWS:,} usulan", cost(report, ROWS))
    goals += _limits(whole)
    for name, met, figure in goals:
        print(f"{'met' if met else 'NOT MET':<8} {name:<40} {figure}")
    return 0 if all(met for _, met, _ in goals) else 1


def _limits(whole: Cost) -> Sequence[tuple[str, bool, str]]:
    return (
        ("report within 15 s", whole[0] <= 15, f"{whole[0]:.1f} s"),
        ("report within 300 MB", whole[1] <= 300, f"{whole[1]:.0f} MB"),
        ("report of at most 5 MB", whole[2] <= 5, f"{whole[2]:.1f} MB"),
    )


if __name__ == "__main__":
    sys.exit(main())
