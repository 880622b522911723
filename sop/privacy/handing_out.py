"""Data saya is asked for: a workbook at once, and a ZIP with one's own photos and recordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.enums import Drawing
from models.people import Person
from models.unit import Unit
from sop.archive.season_zip import Entry, Made
from sop.core.refused import Refused
from sop.core.sheet_orders import handed_over, order_sheet
from sop.privacy.own_copy import originals_of, sheets_of, uploads_of
from texts import join, plain, say

KEY = "own_data"  #: of the workbook
JSON = "own_data_json"
ZIP = "own_zip"  #: of a SheetOrder that asks for the ZIP: no sheet
NAME = "data-saya"


def order_own(unit: Unit, actor: Person) -> None:
    """Both are made within seconds, of what is kept then, and sent to who asked and to nobody else."""
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id,
        SheetOrder.key.in_((KEY, ZIP)),
        SheetOrder.state == Drawing.ASKED,
    )
    if unit.first(waiting) is not None:
        raise Refused("own_data.being_made")
    unit.log(actor, "own_data.asked", actor)
    order_sheet(unit, actor, KEY, {}, name=f"{NAME}.xlsx", caption=say("own_data.caption"))
    order_sheet(unit, actor, ZIP, {}, name=NAME, caption=say("own_data.caption_zip"))


def fill_own_data(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    return {"sheets": sheets_of(unit, unit.session.get_one(Person, order.person_id))}


def entries(unit: Unit, id: int) -> list[Entry]:
    """What goes into the ZIP."""
    order = unit.session.get_one(SheetOrder, id)
    person = unit.session.get_one(Person, order.person_id)
    data = {"sheets": sheets_of(unit, person)}
    made = [
        Entry(f"{NAME}.xlsx", order.at, {}, sheet={"key": KEY, "data": data}),
        Entry(f"{NAME}.json", order.at, {}, sheet={"key": JSON, "data": data}),
    ]
    sent = uploads_of(unit, person)
    files = [(name, one, one.sha256) for name, one, _ in sent]
    files += [(name, one, one.original_sha256) for name, one in originals_of(unit, person)]
    return made + [
        Entry(plain("own_data.folder", file=name), one.received_at, {}, sha256) for name, one, sha256 in files
    ]


def send_zip(unit: Unit, id: int, made: Sequence[Made], left_out: int) -> None:
    """The parts go to who asked."""
    found = handed_over(unit, id, [part.sha256 for part in made])
    if found is None:
        return
    order, person = found
    lacks = say("own_data.left_out", count=left_out) if left_out else ""
    for at, part in enumerate(made, start=1):
        name = f"{order.name}-{at}-dari-{len(made)}.zip" if len(made) > 1 else f"{order.name}.zip"
        unit.tell(person, join(order.caption, lacks), file={"stored": part.sha256, "name": name})
