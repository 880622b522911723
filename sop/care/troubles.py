"""What an admin has to look at: told to every admin once, and once more when it is over."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from models.chat import Remembered
from models.people import Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from sop.people import holders
from texts import say

NAME = "troubles"
KINDS = ("unhandled", "unsent", "disk", "backup")


def note_troubles(unit: Unit, found: Mapping[str, Mapping[str, object]]) -> bool:
    """Compare with what was told before; whether anybody is told now."""
    query = select(Remembered).where(Remembered.name == NAME).with_for_update()
    row = unit.first(query)
    before = row.value if row is not None else {}
    new, over = found.keys() - before.keys(), before.keys() - found.keys()
    if not (new or over):
        return False
    if row is None:
        unit.insert_once(Remembered(name=NAME, value={}))
        row = unit.session.execute(query).scalar_one()
    row.value = {kind: before.get(kind) or unit.now.isoformat() for kind in found}
    words = [say(f"care.{kind}", **found[kind]) for kind in KINDS if kind in new]
    words += [say(f"care.{kind}_over") for kind in KINDS if kind in over]
    for person in _admins(unit):
        for said in words:
            unit.tell(person, said)
    return True


def _admins(unit: Unit) -> list[Person]:
    """Of every kecamatan: the machine is everybody's."""
    offices = unit.all(select(Kecamatan).order_by(Kecamatan.id))
    return list(dict.fromkeys(one for office in offices for one in holders(unit, office.id, Post.ADMIN)))
