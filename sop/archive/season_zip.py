"""A season as one file: which papers and lists go into it, under which names, with what is said of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.enums import Drawing, Stage
from models.paper import Paper, Recipient
from models.people import Person
from models.posts import Post
from models.season import Season
from models.signing import Signature
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.sheet_orders import handed_over, order_sheet
from sop.papers.papers import title
from sop.papers.ways import Way
from sop.step1_recap.export import EXCEL, export_data, file_name
from sop.step1_recap.export_rows import LAYOUTS
from texts import Html, join, plain, say
from texts.figures import day_of, number

KEY = "season"  #: of a SheetOrder that asks for a season
GETTERS = (Post.JFU, Post.SEKRETARIS)


@dataclass(frozen=True)
class Entry:
    """One file of the archive; `sha256` names the bytes, else `sheet` is what they are written from."""

    name: str  #: without an ending where only the bytes say what it is
    at: datetime
    facts: dict[str, str | int | None]
    sha256: str | None = None
    sheet: dict[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Made:
    """A part of the archive as it is kept."""

    sha256: str
    files: int


def order_season(unit: Unit, actor: Person, id: int) -> SheetOrder:
    """JFU or Sekretaris asks for a season of any year; it is put together a little later, and sent."""
    season = season_here(unit, actor, id)
    name = season_name(season)
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id, SheetOrder.key == KEY, SheetOrder.state == Drawing.ASKED
    )
    if unit.first(waiting) is not None:
        raise Refused("archive.zip_being_made")
    unit.log(actor, "archive.ordered", season)
    caption = say("archive.zip_caption", kecamatan=season.kecamatan.name, year=season.year)
    return order_sheet(unit, actor, KEY, {"season": season.id}, name=name, caption=caption)


def season_here(unit: Unit, actor: Person, id: int) -> Season:
    """A season of this kecamatan, for those who may take it away."""
    must_hold(unit, actor, *GETTERS)
    season = unit.get(Season, id)
    if season is None or season.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return season


def season_name(season: Season) -> str:
    place = "-".join(season.kecamatan.name.lower().split())
    return f"arsip-{place}-{season.year}"


def seasons(unit: Unit, kecamatan_id: int) -> list[Season]:
    """Newest first."""
    query = select(Season).where(Season.kecamatan_id == kecamatan_id).order_by(Season.year.desc())
    return unit.all(query)


def papers_of(unit: Unit, season: Season) -> list[Entry]:
    """Every edition of every paper, what was signed and stamped; final ones as everybody got them."""
    drawn = select(Paper).where(Paper.season_id == season.id, Paper.state == Drawing.DRAWN)
    papers = sorted(unit.all(drawn), key=lambda one: (one.key, one.edition))
    return [entry for paper in papers for entry in _of_paper(unit, paper)] + list(_stamped(unit, season))


#: what a signed copy is called, by the way in which it was signed
_SIGNED: dict[str, str] = {Way.SCAN: "archive.scan"}


def _of_paper(unit: Unit, paper: Paper) -> Iterator[Entry]:
    name = f"{paper.key}-v{paper.edition}"
    facts: dict[str, str | int | None] = {
        "title": title(paper),
        "edition": paper.edition,
        "stage": plain(f"papers.stage_{paper.stage}"),
        "number": paper.number,
        "agenda": paper.agenda,
        "classification": paper.classification,
        "date": day_of(paper.made_at).isoformat(),
        "pages": paper.pages,
        "approved_sha256": paper.sha256,
    }
    sealed = paper.sealed_sha256 if paper.stage == Stage.FINAL else None
    yield Entry(f"{name}.pdf", paper.made_at, facts, sealed or paper.sha256)
    signed = select(Signature).where(Signature.paper_id == paper.id).order_by(Signature.id)
    for at, one in enumerate(unit.all(signed), start=1):
        about: dict[str, str | int | None] = {
            "title": plain(_SIGNED.get(one.way, "archive.signed_copy"), title=title(paper)),
            "edition": paper.edition,
        }
        yield Entry(f"{name}-tertanda-{at}", one.at, about, one.sha256)


def _stamped(unit: Unit, season: Season) -> Iterator[Entry]:
    query = select(Recipient).where(Recipient.season_id == season.id, Recipient.stamped_sha256.is_not(None))
    for at, one in enumerate(unit.all(query.order_by(Recipient.id)), start=1):
        facts: dict[str, str | int | None] = {"title": plain("archive.stamped_sheet", name=one.name)}
        yield Entry(f"lembar-bercap-{at}", one.received_at or season.created_at, facts, one.stamped_sha256)


def list_of(unit: Unit, season: Season, layout: str) -> Entry:
    """One of the lists of usulan; of a closed season it is always the same."""
    at = season.closed_at or unit.now
    facts: dict[str, str | int | None] = {"title": plain(f"export.title_{layout}")}
    data = {"key": EXCEL, "data": export_data(unit, season, layout, at)}
    return Entry(file_name(season, layout, "xlsx"), at, facts, sheet=data)


LISTS = tuple(LAYOUTS)


def send_season(unit: Unit, id: int, made: Sequence[Made], left_out: int) -> None:
    """The parts are there: they go to who asked."""
    found = handed_over(unit, id, [part.sha256 for part in made])
    if found is None:
        return
    order, person = found
    for at, part in enumerate(made, start=1):
        many = len(made) > 1
        words = say("archive.zip_part", at=at, of=len(made)) if many else ""
        lacks = say("archive.zip_left_out", count=left_out) if left_out else ""
        caption = say("archive.zip_sent", caption=Html(order.caption), count=number(part.files))
        name = f"{order.name}-{at}-dari-{len(made)}.zip" if many else f"{order.name}.zip"
        unit.tell(person, join(caption, words, lacks), file={"stored": part.sha256, "name": name})
