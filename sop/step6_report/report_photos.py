"""The photos that stand behind the report: one of each usulan that was agreed, in the order of priority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from documents.data import Photo, PhotosLacking, ScoredLine
from models.enums import Fetching
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.rules import Photos
from sop.proposals.drafts import photo_rule
from texts import plain
from texts.figures import number

MOST = 48  #: small ones, six on a page: the report stays below 5 MB


#: Why an agreed usulan has no photo in the report: some are held back, others are not there.
WHYS = ("full", "unsent", "arriving", "unusable")

NAMED = 3  #: numbers of usulan in a message, for each reason


class ReportPhotos(NamedTuple):
    """What the report shows, and what it says of the rest."""

    shown: tuple[Photo, ...]
    left: int  #: further photos of usulan that have one here
    lacking: tuple[PhotosLacking, ...]


def photos_of(unit: Unit, season: Season, lines: Sequence[ScoredLine]) -> ReportPhotos:
    """One photo of each usulan, and why others have none."""
    order = {line.number: line for line in sorted(lines, key=_place)}
    here = select(Proposal).where(Proposal.season_id == season.id, Proposal.number.in_(order))
    agreed = {one.number: one for one in unit.all(here)}
    shown: list[Photo] = []
    left = 0
    lacking: dict[str, list[str]] = {}
    for usulan, line in order.items():
        photos = _fetched(agreed[usulan])
        why = _why(unit, agreed[usulan]) if not photos else ("full" if len(shown) == MOST else "")
        if why:
            lacking.setdefault(why, []).append(usulan)
        elif photos:
            shown.append(Photo(sha256=photos[0], number=usulan, title=line.title, kelurahan=line.kelurahan))
            left += len(photos) - 1
    reasons = tuple(PhotosLacking(why=why, numbers=tuple(lacking[why])) for why in WHYS if why in lacking)
    return ReportPhotos(tuple(shown), left, reasons)


def lacking_words(lacking: Sequence[PhotosLacking]) -> list[str]:
    """A line for each reason, with the first numbers."""
    lines = []
    for one in lacking:
        more = len(one.numbers) - NAMED
        tail = [plain("step6_report.photos_more", count=number(more))] if more > 0 else []
        numbers = ", ".join([*one.numbers[:NAMED], *tail])
        lines.append(plain(f"paper_report.photos_{one.why}", numbers=numbers))
    return lines


def _fetched(proposal: Proposal) -> list[str]:
    return [one.sha256 for one in proposal.photos if one.state == Fetching.FETCHED and one.sha256]


def _why(unit: Unit, proposal: Proposal) -> str:
    """Nothing where none is asked for."""
    states = {one.state for one in proposal.photos}
    if states:
        return "arriving" if Fetching.ASKED in states else "unusable"
    return "" if photo_rule(unit, proposal) == Photos.NOT_NEEDED else "unsent"


def _place(line: ScoredLine) -> tuple[int, str]:
    return (line.order or line.rank, line.number)
