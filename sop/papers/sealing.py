"""A final paper gets the installation's seal, once; from then on everybody gets the sealed bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from models.enums import Drawing, Stage
from models.paper import Paper
from models.people import Kecamatan
from models.posts import Post
from models.unit import Unit
from sop.core.people import holders
from sop.papers.papers import is_approved, title
from texts import say


@dataclass(frozen=True)
class ToSeal:
    """A final paper that has no seal yet."""

    id: int
    sha256: str
    kecamatan: str
    approved: bool


def next_to_seal(unit: Unit, besides: Collection[int] = ()) -> ToSeal | None:
    """The oldest final paper without a seal, but for those that could not be sealed a moment ago."""
    query = select(Paper).where(
        Paper.state == Drawing.DRAWN,
        Paper.stage == Stage.FINAL,
        Paper.sealed_at.is_(None),
        Paper.id.not_in(list(besides)),
    )
    paper = unit.first(query.order_by(Paper.id))
    if paper is None:
        return None
    office = unit.session.get_one(Kecamatan, paper.kecamatan_id)
    return ToSeal(paper.id, paper.sha256 or "", office.name, is_approved(unit, paper))


def sealed(unit: Unit, id: int, *, sha256: str, size: int) -> None:
    """Note the sealed bytes. Those that were noted first stay: nobody ever gets others."""
    paper = unit.session.get_one(Paper, id)
    if paper.sealed_at is not None or paper.stage != Stage.FINAL:
        return
    paper.sealed_at, paper.sealed_sha256, paper.sealed_size = unit.now, sha256, size
    unit.log(None, "paper.sealed", paper, sha256=paper.sha256, sealed=sha256)


def not_sealed(unit: Unit, id: int) -> None:
    """Tell the admin that a paper waits for its seal."""
    paper = unit.session.get_one(Paper, id)
    for admin in holders(unit, paper.kecamatan_id, Post.ADMIN):
        unit.tell(admin, say("seal.failed", title=title(paper), edition=paper.edition))
