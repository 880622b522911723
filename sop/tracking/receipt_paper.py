"""A receipt as a paper for its author, and what its code says to anybody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from documents.data.receipt import Receipt
from models.batch import SheetOrder
from models.enums import Drawing, Status
from models.people import Kecamatan, Person
from models.proposal import Proposal, ProposalVersion
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.papers.letterhead import office
from sop.proposals.fields import COST, FIELDS
from sop.proposals.may_see import Sight, seen
from sop.proposals.versions import mark_of, newest_version, version_by_code
from sop.tracking.public_status import public_words
from texts import Html, join, plain, say
from texts.figures import cut, moment, rupiah_words


def mark_on(version: ProposalVersion, proposal: Proposal) -> str:
    """The fingerprint of what was sent then."""
    return mark_of(proposal.number, version.fields)


def order_receipt(unit: Unit, actor: Person, version_id: int, address: str) -> None:
    """[Tanda terima PDF], for who may read the usulan whole; its code stands behind `address`."""
    version = unit.get(ProposalVersion, version_id)
    if version is None:
        raise Refused("common.not_found")
    proposal = seen(unit, actor, version.proposal_id, Sight.WHOLE)
    name = f"tanda-terima-{proposal.number}-v{version.revision}.pdf"
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id, SheetOrder.name == name, SheetOrder.state == Drawing.ASKED
    )
    if unit.first(waiting) is not None:
        return  # pressed twice: it is coming
    caption = say(
        "receipts.caption",
        number=proposal.number or "-",
        revision=version.revision,
        mark=mark_on(version, proposal),
    )
    data = _data(unit, version, proposal, address)
    order_sheet(unit, actor, "receipt", data, name=name, caption=caption)


def _data(unit: Unit, version: ProposalVersion, proposal: Proposal, address: str) -> dict[str, Any]:
    newest = newest_version(unit, proposal)
    return Receipt(
        office=office(unit.session.get_one(Kecamatan, proposal.kecamatan_id)),
        number=proposal.number or "-",
        kelurahan=proposal.kelurahan.name,
        revision=version.revision,
        at=version.at,
        mark=mark_on(version, proposal),
        said=_said(version, rupiah_words(proposal.cost) if proposal.cost and newest == version else ""),
        photos=len(str(version.fields.get("photos", "")).split()),
        voice=proposal.voice is not None,
        url=f"{address}{version.code}",
    ).model_dump(mode="json")


def _said(version: ProposalVersion, cost_words: str) -> tuple[tuple[str, str], ...]:
    """Letter by letter what the version keeps, cut so that it stays one page."""
    rows = []
    for field in FIELDS:
        words = " ".join(str(version.fields.get(field.key) or "").split())
        if field is COST and cost_words:
            words = plain("receipts.cost_words", cost=words, words=cost_words)
        if words and field.receipt is not None:
            rows.append((plain(field.receipt), cut(words, field.longest)))
    return tuple(rows)


def checked(unit: Unit, code: str) -> tuple[Html, Proposal] | None:
    """What a receipt's code says to anybody: is it genuine, does it still count, where does it stand."""
    found = version_by_code(unit, code)
    if found is None:
        return None
    version, proposal = found
    newest = newest_version(unit, proposal)
    facts: dict[str, object] = {"revision": version.revision, "at": moment(version.at)}
    if newest is None or newest == version:
        words = say("receipts.genuine", mark=mark_on(version, proposal), **facts)
    else:
        words = say("receipts.replaced", newest=newest.revision, **facts)
    if proposal.status in (Status.DRAFT, Status.DISCARDED):
        return join(words, say("receipts.withdrawn", number=proposal.number or "-")), proposal
    return join(words, public_words(unit, proposal, unit.now)), proposal
