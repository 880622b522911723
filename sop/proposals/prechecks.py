"""What is worth a second look before an usulan is sent: the four reasons for which most of them die."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import or_, select

from models.likeness import PairSaid
from models.people import Person
from models.proposal import Proposal
from models.unit import Unit
from sop.core.refused import Refused
from sop.duplicates.find import Alike, alike, known, norm_of
from sop.office.places import TABLES
from sop.proposals import changing
from sop.proposals.drafts import editable
from sop.proposals.pins import doubt_about
from sop.proposals.proposal_words import rt_rw_said
from sop.reading.words import simple
from texts import Html, join, say
from texts.figures import rt_rw as in_figures

MOST_RT = 50  #: more than a kelurahan has, as a rule
MOST_RW = 30


@dataclass(frozen=True)
class Finding:
    """Something about the address or the office, by a mark that is remembered once it was read."""

    mark: str
    words: Html


@dataclass(frozen=True)
class Findings:
    """What the author is asked about; nothing in most cases."""

    alike: tuple[Alike, ...]
    others: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return bool(self.alike or self.others)


def look(unit: Unit, proposal: Proposal) -> Findings:
    """Without what its author has already answered."""
    answered = known(proposal)
    found = (*_address(unit, proposal), *_office(proposal))
    return Findings(
        alike=tuple(alike(unit, proposal)),
        others=tuple(one for one in found if one.mark not in answered),
    )


def say_different(unit: Unit, actor: Person, id: int, found: Findings) -> Proposal:
    """Beda, lanjut, or Tetap kirim: kept, so that nobody is asked twice and the reviewers know."""
    proposal = editable(unit, actor, id)
    for one in found.alike:
        of_now = one.proposal is not None
        unit.insert_once(
            PairSaid(
                kecamatan_id=proposal.kecamatan_id,
                proposal_id=proposal.id,
                other_id=one.one.id if of_now else None,
                past_id=None if of_now else one.one.id,
                by_id=actor.id,
                at=unit.now,
            )
        )
    remember(unit, proposal)
    marks = [*known(proposal), *(one.mark for one in found.others)]
    changing.set_norm(proposal, {**(proposal.norm or {}), "known": list(dict.fromkeys(marks))})
    unit.log(
        actor,
        "proposal.looked_again",
        proposal,
        alike=[one.name for one in found.alike],
        marks=[one.mark for one in found.others],
    )
    return proposal


def words_for_reviewer(unit: Unit, proposal: Proposal) -> Html:
    """What the author was asked before he sent it, for the reviewer's card; empty where nothing was."""
    query = select(PairSaid).where(or_(PairSaid.proposal_id == proposal.id, PairSaid.other_id == proposal.id))
    numbers = []
    for pair in unit.all(query.order_by(PairSaid.id)):
        other = unit.get(Proposal, pair.other_id if pair.proposal_id == proposal.id else pair.proposal_id)
        if pair.past_id is None and other is not None and other.number is not None:
            numbers.append(other.number)
    marks = known(proposal)
    return join(
        say("prechecks.said_different", numbers=", ".join(numbers[:3])) if numbers else Html(""),
        say("prechecks.said_nevertheless") if marks else Html(""),
    )


# ---- the address


def _address(unit: Unit, proposal: Proposal) -> Iterator[Finding]:
    rt, rw = proposal.rt, proposal.rw
    if not rt_rw_said(proposal):
        yield Finding("rtrw", say("prechecks.no_rtrw"))
    elif (rt or 0) > MOST_RT or (rw or 0) > MOST_RW:
        said = in_figures(rt, rw)
        yield Finding(f"rtrw.{rt}.{rw}", say("prechecks.odd_rtrw", said=said, rts=MOST_RT, rws=MOST_RW))
    if proposal.lat is not None and proposal.lon is not None:
        why = _pin(unit, proposal, proposal.lat, proposal.lon)
        if why is not None:
            yield Finding(pin_mark(proposal.lat, proposal.lon), why)


def _pin(unit: Unit, proposal: Proposal, lat: float, lon: float) -> Html | None:
    try:
        why = doubt_about(unit, proposal, lat, lon)
    except Refused as refused:
        return say(refused.key, **refused.facts)
    return None if why is None else say("prechecks.pin", why=why)


def pin_mark(lat: float, lon: float) -> str:
    return f"pin.{lat:.5f}.{lon:.5f}"


def remember(unit: Unit, one: Proposal) -> None:
    """Store what it will be compared by; what its author was warned of stays with it."""
    changing.set_norm(one, {**norm_of(unit, one).stored(), "known": known(one)})


def keep_pin(proposal: Proposal, lat: float, lon: float) -> None:
    """Tetap pakai: the author was warned when he sent the pin, and is not asked again."""
    changing.set_norm(proposal, {**(proposal.norm or {}), "known": [*known(proposal), pin_mark(lat, lon)]})


# ---- the office


def _office(proposal: Proposal) -> Iterator[Finding]:
    """Whose work it is, when not the city's; the author may know better."""
    text = " ".join(
        re.findall(
            "[a-z0-9]+", simple(f"{proposal.title or ''} . {proposal.problem or ''} . {proposal.place or ''}")
        )
    )
    title = " ".join(re.findall("[a-z0-9]+", simple(proposal.title or "")))
    for whose, (everywhere, titles) in _whose().items():
        found = everywhere.search(text) or titles.search(title)
        if found:
            yield Finding(f"office.{found[0]}", say("prechecks.office", words=found[0], whose=whose))
            return


@cache
def _whose() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """tables/competence.toml: office -> its words anywhere, and its words in what is proposed."""
    table = tomllib.loads((TABLES / "competence.toml").read_text(encoding="utf-8"))
    return {one["whose"]: (_any(one["anywhere"]), _any(one["title"])) for one in table["office"]}


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")
