"""The template of a kind: what the office gets to fill in, with the choices of this kecamatan and season."""

from __future__ import annotations

from typing import Any

from models.batch import SheetOrder
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.sheet_orders import order_sheet
from sop.imports.kind import Kind
from texts import plain, say


def template_data(unit: Unit, season: Season, kind: Kind) -> dict[str, Any]:
    """What documents/sheets/template.py writes."""
    lists = kind.lists(kind.office(unit, season))
    columns = [column for column in kind.columns if column.template]
    places = {column.key: place for place, column in enumerate(columns)}
    return {
        "kind": kind.word,
        "year": season.year,
        "columns": [
            (column.title, column.width, plain(column.hint) if column.hint else "") for column in columns
        ],
        "example": [column.example for column in columns],
        "lists": [(places[key], list(choices)) for key, choices in lists.items()],
    }


def order_template(unit: Unit, actor: Person, season: Season, kind: Kind) -> SheetOrder:
    """[Template impor]."""
    must_hold(unit, actor, *kind.posts)
    return order_sheet(
        unit,
        actor,
        "template",
        template_data(unit, season, kind),
        name=file_name(season, kind),
        caption=say("imports.template_caption", kind=plain(kind.name), year=season.year),
    )


def file_name(season: Season, kind: Kind) -> str:
    return f"template-{kind.word}-{season.year}.xlsx"
