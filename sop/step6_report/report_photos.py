"""The photos that stand behind the report: one of each usulan that was agreed, in the order of priority."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from documents.data import Photo, ScoredLine
from models.enums import Fetching, Purpose
from models.proposal import Proposal, Upload
from models.season import Season
from models.unit import Unit

MOST = 48  #: small ones, six on a page: the report stays below 5 MB


def photos_of(unit: Unit, season: Season, lines: Sequence[ScoredLine]) -> tuple[tuple[Photo, ...], int]:
    """The photos, and how many more the agreed usulan have."""
    agreed = {line.number: line for line in sorted(lines, key=_place)}
    rows = unit.session.execute(
        select(Proposal.number, Upload.sha256)
        .join(Upload, Upload.proposal_id == Proposal.id)
        .where(
            Proposal.season_id == season.id,
            Upload.purpose == Purpose.PHOTO,
            Upload.state == Fetching.FETCHED,
            Upload.sha256.is_not(None),
        )
        .order_by(Upload.id)
    ).all()
    found: dict[str, list[str]] = {}
    for number, sha256 in rows:
        if number in agreed and sha256:
            found.setdefault(number, []).append(sha256)
    shown = [number for number in agreed if number in found][:MOST]
    photos = tuple(
        Photo(
            sha256=found[number][0],
            number=number,
            title=agreed[number].title,
            kelurahan=agreed[number].kelurahan,
        )
        for number in shown
    )
    return photos, sum(map(len, found.values())) - len(photos)


def _place(line: ScoredLine) -> tuple[int, str]:
    return (line.order or line.rank, line.number)
