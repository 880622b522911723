"""Two usulan that are one: the one lives on in the other, both kelurahan propose it, and it can be undone.

Used in step 1 too, when an author sees the double before he sends.
"""

from __future__ import annotations

import re

from sqlalchemy import select

from models.enums import Status, StepState
from models.likeness import Merge
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.duplicates.find import Alike, alike
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.label import named
from sop.proposals.mend_button import settle_mending
from sop.proposals.submitting import submit, tell_lurah
from sop.reading.words import simple, tidy
from texts import say

#: What can live on in another, or let another live on in it.
MERGEABLE = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED)

VERIFYING, COORDINATION = "step2_verify", "step4_coordinate"
MOST_OWN = 3  #: that the card of the other offers to part
OVER = (StepState.CLOSING, StepState.CLOSED)


def can_take(unit: Unit, one: Alike) -> bool:
    """Whether [Sama, gabung] makes sense: an usulan of this season that is still on its way."""
    return one.proposal is not None and one.proposal.seen_status(unit.now) in MERGEABLE


def join_other(unit: Unit, actor: Person, id: int, other_id: int) -> tuple[Proposal, Proposal]:
    """Sama, gabung: the draft is sent, gets its number, and lives on in the other at once."""
    other = _of_season(unit, actor, other_id)
    draft = _of_season(unit, actor, id)
    if other.id == draft.id or other.season_id != draft.season_id:
        raise Refused("common.old_button")
    root = _root(unit, other)
    if root.seen_status(unit.now) not in MERGEABLE:
        raise Refused("likeness.not_on_its_way", number=root.number or "-")
    sent = submit(unit, actor, id, joins=True)
    _merge(unit, actor, sent, root)
    return sent, root


# ---- two that were sent


def may_merge(unit: Unit, actor: Person, season: Season) -> bool:
    """Who takes in, who verifies, and Sekretaris; until the coordination is done."""
    posts = {run_of(unit, season, step).executor for step in ("step1_recap", VERIFYING)}
    return _is_early(unit, season) and any(
        actor.holds(Post(post), unit.now) for post in (*posts, Post.SEKRETARIS)
    )


def mergeable(unit: Unit, actor: Person, id: int) -> Proposal:
    """The usulan, if this person may let it live on in another now."""
    one = _of_season(unit, actor, id)
    season = unit.session.get_one(Season, one.season_id)
    _refuse_late(unit, season)
    if not may_merge(unit, actor, season):
        must_hold(unit, actor, run_of(unit, season, VERIFYING).executor)
    _on_its_way(one)
    if one.joined:
        raise Refused("likeness.holds_others", number=one.number or "-", count=len(one.joined))
    if one.secret_until is not None and unit.now < one.secret_until:
        raise Refused("likeness.not_told_yet", number=one.number or "-")
    return one


def merging(unit: Unit, actor: Person, id: int, other_id: int) -> tuple[Proposal, Proposal]:
    """The usulan and the one in which it would live on; refused where that cannot be."""
    one, other = mergeable(unit, actor, id), _of_season(unit, actor, other_id)
    if one.season_id != other.season_id:
        raise Refused("common.not_found")
    root = _root(unit, other)
    if root.id == one.id:
        raise Refused("likeness.itself", number=one.number or "-")
    _on_its_way(root)
    return one, root


def _on_its_way(one: Proposal) -> None:
    if one.status not in MERGEABLE:
        raise Refused("likeness.not_on_its_way", number=one.number or "-")


def merge(unit: Unit, actor: Person, id: int, other_id: int) -> tuple[Proposal, Proposal]:
    """Ya, gabungkan: by who takes in or verifies."""
    one, root = merging(unit, actor, id, other_id)
    _merge(unit, actor, one, root)
    tell_lurah(unit, unit.session.get_one(Season, one.season_id), one, "recap.list_merged")
    return one, root


def candidates(unit: Unit, one: Proposal) -> list[Proposal]:
    """What the reviewer is offered to merge it with."""
    found = [other.proposal for other in alike(unit, one)]
    return [other for other in found if other is not None and other.status in MERGEABLE]


def numbered(unit: Unit, one: Proposal, typed: str) -> Proposal:
    """The usulan of this season that is meant by its number, or by the last digits of it."""
    words = simple(typed).upper().removeprefix("#")
    by_sequence = re.fullmatch("[0-9]{1,6}", words)
    named = Proposal.sequence == int(words) if by_sequence else Proposal.number == words
    found = unit.first(select(Proposal).where(Proposal.season_id == one.season_id, named))
    if found is None:
        raise Refused("likeness.no_such_number", number=tidy(typed)[:40])
    return found


def _merge(unit: Unit, actor: Person, one: Proposal, root: Proposal) -> None:
    unit.add(
        Merge(
            kecamatan_id=one.kecamatan_id,
            season_id=one.season_id,
            from_id=one.id,
            into_id=root.id,
            was=one.status,
            by_id=actor.id,
            at=unit.now,
        )
    )
    facts = {**named(one), "other": root.number or "-"}
    if one.status == Status.RETURNED:
        settle_mending(
            unit, one, say("likeness.settled_merged", number=facts["number"], other=facts["other"])
        )
    changing.merge(one, root)
    unit.session.flush()  # the versions of both decide between two people who merge in the same moment
    unit.log(actor, "proposal.merged", one, into=root.id, number=one.number, other=root.number)
    took = say("likeness.told_took", kelurahan=one.kelurahan.name, **facts)
    _tell(unit, actor, {one: say("likeness.told_merged", **facts), root: took})


def part(unit: Unit, actor: Person, id: int) -> Proposal:
    """Pisahkan: it stands by itself again, as it stood before."""
    one = _of_season(unit, actor, id)
    season = unit.session.get_one(Season, one.season_id)
    _refuse_late(unit, season)
    if not may_part(unit, actor, one):
        must_hold(unit, actor, run_of(unit, season, VERIFYING).executor)
    last = unit.first(
        select(Merge).where(Merge.from_id == one.id, Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    )
    if one.status != Status.MERGED or last is None:
        raise Refused("likeness.not_merged", number=one.number or "-")
    if not _can_go_on(unit, season, last):
        raise Refused("likeness.nobody_verifies", number=one.number or "-")
    root = unit.session.get_one(Proposal, last.into_id)
    last.undone_at = unit.now
    changing.part(one, root, last.was)
    unit.session.flush()
    unit.log(actor, "proposal.parted", one, into=root.id, number=one.number, other=root.number)
    facts = {"number": one.number or "-", "other": root.number or "-"}
    words = say("likeness.told_parted", **facts)
    _tell(unit, actor, {one: words, root: words})
    tell_lurah(unit, season, one, "step1_recap.list_grew")
    return one


def may_part(unit: Unit, actor: Person, one: Proposal) -> bool:
    """Who may merge; and its own author."""
    season = unit.session.get_one(Season, one.season_id)
    mine = actor.id in (one.author_id, one.entered_by_id)
    if one.status != Status.MERGED or not _is_early(unit, season):
        return False
    return mine or may_merge(unit, actor, season)


def own_within(unit: Unit, actor: Person, root: Proposal) -> list[Proposal]:
    """What this person himself wrote, and lives on in his own usulan: he may part them again."""
    if not root.joined or actor.id not in (root.author_id, root.entered_by_id):
        return []
    rows = unit.all(select(Proposal).where(Proposal.merged_into_id == root.id).order_by(Proposal.id))
    mine = [one for one in rows if actor.id in (one.author_id, one.entered_by_id)]
    return [one for one in mine if may_part(unit, actor, one)][:MOST_OWN]


def co_authors(unit: Unit, proposal: Proposal) -> list[Person]:
    """Whose usulan live on in this one: what becomes of it concerns them as well."""
    if not proposal.joined:
        return []
    rows = unit.all(select(Proposal).where(Proposal.merged_into_id == proposal.id).order_by(Proposal.id))
    return list(dict.fromkeys(person for row in rows for person in _authors(unit, row)))


def _authors(unit: Unit, proposal: Proposal) -> list[Person]:
    found = [proposal.author, unit.get(Person, proposal.entered_by_id)]
    return list(dict.fromkeys(person for person in found if person is not None))


def _tell(unit: Unit, actor: Person, words: dict[Proposal, str]) -> None:
    """Each once, about his own usulan first."""
    told = {actor.id}
    for about, said in words.items():
        for person in [*_authors(unit, about), *co_authors(unit, about)]:
            if person.id not in told:
                told.add(person.id)
                unit.tell(person, said, [[button("likeness.see", "usulan:see", about.id)]])


def _is_early(unit: Unit, season: Season) -> bool:
    """Until the papers of the coordination say which usulan each komisi has."""
    return run_of(unit, season, COORDINATION).state not in OVER


def _can_go_on(unit: Unit, season: Season, merge: Merge) -> bool:
    """What nobody has verified yet can stand by itself only while somebody verifies."""
    return merge.was == Status.VERIFIED or run_of(unit, season, VERIFYING).state not in OVER


def _refuse_late(unit: Unit, season: Season) -> None:
    if not _is_early(unit, season):
        raise Refused("likeness.too_late")


def _of_season(unit: Unit, actor: Person, id: int) -> Proposal:
    found = unit.get(Proposal, id)
    if found is None or found.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return found


def _root(unit: Unit, other: Proposal) -> Proposal:
    """Never a chain: what was merged itself stands for what it lives on in."""
    if other.status == Status.MERGED and other.merged_into_id is not None:
        return unit.session.get_one(Proposal, other.merged_into_id)
    return other
