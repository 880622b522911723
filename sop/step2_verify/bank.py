"""What the kamus does not know: mapped to an entry by who verifies, or kept in the Bank Usulan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, exists, func, or_, select

from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import KamusEntry, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import kelurahan_of, must_hold
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.kamus_entries import kamus_of
from sop.proposals.kamus_search import search
from sop.proposals.label import named
from sop.proposals.proposal_words import volume_words
from sop.proposals.versions import keep_version
from sop.step2_verify.step import decide, deciding
from texts import say
from texts.figures import rupiah

#: A filter of the list -> what it shows: usulan that another year may want again.
KINDS: dict[str, tuple[Status, ...]] = {
    "all": (Status.BANKED, Status.REFUSED, Status.NOTED, Status.NOT_AGREED),
    "banked": (Status.BANKED,),
    "refused": (Status.REFUSED,),
    "noted": (Status.NOTED,),
    "later": (Status.NOT_AGREED,),
}
LASTING = ("duplicate",)  #: coded reasons that no year changes

OFFICE = (Post.JFU, Post.KEPALA_BIDANG, Post.SEKRETARIS)
PLACES = (Post.DELEGASI, Post.LURAH)

LIKELY = 6  #: entries that are offered at once


def may_map(unit: Unit, actor: Person, proposal: Proposal) -> bool:
    """Whether it is outside the kamus, still undecided, and this person's to judge."""
    try:
        mappable(unit, actor, proposal.id, proposal.revision)
    except Refused:
        return False
    return True


def mappable(unit: Unit, actor: Person, id: int | None, revision: int) -> Proposal:
    """The usulan as it was read on the card, if a kamus entry can be found for it now."""
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.number is None:
        raise Refused("common.not_found")
    if not proposal.outside_kamus and proposal.kecamatan_id == actor.kecamatan_id:
        raise Refused("bank.mapped_already", number=proposal.number)
    deciding(unit, actor, proposal, Status.BANKED, revision)
    return proposal


def likely(unit: Unit, proposal: Proposal, words: str | None) -> Sequence[KamusEntry]:
    """The entries that were searched for, those that its own words may mean, or its komisi's first."""
    entries = kamus_of(unit, proposal.season_id)
    if words:
        return search(entries, words, LIKELY)
    meant = search(entries, f"{proposal.title or ''} {proposal.problem or ''}", LIKELY)
    return meant or [entry for entry in entries if entry.komisi == proposal.komisi][:LIKELY]


def map_to(
    unit: Unit, actor: Person, id: int | None, entry_id: int, revision: int, volume: Decimal | None
) -> Proposal:
    """It is of this type after all: unit, price and office are the kamus's; its own name stays."""
    proposal = mappable(unit, actor, id, revision)
    entry = unit.get(KamusEntry, entry_id)
    if entry is None or entry.season_id != proposal.season_id:
        raise Refused("common.old_button")
    if proposal.unit != entry.unit and volume is None:
        raise Refused("bank.volume_needed", unit=entry.unit)
    measured = None if proposal.unit == entry.unit else volume
    changing.take_kamus(proposal, entry, keeps_title=True)
    if measured is not None:
        changing.set_volume(proposal, measured, entry.unit)
    changing.take_price(proposal)
    changing.mapped(proposal, actor)
    changing.revise(proposal, unit.now)
    keep_version(unit, actor, proposal)
    unit.log(actor, "proposal.mapped", proposal, code=entry.code, revision=proposal.revision)
    words = say(
        "bank.told_mapped",
        **named(proposal),
        code=entry.code,
        name=entry.name,
        volume=volume_words(proposal),
        cost=rupiah(proposal.cost or 0),
    )
    wrote = unit.get(Person, proposal.entered_by_id)
    for person in dict.fromkeys([proposal.author, *([wrote] if wrote else [])]):
        unit.tell(person, words, [[button("step1_recap.see", "usulan:see", proposal.id)]])
    return proposal


def keep(unit: Unit, actor: Person, id: int | None, revision: int, reason: str) -> tuple[Verdict, Proposal]:
    """Simpan di Bank Usulan: nothing in the kamus is like it this year."""
    proposal = mappable(unit, actor, id, revision)
    verdict = decide(unit, actor, proposal, Status.BANKED, revision=revision, reason=reason)
    return verdict, proposal


# ---- the list


def looks(unit: Unit, actor: Person) -> int | None:
    """Whose usulan the person may look through: None is all of the kecamatan, else one kelurahan's."""
    if any(actor.holds(post, unit.now) for post in OFFICE):
        return None
    must_hold(unit, actor, *OFFICE, *PLACES)
    post = next(post for post in PLACES if actor.holds(post, unit.now))
    return kelurahan_of(unit, actor, post).id


def kept(unit: Unit, actor: Person, season: Season, kind: str, at: int, most: int) -> list[Proposal]:
    """Some of a list, the newest first."""
    query = select(Proposal).where(*_of(unit, actor, season, kind))
    return unit.all(query.order_by(Proposal.sequence.desc()).offset(at).limit(most))


def how_many(unit: Unit, actor: Person, season: Season, kind: str) -> int:
    return unit.first(select(func.count(Proposal.id)).where(*_of(unit, actor, season, kind))) or 0


def _of(unit: Unit, actor: Person, season: Season, kind: str) -> list[ColumnElement[bool]]:
    kelurahan_id = looks(unit, actor)
    for_ever = exists().where(
        Verdict.proposal_id == Proposal.id, Verdict.undone_at.is_(None), Verdict.code.in_(LASTING)
    )
    told = [] if _reviews(unit, actor, season) else [_told(unit)]
    here = [Proposal.kelurahan_id == kelurahan_id] if kelurahan_id is not None else []
    return [Proposal.season_id == season.id, Proposal.status.in_(KINDS[kind]), ~for_ever, *told, *here]


def _reviews(unit: Unit, actor: Person, season: Season) -> bool:
    """Who verifies sees a verdict before it is told."""
    executor = Post(run_of(unit, season, "step2_verify").executor)
    return any(actor.holds(post, unit.now) for post in (executor, Post.SEKRETARIS))


def _told(unit: Unit) -> ColumnElement[bool]:
    return or_(Proposal.secret_until.is_(None), Proposal.secret_until <= unit.now)
