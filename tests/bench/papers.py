"""P4 and P5: how long big papers take, beside fpdf2's own table and reportlab's."""

from __future__ import annotations

import io
import json
import multiprocessing
import resource
import subprocess
import time
from collections.abc import Callable

from fpdf import FPDF
from fpdf.fonts import FontFace

from documents import draw
from documents.drawing.lines import location, volume
from documents.drawing.typeface import FILES, FOLDER
from documents.forms.priority_tables import td4
from tests.bench import profiling
from tests.bench.figures import ROOT, Found
from tests.bench.talks import PEERS
from tests.documents import samples
from texts import plain
from texts.figures import rupiah

ROWS, MANY = 1100, 10_000
SIZE = 7.5
WIDTHS = (4, 13, 13, 13, 22, 13, 17, 9, 15, 15)  #: shares of T-D.4's ten columns
F4 = (330 * 72 / 25.4, 215 * 72 / 25.4)

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


def reportlab_table(count: int) -> Cost:
    """The same words by LongTable, in the peers' environment."""
    given = {"rows": cells(count), "few": cells(1), "widths": WIDTHS, "size": SIZE, "page": F4}
    given["font"] = str(FOLDER / FILES["sans"][0])
    script = str(ROOT / "tests" / "bench" / "peers" / "reportlab_table.py")
    done = subprocess.run(
        [str(PEERS), script], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    seconds, memory, size = json.loads(done.stdout)
    return seconds, memory, size


def measure(quick: bool) -> Found:
    """Each drawn in a process of its own, by turns."""
    found = Found()
    rounds = 1 if quick else 3
    sides: dict[str, Callable[[], Cost]] = {
        "T-D.4, ours": lambda: cost(ours, ROWS),
        "FPDF.table()": lambda: cost(fpdf_table, ROWS),
        "reportlab LongTable": lambda: reportlab_table(ROWS),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, draws in sides.items():
            costs[name].append(draws())
    middle = {name: sorted(many)[len(many) // 2] for name, many in costs.items()}
    mine = middle["T-D.4, ours"]
    middle[f"the data of {MANY:,} rows, nothing drawn"] = cost(data_alone, MANY)
    many = middle[f"T-D.4, ours, {MANY:,} rows"] = cost(ours, MANY)
    whole = middle[f"whole report of {ROWS:,} usulan, 48 photos"] = cost(report, ROWS)
    found.table(
        f"Papers: T-D.4 of {ROWS:,} rows and what is larger",
        ["drawn by", "CPU s", "MB at the highest", "MB of the file"],
        [[name, *(f"{one:.2f}" for one in figures)] for name, figures in middle.items()],
    )
    for peer, times in (("FPDF.table()", 10), ("reportlab LongTable", 4)):
        found.goal(
            f"P4 table T-D.4 of {ROWS:,} rows against {peer}",
            ours=f"{mine[0]:.2f} s",
            peer=f"{peer} {middle[peer][0]:.2f} s",
            figure=mine[0] / middle[peer][0],
            bound=1 / times,
            note=f"1/{middle[peer][0] / mine[0]:.1f}; wanted 1/{times}",
        )
    found.goal(
        f"P4 {MANY:,} rows against {ROWS:,}, time",
        ours=f"{many[0]:.2f} s",
        peer=f"{ROWS:,} rows {mine[0]:.2f} s",
        figure=many[0] / mine[0],
        bound=11,
    )
    found.goal(
        f"P4 {MANY:,} rows against {ROWS:,}, memory at the highest",
        ours=f"{many[1]:.0f} MB",
        peer=f"{ROWS:,} rows {mine[1]:.0f} MB",
        figure=many[1] / mine[1],
        bound=1.3,
    )
    for at, unit, bound in ((0, "s", 15), (1, "MB", 300), (2, "MB of the file", 5)):
        found.goal(
            f"P5 whole report of {ROWS:,} usulan with all lampiran",
            ours=f"{whole[at]:.1f} {unit}",
            peer="-",
            figure=whole[at],
            bound=bound,
            unit=unit,
        )
    if not quick:
        found.profiles.append((f"T-D.4 of {ROWS:,} rows (cProfile)", profiling.of_work(lambda: ours(ROWS))))
    return found
