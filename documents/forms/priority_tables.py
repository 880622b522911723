"""Tabel T-D.4 and the table of scores, as Skala Prioritas, berita acara and report show them."""

from collections.abc import Sequence

from documents.data import Criterion, ScoredLine
from documents.drawing.lines import by, by_commission, cost, counted, location, volume
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title
from documents.drawing.table import Column, Table, money
from texts import plain
from texts.figures import fixed, number, rupiah

_LAST = 10**9  #: behind everybody who has a place


def placed(line: ScoredLine) -> tuple[int, str]:
    """The plenary's order, else the rank in the komisi, else last; ties by number."""
    return (line.order or line.rank or _LAST, line.number)


def ranked(line: ScoredLine) -> tuple[int, str]:
    return (line.rank or line.order or _LAST, line.number)


def by_agency(lines: Sequence[ScoredLine]) -> dict[str, list[ScoredLine]]:
    """One order per perangkat daerah, the offices by name."""
    unknown = plain("paper_outcome.no_agency")
    groups = by(lambda line: line.agency or unknown, sorted(lines, key=placed))
    return {agency: groups[agency] for agency in sorted(groups)}


def td4(sheet: Sheet, lines: Sequence[ScoredLine]) -> None:
    """Daftar Urutan Kegiatan Prioritas Kecamatan menurut Perangkat Daerah: ten columns."""
    columns = (
        Column(plain("paper_outcome.td4_1"), 4, "C"),
        Column(plain("paper_outcome.td4_2"), 13),
        Column(plain("paper_outcome.td4_3"), 13),
        Column(plain("paper_outcome.td4_4"), 13),
        Column(plain("paper_outcome.td4_5"), 22),
        Column(plain("paper_outcome.td4_6"), 13),
        Column(plain("paper_outcome.td4_7"), 17),
        Column(plain("paper_outcome.td4_8"), 9, "R"),
        money(plain("paper_outcome.td4_9"), 15),
        Column(plain("paper_outcome.td4_10"), 15),
    )
    table = Table(sheet, columns, size=7.5, numbered=True)
    if not lines:
        table.note(plain("paper_common.empty"))
    for agency, group in by_agency(lines).items():
        heading = plain("paper_outcome.agency_group", agency=agency, counted=counted(group))
        table.group(heading, level=1)
        for index, line in enumerate(group, 1):
            table.row(
                (
                    str(index),
                    line.city_priority,
                    line.city_target,
                    line.program,
                    _activity(line),
                    line.activity_target,
                    _place(line),
                    volume(line),
                    rupiah(line.cost),
                    line.agency,
                )
            )
        label = plain("paper_outcome.agency_total", agency=agency, count=number(len(group)))
        table.total(label, (rupiah(cost(group)), ""), over=8)
    label = plain("paper_outcome.td4_total", count=number(len(lines)))
    table.total(label, (rupiah(cost(lines)), ""), over=8)
    table.close()


def _activity(line: ScoredLine) -> str:
    if line.activity or line.activity_code:
        return plain(
            "paper_outcome.activity_coded",
            title=line.title,
            code=line.activity_code,
            activity=line.activity,
            number=line.number,
        )
    return plain("paper_outcome.activity_named", title=line.title, number=line.number)


def _place(line: ScoredLine) -> str:
    return plain("paper_outcome.place_in", kelurahan=line.kelurahan, place=location(line)).rstrip()


def scores(
    sheet: Sheet, lines: Sequence[ScoredLine], criteria: Sequence[Criterion], *, follow: float = 0.0
) -> None:
    """Means and spreads per criterion; the columns follow the criteria that the tim has set."""
    columns = [Column(plain("paper_common.no"), 4, "C"), Column(plain("paper_outcome.activity_head"), 30)]
    for criterion in criteria:
        head = plain("paper_outcome.criterion_head", title=criterion.title, weight=number(criterion.weight))
        columns.append(Column(head, max(10.0, 66 / max(len(criteria), 1)), "C"))
    columns += [
        Column(plain("paper_outcome.scorers_head"), 8, "C"),
        Column(plain("paper_outcome.spread_head"), 9, "C"),
        Column(plain("paper_outcome.total_head"), 9, "C"),
        Column(plain("paper_outcome.rank_head"), 9, "C"),
    ]
    table = Table(sheet, columns, size=7.5, numbered=True)
    for key, group in by_commission(lines).items():
        name = commission_title(key)
        table.group(plain("paper_outcome.commission_group", commission=name, counted=counted(group)), level=1)
        if not group:
            table.note(plain("paper_common.empty"))
        for index, line in enumerate(sorted(group, key=ranked), 1):
            table.row((str(index), *_scored(line, criteria)))
    table.close(follow=follow)


def _scored(line: ScoredLine, criteria: Sequence[Criterion]) -> list[str]:
    given = {score.key: score for score in line.scores}
    marks = [
        plain(
            "paper_outcome.mean_spread", mean=fixed(given[c.key].mean), spread=number(given[c.key].spread, 1)
        )
        if c.key in given
        else "–"
        for c in criteria
    ]
    if line.rank_reason:
        what = plain("paper_outcome.rank_note", title=line.title, number=line.number, reason=line.rank_reason)
    else:
        what = plain("paper_outcome.activity_named", title=line.title, number=line.number)
    total = plain("paper_outcome.unscored") if line.total is None else fixed(line.total)
    spread = "–" if line.total is None else number(line.spread, 1)
    return [what, *marks, number(line.scorers), spread, total, str(line.rank) if line.rank else "–"]
