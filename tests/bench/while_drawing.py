"""P5: what a press takes while drafts of reports of 1,100 usulan are drawn and handed to their reader."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from demo.phone import Phone
from models.enums import Drawing, Stage
from models.paper import Paper
from models.posts import Post
from models.season import Season
from sop.core.steps import PaperKey
from sop.flow.progress import run_of
from sop.papers.papers import ask
from tests.bench.figures import Found
from tests.documents import samples
from tests.support.office import Bureau, Office

USULAN = 1100
REPORTS = 4  #: drawn one after the other while somebody presses
TIMES = 3
IDLE = 60  #: presses between
PACE = 0.1  #: seconds from one press to the next
GOAL = 1.5
LONGEST = 180.0  #: seconds for the reports of one turn


def measure(quick: bool) -> Found:
    """By turns idle and busy; the ninety-fifth of a hundred of each."""
    idle: list[float] = []
    busy: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Bureau(Path(folder)) as bureau:
        office = bureau.office()
        office.joins(Post.SEKRETARIS, "Rudi Hartono")  # who gets each draft to read
        phone = office.joins(Post.JFU, "Dewi Anggraini")
        phone.sends("/status")
        phone.sees("Musrenbang Kecamatan")
        data = samples.report(USULAN)
        pressed(phone, 20)
        for _ in range(1 if quick else TIMES):
            idle += pressed(phone, IDLE)
            with bureau.database.unit(bureau.now()) as unit:
                run = run_of(unit, unit.session.get_one(Season, office.season_id), "step6_report")
                for _ in range(REPORTS):
                    ask(unit, run, PaperKey.DRAFT_LAPORAN, data, stage=Stage.DRAF)
            bureau.knocks()
            began = time.monotonic()
            while waiting(office) and time.monotonic() - began < LONGEST:
                busy += pressed(phone, 4)
            print(
                f"{REPORTS} reports of {USULAN:,} usulan drawn in {time.monotonic() - began:.1f} s",
                flush=True,
            )
        lost = waiting(office)
    if lost:
        raise RuntimeError(f"{lost} reports were not drawn")
    found = Found()
    found.goal(
        f"P5 presses while reports of {USULAN:,} usulan are drawn against presses when idle, p95",
        ours=f"{p95(busy) * 1000:.1f} ms of {len(busy)} presses",
        peer=f"idle {p95(idle) * 1000:.1f} ms of {len(idle)}",
        figure=p95(busy) / p95(idle),
        bound=GOAL,
    )
    return found


def pressed(phone: Phone, count: int) -> list[float]:
    """Seconds from each press to what it shows, from a step of the card and back."""
    found = []
    for at in range(count):
        began = time.perf_counter()
        phone.taps("Kartu SOP" if at % 2 else "2")
        phone.waits_for(lambda eyes, there=at % 2: ("Kartu SOP" not in phone.buttons) is bool(there))
        found.append(time.perf_counter() - began)
        time.sleep(max(PACE - found[-1], 0))
    return found


def waiting(office: Office) -> int:
    """How many papers are not drawn yet."""
    return int(office.read(select(func.count(Paper.id)).where(Paper.state == Drawing.ASKED))[0])


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]
