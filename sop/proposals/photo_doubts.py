"""What is odd about a photo: the same as another usulan's, old, or taken elsewhere. Said, and never a bar."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.enums import Fetching, Purpose, Status
from models.people import Person
from models.proposal import Proposal, Upload
from models.speech import Button, button
from models.unit import Unit
from sop.core.refused import Refused
from sop.proposals.drafts import EDITABLE
from sop.proposals.label import told_apart
from sop.proposals.photo_places import slot_of
from sop.proposals.pictures import alike
from sop.proposals.pins import doubt_about
from texts import Html, join, say
from texts.figures import date as in_words
from texts.figures import day_of

OLD = timedelta(days=365)


def look_closely(unit: Unit, upload: Upload) -> None:
    """Once its bytes are here: tell who sent it what is odd, and offer the place that the camera noted."""
    proposal = unit.session.get_one(Proposal, upload.proposal_id)
    if proposal.status == Status.DISCARDED:
        return
    unit.session.refresh(proposal, ["uploads"])
    other = _same_picture(unit, upload, proposal)
    upload.same_as_id = None if other is None else other.id
    lines = [*_doubts(unit, upload, proposal, other)]
    rows: list[list[Button]] = []
    if proposal.status in EDITABLE and proposal.lat is None and upload.lat is not None:
        lines.append(say("media.has_place"))
        rows.append([button("media.use_place", "photo:place", upload.id)])
    if not lines:
        return
    last = [button("media.keep", "photo:keep", upload.id)]
    if proposal.status in EDITABLE:
        last.insert(0, button("media.replace", "photo:again", upload.id))
    sender = unit.session.get_one(Person, upload.sender_id)
    head = say("media.notice", slot=slot_of(upload, proposal), what=told_apart(proposal))
    unit.tell(sender, join(head, *lines), [*rows, last])


def photo_doubts(unit: Unit, proposal: Proposal) -> list[Html]:
    """The same for who verifies, one line a doubt."""
    lines = []
    for upload in proposal.photos:
        if upload.state == Fetching.UNUSABLE:
            continue
        other = unit.get(Proposal, upload.same_as_id)
        doubts = _doubts(unit, upload, proposal, other)
        lines += [say("media.doubt_of", slot=slot_of(upload, proposal), doubt=doubt) for doubt in doubts]
    later = (
        select(Proposal.number)
        .join(Upload, Upload.proposal_id == Proposal.id)
        .where(Upload.same_as_id == proposal.id, Proposal.number.is_not(None))
    )
    numbers = sorted({number for number in unit.all(later) if number is not None})
    lines += [say("media.used_again", number=number) for number in numbers]
    return lines


def _doubts(unit: Unit, upload: Upload, proposal: Proposal, other: Proposal | None) -> list[Html]:
    lines = []
    if other is not None and other.status != Status.DISCARDED:
        if other.number is not None:
            lines.append(say("media.same_as", number=other.number, kelurahan=other.kelurahan.name))
        else:
            lines.append(say("media.same_as_draft", what=told_apart(other)))
    if upload.taken_at is not None and upload.received_at - upload.taken_at > OLD:
        lines.append(say("media.old", day=in_words(day_of(upload.taken_at))))
    if upload.lat is not None and upload.lon is not None:
        try:
            elsewhere = doubt_about(unit, proposal, upload.lat, upload.lon)
        except Refused:  # no place in this country: the camera is wrong, not the photo
            elsewhere = None
        if elsewhere is not None:
            lines.append(say("media.elsewhere", why=elsewhere))
    return lines


def _same_picture(unit: Unit, upload: Upload, proposal: Proposal) -> Proposal | None:
    """The first usulan of the season with this picture: one that was sent, or a draft of the same author."""
    if upload.looks is None:
        return None
    seen = (
        select(Upload.looks, Upload.proposal_id)
        .join(Proposal, Proposal.id == Upload.proposal_id)
        .where(
            Proposal.season_id == proposal.season_id,
            Proposal.id != proposal.id,
            Proposal.status != Status.DISCARDED,
            Proposal.number.is_not(None) | (Proposal.author_id == proposal.author_id),
            Upload.purpose == Purpose.PHOTO,
            Upload.looks.is_not(None),
        )
        .order_by(Upload.id)
    )
    for looks, proposal_id in unit.session.execute(seen):
        if looks is not None and alike(upload.looks, looks):
            return unit.get(Proposal, proposal_id)
    return None
