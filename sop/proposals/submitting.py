"""Kirim usulan: a number, a version that is kept, and who has to know."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.enums import Status, StepState
from models.late_entry import LateEntry
from models.people import Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.drafts import closes_at, editable, needs_photo, photos_of
from sop.proposals.label import named
from sop.proposals.late import came_late, leave_for
from sop.proposals.mend_button import settle_mending
from sop.proposals.prechecks import remember
from sop.proposals.quota import must_have_room, who_helps
from sop.proposals.versions import change_words, changes, fingerprint, keep_version
from texts import join, say
from texts.figures import date as in_words

GRACE = timedelta(minutes=30)  #: for who was filling in or reading his card when the last day ended


def submit(unit: Unit, actor: Person, id: int, *, told: bool = True, joins: bool = False) -> Proposal:
    """Kirim usulan: it gets its number, and a version is kept.

    `told`: the author hears of each one. `joins`: it lives on in another at once.
    """
    proposal = editable(unit, actor, id)
    season = unit.session.get_one(Season, proposal.season_id)
    return send_for(unit, actor, season, proposal, told=told, joins=joins)


def send_for(
    unit: Unit, actor: Person, season: Season, proposal: Proposal, *, told: bool = True, joins: bool = False
) -> Proposal:
    """The same for a draft that may be another's: who calls has asked whether this person may.

    Raises Refused("step1_recap.photo_needed"), and what `must_be_accepted` refuses.
    """
    if needs_photo(unit, proposal) and photos_of(proposal) == 0:
        raise Refused("step1_recap.photo_needed")
    if proposal.status == Status.RETURNED:
        return _submit_again(unit, actor, season, proposal)
    leave = must_be_accepted(unit, season, proposal, joins=joins)
    if proposal.number is None:  # one that was taken back keeps its own
        # Who sends in the same moment waits for us: if both went on, all but one would have to begin anew.
        unit.alone_with(season, "last_number", "version")
        season.last_number += 1
        unit.session.flush()
        changing.number(proposal, season, number_of(season, proposal))
    changing.receive(proposal, unit.now)
    _sent(unit, actor, proposal, "proposal.submitted")
    if told:
        _tell_author(unit, actor, proposal)
    if leave is not None:
        came_late(unit, actor, season, proposal, leave)
    elif not joins:
        tell_lurah(unit, season, proposal, "step1_recap.list_grew")
    return proposal


def _tell_author(unit: Unit, actor: Person, proposal: Proposal) -> None:
    """Somebody else sent it in his name."""
    if actor.id != proposal.author_id:
        unit.tell(
            proposal.author,
            say("step1_recap.sent_for_you", **named(proposal)),
            [[button("step1_recap.see", "usulan:see", proposal.id)]],
        )


def tell_lurah(unit: Unit, season: Season, proposal: Proposal, key: str) -> None:
    """The list that he has confirmed is another one now: once per confirmation, while it can be renewed."""
    if run_of(unit, season, "step1_recap").state != StepState.OPEN:
        return
    query = select(Confirmation).where(
        Confirmation.season_id == season.id, Confirmation.kelurahan_id == proposal.kelurahan_id
    )
    said = unit.first(query)
    if said is None or not said.agrees or not unit.once(f"grew:{said.id}:{said.version}"):
        return
    for lurah in holders(unit, season.kecamatan_id, Post.LURAH, proposal.kelurahan_id):
        words = say(key, kelurahan=proposal.kelurahan.name, number=proposal.number or "-")
        unit.tell(lurah, words, [[button("step1_recap.open_list", "lurah:list")]])


def _submit_again(unit: Unit, actor: Person, season: Season, proposal: Proposal) -> Proposal:
    """Back to the same queue, with what changed; the verifiers are told. Before they begin: to the recap."""
    run = run_of(unit, season, "step2_verify")
    still_recapped = run_of(unit, season, "step1_recap").state == StepState.OPEN
    if run.state != StepState.OPEN and not still_recapped:
        raise Refused("step1_recap.verification_closed")
    settle_mending(unit, proposal, say("step1_recap.mended", number=proposal.number or "-"))
    _sent(unit, actor, proposal, "proposal.resubmitted")
    changing.mended(proposal)
    if run.state != StepState.OPEN:
        tell_lurah(unit, season, proposal, "tracking.list_changed")
        return proposal
    _tell_reviewers(unit, run, proposal)
    return proposal


def _tell_reviewers(unit: Unit, run: Run, proposal: Proposal) -> None:
    """It comes back to who returned it, with what changed; to all who verify, if he does so no more."""
    reviewers = holders(unit, proposal.kecamatan_id, Post(run.executor))
    his = [person for person in reviewers if person.id == proposal.assigned_to_id]
    told = ", ".join(change_words(change) for change in changes(unit, proposal))
    words = join(
        say("step1_recap.came_back", **named(proposal)),
        say("step1_recap.came_back_changes", changes=told) if told else "",
    )
    for person in his or reviewers:
        unit.tell(person, words, [[button("progress.open", "s2:one", proposal.id)]])


def _sent(unit: Unit, actor: Person, proposal: Proposal, act: str) -> None:
    changing.send(proposal, unit.now)
    remember(unit, proposal)
    keep_version(unit, actor, proposal)
    unit.log(
        actor,
        act,
        proposal,
        number=proposal.number,
        revision=proposal.revision,
        fingerprint=fingerprint(proposal),
    )


def must_be_accepted(
    unit: Unit, season: Season, proposal: Proposal, *, joins: bool = False
) -> LateEntry | None:
    """Refuse what comes outside the window, or what there is no place for; it stays a draft.

    By whose leave it comes after the window; None: it comes in time. Raises
    Refused("step1_recap.intake_closed") where the intake was closed, "step1_recap.intake_over" after the
    last day, "rules.quota..." without a place.
    """
    leave = _must_be_open(unit, season, proposal)
    if not joins:  # what lives on in another takes no place
        must_have_room(unit, season, proposal)
    return leave


def _must_be_open(unit: Unit, season: Season, proposal: Proposal) -> LateEntry | None:
    """Delegates send until the last day, and a little later what they were about to; JFU until he closes."""
    run: Run = run_of(unit, season, "step1_recap")
    if run.state != StepState.OPEN:
        leave = leave_for(unit, season, proposal.kelurahan_id, proposal)
        if leave is None:
            raise Refused("step1_recap.intake_closed")
        return leave
    closing = closes_at(season)
    if closing is None or proposal.entered_by_id is not None or unit.now <= closing + GRACE:
        return None
    raise Refused("step1_recap.intake_over", day=in_words(closing.date()), who=who_helps(unit, season))


def number_of(season: Season, proposal: Proposal) -> str:
    """US-2027-TNS-KDB-0042: plan year, kecamatan, kelurahan, running number of the season."""
    parts = (abbreviation(season.kecamatan.name), abbreviation(proposal.kelurahan.name))
    return f"US-{season.year}-{parts[0]}-{parts[1]}-{season.last_number:04d}"


def abbreviation(name: str) -> str:
    """Three letters of a name: "Tanah Sareal" is TNS, "Kedung Badak" is KDB, "Ciwaringin" is CWR."""
    words = name.upper().split()
    letters = [
        [letter for at, letter in enumerate(word) if letter.isalnum() and (at == 0 or letter not in "AIUEO")]
        for word in words
    ]
    if len(letters) > 1 and len(letters[0]) > 1:
        found = letters[0][:2] + letters[1]
    else:
        found = [letter for word in letters for letter in word]
    return "".join(found)[:3]
