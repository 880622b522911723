"""The numbered versions of an usulan: what it said each time it was sent, and what changed since.

A version keeps the values, and beside them the words that its receipt bears: the fingerprint that somebody
holds in his hand is of these, letter by letter, whatever a later edition of this program would say.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from models.enums import Status
from models.people import Person
from models.proposal import Proposal, ProposalVersion, Verdict
from models.unit import Unit
from sop.proposals.fields import FIELD, FIELDS, field_words
from sop.proposals.proposal_words import Said
from texts import plain
from texts.figures import cut

LONGEST = 60  #: of a value in a difference


def keep_version(unit: Unit, actor: Person, proposal: Proposal) -> ProposalVersion:
    """Keep what the usulan says now, under its revision; a receipt of it gets a code of its own."""
    return unit.add(
        ProposalVersion(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            fields=field_words(proposal),
            values=values_of(proposal),
            code=secrets.token_urlsafe(8),
            at=unit.now,
            by_id=actor.id,
        )
    )


def values_of(proposal: Proposal) -> dict[str, Any]:
    """By column, as JSON; a volume is its digits ("60.000"), so that none is lost."""
    found = {name: getattr(proposal, name) for field in FIELDS for name in field.columns}
    return {name: str(one) if isinstance(one, Decimal) else one for name, one in found.items()}


def said_with(values: Mapping[str, Any]) -> Said:
    """What the usulan said, of the values of a version."""
    volume = values.get("volume")
    return Said(**{**values, "volume": Decimal(volume) if volume is not None else None})


def newest_version(unit: Unit, proposal: Proposal) -> ProposalVersion | None:
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    return unit.first(query.order_by(ProposalVersion.revision.desc()))


def version_by_code(unit: Unit, code: str) -> tuple[ProposalVersion, Proposal] | None:
    """What a receipt's code opens; None when there is no such receipt."""
    version = unit.first(select(ProposalVersion).where(ProposalVersion.code == code))
    return None if version is None else (version, unit.session.get_one(Proposal, version.proposal_id))


# ---- what changed


def changes(unit: Unit, proposal: Proposal) -> list[tuple[str, str, str]]:
    """What the newest version changed: field, before, after; empty when there is only one."""
    query = (
        select(ProposalVersion)
        .where(ProposalVersion.proposal_id == proposal.id)
        .order_by(ProposalVersion.revision.desc())
    )
    versions = unit.all(query.limit(2))
    if len(versions) < 2:
        return []
    return differences(versions[1], versions[0])


def was_returned(unit: Unit, proposal: Proposal) -> bool:
    """Whether its newest version answers a return, and is no mending of the author's own."""
    query = select(Verdict.id).where(
        Verdict.proposal_id == proposal.id,
        Verdict.outcome == Status.RETURNED,
        Verdict.revision == proposal.revision - 1,
        Verdict.undone_at.is_(None),
    )
    return unit.first(query.limit(1)) is not None


def differences(before: ProposalVersion, after: ProposalVersion) -> list[tuple[str, str, str]]:
    """What differs between two versions: field, before, after. Fields that came later were empty before."""
    return [
        (field, _word(before.fields, field), _word(after.fields, field))
        for field in FIELD
        if (before.fields.get(field) or "") != (after.fields.get(field) or "")
    ]


def _word(fields: dict[str, Any], field: str) -> str:
    return str(fields.get(field) or "-")


@dataclass(frozen=True)
class Revision:
    """One version, and what made it differ from the one before."""

    version: ProposalVersion
    changes: list[str]  #: none for the first


def revisions(unit: Unit, proposal: Proposal) -> list[Revision]:
    """Every version, the newest first."""
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    versions = unit.all(query.order_by(ProposalVersion.revision))
    told = [
        Revision(after, [change_words(change) for change in differences(before, after)])
        for before, after in pairwise(versions)
    ]
    return [*reversed(told), *(Revision(version, []) for version in versions[:1])]


def change_words(change: tuple[str, str, str]) -> str:
    """One changed field; photos are told apart by ids, which say nothing to people."""
    field, before, after = change
    if field == "photos":
        return plain("tracking.photos_changed")
    name = plain(FIELD[field].name)
    return plain("tracking.changed", field=name, before=cut(before, LONGEST), after=cut(after, LONGEST))


# ---- fingerprints


def fingerprint(proposal: Proposal) -> str:
    """A short mark of what was sent: printed on the receipt, kept in the log."""
    return mark_of(proposal.number, field_words(proposal))


def mark_of(number: str | None, fields: Mapping[str, str]) -> str:
    """Twelve characters that change with every letter of these fields."""
    canonical = json.dumps(dict(fields), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{number}{canonical}".encode()).hexdigest()[:12]
