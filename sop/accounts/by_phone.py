"""Coming in with one's own phone number: the places that wait for it, each as an invitation of its own."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Appointment, Invitation, Kelurahan, Person, PhoneEntry
from models.posts import Post
from models.unit import Unit
from sop.accounts.invitations import is_open, made_out
from sop.accounts.known_people import without_telegram
from sop.core.refused import Refused
from sop.reading import phone


def own_number(*, sent: str, of: int | None, sender: int) -> str:
    """The number that somebody shared, in its long form; only his own is taken."""
    if of != sender:
        raise Refused("joining_phone.not_own")
    try:
        return phone(sent if sent.startswith(("+", "0")) else f"+{sent}")
    except Refused:  # a number from abroad: on no list of ours, but JFU can still let its owner in
        return sent[:20]


def places_for(unit: Unit, number: str) -> list[Invitation]:
    """What waits for this number: lines of a list, and people who were entered without Telegram."""
    entries = select(PhoneEntry).where(PhoneEntry.phone == number, PhoneEntry.used_by.is_(None))
    known = select(Person).where(Person.phone == number, Person.telegram_id.is_(None))
    claimed = [
        _for_known(unit, number, person, held)
        for person in unit.all(known.order_by(Person.id))
        for held in person.posts
        if held.revoked_at is None
    ]
    listed = [_listed(unit, number, one) for one in unit.all(entries.order_by(PhoneEntry.id))]
    places = {(one.kecamatan_id, one.post, one.kelurahan_id): one for one in (*listed, *claimed)}
    return list(places.values())


def _listed(unit: Unit, number: str, entry: PhoneEntry) -> Invitation:
    """The list may name somebody for whom JFU has entered usulan already: then these are his."""
    post = Post(entry.post)
    paper = without_telegram(unit, entry.kecamatan_id, post, entry.kelurahan_id, entry.name)
    return _made_out(unit, number, post, entry.kelurahan, entry.name, entry.kecamatan_id, person=paper)


def _for_known(unit: Unit, number: str, person: Person, held: Appointment) -> Invitation:
    return _made_out(
        unit, number, Post(held.post), held.kelurahan, person.name, person.kecamatan_id, person=person
    )


def _made_out(
    unit: Unit,
    number: str,
    post: Post,
    kelurahan: Kelurahan | None,
    name: str,
    kecamatan_id: int,
    *,
    person: Person | None = None,
) -> Invitation:
    """Showing one's number twice makes one invitation."""
    query = select(Invitation).where(
        Invitation.kecamatan_id == kecamatan_id,
        Invitation.phone == number,
        Invitation.post == post,
        Invitation.kelurahan_id == (kelurahan.id if kelurahan else None),
        Invitation.person_id == (person.id if person else None),
        Invitation.used_at.is_(None),
    )
    for earlier in unit.all(query):
        if is_open(unit, earlier):
            earlier.name = name
            return earlier
    return made_out(
        unit,
        kecamatan_id=kecamatan_id,
        post=post,
        kelurahan=kelurahan,
        name=name,
        person=person,
        phone=number,
    )[0]


def use_line(unit: Unit, invitation: Invitation, telegram_id: int) -> None:
    """A line of the list lets in once, and only as long as it stands there."""
    if invitation.phone is None:
        return
    query = select(PhoneEntry).where(
        PhoneEntry.kecamatan_id == invitation.kecamatan_id,
        PhoneEntry.phone == invitation.phone,
        PhoneEntry.post == invitation.post,
        PhoneEntry.kelurahan_id == invitation.kelurahan_id,
        PhoneEntry.used_by.is_(None),
    )
    entry = unit.first(query)
    if entry is None and invitation.person_id is not None:
        return
    if entry is None:
        raise Refused("joining_phone.line_gone")
    entry.used_by, entry.used_at = telegram_id, unit.now
