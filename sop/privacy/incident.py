"""Insiden: whose data were touched and which kinds, for the written notice within 3 x 24 hours (Art. 46)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.chat import Once
from models.log import LogEntry
from models.meeting import Attendance, Delegate
from models.paper import Paper
from models.people import JoinRequest, Kecamatan, Person, PhoneEntry
from models.posts import Post
from models.proposal import Upload
from models.unit import Unit
from sop.accounts.known_people import bare
from sop.core.people import must_hold, post_title
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.papers.papers import BACK_OFFICE
from sop.privacy.forgetting import FORGOTTEN, is_forgotten
from texts import join, plain, say
from texts.figures import moment

KEEPERS = (Post.ADMIN, Post.SEKRETARIS)
#: Who reads the list of people, the list of phones, the requests to be let in.
KEEPS_PEOPLE = {Post.JFU, *KEEPERS}
KEY = "incident"
WITHIN = timedelta(hours=72)  #: 3 x 24 hours
EVERYTHING, ACCOUNT = "all", "account"

#: Lists that name people who may not be in, and what they say of them.
_LISTS: tuple[tuple[type[PhoneEntry | JoinRequest | Delegate], tuple[str, ...]], ...] = (
    (PhoneEntry, ("phone",)),
    (JoinRequest, ("telegram", "phone")),
    (Delegate, ("phone", "address")),
)


@dataclass(frozen=True, kw_only=True)
class Incident:
    """What is known of it so far."""

    scope: str  #: EVERYTHING, or ACCOUNT: somebody else had one person's phone or account
    person_id: int | None
    what: str
    known: datetime

    @property
    def until(self) -> datetime:
        return self.known + WITHIN


@dataclass(frozen=True)
class Touched:
    """One person, what of him was touched, and how the office reaches him."""

    name: str
    post: str
    kinds: list[str]
    reached: str


def find_person(unit: Unit, actor: Person, typed: str) -> Person:
    """The one person here whose name has these words; else it is asked again."""
    must_hold(unit, actor, *KEEPERS)
    here = unit.all(
        select(Person)
        .where(Person.kecamatan_id == actor.kecamatan_id, Person.became_id.is_(None))
        .order_by(Person.id)
    )
    words = bare(typed).split()
    found = [one for one in here if words and all(word in bare(one.name).split() for word in words)]
    exact = [one for one in found if bare(one.name) == bare(typed)]
    if len(exact or found) != 1:
        raise Refused("incident.which_person" if found else "incident.no_such_person", typed=typed)
    return (exact or found)[0]


def order(unit: Unit, actor: Person, incident: Incident) -> int:
    """The list and the drafts go to who asks, and to nobody else; how many people it is about."""
    must_hold(unit, actor, *KEEPERS)
    touched = list(touched_by(unit, actor.kecamatan_id, incident))
    data = {
        "scope": incident.scope,
        "person": incident.person_id,
        "what": incident.what,
        "known": incident.known.isoformat(),
    }
    unit.log(
        actor,
        "incident.listed",
        actor.kecamatan,
        scope=incident.scope,
        people=len(touched),
        person=incident.person_id,
    )
    caption = say("incident.caption", count=len(touched), until=moment(incident.until))
    order_sheet(unit, actor, KEY, data, name="insiden-data-pribadi.xlsx", caption=caption)
    draft = [say("incident.line", text=line) for line in letter(actor.kecamatan.name, incident, touched)]
    unit.tell(actor, join(say("incident.draft_title"), *draft))
    return len(touched)


def touched_by(unit: Unit, kecamatan_id: int, incident: Incident) -> Iterator[Touched]:
    """Everybody of whom something is kept; or what one account could read."""
    if incident.scope == EVERYTHING:
        yield from _everybody(unit, kecamatan_id)
        return
    person = unit.get(Person, incident.person_id)
    if person is None or person.kecamatan_id != kecamatan_id:
        raise Refused("common.not_found")
    yield from _reached(unit, person)


def _reached(unit: Unit, person: Person) -> Iterator[Touched]:
    """All that whoever has this account could read: by the posts it held, and by what it looked up."""
    yield _person(unit, person)
    held = {Post(one.post) for one in person.posts}
    if held & KEEPS_PEOPLE:
        yield from (one for one in _everybody(unit, person.kecamatan_id, besides=person))
        return
    seen = _looked_up(unit, person)
    here = select(Person).where(
        Person.kecamatan_id == person.kecamatan_id, Person.id != person.id, Person.became_id.is_(None)
    )
    for other in unit.all(here.order_by(Person.name, Person.id)):
        if not is_forgotten(unit, other):  # their names stand in tasks, lists and papers
            yield _told_of(unit, other, ["name", *(["phone"] if f"person:{other.id}" in seen else [])])
    for table, kinds in _LISTS:
        whole = table is Delegate and bool(held & set(BACK_OFFICE))
        rows = select(table.id, table.name).where(table.kecamatan_id == person.kecamatan_id)
        for row, name in unit.session.execute(rows.order_by(table.id)).all():
            looked = f"{table.__tablename__}:{row}" in seen
            if whole or looked or table is Delegate:
                yield _listed(name, table.__tablename__, ["name", *(kinds if whole or looked else ())])
    for guest in _guests(unit, person.kecamatan_id):
        address = ["address"] if guest.address and held & set(BACK_OFFICE) else []
        yield _listed(guest.name, "attendance", ["name", *address])


def _looked_up(unit: Unit, person: Person) -> set[str]:
    """Whose numbers it was shown, and the utusan whose lists it opened as they were signed."""
    looked = select(LogEntry.act, LogEntry.subject).where(
        LogEntry.actor_id == person.id, LogEntry.act.in_(("phone.seen", "paper.opened"))
    )
    found = unit.session.execute(looked).all()
    seen = {subject for _, subject in found}
    papers = [int(subject.partition(":")[2]) for act, subject in found if act == "paper.opened"]
    seasons = select(Paper.season_id).where(Paper.id.in_(papers))
    utusan = unit.all(select(Delegate.id).where(Delegate.season_id.in_(seasons)))
    seen.update(f"delegate:{one}" for one in utusan)
    return seen


def _everybody(unit: Unit, kecamatan_id: int, besides: Person | None = None) -> Iterator[Touched]:
    forgotten = {
        key.removeprefix(FORGOTTEN)
        for key in unit.all(select(Once.key).where(Once.key.startswith(FORGOTTEN)))
    }
    people = unit.all(
        select(Person)
        .where(Person.kecamatan_id == kecamatan_id, Person.became_id.is_(None))
        .order_by(Person.name, Person.id)
    )
    for person in people:
        if str(person.id) not in forgotten and person is not besides:
            yield _person(unit, person)
    for table, kinds in _LISTS:
        rows = select(table.name).where(table.kecamatan_id == kecamatan_id).order_by(table.id)
        for name in unit.all(rows):
            yield _listed(name, table.__tablename__, ["name", *kinds])
    for guest in _guests(unit, kecamatan_id):
        yield _listed(guest.name, "attendance", ["name", *(["address"] if guest.address else [])])


def _guests(unit: Unit, kecamatan_id: int) -> list[Attendance]:
    """Who came and is nobody else we know."""
    guests = select(Attendance).where(
        Attendance.kecamatan_id == kecamatan_id,
        Attendance.person_id.is_(None),
        Attendance.member_id.is_(None),
    )
    return unit.all(guests.order_by(Attendance.id))


def _person(unit: Unit, person: Person) -> Touched:
    """All that is kept of him."""
    sent = unit.first(select(Upload.id).where(Upload.sender_id == person.id)) is not None
    there = {
        "telegram": person.telegram_id is not None,
        "phone": person.phone is not None,
        "nip": person.nip is not None,
        "address": person.address is not None,
        "talk": person.telegram_id is not None,
        "sent": sent,
    }
    return _told_of(unit, person, ["name", *(kind for kind, kept in there.items() if kept)])


def _told_of(unit: Unit, person: Person, kinds: list[str]) -> Touched:
    posts = ", ".join(post_title(held) for held in person.held(unit.now)) or "-"
    way = "telegram" if person.telegram_id is not None else "phone" if person.phone else "office"
    return Touched(person.name, posts, _kinds(kinds), plain(f"incident.reached_{way}"))


def _listed(name: str, where: str, kinds: list[str]) -> Touched:
    return Touched(name, plain(f"incident.in_{where}"), _kinds(kinds), plain("incident.reached_office"))


def _kinds(kinds: list[str]) -> list[str]:
    return [plain(f"incident.kind_{kind}") for kind in kinds]


def fill_incident(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    """Whose data, as they are kept when the file is written; no number stands in it."""
    said = order.data
    incident = Incident(
        scope=said["scope"],
        person_id=said["person"],
        what=said["what"],
        known=datetime.fromisoformat(said["known"]),
    )
    touched = list(touched_by(unit, order.kecamatan_id, incident))
    heads = [plain(f"incident.head_{head}") for head in ("number", "name", "post", "kinds", "reached")]
    rows = [[at, one.name, one.post, ", ".join(one.kinds), one.reached] for at, one in enumerate(touched, 1)]
    office = unit.session.get_one(Kecamatan, order.kecamatan_id)
    words = [[line] for line in letter(office.name, incident, touched)]
    return {
        "sheets": [
            (plain("incident.sheet_people"), heads, rows),
            (plain("incident.sheet_letter"), [plain("incident.sheet_letter")], words),
        ]
    }


def letter(kecamatan: str, incident: Incident, touched: list[Touched]) -> list[str]:
    """The draft of the notice: what, when and how, what is done about it, whom to ask."""
    kinds = dict.fromkeys(kind for one in touched for kind in one.kinds)
    return [
        plain("incident.letter_opening", kecamatan=kecamatan),
        plain("incident.letter_what", what=incident.what, known=moment(incident.known)),
        plain("incident.letter_data", kinds=", ".join(kinds)),
        plain("incident.letter_measures"),
        plain("incident.letter_advice"),
        plain("incident.letter_contact", kecamatan=kecamatan),
    ]
