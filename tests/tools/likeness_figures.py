"""How well doubles are found: `python -m tests.tools.likeness_figures [FILE.csv] [--pairs]`.

The words of sop/tables/likeness.toml were chosen by looking at one half of the kecamatan; everything here is
counted on the other half. `--pairs` prints the hundred pairs that were judged by hand, to judge them again.
"""

from __future__ import annotations

import csv
import hashlib
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from random import Random

from rapidfuzz import fuzz
from sqlalchemy import select

from bot.database import office_database
from models.enums import Komisi, Status
from models.people import Kelurahan, Person
from models.proposal import Proposal
from sop.duplicates.compare import likeness
from sop.duplicates.find import MOST
from sop.duplicates.normal import Norm, normal
from sop.office.places import Place
from sop.proposals.prechecks import look, remember
from sop.setting_up import setup
from tests.tools.real_rows import Real, real_rows
from tests.tools.rewriting import rewritten

VERDICTS = Path(__file__).with_name("likeness_verdicts.csv")
REWRITTEN = 200
JUDGED = 100
ROUND = 3  #: what the earlier rounds judged has been learnt from
CROWD = 1_500
_ROMAN = re.compile(r"\b(?:x|ix|iv|v?i{1,3}|v)\b")

Pair = tuple[Real, Real]


class Half:
    """The kecamatan that were not looked at while the words were chosen; of their pairs two rounds were."""

    def __init__(self, every: dict[str, list[Real]]) -> None:
        names = sorted(every)
        Random(2018).shuffle(names)
        self.names = names[(len(names) + 1) // 2 :]
        self.rows = [row for name in self.names for row in every[name]]
        self.norms = {row.id: norm(row) for row in self.rows}
        self.desa: dict[tuple[str, str], list[Real]] = defaultdict(list)
        for row in self.rows:
            self.desa[row.kecamatan, row.desa].append(row)

    def pairs(self) -> Iterator[Pair]:
        for rows in self.desa.values():
            yield from combinations(rows, 2)

    def shown(self, row: Real, asked: Norm, among: Sequence[Real]) -> list[Real]:
        """What its author would see, the likeliest first."""
        scored = [(likeness(asked, self.norms[one.id]), one) for one in among]
        best = sorted((found for found in scored if found[0]), key=lambda found: (-found[0], found[1].id))
        return [one for _, one in best[:MOST]]


def norm(row: Real) -> Norm:
    return normal(row, code=None, kelurahan=row.desa, output=row.output)


# ---- pairs that repeat place and activity


def repeats(one: Real, other: Real) -> bool:
    """By letters and numbers alone, not by what our comparison knows: the same activity in the same place."""
    if not one.place or _letters(one.title) != _letters(other.title) or _numbers(one) != _numbers(other):
        return False
    return fuzz.ratio(_letters(one.place), _letters(other.place)) >= 90


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", _ROMAN.sub(" ", text.lower()))


def _numbers(row: Real) -> tuple[list[int], list[str]]:
    place = row.place.lower()
    return sorted(int(number) for number in re.findall(r"\d+", place)), sorted(_ROMAN.findall(place))


def found_repeats(half: Half) -> tuple[int, int]:
    every = [pair for pair in half.pairs() if repeats(*pair)]
    return sum(likeness(half.norms[one.id], half.norms[other.id]) > 0 for one, other in every), len(every)


# ---- rows written again


def found_rewritten(half: Half) -> tuple[int, int]:
    dice, found = Random(42), 0
    for row in dice.sample([row for row in half.rows if row.place], REWRITTEN):
        again = rewritten(row, dice)
        found += row in half.shown(again, norm(again), half.desa[row.kecamatan, row.desa])
    return found, REWRITTEN


# ---- pairs judged by hand


def pairs_to_judge(half: Half) -> list[Pair]:
    """A hundred of all that would be shown had the rows been sent in their order; none that was seen."""
    seen = {pair for pair, (about, _) in _verdicts().items() if int(about) < ROUND}
    shown = [
        (row, other)
        for rows in half.desa.values()
        for at, row in enumerate(rows)
        for other in half.shown(row, half.norms[row.id], rows[:at])
        if (row.id, other.id) not in seen
    ]
    return sorted(shown, key=_drawn)[:JUDGED]


def _drawn(pair: Pair) -> bytes:
    """A lot that stays the same whatever else is shown, so that few have to be judged anew."""
    return hashlib.sha256(f"7,{pair[0].id},{pair[1].id}".encode()).digest()


def _verdicts() -> dict[tuple[int, int], tuple[str, str]]:
    """Numbers of two rows -> the round in which they were judged, and "yes" or "no"."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            (int(row["row"]), int(row["other"])): (row["round"], row["same"]) for row in csv.DictReader(file)
        }


def judged_right(pairs: list[Pair]) -> tuple[int, int]:
    """How many were judged to be the same, of those that were judged."""
    said = _verdicts()
    known = [said[one.id, other.id][1] for one, other in pairs if (one.id, other.id) in said]
    return known.count("yes"), len(known)


# ---- how long one answer takes


def milliseconds(half: Half) -> list[tuple[float, float]]:
    """Twenty drafts looked at before they are sent, each against 1,500 usulan of one kelurahan.

    By the clock, and what the processor needed: on a machine that has other work the first says little.
    """
    rows, now = half.rows[:CROWD], datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="musrenbang-likeness-") as folder:
        database = office_database(f"sqlite:///{folder}/crowd.db")
        database.create()
        with database.unit(now) as unit:
            place = Place(kecamatan="Ramai", kelurahan="Satu")
            kecamatan, season, _ = setup(unit, kecamatan="Ramai", year=2028, places=[place], kamus=[])
            author = unit.add(Person(kecamatan_id=kecamatan.id, name="Siti"))
            kelurahan = unit.session.scalars(select(Kelurahan)).one()
            for at, row in enumerate(rows):
                one = Proposal(
                    kecamatan_id=kecamatan.id,
                    season_id=season.id,
                    kelurahan=kelurahan,
                    author=author,
                    komisi=Komisi(row.komisi),
                    title=row.title,
                    place=row.place,
                    problem=f"{row.title} di {row.place} rusak, dikeluhkan warga sejak musim hujan lalu.",
                    status=Status.DRAFT if at % 75 == 0 else Status.SUBMITTED,
                    created_at=now,
                    touched_at=now,
                )
                unit.add(one)
                remember(unit, one)
        took = []
        drafts = select(Proposal.id).where(Proposal.status == Status.DRAFT)
        with database.unit(now) as unit:
            waiting = unit.all(drafts)
        for draft_id in waiting:
            with database.unit(now) as unit:
                draft = unit.session.get_one(Proposal, draft_id)
                began, busy = time.perf_counter(), time.thread_time()
                look(unit, draft)
                took.append((1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - busy)))
        database.close()
    return took


def main(words: list[str]) -> int:
    half = Half(real_rows([word for word in words if not word.startswith("--")]))
    pairs = pairs_to_judge(half)
    if "--pairs" in words:
        for one, other in pairs:
            print(f"{one.id},{other.id} | {one.title} | {one.place} || {other.title} | {other.place}")
        return 0
    print(f"{len(half.names)} kecamatan by which the words were not chosen, {len(half.rows)} rows:")
    _say("pairs that repeat place and activity, found", *found_repeats(half), 90)
    _say("rewritings whose row is among the three shown", *found_rewritten(half), 80)
    _say(f"of {JUDGED} shown pairs judged by hand, the same", *judged_right(pairs), 80)
    clock, processor = zip(*milliseconds(half), strict=True)
    print(
        f"  one draft against {CROWD} usulan: median {statistics.median(clock):.0f} ms, longest "
        f"{max(clock):.0f} ms; of the processor {max(processor):.0f} ms at most (wanted: 100 ms)"
    )
    return 0


def _say(what: str, found: int, of: int, wanted: int) -> None:
    print(f"  {what}: {found} of {of}, {100 * found / max(of, 1):.1f} % (wanted: {wanted} %)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
