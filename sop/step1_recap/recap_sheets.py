"""Files of a numbered recap: the pra Musrenbang workbook, and open data in which no person can be found."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.enums import Drawing, Komisi
from models.people import Kecamatan, Person
from models.posts import Post
from models.recap import Snapshot
from models.season import Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.flow.progress import run_of
from sop.papers.letterhead import office, signatory
from sop.step1_recap.intake import STEP
from sop.step1_recap.recap_rows import RecapRow, plain_rows, rows_of
from sop.step1_recap.snapshots import name_of, snapshot_here
from texts import plain, say
from texts.figures import day_of, number, rupiah

PRA, OPEN, CSV = "pra_musrenbang", "open_recap", "open_csv"

#: Nine digits and more, however they are parted: a phone, a NIK, a bank account; never a number of ours.
_DIGITS = re.compile(r"\+?\d(?:[ .\-]?\d){8,}")


def order_pra(unit: Unit, actor: Person, season: Season, id: int) -> Snapshot:
    """The pra Musrenbang format as a workbook, with the signature block of who compiled it."""
    snapshot = snapshot_here(unit, actor, season, id)
    compiler = signatory(unit, season.kecamatan, Post(run_of(unit, season, STEP).executor))
    frozen = {"compiler": compiler.model_dump(), "on": day_of(unit.now).isoformat()}
    _order(unit, actor, snapshot, PRA, f"pra-musrenbang-{season.year}-v{snapshot.edition}.xlsx", frozen)
    return snapshot


def order_open(unit: Unit, actor: Person, season: Season, id: int) -> Snapshot:
    """Open data: the same rows as a workbook and as CSV."""
    snapshot = snapshot_here(unit, actor, season, id)
    for key, ending in ((OPEN, "xlsx"), (CSV, "csv")):
        _order(unit, actor, snapshot, key, f"data-usulan-{season.year}-v{snapshot.edition}.{ending}", {})
    return snapshot


def _order(
    unit: Unit, actor: Person, snapshot: Snapshot, key: str, name: str, frozen: dict[str, Any]
) -> None:
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id, SheetOrder.name == name, SheetOrder.state == Drawing.ASKED
    )
    if unit.first(waiting) is not None:
        raise Refused("recap.being_made", file=name)
    caption = say(f"recap.caption_{key}", name=name_of(snapshot), mark=snapshot.sha256[:8])
    order_sheet(unit, actor, key, {"snapshot": snapshot.id, **frozen}, name=name, caption=caption)
    unit.log(actor, "recap.ordered", snapshot, key=key)


def fill_pra(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    """What the workbook is written from."""
    snapshot, kecamatan, season = _of(unit, order)
    return {
        "office": office(kecamatan).model_dump(),
        "year": season.year,
        "name": name_of(snapshot),
        "mark": snapshot.sha256[:8],
        "kelurahan": [place.name for place in kelurahan_in(unit, kecamatan.id)],
        "rows": plain_rows(rows_of(unit, snapshot)),
        "compiler": order.data["compiler"],
        "on": order.data["on"],
    }


def fill_open(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    """Rows without people: what they wrote is left out or cleaned, who wrote it is never read."""
    snapshot, kecamatan, season = _of(unit, order)
    hidden = _names(unit, kecamatan)
    return {
        "year": season.year,
        "kecamatan": kecamatan.name,
        "name": name_of(snapshot),
        "mark": snapshot.sha256[:8],
        "rows": [open_row(row, hidden) for row in rows_of(unit, snapshot)],
    }


def open_row(row: RecapRow, hidden: re.Pattern[str] | None) -> list[str | int | float]:
    """Number, kelurahan, komisi, title, RT/RW, volume, unit, cost, office; no place in the author's words."""
    title = _DIGITS.sub("…", row.title)
    return [
        row.number,
        row.kelurahan,
        plain(f"komisi.{row.komisi}") if row.komisi else "",
        hidden.sub("…", title) if hidden else title,
        row.rtrw,
        row.amount if row.amount is not None else "",
        row.unit,
        row.cost,
        row.office,
    ]


def _names(unit: Unit, kecamatan: Kecamatan) -> re.Pattern[str] | None:
    """The names of everybody known here, as whole words."""
    names = unit.all(select(Person.name).where(Person.kecamatan_id == kecamatan.id))
    if not names:
        return None
    longest_first = sorted({re.escape(name) for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _of(unit: Unit, order: SheetOrder) -> tuple[Snapshot, Kecamatan, Season]:
    snapshot = unit.session.get_one(Snapshot, order.data["snapshot"])
    season = unit.session.get_one(Season, snapshot.season_id)
    return snapshot, season.kecamatan, season


def public_words(unit: Unit, actor: Person, season: Season, id: int) -> str:
    """A short text for a channel: figures only."""
    snapshot = snapshot_here(unit, actor, season, id)
    lines = snapshot.lines
    parts = []
    for komisi in Komisi:
        costs = [row[4] or 0 for row in lines if row[3] == komisi]
        facts = {"count": number(len(costs)), "total": rupiah(sum(costs))}
        parts.append(plain("recap.of_komisi", komisi=plain(f"komisi.{komisi}"), **facts))
    return say(
        "recap.post",
        kecamatan=season.kecamatan.name,
        year=season.year,
        name=name_of(snapshot),
        count=number(snapshot.count),
        kelurahan=number(len({row[2] for row in lines})),
        total=rupiah(snapshot.total),
        parts="\n".join(parts),
        mark=snapshot.sha256[:8],
    )
