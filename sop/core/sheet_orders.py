"""Asking for an Excel file: its data are frozen at once; it is written a little later, and sent.

Where the rows are frozen elsewhere (a numbered recap), the order only names them, and they are read later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.batch import SheetOrder
from models.enums import Drawing
from models.people import Person
from models.unit import Unit
from sop.core.erasing import erase
from sop.core.wired import Wired
from texts import say


def order_sheet(
    unit: Unit, person: Person, key: str, data: dict[str, Any], *, name: str, caption: str
) -> SheetOrder:
    """`key` is one of documents/sheets; `name` is what the file is called, ending included."""
    return unit.add(
        SheetOrder(
            kecamatan_id=person.kecamatan_id,
            person_id=person.id,
            key=key,
            name=name,
            caption=caption,
            data=data,
            at=unit.now,
        )
    )


Fill = Callable[[Unit, SheetOrder], dict[str, Any]]

#: key of the sheet -> what reads the rows that an order names.
FILLS: Wired[Mapping[str, Fill]] = Wired("what reads the rows of a sheet")


def data_of(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    """All that the file is written from."""
    fill = FILLS().get(order.key)
    return order.data if fill is None else fill(unit, order)


def handed_over(
    unit: Unit, id: int, hashes: Sequence[str], state: Drawing = Drawing.DRAWN
) -> tuple[SheetOrder, Person] | None:
    """The order is done with, and its data are not kept twice; the order, and who asked for these files.

    None: he was forgotten meanwhile. They may hold what is known of him, and go.
    """
    order = unit.get(SheetOrder, id)
    if order is None or order.state != Drawing.ASKED:
        erase(unit, hashes)
        return None
    order.state, order.data = state, {}
    return order, unit.session.get_one(Person, order.person_id)


def made(unit: Unit, id: int, sha256: str) -> None:
    """The file is there: it goes to who asked for it."""
    if found := handed_over(unit, id, [sha256]):
        order, person = found
        unit.tell(person, order.caption, file={"stored": sha256, "name": order.name})


def not_made(unit: Unit, id: int, why: str = "imports.sheet_failed") -> None:
    """Who asked is told so; `why` is a key of the texts."""
    if found := handed_over(unit, id, [], Drawing.FAILED):
        _, person = found
        unit.tell(person, say(why))
