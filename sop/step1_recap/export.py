"""Daftar for the office's own work: Tabel T-D.4, the order of SIPD, everything; as Excel or as CSV."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.enums import Drawing
from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.step1_recap.export_rows import LAYOUTS, grouped, listed
from texts import plain, say
from texts.figures import moment

EXPORTERS = (Post.JFU, Post.SEKRETARIS)
EXCEL, CSV = "export_excel", "export_csv"
ENDINGS = {"xlsx": EXCEL, "csv": CSV}


def export_data(unit: Unit, season: Season, layout: str, at: datetime) -> dict[str, Any]:
    """What documents/sheets writes; `at` is printed as its moment."""
    wanted = LAYOUTS[layout]
    groups = grouped(wanted, listed(unit, season, layout))
    return {
        "titles": [
            plain(f"export.title_{layout}"),
            plain("export.of", kecamatan=season.kecamatan.name, year=season.year, at=moment(at)),
        ],
        "columns": [(plain(key), width, form) for key, width, form in wanted.headings],
        "groups": groups,
        "by": wanted.sums_by,
        "money": wanted.money,
    }


def file_name(season: Season, layout: str, ending: str) -> str:
    return f"{layout}-{season.year}.{ending}"


def must_export(unit: Unit, actor: Person) -> None:
    must_hold(unit, actor, *EXPORTERS)


def order_export(unit: Unit, actor: Person, season: Season, layout: str, ending: str) -> SheetOrder:
    """JFU or Sekretaris asks for a list; it is read and written a little later, and sent."""
    must_export(unit, actor)
    if layout not in LAYOUTS or ending not in ENDINGS:
        raise Refused("common.not_found")
    name = file_name(season, layout, ending)
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id, SheetOrder.name == name, SheetOrder.state == Drawing.ASKED
    )
    if unit.first(waiting) is not None:
        raise Refused("recap.being_made", file=name)
    unit.log(actor, "export.ordered", season, layout=layout, ending=ending)
    data = {"season": season.id, "layout": layout}
    caption = say("export.caption", title=plain(f"export.title_{layout}"), at=moment(unit.now))
    return order_sheet(unit, actor, ENDINGS[ending], data, name=name, caption=caption)


def fill_export(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    """The rows as they are when the file is written."""
    season = unit.session.get_one(Season, order.data["season"])
    return export_data(unit, season, order.data["layout"], order.at)
