"""Deletion on request: whoever has no duty any more becomes a pseudonym; official records stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from models.base import WIB
from models.batch import SheetOrder
from models.chat import Chat, Inbox, Once, Outbox
from models.enums import Purpose, Waiting
from models.following import Follow
from models.meeting import Attendance, Delegate, TeamMember
from models.paper import Recipient
from models.people import Appointment, Guess, Invitation, JoinRequest, Person, PhoneEntry
from models.posts import Post
from models.proposal import Proposal, Upload
from models.reminder import Reminder
from models.signing import OneTimePage, PaperCheck, Pin
from models.unit import Unit
from sop.joining.invitations import close_invitations
from sop.posts import TITLES
from sop.privacy.drafts import remove_drafts
from sop.privacy.duties import duties
from sop.privacy.erasing import unsay
from sop.privacy.evidence import drop_original, silence
from sop.privacy.notice import PREFIX as TOLD
from sop.privacy.traces import Traces, take_out
from sop.refused import Refused
from texts import plain

FORGOTTEN = "forgotten:"  #: with the id of the person: what is still said to him goes as well
REWRITE = "rewrite-database"
NIGHT_FROM, NIGHT_UNTIL = 22, 5  #: hours, WIB: nobody waits while the file is written anew
FAREWELL = "farewell:"  #: with the Telegram id, until his last message is out


@dataclass(frozen=True)
class Gone:
    """What was taken away, in numbers."""

    drafts: int
    files: int
    rows: int  #: of messages and lists


def pseudonym_of(unit: Unit, person: Person) -> str:
    """ "Delegasi 3, Kelurahan Kedung Badak": the post he held last, and how many held it up to him."""
    if not person.posts:
        return plain("forget.pseudonym_nobody", number=person.id)
    last = person.posts[-1]
    post = Post(last.post)
    first = (
        select(func.min(Appointment.id))
        .where(
            Appointment.kecamatan_id == person.kecamatan_id,
            Appointment.post == post,
            Appointment.kelurahan_id == last.kelurahan_id,
        )
        .group_by(Appointment.person_id)
    )
    own = select(func.min(Appointment.id)).where(
        Appointment.person_id == person.id,
        Appointment.post == post,
        Appointment.kelurahan_id == last.kelurahan_id,
    )
    mine = unit.first(own) or 0
    number = sum(one <= mine for one in unit.all(first))
    title = plain("forget.delegate") if post == Post.DELEGASI else TITLES[post]
    if last.kelurahan is None:
        return plain("forget.pseudonym", post=title, number=number)
    return plain("forget.pseudonym_at", post=title, number=number, kelurahan=last.kelurahan.name)


def is_forgotten(unit: Unit, person: Person) -> bool:
    return unit.first(select(Once.id).where(Once.key == f"{FORGOTTEN}{person.id}")) is not None


def forget(unit: Unit, actor: Person | None, person: Person) -> Gone:
    """Everything about him goes but what is an official record; that names the pseudonym from now on.

    The log stays as it is: it holds ids. Papers that are out stay as they are, too.
    """
    if duties(unit, person):
        raise Refused("forget.has_duties")
    if not unit.once(f"{FORGOTTEN}{person.id}"):
        raise Refused("forget.gone_already")
    unit.session.flush()
    pseudonym, chat_id = pseudonym_of(unit, person), person.telegram_id
    traces = Traces(unit, person, pseudonym)
    for held in person.posts:
        if held.revoked_at is None:
            held.revoked_at = unit.now
            close_invitations(unit, held)
    drafts = remove_drafts(unit, Proposal.author_id == person.id)
    files = _files(unit, person)
    rows = _his_rows(unit, person) + _copies(unit, person, pseudonym)
    if chat_id is not None:
        rows += _chat(unit, person, chat_id)
        unit.once(f"{FAREWELL}{chat_id}")
    rows += take_out(unit, person, traces)
    person.name, person.telegram_id = pseudonym, None
    person.nip = person.rank = person.institution = person.address = person.phone = None
    person.blocked_at = None
    unit.session.flush()
    unit.log(actor, "person.forgotten", person, drafts=drafts, files=files, rows=rows)
    return Gone(drafts, files, rows)


def _files(unit: Unit, person: Person) -> int:
    """His voice; his photos as his camera made them. The shared copies of photos belong to the usulan."""
    sent = unit.all(select(Upload).where(Upload.sender_id == person.id))
    return sum(
        silence(unit, one) if one.purpose == Purpose.VOICE else drop_original(unit, one) for one in sent
    )


def _his_rows(unit: Unit, person: Person) -> int:
    """What is about him alone."""
    here, chat = person.kecamatan_id, person.telegram_id
    numbers = [PhoneEntry.used_by == chat] if chat is not None else []
    if person.phone:
        numbers.append(PhoneEntry.phone == person.phone)
    acts = [
        delete(table).where(table.person_id == person.id)
        for table in (Follow, Reminder, Pin, OneTimePage, PaperCheck, SheetOrder)
    ]
    if numbers:
        acts.append(delete(PhoneEntry).where(PhoneEntry.kecamatan_id == here, or_(*numbers)))
    if chat is not None:
        acts.append(
            delete(JoinRequest).where(JoinRequest.kecamatan_id == here, JoinRequest.telegram_id == chat)
        )
        acts.append(delete(Guess).where(Guess.telegram_id == chat))
        acts.append(delete(Once).where(Once.key.startswith(TOLD), Once.key.endswith(f":{chat}")))
    return sum(len(unit.session.execute(act.returning(act.table.c.id)).all()) for act in acts)


def _copies(unit: Unit, person: Person, pseudonym: str) -> int:
    """Lists of the office that name him: they name the pseudonym."""
    here = person.kecamatan_id
    members = select(TeamMember.id).where(TeamMember.person_id == person.id)
    came = or_(Attendance.person_id == person.id, Attendance.member_id.in_(members))
    invited = [Invitation.person_id == person.id]
    if person.telegram_id is not None:
        invited.append(Invitation.used_by == person.telegram_id)
    if person.phone:
        invited.append(Invitation.phone == person.phone)
    utusan = [Delegate.name == person.name, *([Delegate.phone == person.phone] if person.phone else [])]
    no_name = {"name": pseudonym}
    acts = (
        update(TeamMember).where(TeamMember.person_id == person.id).values(**no_name),
        update(Attendance).where(came).values(**no_name, address=None),
        update(Invitation)
        .where(Invitation.kecamatan_id == here, or_(*invited))
        .values(name=None, phone=None, used_by=None),
        update(Delegate)
        .where(Delegate.kecamatan_id == here, or_(*utusan))
        .values(**no_name, address="-", phone="-"),
        update(Recipient).where(Recipient.received_by_id == person.id).values(received_by=pseudonym),
    )
    return sum(len(unit.session.execute(act.returning(act.table.c.id)).all()) for act in acts)


def _chat(unit: Unit, person: Person, chat_id: int) -> int:
    """All that was said and written there; only the numbers of the updates stay, so that none comes twice.

    Somebody who is in another kecamatan too goes on there.
    """
    said = [Outbox.person_id == person.id]
    other = unit.first(select(Person.id).where(Person.telegram_id == chat_id, Person.id != person.id))
    if other is None:
        said.append(Outbox.chat_id == chat_id)
    count = unsay(unit, or_(*said))
    for row, number in unit.session.execute(
        select(Inbox.id, Inbox.update_id).where(Inbox.chat_id == chat_id)
    ).all():
        empty = {"body": {"update_id": number}, "chat_id": None, "error": None, "state": Waiting.DONE}
        unit.session.execute(update(Inbox).where(Inbox.id == row).values(**empty))
        count += 1
    chat = unit.get(Chat, chat_id)
    if chat is not None and chat.person_id == person.id:
        chat.person_id, chat.hat_id, chat.answers = other, None, {}
        chat.talk = chat.state = chat.place = None  # not `pressed`: a second tap is known by it
    return count


def last_traces(unit: Unit) -> int:
    """His last message is out, or cannot be sent: then the chat is forgotten as well. How many were."""
    done = 0
    for one in unit.all(select(Once).where(Once.key.startswith(FAREWELL)).order_by(Once.id)):
        chat_id = int(one.key.removeprefix(FAREWELL))
        waits = select(Outbox.id).where(Outbox.chat_id == chat_id, Outbox.state == Waiting.WAITING)
        if unit.first(waits) is not None:
            continue
        known = unit.first(select(Person.id).where(Person.telegram_id == chat_id)) is not None
        unsay(unit, Outbox.chat_id == chat_id, Outbox.created_at <= one.at, Outbox.person_id.is_(None))
        chat = unit.get(Chat, chat_id)
        if chat is not None and not known and (chat.pressed_at is None or chat.pressed_at <= one.at):
            unit.session.delete(chat)
        unit.session.delete(one)
        unit.session.flush()
        done += 1
    if done:
        unit.once(REWRITE)
    return done


def wants_rewriting(unit: Unit) -> bool:
    """Whether the database file still holds what was deleted, in its free pages; asked for at night only."""
    return at_night(unit.now) and unit.first(select(Once.id).where(Once.key == REWRITE)) is not None


def rewritten(unit: Unit) -> None:
    unit.session.execute(delete(Once).where(Once.key == REWRITE))


def at_night(now: datetime) -> bool:
    hour = now.astimezone(WIB).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
