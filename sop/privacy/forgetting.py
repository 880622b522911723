"""Deletion on request: whoever has no duty any more becomes a pseudonym; official records stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from models.base import WIB
from models.chat import Chat, Inbox, Once, Outbox
from models.enums import Waiting
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.unit import Unit
from sop.accounts.invitations import close_invitations
from sop.core.erasing import unsay
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.privacy.one_person import tidy_all
from sop.privacy.open_duties import duties
from sop.privacy.person_rows import (
    drafts_of_papers,
    drop_his,
    drop_lists,
    drop_sent,
    posts_of,
    rename_copies,
    silence_reasons,
)
from sop.privacy.traces import Traces, take_out
from sop.privacy.unsent_drafts import remove_drafts
from sop.privacy.whose import Whose, goes_on_as, whose
from texts import plain

FORGOTTEN = "forgotten:"  #: with the id of the person: what is still said to him goes as well
TO_NOTE = "note-forgotten:"  #: with the id, until it stands beside the database (`bot/backup/deletions.py`)
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


def forget(unit: Unit, actor: Person | None, person: Person, *, again: bool = False) -> Gone:
    """Everything about him goes but what is an official record; that names the pseudonym from now on.

    The log stays: it holds ids, and what was typed beside them goes where it names him. Papers that are out
    stay as they are. `again`: he was forgotten before, and a restore brought him back with the posts of then.
    """
    person = goes_on_as(unit, person)
    if not again and duties(unit, person):
        raise Refused("forget.has_duties")
    if not unit.once(f"{FORGOTTEN}{person.id}"):
        raise Refused("forget.gone_already")
    tidy_all(unit)
    unit.session.flush()
    him, pseudonym = whose(unit, person), pseudonym_of(unit, person)
    traces = Traces.of(unit, him, pseudonym)
    _note_whom(unit, him)
    for held in posts_of(him):
        held.revoked_at = unit.now
        close_invitations(unit, held)
    drafts = remove_drafts(unit, Proposal.author_id.in_(him.ids))
    files = drop_sent(unit, him) + drop_lists(unit, him.office)
    rows = drop_his(unit, him) + rename_copies(unit, him, pseudonym)
    for chat_id in sorted(him.chats):
        rows += _chat(unit, him, chat_id)
        unit.once(f"{FAREWELL}{chat_id}")
    rows += take_out(unit, him.office, traces) + drafts_of_papers(unit, him, traces)
    for one in him.people:
        one.name, one.telegram_id = pseudonym if one is person else one.name, None
        one.nip = one.rank = one.institution = one.address = one.phone = None
        one.blocked_at = None
    unit.session.flush()
    rows += silence_reasons(unit, him, traces)
    unit.log(actor, "person.forgotten", person, drafts=drafts, files=files, rows=rows, again=again)
    return Gone(drafts, files, rows)


def _note_whom(unit: Unit, him: Whose) -> None:
    """Kept beside the database as well, so that a restore does not bring him back."""
    for one in him.people:
        unit.once(f"{FORGOTTEN}{one.id}")
        unit.once(f"{TO_NOTE}{one.id}")


def _chat(unit: Unit, him: Whose, chat_id: int) -> int:
    """All that was said and written there; only the numbers of the updates stay, so that none comes twice.

    Somebody who is in another kecamatan too goes on there.
    """
    said: list[ColumnElement[bool]] = [Outbox.person_id.in_(him.ids)]
    other = unit.first(select(Person.id).where(Person.telegram_id == chat_id, Person.id.not_in(him.ids)))
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
    if chat is not None and chat.person_id in him.ids:
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
