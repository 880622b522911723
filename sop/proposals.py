"""An usulan from the draft to the desk of the verifier: begun, filled in, sent, mended, sent again, thrown away."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from models.base import WIB
from models.enums import Fetching, Kind, Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.people import holders, kelurahan_of, must_hold
from sop.progress import run_of
from sop.proposal_words import VERSIONED, field_words
from sop.refused import Refused
from texts import say

MOST_DRAFTS = 20  #: open at once per person
MOST_PHOTOS = 3
GRACE = timedelta(minutes=30)  #: for who was on the review card when the intake closed

EDITABLE = (Status.DRAFT, Status.RETURNED)


def begin(unit: Unit, actor: Person, season: Season, *, author: Person | None = None) -> Proposal:
    """A new draft of a delegate, or of JFU on a delegate's behalf."""
    run = run_of(unit, season, "step1_recap")
    if run.state != StepState.OPEN:
        raise Refused("step1_recap.intake_closed")
    for_whom = author or actor
    if author is not None:
        must_hold(unit, actor, Post.JFU)
    kelurahan = kelurahan_of(unit, for_whom, Post.DELEGASI)
    open_drafts = select(func.count(Proposal.id)).where(Proposal.author_id == for_whom.id, Proposal.status == Status.DRAFT)
    if (unit.first(open_drafts) or 0) >= MOST_DRAFTS:
        raise Refused("step1_recap.too_many_drafts", most=MOST_DRAFTS)
    return unit.add(
        Proposal(
            kecamatan_id=actor.kecamatan_id,
            season_id=season.id,
            kelurahan_id=kelurahan.id,
            author_id=for_whom.id,
            entered_by_id=actor.id if author is not None else None,
            created_at=unit.now,
            touched_at=unit.now,
        )
    )


def drafts_of(unit: Unit, person: Person) -> list[Proposal]:
    """What the person can go on with: drafts, and what was returned to him; the newest first."""
    mine = (Proposal.author_id == person.id) | (Proposal.entered_by_id == person.id)
    query = select(Proposal).where(mine, Proposal.status.in_(EDITABLE)).order_by(Proposal.touched_at.desc(), Proposal.id.desc())
    return unit.all(query)


def editable(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """The draft, if it is this person's to change now."""
    proposal = unit.get(Proposal, id)
    if proposal is None or actor.id not in (proposal.author_id, proposal.entered_by_id):
        raise Refused("common.not_found")
    if proposal.status not in EDITABLE:
        raise Refused("step1_recap.already_sent", number=proposal.number or "-")
    return proposal


def discard(unit: Unit, actor: Person, id: int) -> None:
    """Throw a draft away, after it was asked twice."""
    proposal = editable(unit, actor, id)
    if proposal.status != Status.DRAFT:
        raise Refused("step1_recap.returned_stays")
    proposal.status = Status.DISCARDED
    unit.log(actor, "proposal.discarded", proposal)


def photos_of(proposal: Proposal) -> int:
    """How many photos count: those that turned out to be no pictures do not."""
    return sum(1 for photo in proposal.photos if photo.state != Fetching.UNUSABLE)


def needs_photo(proposal: Proposal) -> bool:
    return proposal.kind == Kind.FISIK


# ---- sending


def closes_at(season: Season) -> datetime | None:
    """The last moment of the last day, WIB."""
    if season.intake_closes is None:
        return None
    return datetime.combine(season.intake_closes, time(23, 59, 59), tzinfo=WIB)


def submit(unit: Unit, actor: Person, id: int) -> Proposal:
    """Kirim usulan: it gets its number, and a version is kept."""
    proposal = editable(unit, actor, id)
    season = unit.session.get_one(Season, proposal.season_id)
    if needs_photo(proposal) and photos_of(proposal) == 0:
        raise Refused("step1_recap.photo_needed")
    if proposal.status == Status.RETURNED:
        return _submit_again(unit, actor, season, proposal)
    _must_be_open(unit, season, proposal)
    season.last_number += 1
    unit.session.flush()  # the season's version decides between two who send in the same moment
    proposal.sequence = season.last_number
    proposal.number = number_of(season, proposal)
    proposal.submitted_at = unit.now
    _sent(unit, actor, proposal, "proposal.submitted")
    return proposal


def _submit_again(unit: Unit, actor: Person, season: Season, proposal: Proposal) -> Proposal:
    """Back to the same queue, with what changed; the verifiers are told."""
    run = run_of(unit, season, "step2_verify")
    if run.state != StepState.OPEN:
        raise Refused("step1_recap.verification_closed")
    unit.settle(mend_topic(proposal), say("step1_recap.mended"))
    _sent(unit, actor, proposal, "proposal.resubmitted")
    proposal.return_field = None
    for person in holders(unit, proposal.kecamatan_id, Post(run.executor)):
        unit.tell(
            person,
            say("step1_recap.came_back", number=proposal.number or "-", title=proposal.title or "-"),
            [[button("progress.open", "s2:home")]],
        )
    return proposal


def mend_topic(proposal: Proposal) -> str:
    """What the word to the author about this return is known by, so that its button can be taken away."""
    return f"mend:{proposal.id}:{proposal.revision}"


def _sent(unit: Unit, actor: Person, proposal: Proposal, act: str) -> None:
    proposal.status = Status.SUBMITTED
    proposal.revision += 1
    proposal.reason = None
    proposal.asked, proposal.mending = None, False
    proposal.touched_at = unit.now
    unit.add(
        ProposalVersion(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            fields=field_words(proposal),
            at=unit.now,
            by_id=actor.id,
        )
    )
    unit.log(actor, act, proposal, number=proposal.number, revision=proposal.revision, fingerprint=fingerprint(proposal))


def _must_be_open(unit: Unit, season: Season, proposal: Proposal) -> None:
    run: Run = run_of(unit, season, "step1_recap")
    if run.state != StepState.OPEN:
        raise Refused("step1_recap.intake_closed")
    closing = closes_at(season)
    if closing is None or unit.now <= closing:
        return
    if not (proposal.touched_at <= closing and unit.now - closing <= GRACE):
        raise Refused("step1_recap.intake_over")


def fingerprint(proposal: Proposal) -> str:
    """A short mark of what was sent: printed on the receipt, kept in the log."""
    canonical = json.dumps(field_words(proposal), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{proposal.number}{canonical}".encode()).hexdigest()[:12]


def number_of(season: Season, proposal: Proposal) -> str:
    """US-2027-TNS-KDB-0042: plan year, kecamatan, kelurahan, running number of the season."""
    parts = (abbreviation(season.kecamatan.name), abbreviation(proposal.kelurahan.name))
    return f"US-{season.year}-{parts[0]}-{parts[1]}-{season.last_number:04d}"


def abbreviation(name: str) -> str:
    """Three letters of a name: "Tanah Sareal" is TNS, "Kedung Badak" is KDB, "Ciwaringin" is CWR."""
    words = name.upper().split()
    letters = [[letter for at, letter in enumerate(word) if letter.isalnum() and (at == 0 or letter not in "AIUEO")] for word in words]
    if len(letters) > 1 and len(letters[0]) > 1:
        found = letters[0][:2] + letters[1]
    else:
        found = [letter for word in letters for letter in word]
    return "".join(found)[:3]


# ---- versions


def changes(unit: Unit, proposal: Proposal) -> list[tuple[str, str, str]]:
    """What the newest version changed: field, before, after; empty when there is only one."""
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id).order_by(ProposalVersion.revision.desc())
    versions = unit.all(query.limit(2))
    if len(versions) < 2:
        return []
    after, before = versions[0].fields, versions[1].fields
    return [(field, _word(before, field), _word(after, field)) for field in VERSIONED if before.get(field) != after.get(field)]


def _word(fields: dict[str, Any], field: str) -> str:
    return str(fields.get(field) or "-")
