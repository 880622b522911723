"""What is kept how long (UU 27/2022 Art. 16): what is over goes, and the log says how much it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from models.batch import Batch
from models.chat import Chat, Once, Outbox
from models.enums import Fetching, Purpose, Waiting
from models.log import LogEntry
from models.meeting import Attendance, Delegate
from models.people import Guess, Invitation, JoinRequest, Kecamatan, PhoneEntry
from models.proposal import Proposal, Upload
from models.season import Season
from models.unit import Unit
from sop.core.erasing import unsay
from sop.privacy.evidence import drop_original, silence
from sop.privacy.forgetting import FORGOTTEN
from sop.privacy.handing_out import NAME as OWN_FILE
from sop.privacy.notice import PREFIX as TOLD
from sop.privacy.one_person import tidy_all
from sop.privacy.person_rows import drop_lists
from sop.privacy.unsent_drafts import remove_drafts

DRAFTS = timedelta(days=30)  #: never sent, after their season is closed
EVIDENCE = timedelta(days=365)  #: recordings, photos as the camera made them, addresses; after the season
LISTS = timedelta(days=365)  #: lines of the phone list, requests, names in invitations
LIST_FILES = timedelta(days=30)  #: a list as it was sent, after it was taken in
STRANGERS = timedelta(days=30)  #: who wrote once and never joined
EXPORTS = timedelta(days=7)  #: files of Data saya

Counts = dict[str, int]


def purge(unit: Unit) -> Counts:
    """Of every office what is over, and of the machine's own books; how many of each."""
    counts = _machine(unit)
    for office in unit.all(select(Kecamatan).order_by(Kecamatan.id)):
        gone = {name: count for name, count in _office(unit, office).items() if count}
        if gone:
            unit.log(None, "data.purged", office, **gone)
        for name, count in gone.items():
            counts[name] = counts.get(name, 0) + count
    return {name: count for name, count in counts.items() if count}


def _gone(unit: Unit, act: Any) -> int:
    return len(unit.session.execute(act.returning(act.table.c.id)).all())


# ---- of an office


def _office(unit: Unit, office: Kecamatan) -> Counts:
    here, over = office.id, _closed(unit, office, EVIDENCE)
    old = unit.now - LISTS
    named = or_(Invitation.name.is_not(None), Invitation.phone.is_not(None), Invitation.used_by.is_not(None))
    nameless = update(Invitation).where(Invitation.kecamatan_id == here, Invitation.created_at < old, named)
    lines = delete(PhoneEntry).where(PhoneEntry.kecamatan_id == here, PhoneEntry.loaded_at < old)
    requests = delete(JoinRequest).where(
        JoinRequest.kecamatan_id == here, JoinRequest.accepted.is_not(None), JoinRequest.at < old
    )
    return {
        "drafts": remove_drafts(unit, Proposal.season_id.in_(_closed(unit, office, DRAFTS))),
        "recordings": _recordings(unit, over),
        "originals": _originals(unit, over),
        "contacts": _contacts(unit, over),
        "list_files": _list_files(unit, here),
        "list_lines": _gone(unit, lines),
        "requests": _gone(unit, requests),
        "invitations": _gone(unit, nameless.values(name=None, phone=None, used_by=None)),
    }


def _closed(unit: Unit, office: Kecamatan, since: timedelta) -> list[int]:
    """The seasons that were closed so long ago."""
    query = select(Season.id).where(Season.kecamatan_id == office.id, Season.closed_at < unit.now - since)
    return unit.all(query)


def _of(unit: Unit, seasons: Sequence[int], *which: ColumnElement[bool]) -> list[Upload]:
    query = select(Upload).join(Proposal, Proposal.id == Upload.proposal_id)
    return unit.all(query.where(Proposal.season_id.in_(seasons), *which)) if seasons else []


def _recordings(unit: Unit, seasons: Sequence[int]) -> int:
    """The voice goes; what was typed of it is in the usulan."""
    found = _of(unit, seasons, Upload.purpose == Purpose.VOICE, Upload.state == Fetching.FETCHED)
    for upload in found:
        silence(unit, upload)
    return len(found)


def _originals(unit: Unit, seasons: Sequence[int]) -> int:
    """Photos as the camera made them."""
    found = _of(unit, seasons, Upload.original_sha256.is_not(None), Upload.sha256.is_not(None))
    for upload in found:
        drop_original(unit, upload)
    return len(found)


def _contacts(unit: Unit, seasons: Sequence[int]) -> int:
    """How the utusan were reached, and where the guests live: it stands in the papers that are out."""
    if not seasons:
        return 0
    utusan = update(Delegate).where(Delegate.season_id.in_(seasons), Delegate.phone != "-")
    came = update(Attendance).where(Attendance.season_id.in_(seasons), Attendance.address.is_not(None))
    return _gone(unit, utusan.values(phone="-", address="-")) + _gone(unit, came.values(address=None))


def _list_files(unit: Unit, kecamatan_id: int) -> int:
    """Lists that were sent, with the names and numbers in them: what was taken of them is in the tables.

    One that was done with only after somebody was forgotten may still name him.
    """
    last = unit.first(
        select(func.max(LogEntry.at)).where(
            LogEntry.kecamatan_id == kecamatan_id, LogEntry.act == "person.forgotten"
        )
    )
    old = [Batch.at < unit.now - LIST_FILES, *([Batch.at < last] if last else [])]
    return drop_lists(unit, kecamatan_id, or_(*old))


# ---- of the machine


def _machine(unit: Unit) -> Counts:
    old = unit.now - STRANGERS
    return {
        "strangers": _strangers(unit),
        "guesses": _gone(unit, delete(Guess).where(Guess.at < old)),
        "exports": _exports(unit),
        "to_forgotten": _to_forgotten(unit),
        "merged": tidy_all(unit),
    }


def _strangers(unit: Unit) -> int:
    """Whoever wrote and never came in, unless his request still waits."""
    old = unit.now - STRANGERS
    waiting = select(JoinRequest.telegram_id).where(JoinRequest.accepted.is_(None))
    query = select(Chat.id).where(
        Chat.person_id.is_(None),
        Chat.greeted_at < old,
        or_(Chat.pressed_at.is_(None), Chat.pressed_at < old),
        Chat.id.not_in(waiting),
    )
    chats = unit.all(query)
    for chat in chats:
        told = delete(Once).where(Once.key.startswith(TOLD), Once.key.endswith(f":{chat}"))
        unit.session.execute(told)
        unsay(unit, Outbox.chat_id == chat, Outbox.person_id.is_(None))
        unit.session.execute(delete(Chat).where(Chat.id == chat))
    return len(chats)


def _exports(unit: Unit) -> int:
    """Files of Data saya that were handed out, or could not be: who comes back asks for them anew."""
    over = Outbox.state.in_((Waiting.DONE, Waiting.PARKED)) & (Outbox.created_at < unit.now - EXPORTS)
    return unsay(unit, Outbox.file["name"].as_string().startswith(OWN_FILE), over)


def _to_forgotten(unit: Unit) -> int:
    """What was still said to somebody who is forgotten."""
    keys = unit.all(select(Once.key).where(Once.key.startswith(FORGOTTEN)))
    ids = [int(key.removeprefix(FORGOTTEN)) for key in keys]
    return unsay(unit, Outbox.person_id.in_(ids)) if ids else 0
