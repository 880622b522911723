"""What becomes of a photo once its bytes are here."""

from __future__ import annotations

from models.enums import Fetching, Status
from models.people import Person
from models.proposal import Proposal, Upload
from models.speech import button
from models.unit import Unit
from sop.proposals import needs_photo, photos_of
from texts import plain, say


def usable(unit: Unit, id: int, *, sha256: str, size: int) -> None:
    """The bytes are a picture, and are with us."""
    upload = unit.get(Upload, id)
    if upload is not None:
        upload.state, upload.sha256, upload.size = Fetching.FETCHED, sha256, size


def unusable(unit: Unit, id: int) -> None:
    """What was sent is no picture: only that field is open again, and the sender is asked for another."""
    upload = unit.get(Upload, id)
    if upload is None:
        return
    upload.state = Fetching.UNUSABLE
    unit.session.flush()
    proposal = unit.session.get_one(Proposal, upload.proposal_id)
    unit.session.refresh(proposal, ["photos"])
    if not needs_photo(proposal) or photos_of(proposal):
        return
    if proposal.status == Status.SUBMITTED:
        proposal.status, proposal.return_field = Status.RETURNED, "photos"
        proposal.reason = plain("step1_recap.photo_lost_reason")
    elif proposal.status == Status.DRAFT and proposal.asked is None:
        proposal.asked = "photos"
    unit.log(None, "photo.unusable", proposal, upload=upload.id)
    sender = unit.session.get_one(Person, upload.sender_id)
    told = say("step1_recap.photo_lost", title=proposal.title or plain("step1_recap.untitled"))
    way = "usulan:mend" if proposal.status == Status.RETURNED else "usulan:resume"
    unit.tell(sender, told, [[button("step1_recap.mend", way, proposal.id)]])
