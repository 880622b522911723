"""Photos of an usulan: taken in at once, and what becomes of them once their bytes are here."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import Fetching, Status
from models.people import Person
from models.proposal import Proposal, Upload
from models.speech import button
from models.unit import Unit
from sop.refused import Refused
from sop.usulan.proposals import MOST_PHOTOS, needs_photo, photos_of
from texts import plain, say

LARGEST = 20 * 1024 * 1024  #: bytes; more than that Telegram does not give to a bot


@dataclass(frozen=True)
class Picture:
    """What Telegram says about a picture that was sent."""

    file_id: str
    unique_id: str
    size: int
    as_document: bool


def take(unit: Unit, actor: Person, proposal: Proposal, picture: Picture) -> None:
    """One photo more, fetched later; the same one twice is once."""
    if picture.size > LARGEST:
        raise Refused("step1_recap.file_too_big")
    if picture.unique_id in {photo.file_unique_id for photo in proposal.photos}:
        return
    if photos_of(proposal) >= MOST_PHOTOS:
        raise Refused("step1_recap.photos_full", most=MOST_PHOTOS)
    unit.add(
        Upload(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            sender_id=actor.id,
            file_id=picture.file_id,
            file_unique_id=picture.unique_id,
            as_document=picture.as_document,
            not_before=unit.now,
            received_at=unit.now,
        )
    )
    unit.session.refresh(proposal, ["uploads"])


def drop_all(unit: Unit, proposal: Proposal) -> None:
    """The photos so far are not meant any more."""
    for photo in list(proposal.photos):
        unit.session.delete(photo)
    unit.session.flush()
    unit.session.refresh(proposal, ["uploads"])


def usable(unit: Unit, id: int, *, sha256: str, size: int) -> None:
    """The bytes are a picture, and are with us."""
    upload = unit.get(Upload, id)
    if upload is not None:
        upload.state, upload.sha256, upload.size = Fetching.FETCHED, sha256, size


def unusable(unit: Unit, id: int) -> None:
    """What was sent is no picture: its sender is told. Where no photo is left, only that field reopens."""
    upload = unit.get(Upload, id)
    if upload is None:
        return
    upload.state = Fetching.UNUSABLE
    unit.session.flush()
    proposal = unit.session.get_one(Proposal, upload.proposal_id)
    unit.session.refresh(proposal, ["uploads"])
    unit.log(None, "photo.unusable", proposal, upload=upload.id)
    sender = unit.session.get_one(Person, upload.sender_id)
    title = proposal.title or plain("step1_recap.untitled")
    if photos_of(proposal) or not needs_photo(proposal):
        unit.tell(sender, say("step1_recap.photo_left_out", title=title))
        return
    if proposal.status == Status.SUBMITTED:
        proposal.status, proposal.return_field = Status.RETURNED, "photos"
        proposal.reason = plain("step1_recap.photo_lost_reason")
    elif proposal.status == Status.DRAFT and proposal.asked is None:
        proposal.asked, proposal.mending = "photos", True
    way = "usulan:mend" if proposal.status == Status.RETURNED else "usulan:resume"
    unit.tell(
        sender, say("step1_recap.photo_lost", title=title), [[button("step1_recap.mend", way, proposal.id)]]
    )
