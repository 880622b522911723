"""What differs between a report that was returned and the one made after it, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from documents.data import Report
from sop.step6_report.narrative import PARTS
from sop.step6_report.report_figures import figures_of, place
from texts import plain
from texts.figures import number, rupiah

#: More usulan than these are counted, not named.
MOST_NAMED = 10


def differences(before: Mapping[str, Any], now: Report) -> tuple[str, ...]:
    """The changes from a report as it was stored; none is said too."""
    after = now.model_dump(mode="json")
    found = [*_parts(before, after), *_numbers(before, after), *_moved(before, after)]
    if before.get("edits", []) != after["edits"]:
        found.append(plain("approval.change_words"))
    return tuple(found) or (plain("step6_report.change_none"),)


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for part in PARTS:
        if before["narrative"][part] != after["narrative"][part]:
            yield plain("step6_report.change_part", part=plain(f"step6_report.part_{part}"))


def _numbers(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    was, became = figures_of(before), figures_of(after)
    if (was.agreed, was.agreed_cost) != (became.agreed, became.agreed_cost):
        yield plain(
            "step6_report.change_agreed",
            was=number(was.agreed),
            was_cost=rupiah(was.agreed_cost),
            now=number(became.agreed),
            now_cost=rupiah(became.agreed_cost),
        )
    for name in ("entered", "reserve", "declined", "noted", "delegates", "present"):
        if (one := getattr(was, name)) != (other := getattr(became, name)):
            yield plain(f"step6_report.change_{name}", was=number(one), now=number(other))


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Usulan that came, went, or have another place in the order."""
    was, became = _places(before), _places(after)
    every = [
        *(plain("step6_report.change_gone", number=one) for one in was if one not in became),
        *(
            plain("step6_report.change_new", number=one, now=at)
            for one, at in became.items()
            if one not in was
        ),
        *(
            plain("step6_report.change_moved", number=one, was=was[one], now=at)
            for one, at in became.items()
            if one in was and was[one] != at
        ),
    ]
    yield from every[:MOST_NAMED]
    if len(every) > MOST_NAMED:
        yield plain("step6_report.change_more", count=number(len(every) - MOST_NAMED))


def _places(report: Mapping[str, Any]) -> dict[str, int]:
    lines: Sequence[Mapping[str, Any]] = report["scale"]["lines"]
    return {line["number"]: place(line)[0] for line in lines}
