"""Verdicts in words: one usulan in its own sentence, several in one message, grouped by what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.enums import Status
from models.proposal import Proposal, Verdict
from models.speech import Keyboard, columns
from sop.proposals.label import LINE, named
from sop.proposals.mend_button import mend_button
from sop.step2_verify.verdict_reasons import field_name
from texts import Html, join, say

Told = tuple[Verdict, Proposal]
Group = Callable[[Verdict, Proposal], Html]

MOST_LINES, MOST_LETTERS = 11, 3000  #: of one message, below its heading
LONGEST_TITLE = 60


def messages(told: Sequence[Told], mine: set[int]) -> list[tuple[Html, Keyboard]]:
    """To an author; `mine`: the usulan that he can mend himself."""
    if len(told) == 1:
        verdict, row = told[0]
        own = [[mend_button(row, one_of_many=False)]] if _mends(verdict, row, mine) else []
        return [(_alone(verdict, row), own)]
    found: list[tuple[Html, Keyboard]] = []
    parts = _parts(told, _group)
    for at, (words, shown) in enumerate(parts, start=1):
        head = say("step2_verify.told_many", count=len(told))
        part = say("step2_verify.told_part", at=at, of=len(parts)) if len(parts) > 1 else ""
        own = columns(mend_button(row, one_of_many=True) for one, row in shown if _mends(one, row, mine))
        found.append((join(head, part, words), own))
    return found


def messages_to_jfu(told: Sequence[Told]) -> list[tuple[Html, Keyboard]]:
    """To JFU, who watches over what went back to its authors."""
    if len(told) == 1:
        verdict, row = told[0]
        facts = {"field": field_name(row.return_field), "reason": verdict.reason}
        return [(say("step2_verify.told_jfu", **named(row), **facts), [])]
    head = say("step2_verify.told_jfu_many", count=len(told))
    nothing: Keyboard = []
    return [(join(head, words), nothing) for words, _ in _parts(told, _group_for_jfu)]


def _mends(verdict: Verdict, row: Proposal, mine: set[int]) -> bool:
    return verdict.outcome == Status.RETURNED and row.id in mine


def _alone(verdict: Verdict, row: Proposal) -> Html:
    facts = named(row)
    match verdict.outcome:
        case Status.VERIFIED:
            return say("step2_verify.told_verified", **facts)
        case Status.RETURNED:
            field = field_name(row.return_field)
            return say("step2_verify.told_returned", field=field, reason=verdict.reason, **facts)
        case Status.REFUSED:
            return say("step2_verify.told_refused", reason=verdict.reason, **facts)
        case Status.BANKED:
            return say("bank.told_banked", reason=verdict.reason, **facts)
    return say("step2_verify.told_noted", reason=verdict.reason, **facts)


def _group(verdict: Verdict, row: Proposal) -> Html:
    """What is said once above all usulan that got the same verdict for the same reason."""
    match verdict.outcome:
        case Status.VERIFIED:
            return say("step2_verify.group_verified")
        case Status.RETURNED:
            field = field_name(row.return_field)
            return say("step2_verify.group_returned", field=field, reason=verdict.reason)
        case Status.REFUSED:
            return say("step2_verify.group_refused", reason=verdict.reason)
        case Status.BANKED:
            return say("step2_verify.group_banked", reason=verdict.reason)
    return say("step2_verify.group_noted", reason=verdict.reason)


def _group_for_jfu(verdict: Verdict, row: Proposal) -> Html:
    return say("step2_verify.group_returned", field=field_name(row.return_field), reason=verdict.reason)


def _parts(told: Sequence[Told], group: Group) -> list[tuple[Html, list[Told]]]:
    """As many messages as it takes; the heading of a group is repeated where it goes on."""
    groups: dict[Html, list[Told]] = {}
    for verdict, row in told:
        groups.setdefault(group(verdict, row), []).append((verdict, row))
    parts: list[tuple[list[Html], list[Told]]] = [([], [])]
    for heading, of_group in groups.items():
        fresh = True
        for one in of_group:
            lines, shown = parts[-1]
            more = [heading, _item(one[1])] if fresh else [_item(one[1])]
            if shown and not _fits([*lines, *more]):
                parts.append(([heading, _item(one[1])], [one]))
            else:
                lines.extend(more)
                shown.append(one)
            fresh = False
    return [(join(*lines), shown) for lines, shown in parts]


def _fits(lines: Sequence[Html]) -> bool:
    words = "\n".join(lines)
    return words.count("\n") < MOST_LINES and len(words) <= MOST_LETTERS


def _item(row: Proposal) -> Html:
    return say("step2_verify.told_item", **named(row, LINE))
