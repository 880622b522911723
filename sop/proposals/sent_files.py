"""Photos and voice notes of an usulan: noted at once, fetched a little later, and taken away again."""

from __future__ import annotations

from models.enums import Purpose
from models.people import Person
from models.proposal import Proposal, Upload
from models.unit import Unit
from sop.core.erasing import erase
from sop.core.sent_today import count
from sop.core.uploads import Sent, check_size
from sop.proposals import changing


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
    changing.touch(proposal, unit.now)  # of two phones that fill one slot at once, one wins
    unit.session.refresh(proposal, ["uploads"])


def drop(unit: Unit, proposal: Proposal, uploads: list[Upload]) -> None:
    """These are not meant any more; nor are their bytes kept."""
    for upload in uploads:
        erase(unit, [upload.sha256, upload.original_sha256])
        unit.session.delete(upload)
    unit.session.flush()
    unit.session.refresh(proposal, ["uploads"])
