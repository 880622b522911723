"""Data saya: all that is kept about one person, gathered from every table that knows him."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from models.chat import Inbox, Outbox
from models.enums import Fetching, Said
from models.log import LogEntry
from models.meeting import Attendance, Delegate, TeamMember
from models.people import Invitation, JoinRequest, Person, PhoneEntry
from models.proposal import Proposal, Upload
from models.season import Season
from models.unit import Unit
from sop.core.people import post_title
from sop.core.statuses import shown
from sop.privacy.notice import VERSION, told_at
from sop.privacy.whose import utusan_of, whose
from texts import bare, plain
from texts.figures import moment, short_date

Row = Sequence[str | int | None]
#: title, headings, rows
Sheet = tuple[str, list[str], list[Row]]

_CODE = re.compile(r"(/start |[?&]start=)[\w-]{16,}")  #: lets in whoever reads it


def sheets_of(unit: Unit, person: Person) -> list[Sheet]:
    """A sheet for each kind of data, in the order in which people ask for them."""
    return [
        _sheet("profile", ("what", "value"), _profile(unit, person)),
        _sheet("posts", ("post", "begins", "ends", "basis"), _posts(person)),
        _sheet("usulan", ("number", "title", "status", "place", "at"), _usulan(unit, person)),
        _sheet("meetings", ("year", "value", "institution", "address", "at"), _meetings(unit, person)),
        _sheet("utusan", ("year", "value", "institution", "address", "phone"), _utusan(unit, person)),
        _sheet("files", ("file", "number", "at"), _named(unit, person)),
        _sheet("seen", ("who", "at"), _seen(unit, person)),
        _sheet("acts", ("act", "subject", "at"), _acts(unit, person)),
        _sheet("written", ("at", "text"), _written(unit, person)),
        _sheet("told", ("at", "text"), _told(unit, person)),
    ]


def _sheet(key: str, heads: Sequence[str], rows: Iterator[Row]) -> Sheet:
    return plain(f"own_data.sheet_{key}"), [plain(f"own_data.head_{head}") for head in heads], list(rows)


def _profile(unit: Unit, person: Person) -> Iterator[Row]:
    for field in ("name", "nip", "rank", "phone", "institution", "address"):
        yield plain(f"settings.label_{field}"), getattr(person, field)
    yield plain("own_data.telegram"), str(person.telegram_id or "")
    yield plain("own_data.joined"), moment(person.joined_at) if person.joined_at else None
    told = told_at(unit, person)
    if told is not None:
        yield plain("own_data.notice", version=VERSION), moment(told)
    for way in _ways_in(unit, person):
        yield plain("own_data.came_in"), way


def _ways_in(unit: Unit, person: Person) -> Iterator[str]:
    """Invitations, lines of JFU's list and requests: each with what it says of him."""
    here, chat = person.kecamatan_id, person.telegram_id
    rows: tuple[tuple[Any, ColumnElement[bool]], ...] = (
        (Invitation, or_(Invitation.person_id == person.id, Invitation.used_by == chat)),
        (PhoneEntry, or_(PhoneEntry.used_by == chat, PhoneEntry.phone == person.phone)),
        (JoinRequest, JoinRequest.telegram_id == chat),
    )
    for table, his in rows:
        for one in unit.all(select(table).where(table.kecamatan_id == here, his).order_by(table.id)):
            said = (one.name, one.phone)
            yield plain(f"own_data.by_{table.__tablename__}", said=", ".join(filter(None, said)) or "-")


def _posts(person: Person) -> Iterator[Row]:
    for held in person.posts:
        begins, ends = (short_date(day) if day else None for day in (held.begins, held.ends))
        over = moment(held.revoked_at) if held.revoked_at else ends
        yield post_title(held), begins or moment(held.created_at), over, held.basis


def _usulan(unit: Unit, person: Person) -> Iterator[Row]:
    his = or_(Proposal.author_id == person.id, Proposal.entered_by_id == person.id)
    for one in unit.all(select(Proposal).where(his).order_by(Proposal.id)):
        status = shown(one.seen_status(unit.now))
        yield one.number, one.title, status, one.place, moment(one.submitted_at or one.created_at)


def _meetings(unit: Unit, person: Person) -> Iterator[Row]:
    members = unit.all(select(TeamMember).where(TeamMember.person_id == person.id).order_by(TeamMember.id))
    for member in members:
        named = f"{member.name}, {member.position}"
        yield _year(unit, member.season_id), named, member.institution, None, None
    came = or_(Attendance.person_id == person.id, Attendance.member_id.in_([member.id for member in members]))
    for one in unit.all(select(Attendance).where(came).order_by(Attendance.id)):
        yield _year(unit, one.season_id), one.name, one.institution, one.address, moment(one.at)


def _utusan(unit: Unit, person: Person) -> Iterator[Row]:
    found = select(Delegate).where(Delegate.id.in_(utusan_of(unit, whose(unit, person))))
    for one in unit.all(found.order_by(Delegate.id)):
        yield _year(unit, one.season_id), one.name, one.institution, one.address, one.phone


def _year(unit: Unit, season_id: int) -> int:
    return unit.session.get_one(Season, season_id).year


def uploads_of(unit: Unit, person: Person) -> list[tuple[str, Upload, str | None]]:
    """What he sent and we have: the name of the file, its row, the number of its usulan."""
    query = (
        select(Upload, Proposal.number)
        .join(Proposal, Proposal.id == Upload.proposal_id)
        .where(Upload.sender_id == person.id, Upload.state == Fetching.FETCHED, Upload.sha256.is_not(None))
        .order_by(Upload.id)
    )
    found = unit.session.execute(query).unique().all()
    return [(_file_name(upload, number), upload, number) for upload, number in found]


def _file_name(upload: Upload, number: str | None) -> str:
    ending = "ogg" if upload.seconds is not None else "jpg"
    return f"{number or 'draf'}-{upload.id}.{ending}"


def originals_of(unit: Unit, person: Person) -> list[tuple[str, Upload]]:
    """His photos as his camera made them, while we have them."""
    sent = uploads_of(unit, person)
    return [(name.replace(".jpg", "-asli.jpg"), one) for name, one, _ in sent if one.original_sha256]


def _named(unit: Unit, person: Person) -> Iterator[Row]:
    for name, upload, number in uploads_of(unit, person):
        yield name, number, moment(upload.received_at)
    for name, upload in originals_of(unit, person):
        yield name, None, moment(upload.received_at)


def _seen(unit: Unit, person: Person) -> Iterator[Row]:
    """Who was shown his phone number."""
    query = (
        select(LogEntry.at, Person.name)
        .join(Person, Person.id == LogEntry.actor_id)
        .where(LogEntry.act == "phone.seen", LogEntry.subject == f"person:{person.id}")
        .order_by(LogEntry.id)
    )
    for at, name in unit.session.execute(query).all():
        yield name, moment(at)


def _acts(unit: Unit, person: Person) -> Iterator[Row]:
    """The log of what he did, as it is kept: codes and numbers."""
    query = select(LogEntry.act, LogEntry.subject, LogEntry.at).where(LogEntry.actor_id == person.id)
    for act, subject, at in unit.session.execute(query.order_by(LogEntry.id)).all():
        yield act, subject, moment(at)


def _written(unit: Unit, person: Person) -> Iterator[Row]:
    query = select(Inbox.body, Inbox.received_at).where(Inbox.chat_id == person.telegram_id)
    for body, at in unit.session.execute(query.order_by(Inbox.id)).all():
        message = body.get("message") or body.get("edited_message") or {}
        pressed = (body.get("callback_query") or {}).get("data")
        text = message.get("text") or message.get("caption") or pressed or plain("own_data.no_words")
        yield moment(at), _CODE.sub(r"\1…", text)


def _told(unit: Unit, person: Person) -> Iterator[Row]:
    query = select(Outbox.created_at, Outbox.text).where(
        or_(Outbox.person_id == person.id, Outbox.chat_id == person.telegram_id),
        Outbox.kind == Said.NOTICE,
        Outbox.text.is_not(None),
    )
    for at, text in unit.session.execute(query.order_by(Outbox.id)).all():
        yield moment(at), _CODE.sub(r"\1…", bare(text or ""))
