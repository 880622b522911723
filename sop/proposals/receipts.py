"""What an author holds in his hand: a version kept for good, its fingerprint, and the code that opens it."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from models.people import Person
from models.proposal import Proposal, ProposalVersion
from models.unit import Unit
from sop.proposals.proposal_words import field_words


def keep_version(unit: Unit, actor: Person, proposal: Proposal) -> ProposalVersion:
    """Keep what the usulan says now, under its revision; a receipt of it gets a code of its own."""
    return unit.add(
        ProposalVersion(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            fields=field_words(proposal),
            code=secrets.token_urlsafe(8),
            at=unit.now,
            by_id=actor.id,
        )
    )


def newest_version(unit: Unit, proposal: Proposal) -> ProposalVersion | None:
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    return unit.first(query.order_by(ProposalVersion.revision.desc()))


def version_by_code(unit: Unit, code: str) -> tuple[ProposalVersion, Proposal] | None:
    """What a receipt's code opens; None when there is no such receipt."""
    version = unit.first(select(ProposalVersion).where(ProposalVersion.code == code))
    return None if version is None else (version, unit.session.get_one(Proposal, version.proposal_id))
