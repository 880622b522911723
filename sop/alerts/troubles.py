"""What an admin has to look at: told to every admin once, and once more when it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from models.chat import Remembered
from models.people import Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import holders
from texts import say

NAME = "troubles"
SEEN = ("unhandled", "unsent", "disk", "backup")  #: by who looks after the machine
OF_SWEEPS = ("sweep",)  #: by the scheduler itself


def note_troubles(unit: Unit, found: Mapping[str, Mapping[str, object]], kinds: Sequence[str] = SEEN) -> bool:
    """Compare with what was told before of these kinds; whether anybody is told now."""
    query = select(Remembered).where(Remembered.name == NAME).with_for_update()
    row = unit.first(query)
    before = row.value if row is not None else {}
    new = [kind for kind in kinds if kind in found and kind not in before]
    over = [kind for kind in kinds if kind in before and kind not in found]
    if not (new or over):
        return False
    if row is None:
        unit.insert_once(Remembered(name=NAME, value={}))
        row = unit.session.execute(query).scalar_one()
    kept = {kind: at for kind, at in before.items() if kind not in over}
    row.value = kept | dict.fromkeys(new, unit.now.isoformat())
    words = [say(f"care.{kind}", **found[kind]) for kind in new]
    words += [say(f"care.{kind}_over") for kind in over]
    for person in _admins(unit):
        for said in words:
            unit.tell(person, said)
    return True


def _admins(unit: Unit) -> list[Person]:
    """Of every kecamatan: the machine is everybody's."""
    offices = unit.all(select(Kecamatan).order_by(Kecamatan.id))
    return list(dict.fromkeys(one for office in offices for one in holders(unit, office.id, Post.ADMIN)))
