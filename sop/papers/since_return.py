"""What changed in a naskah since its signer sent it back: said above his two buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from models.enums import Outcome
from models.paper import Decision, Paper
from models.unit import Unit
from sop.core.steps import PaperKey
from texts import Html, plain, say
from texts.figures import cut

#: Under a file Telegram takes 1,024 characters in all; the rest of the summary has to fit, too.
LONGEST = 240

Changes = Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[str]]


def returned_before(unit: Unit, paper: Paper) -> Paper | None:
    """The newest edition before this one that the signer sent back."""
    query = (
        select(Paper)
        .join(Decision, Decision.paper_id == Paper.id)
        .where(
            Paper.season_id == paper.season_id,
            Paper.key == paper.key,
            Paper.edition < paper.edition,
            Decision.outcome == Outcome.RETURNED,
            Decision.live.is_(True),
        )
        .order_by(Paper.edition.desc())
    )
    return unit.first(query.limit(1))


def since_return(unit: Unit, paper: Paper) -> Html:
    """One line; nothing for a paper that was never sent back."""
    before = returned_before(unit, paper)
    if before is None or paper.key not in CHANGES:
        return Html("")
    changes = [*CHANGES[paper.key](before.data, paper.data)]
    if before.data.get("edits", []) != paper.data.get("edits", []):
        changes.append(plain("approval.change_words"))
    found = " ".join(changes) or plain("approval.change_none")
    return say("approval.since_return", before=before.edition, changes=cut(found, LONGEST))


def _team(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    """Who came into the tim, who left it, whose position is another."""
    was = {member["name"]: member["position"] for member in before["members"]}
    became = {member["name"]: member["position"] for member in after["members"]}
    if came := [name for name in became if name not in was]:
        yield plain("approval.change_came", names=", ".join(came))
    if left := [name for name in was if name not in became]:
        yield plain("approval.change_left", names=", ".join(left))
    for name, position in became.items():
        if name in was and was[name] != position:
            yield plain("approval.change_position", name=name, before=was[name], after=position)


def _criteria(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    """Which criteria came and went, and whose weight is another."""
    was = {one["title"]: one["weight"] for one in before["criteria"]}
    became = {one["title"]: one["weight"] for one in after["criteria"]}
    if came := [title for title in became if title not in was]:
        yield plain("approval.change_came", names=", ".join(came))
    if left := [title for title in was if title not in became]:
        yield plain("approval.change_left", names=", ".join(left))
    for title, weight in became.items():
        if title in was and was[title] != weight:
            yield plain("approval.change_weight", title=title, before=int(was[title]), after=int(weight))


#: paper -> what differs between its data and those of the edition that was returned. The report has its own.
CHANGES: dict[str, Changes] = {PaperKey.SK_TIM: _team, PaperKey.PEDOMAN: _criteria}
