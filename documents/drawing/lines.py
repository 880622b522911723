"""Usulan in tables: the words of a cell, groups in their order, and totals that cross-foot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from documents.data import ProposalLine
from documents.drawing.page import Sheet
from documents.drawing.parts import COMMISSIONS, commission_short
from documents.drawing.table import Column, Table, money
from texts import plain
from texts.figures import number, rt_rw, rupiah

P = TypeVar("P", bound=ProposalLine)
T = TypeVar("T")


def location(line: ProposalLine, *, kelurahan: bool = False) -> str:
    """'Jalan Kantin, RT 02/RW 05', the kelurahan behind it where the table does not say it elsewhere."""
    where = [line.location, rt_rw(line.rt, line.rw)]
    if kelurahan:
        where.append(plain("paper_common.kelurahan", kelurahan=line.kelurahan))
    return ", ".join(part for part in where if part)


def volume(line: ProposalLine) -> str:
    """'120 m2'; empty when the usulan has none."""
    return "" if line.volume is None else f"{number(line.volume)} {line.unit}".strip()


def benefit(line: ProposalLine) -> str:
    """'25 KK, 90 jiwa'."""
    parts = []
    if line.households is not None:
        parts.append(plain("paper_common.households", count=number(line.households)))
    if line.people is not None:
        parts.append(plain("paper_common.people", count=number(line.people)))
    return ", ".join(parts)


def named(line: ProposalLine) -> str:
    """What is proposed, with the number under which everybody finds it, and that it came late."""
    words = plain("paper_common.named", title=line.title, number=line.number)
    return plain("paper_common.named_late", named=words, late=line.late) if line.late else words


_LATE_NAMED = 12


def late_numbers(lines: Sequence[ProposalLine]) -> str:
    """Numbers of what came late, so many as one sentence bears."""
    named_ones = ", ".join(line.number for line in lines[:_LATE_NAMED])
    more = len(lines) - _LATE_NAMED
    return (
        named_ones if more <= 0 else plain("paper_intake.late_more", numbers=named_ones, count=number(more))
    )


def cost(lines: Iterable[ProposalLine]) -> int:
    return sum(line.cost for line in lines)


def by(key: Callable[[T], str], lines: Iterable[T], first: Sequence[str] = ()) -> dict[str, list[T]]:
    """Groups in the order given, others behind them in the order they come; the given ones may be empty."""
    groups: dict[str, list[T]] = {name: [] for name in first}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def by_commission(lines: Iterable[P], *, all_four: bool = True) -> dict[str, list[P]]:
    groups = by(lambda line: line.commission, lines, COMMISSIONS)
    return groups if all_four else {key: group for key, group in groups.items() if group}


def by_kelurahan(lines: Iterable[P], known: Sequence[str] = ()) -> dict[str, list[P]]:
    return by(lambda line: line.kelurahan, lines, known)


def counted(lines: Sequence[ProposalLine]) -> str:
    """'12 usulan, Rp1.250.000.000'."""
    return plain("paper_common.counted", count=number(len(lines)), cost=rupiah(cost(lines)))


def matrix(
    sheet: Sheet, groups: Mapping[str, Sequence[ProposalLine]], head: str, *, size: float = 9.0
) -> None:
    """Number of usulan per group and komisi with the money, sums at the right and at the foot."""
    lines = [line for group in groups.values() for line in group]
    commissions = list(by_commission(lines))
    columns = [Column(plain("paper_common.no"), 4, "C"), Column(head, 22)]
    columns += [Column(commission_short(key), 13, "R") for key in commissions]
    columns += [
        Column(plain("paper_common.count_head"), 9, "R"),
        money(plain("paper_common.cost_head"), 20),
    ]
    table = Table(sheet, columns, size=9)
    for index, (name, group) in enumerate(groups.items(), 1):
        counts = by(lambda line: line.commission, group, commissions)
        cells = [number(len(counts[key])) for key in commissions]
        table.row([str(index), name, *cells, number(len(group)), rupiah(cost(group))])
    counts = by(lambda line: line.commission, lines, commissions)
    cells = [number(len(counts[key])) for key in commissions]
    table.total(plain("paper_common.total"), [*cells, number(len(lines)), rupiah(cost(lines))], over=2)
    table.close()
