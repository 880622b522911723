"""The usulan of a numbered recap as they stood in it: read out of the versions that were kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from models.people import Kelurahan
from models.proposal import Proposal, ProposalVersion
from models.recap import Snapshot
from models.season import KamusEntry
from models.unit import Unit
from sop.proposals.proposal_words import Said, Saying, rt_rw_words, says_rt_rw, volume_words
from sop.proposals.versions import said_with


@dataclass(frozen=True)
class RecapRow:
    """One usulan of a numbered recap."""

    number: str
    kelurahan: str
    komisi: str
    cost: int
    title: str
    place: str  #: with its RT and RW
    rtrw: str
    volume: str  #: in words: "60 m2 (40 x 1,5)"
    amount: float | None  #: the same as a number
    unit: str  #: and its measure
    office: str
    activity_code: str = ""
    activity: str = ""


def rows_of(unit: Unit, snapshot: Snapshot) -> list[RecapRow]:
    """In the order of their numbers; money and komisi are those of the recap."""
    places = dict(
        unit.session.execute(
            select(Kelurahan.id, Kelurahan.name).where(Kelurahan.kecamatan_id == snapshot.kecamatan_id)
        ).all()
    )
    query = select(Proposal.number, Proposal.id, Proposal.kamus_id, Proposal.office).where(
        Proposal.season_id == snapshot.season_id, Proposal.number.is_not(None)
    )
    known = {row[0]: row[1:] for row in unit.session.execute(query).all()}
    entries = {
        one.id: one for one in unit.all(select(KamusEntry).where(KamusEntry.season_id == snapshot.season_id))
    }
    said = _versions(unit, snapshot)
    made = []
    for named, revision, kelurahan_id, komisi, cost in snapshot.lines:
        row_id, kamus_id, office = known[named]
        one = said.get((row_id, revision)) or unit.session.get_one(Proposal, row_id)
        entry = entries.get(kamus_id or 0)
        made.append(
            RecapRow(
                number=named,
                kelurahan=places[kelurahan_id],
                komisi=komisi or "",
                cost=cost or 0,
                title=one.title or "",
                place=_where(one),
                rtrw=rt_rw_words(one),
                volume=volume_words(one),
                amount=float(one.volume) if one.volume is not None else None,
                unit=one.unit or "",
                office=office or "",
                activity_code=entry.activity_code if entry else "",
                activity=entry.activity if entry else "",
            )
        )
    return made


def _versions(unit: Unit, snapshot: Snapshot) -> dict[tuple[int, int], Said]:
    query = (  # columns only: a thousand rows and more
        select(ProposalVersion.proposal_id, ProposalVersion.revision, ProposalVersion.values)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Proposal.season_id == snapshot.season_id)
    )
    return {(row[0], row[1]): said_with(row[2]) for row in unit.session.execute(query).all()}


def _where(one: Saying) -> str:
    """The place with its RT and RW, which people often write into it: then they are not said twice."""
    place, numbers = one.place or "", rt_rw_words(one)
    return place if says_rt_rw(one) else ", ".join(part for part in (place, numbers) if part)


def plain_rows(rows: list[RecapRow]) -> list[dict[str, Any]]:
    """As data of a sheet."""
    return [asdict(row) for row in rows]
