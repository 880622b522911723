"""P9: the reminder sweep of a morning over all that is owed, as the scheduler makes it."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import func, select, update

from bot.database import office_database
from models.enums import Status, StepState
from models.people import Kecamatan
from models.reminder import Reminder
from models.season import Run, Season
from models.unit import Database, Unit
from sop.remind.reminders import sweep
from tests.bench import profiling
from tests.bench.figures import Found
from tests.bench.filling import fill
from tests.bench.talks import office

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)  #: a Monday, 10.00 WIB
TOMORROW = date(2027, 1, 12)
DELEGATES = 160
SIZES = {1_600: 100.0, 10_000: 500.0}  #: open debts -> milliseconds


class _TakenBackError(Exception):
    """What was swept is rolled back: the next round finds the same."""


def measure(quick: bool) -> Found:
    found = Found()
    for size, bound in SIZES.items():
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            url = f"sqlite:///{folder}/musrenbang.db"
            office(url, DELEGATES, NOW)
            database = office_database(url)
            with database.unit(NOW) as unit:
                _owe(unit, size)
            rounds = [_first(database) for _ in range(3 if quick else 7)]
            took, rows = min(one[0] for one in rounds), rounds[0][1]
            if not quick and size == max(SIZES):
                found.profiles.append(
                    (f"Sweep of {size:,} debts (cProfile)", profiling.of_work(partial(_first, database)))
                )
            with database.unit(NOW) as unit:
                sweep(unit)
            again = min(_timed(database) for _ in range(5))
            database.close()
        found.goal(
            f"P9 sweep over {size:,} open debts, the first of a day",
            ours=f"{took * 1000:.0f} ms ({rows:,} reminders of {DELEGATES} people)",
            peer=f"every later tick {again * 1000:.1f} ms",
            figure=took * 1000,
            bound=bound,
            unit="ms",
            note="quickest of the rounds, in one unit on SQLite, commit not counted",
        )
    return found


def _owe(unit: Unit, size: int) -> None:
    """Usulan that came back for correction, due tomorrow."""
    kecamatan = unit.all(select(Kecamatan))[0]
    season = unit.all(select(Season).where(Season.kecamatan_id == kecamatan.id))[0]
    fill(unit, season, size, Status.RETURNED)
    mine = (Run.season_id == season.id, Run.step == "step2_verify")
    opened = {"state": StepState.OPEN, "opened_at": unit.now, "deadline": TOMORROW}
    unit.session.execute(update(Run).where(*mine).values(**opened))
    first = (Run.season_id == season.id, Run.step == "step1_recap")
    unit.session.execute(update(Run).where(*first).values(state=StepState.CLOSED))


def _first(database: Database) -> tuple[float, int]:
    """Seconds of one sweep that is taken back, and the rows it made."""
    took, rows = 0.0, 0
    try:
        with database.unit(NOW) as unit:
            began = time.perf_counter()
            sweep(unit)
            took = time.perf_counter() - began
            rows = unit.session.scalars(select(func.count(Reminder.id))).one()
            raise _TakenBackError
    except _TakenBackError:
        return took, rows


def _timed(database: Database) -> float:
    with database.unit(NOW) as unit:
        began = time.perf_counter()
        sweep(unit)
        return time.perf_counter() - began
