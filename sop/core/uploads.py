"""What people send along with an usulan: noted at once, fetched a little later, and sometimes lost."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import Purpose, Status
from models.people import Person
from models.proposal import Proposal, Upload
from models.unit import Unit
from sop.core.erasing import erase
from sop.core.refused import Refused
from sop.core.sent_today import count

LARGEST = 20 * 1024 * 1024  #: bytes; more than that Telegram does not give to a bot


@dataclass(frozen=True)
class Sent:
    """What Telegram says about a picture or a voice note that was sent."""

    file_id: str
    unique_id: str
    size: int
    as_document: bool = False
    seconds: int | None = None


def check_size(sent: Sent) -> None:
    """Refused at once: it could not be fetched."""
    if sent.size > LARGEST:
        raise Refused("step1_recap.file_too_big")


def keep(
    unit: Unit, actor: Person, proposal: Proposal, sent: Sent, purpose: Purpose, slot: str | None = None
) -> None:
    """Note what was sent; its bytes are fetched afterwards."""
    check_size(sent)
    count(unit, actor, sent.size)
    unit.add(
        Upload(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            sender_id=actor.id,
            file_id=sent.file_id,
            file_unique_id=sent.unique_id,
            as_document=sent.as_document,
            purpose=purpose,
            slot=slot,
            seconds=sent.seconds,
            not_before=unit.now,
            received_at=unit.now,
        )
    )
    proposal.touched_at = unit.now  # two phones that fill the same slot at once: the row's version decides
    unit.session.refresh(proposal, ["uploads"])


def drop(unit: Unit, proposal: Proposal, uploads: list[Upload]) -> None:
    """These are not meant any more; nor are their bytes kept."""
    for upload in uploads:
        erase(unit, [upload.sha256, upload.original_sha256])
        unit.session.delete(upload)
    unit.session.flush()
    unit.session.refresh(proposal, ["uploads"])


def reopen(proposal: Proposal, field: str, reason: str) -> None:
    """Only this field is asked again, whether it was sent already or is still a draft."""
    if proposal.status == Status.SUBMITTED:
        proposal.status, proposal.return_field, proposal.reason = Status.RETURNED, field, reason
    elif proposal.status == Status.DRAFT and proposal.asked is None:
        proposal.asked, proposal.mending = field, True
