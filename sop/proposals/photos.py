"""Photos of an usulan: taken in at once, and what becomes of them once their bytes are here."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import Fetching, Purpose, Status
from models.people import Person
from models.proposal import Proposal, Upload
from models.speech import button
from models.unit import Unit
from sop.core.erasing import erase
from sop.core.refused import Refused
from sop.core.uploads import Sent
from sop.proposals.changing import ask_again
from sop.proposals.drafts import needs_photo, photos_of
from sop.proposals.label import told_apart
from sop.proposals.photo_doubts import look_closely
from sop.proposals.photo_places import free_slot, slotted
from sop.proposals.pictures import NOTHING_TOLD, Taken
from sop.proposals.sent_files import drop, keep
from sop.proposals.voices import lost as voice_lost
from texts import plain, say


@dataclass(frozen=True)
class Fetched:
    """The bytes as they are kept: our own copy, the original as evidence, and what the picture tells."""

    sha256: str
    size: int
    original_sha256: str
    looks: str | None = None
    taken: Taken = NOTHING_TOLD


def take(unit: Unit, actor: Person, proposal: Proposal, picture: Sent, slot: str | None = None) -> bool:
    """One photo more, or another one for a slot; the same one twice is once. False when there is no room."""
    if picture.unique_id in {photo.file_unique_id for photo in proposal.photos}:
        return True
    if slot is not None and (old := slotted(proposal).get(slot)) is not None:
        drop(unit, proposal, [old])
    slot = slot or free_slot(proposal)
    if slot is None:
        return False
    keep(unit, actor, proposal, picture, Purpose.PHOTO, slot)
    return True


def take_form(unit: Unit, actor: Person, proposal: Proposal, picture: Sent) -> None:
    """The signed paper form; a new picture of it replaces the old one."""
    if proposal.entered_by_id is None:
        raise Refused("form.old_button")
    drop(unit, proposal, [one for one in proposal.uploads if one.purpose == Purpose.FORM])
    keep(unit, actor, proposal, picture, Purpose.FORM)


def usable(unit: Unit, id: int, fetched: Fetched) -> None:
    """The bytes are what they should be, and are with us."""
    upload = unit.get(Upload, id)
    if upload is None:  # another was sent in its place meanwhile
        erase(unit, [fetched.sha256, fetched.original_sha256])
        return
    upload.state, upload.sha256, upload.size = Fetching.FETCHED, fetched.sha256, fetched.size
    upload.original_sha256, upload.looks = fetched.original_sha256, fetched.looks
    upload.taken_at, upload.lat, upload.lon = fetched.taken.at, fetched.taken.lat, fetched.taken.lon
    unit.session.flush()
    if upload.purpose == Purpose.PHOTO:
        look_closely(unit, upload)


def unusable(unit: Unit, id: int) -> None:
    """What was sent cannot be opened: its sender is told. Where no photo is left, only that field reopens."""
    upload = unit.get(Upload, id)
    if upload is None:
        return
    upload.state = Fetching.UNUSABLE
    unit.session.flush()
    proposal = unit.session.get_one(Proposal, upload.proposal_id)
    unit.session.refresh(proposal, ["uploads"])
    unit.log(None, "photo.unusable", proposal, upload=upload.id)
    sender = unit.session.get_one(Person, upload.sender_id)
    if upload.purpose == Purpose.VOICE:
        voice_lost(unit, upload, proposal, sender)
        return
    if upload.purpose != Purpose.PHOTO or photos_of(proposal) or not needs_photo(unit, proposal):
        unit.tell(sender, say("step1_recap.photo_left_out", what=told_apart(proposal)))
        return
    ask_again(proposal, "photos", plain("step1_recap.photo_lost_reason"))
    way = "usulan:mend" if proposal.status == Status.RETURNED else "usulan:resume"
    unit.tell(
        sender,
        say("step1_recap.photo_lost", what=told_apart(proposal)),
        [[button("step1_recap.mend", way, proposal.id)]],
    )
