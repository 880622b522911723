"""Real usulan in the shapes of kelurahan's lists: `python -m tests.tools.lists [--all] [FILE.csv]`.

Some kecamatan are written in each shape of tests/support/raw_lists.py and read as JFU would have them read,
who answers what he is asked. Printed for each file: its rows, what became of them, presses. Every row of a
file is either an usulan or named; volumes and amounts are those of the source.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from statistics import median

from sop.imports.examine import Examined, Known, examine
from sop.imports.kind import Outcome
from sop.imports.tables_found import read
from sop.imports.usulan_rows import Office
from sop.office.places import Place
from sop.reading.amounts import MOST
from sop.reading.lengths import unit_in
from tests.support.raw_lists import SHAPES, Shape, Wish, answer
from tests.tools.real_rows import Real, places_of, real_rows

KECAMATAN = 4  #: from which the files are made; with --all from every one
LEAST, ROWS = 120, 250  #: of each


def main(words: list[str]) -> int:
    """0 when every row of every file is accounted for, and no volume or amount differs."""
    whole = "--all" in words
    every = list(real_rows([word for word in words if word != "--all"]).values())
    some = [rows[:ROWS] for rows in every if len(rows) >= LEAST]
    presses, wrong, sums = list[int](), 0, Counter[str]()
    for rows in every if whole else some[:: max(len(some) // KECAMATAN, 1)][:KECAMATAN]:
        places = places_of(rows)
        for name, shape in SHAPES.items():
            wishes = _wishes(rows, shape)
            content = shape.make(wishes)
            found, asked = _read(content, shape, wishes, places)
            faults = _faults(content, found, shape, wishes, places)
            counts = Counter(line.checked.outcome for line in found.lines)
            presses.append(asked + 1)
            wrong += bool(faults)
            sums.update(files=1, rows=len(wishes), read=len(found.lines), named=len(found.account.no_rows))
            print(
                f"{rows[0].kecamatan:14} {name:16} usulan {len(wishes):3}  drafts "
                f"{counts[Outcome.MENDING] + counts[Outcome.GOOD]:3}  refused {counts[Outcome.REFUSED]:2}  "
                f"no row {len(found.account.no_rows):3}  presses {asked + 1}  {'; '.join(faults) or 'agrees'}"
            )
    print(
        f"{sums['files']} files, {sums['rows']} usulan written, {sums['read']} read, {sums['named']} others "
        f"named; presses of JFU: median {median(presses):g}, most {max(presses)}; {wrong} files differ"
    )
    return 1 if wrong else 0


def _wishes(rows: Sequence[Real], shape: Shape) -> list[Wish]:
    if shape.single:
        desa = Counter(row.desa for row in rows).most_common(1)[0][0]
        rows = [row for row in rows if row.desa == desa]
    return [
        Wish(
            kelurahan=row.desa,
            komisi=row.komisi,
            title=row.title,
            place=row.place,
            volume=row.volume if _sound(row) else None,
            unit=row.unit,
            cost=5_000_000 + row.id % 200 * 1_000_000,
            output=f"Keluaran {row.id}",
        )
        for row in rows
        if row.title
    ]


def _sound(row: Real) -> bool:
    """A volume that a draft can hold, with a measure; "1 Rupiah" is an amount."""
    measured = unit_in(f"1 {row.unit}")[0] not in ("", "rupiah")
    return row.volume is not None and 0 < row.volume <= MOST and measured


def _read(
    content: bytes, shape: Shape, wishes: Sequence[Wish], places: Sequence[Place]
) -> tuple[Examined, int]:
    ids = {place.kelurahan: at for at, place in enumerate(places)}
    office = Office(places=tuple(places), ids=ids, by_code={}, by_name={})
    answers: dict[str, str] = {}
    while True:
        found = examine(content, {"usulan": office}, Known(shape.name, answers, {}))
        if found.question is None:
            return found, len(answers)
        answers[found.question.key] = answer(found.question.key, found.question.choices, wishes)


def _faults(
    content: bytes, found: Examined, shape: Shape, wishes: Sequence[Wish], places: Sequence[Place]
) -> list[str]:
    if found.trouble is not None:
        return [f"not read: {found.trouble[0]}"]
    faults = []
    book = read(content)
    left = {name for name, _ in found.account.left}
    rows = sum(len(sheet.rows) for sheet in book.sheets if sheet.name not in left)
    if rows != len(found.lines) + len(found.account.no_rows):
        faults.append(f"{rows} rows in the file, {len(found.lines)} + {len(found.account.no_rows)} named")
    values = [line.checked.values for line in found.lines if line.checked.values]
    made = Counter((places[one["kelurahan_id"]].kelurahan, one.get("volume")) for one in values)
    written = Counter((one.kelurahan, one.volume) for one in wishes)
    if made != written:
        differ = sum(((written - made) + (made - written)).values())
        faults.append(f"{differ} rows differ in kelurahan or volume, as {next(iter(written - made), None)}")
    if shape.costs and sum(one["cost"] or 0 for one in values) != sum(one.cost for one in wishes):
        faults.append("amounts differ")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
