"""The kind "orang": JFU's list of those who may join with their phone number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from models.batch import Batch
from models.people import Kecamatan, Person, PhoneEntry
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.accounts.post_words import post_words
from sop.core.kelurahan import kelurahan_in
from sop.core.people import must_hold
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.sheet_column import Column
from sop.imports.kind import Checked, Kind, Outcome, Row
from sop.imports.usulan_rows import place_meant
from sop.office.places import Place
from sop.reading import person_name, phone
from sop.reading.words import simple
from texts import plain
from texts.figures import number

COLUMNS = (
    Column(
        key="name",
        title="Nama",
        example="Contoh: Siti Aminah, S.E.",
        aliases=("nama lengkap", "nama delegasi", "nama peserta"),
        required=True,
        width=30,
        hint="joining_phone.hint_name",
    ),
    Column(
        key="phone",
        title="Nomor HP",
        example="0812 3456 7890",
        aliases=("nomor", "no hp", "hp", "telepon", "no telepon", "nomor telepon", "wa", "nomor wa", "no wa"),
        required=True,
        width=20,
        hint="joining_phone.hint_phone",
    ),
    Column(
        key="post",
        title="Jabatan",
        example=TITLES[Post.DELEGASI],
        aliases=("peran", "sebagai"),
        width=20,
        hint="joining_phone.hint_post",
    ),
    Column(
        key="kelurahan",
        title="Kelurahan",
        example="Kedung Badak",
        aliases=("desa", "nama kelurahan", "asal kelurahan"),
        required=True,
        width=20,
        hint="joining_phone.hint_kelurahan",
    ),
)

#: Who comes in by the list alone. Officials of the kecamatan are invited one by one.
LISTED: dict[str, Post] = {
    "": Post.DELEGASI,
    "delegasi": Post.DELEGASI,
    "delegasi kelurahan": Post.DELEGASI,
    "delegat": Post.DELEGASI,
    "utusan": Post.DELEGASI,
    "utusan kelurahan": Post.DELEGASI,
    "lurah": Post.LURAH,
}


@dataclass(frozen=True)
class _Office:
    """What the rows are compared with."""

    places: tuple[Place, ...]
    ids: Mapping[str, int]


def _office(unit: Unit, season: Season) -> _Office:
    kecamatan = unit.session.get_one(Kecamatan, season.kecamatan_id)
    every = kelurahan_in(unit, kecamatan.id)
    return _Office(
        places=tuple(
            Place(kecamatan=kecamatan.name, kelurahan=one.name, aliases=tuple(one.aliases)) for one in every
        ),
        ids={one.name: one.id for one in every},
    )


def _check(office: _Office, row: Row) -> Checked:
    """A name, a number, a post that is given by the list, and a kelurahan of ours."""
    try:
        name, digits = person_name(row["name"]), phone(row["phone"])
    except Refused as refused:
        return Checked(Outcome.REFUSED, plain(refused.key, **refused.facts))
    post = LISTED.get(simple(row["post"]))
    if post is None:
        return Checked(Outcome.REFUSED, plain("joining_phone.row_post", text=row["post"][:40]))
    if not row["kelurahan"]:
        return Checked(Outcome.REFUSED, plain("imports.kelurahan_empty"))
    place = place_meant(row["kelurahan"], office.places)
    if place is None:
        return Checked(Outcome.REFUSED, plain("imports.kelurahan_unknown", text=row["kelurahan"][:40]))
    values = {"name": name, "phone": digits, "post": post, "kelurahan_id": office.ids[place.kelurahan]}
    return Checked(Outcome.GOOD, "", values)


def _take_in(unit: Unit, _actor: Person | None, batch: Batch, checked: Checked) -> str:
    """A new line; for a number that waits already the newer line counts."""
    values = dict(checked.values)
    query = select(PhoneEntry).where(
        PhoneEntry.kecamatan_id == batch.kecamatan_id,
        PhoneEntry.phone == values["phone"],
        PhoneEntry.post == values["post"],
    )
    old = unit.first(query)
    if old is None:
        unit.add(PhoneEntry(kecamatan_id=batch.kecamatan_id, batch_id=batch.id, loaded_at=unit.now, **values))
        return ""
    if old.used_by is not None and _still_in(unit, old):
        raise Refused("joining_phone.row_in", name=old.name)
    old.name, old.kelurahan_id = values["name"], values["kelurahan_id"]
    old.batch_id, old.loaded_at, old.used_by, old.used_at = batch.id, unit.now, None, None
    return plain("joining_phone.row_renewed")


def _still_in(unit: Unit, entry: PhoneEntry) -> bool:
    """Whether he who came in by this line still holds its post."""
    query = select(Person).where(
        Person.kecamatan_id == entry.kecamatan_id, Person.telegram_id == entry.used_by
    )
    person = unit.first(query)
    return person is not None and person.holds(Post(entry.post), unit.now)


def _undo(unit: Unit, _actor: Person | None, batch: Batch, most: int) -> int:
    """Whoever has joined stays in; the other lines go."""
    query = select(PhoneEntry).where(PhoneEntry.batch_id == batch.id, PhoneEntry.used_by.is_(None))
    found = unit.all(query.order_by(PhoneEntry.id).limit(most))
    for entry in found:
        unit.session.delete(entry)
    unit.session.flush()
    return len(found)


def _stays(unit: Unit, batch: Batch) -> Sequence[str]:
    query = select(PhoneEntry).where(PhoneEntry.batch_id == batch.id, PhoneEntry.used_by.is_not(None))
    return [f"{entry.name} ({post_words(entry)})" for entry in unit.all(query.order_by(PhoneEntry.id))]


def _summary(unit: Unit, batch: Batch) -> str:
    return plain("joining_phone.list_summary", count=number(waiting(unit, batch.kecamatan_id)))


def unused(unit: Unit, actor: Person) -> list[PhoneEntry]:
    """The lines that still let somebody in, by name."""
    must_hold(unit, actor, *ORANG.posts)
    query = select(PhoneEntry).where(
        PhoneEntry.kecamatan_id == actor.kecamatan_id, PhoneEntry.used_by.is_(None)
    )
    return unit.all(query.order_by(PhoneEntry.name, PhoneEntry.id))


def strike(unit: Unit, actor: Person, id: int) -> PhoneEntry:
    """Hapus: this number lets nobody in any more; a corrected line comes with the next list."""
    must_hold(unit, actor, *ORANG.posts)
    entry = unit.get(PhoneEntry, id)
    if entry is None or entry.kecamatan_id != actor.kecamatan_id:
        raise Refused("joining_phone.line_struck")
    if entry.used_by is not None:
        raise Refused("joining_phone.line_used", name=entry.name)
    unit.session.delete(entry)
    unit.session.flush()
    unit.log(actor, "list.struck", entry, post=entry.post, kelurahan=entry.kelurahan_id)
    return entry


def waiting(unit: Unit, kecamatan_id: int) -> int:
    """How many numbers of the list have not been used."""
    query = select(func.count(PhoneEntry.id)).where(
        PhoneEntry.kecamatan_id == kecamatan_id, PhoneEntry.used_by.is_(None)
    )
    return unit.first(query) or 0


ORANG = Kind(
    word="orang",
    name="joining_phone.kind",
    columns=COLUMNS,
    posts=(Post.JFU,),
    ways=(("take", "joining_phone.take_list"),),
    office=_office,
    check=_check,
    says=("name", "phone"),
    apply=_take_in,
    undo=_undo,
    stays=_stays,
    summary=_summary,
    lists=lambda office: {
        "post": [TITLES[Post.DELEGASI], TITLES[Post.LURAH]],
        "kelurahan": [place.kelurahan for place in office.places],
    },
)
