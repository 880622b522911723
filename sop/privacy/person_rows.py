"""Rows that are about one person: they go, or name the pseudonym; found by id, account and number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm.attributes import flag_modified

from models.batch import Batch, SheetOrder
from models.chat import Once, Remembered
from models.enums import BatchState, Drawing, Purpose, Stage
from models.following import Follow
from models.log import PLAIN, LogEntry
from models.log_check import silence
from models.meeting import Attendance, Delegate, TeamMember
from models.paper import Decision, Paper, PaperContent, Recipient
from models.people import Appointment, Guess, Invitation, JoinRequest, PhoneEntry
from models.proposal import Upload
from models.reminder import Reminder
from models.season import Season
from models.signing import OneTimePage, PaperCheck, Paraf, Pin, Signature
from models.unit import Unit
from sop.core.erasing import erase
from sop.core.sent_today import PREFIX as COUNTED
from sop.privacy.evidence import drop_original
from sop.privacy.evidence import silence as hush
from sop.privacy.notice import PREFIX as TOLD
from sop.privacy.traces import Traces
from sop.privacy.whose import Whose, lines_of, members_of, utusan_of

#: A file of rows that was handed in, and is done with.
PEOPLE = "orang"  #: kind of a list of phones
OVER = (BatchState.APPLIED, BatchState.UNDONE, BatchState.DROPPED, BatchState.REFUSED)


def _done(unit: Unit, *acts: Any) -> int:
    return sum(len(unit.session.execute(act.returning(act.table.c.id)).all()) for act in acts)


def drop_sent(unit: Unit, him: Whose) -> int:
    """His voice; his photos as his camera made them. The shared copies of photos belong to the usulan."""
    sent = unit.all(select(Upload).where(Upload.sender_id.in_(him.ids)))
    return sum(hush(unit, one) if one.purpose == Purpose.VOICE else drop_original(unit, one) for one in sent)


def drop_his(unit: Unit, him: Whose) -> int:
    """What is about him alone."""
    checks = delete(PaperCheck).where(PaperCheck.person_id.in_(him.ids))
    acts = [
        delete(table).where(table.person_id.in_(him.ids))
        for table in (Follow, Reminder, Pin, OneTimePage, SheetOrder)
    ]
    numbers = or_(PhoneEntry.used_by.in_(him.chats), PhoneEntry.phone.in_(him.phones))
    asked = or_(JoinRequest.telegram_id.in_(him.chats), JoinRequest.phone.in_(him.phones))
    acts += [
        checks,
        delete(PhoneEntry).where(PhoneEntry.kecamatan_id == him.office, numbers),
        delete(JoinRequest).where(JoinRequest.kecamatan_id == him.office, asked),
        delete(Guess).where(Guess.telegram_id.in_(him.chats)),
    ]
    for chat in him.chats:
        acts.append(delete(Once).where(Once.key.startswith(TOLD), Once.key.endswith(f":{chat}")))
    for one in him.ids:
        acts.append(delete(Remembered).where(Remembered.name.startswith(f"{COUNTED}{one}:")))
    return _done(unit, *acts)


def rename_copies(unit: Unit, him: Whose, pseudonym: str) -> int:
    """Lists of the office that name him: they name the pseudonym."""
    members = members_of(unit, him)
    came, utusan = lines_of(unit, him, members), utusan_of(unit, him)
    invited = or_(
        Invitation.person_id.in_(him.ids),
        Invitation.used_by.in_(him.chats),
        Invitation.phone.in_(him.phones),
    )
    named, nowhere = {"name": pseudonym}, {"name": pseudonym, "address": None}
    return _done(
        unit,
        update(TeamMember).where(TeamMember.id.in_(members)).values(**named),
        update(Attendance).where(Attendance.id.in_(came)).values(**nowhere),
        update(Invitation)
        .where(Invitation.kecamatan_id == him.office, invited)
        .values(name=None, phone=None, used_by=None),
        update(Delegate).where(Delegate.id.in_(utusan)).values(**named, address="-", phone="-"),
        update(Recipient).where(Recipient.received_by_id.in_(him.ids)).values(received_by=pseudonym),
    )


def drop_lists(unit: Unit, office: int, *which: Any) -> int:
    """The files of rows that were handed in, as they came: what was taken of them stands in the tables.

    Nobody can take one person out of a workbook, so it goes whole.
    """
    query = select(Batch).where(
        Batch.kecamatan_id == office, Batch.state.in_(OVER), Batch.sha256 != "", *which
    )
    found = unit.all(query)
    for batch in found:
        erase(unit, [batch.sha256])
        batch.sha256 = ""
        if batch.kind == PEOPLE:  # of people the account is made of names
            batch.report = []
    unit.session.flush()
    return len(found)


def silence_reasons(unit: Unit, him: Whose, traces: Traces) -> int:
    """What people typed beside acts of the log, where it names him."""
    if not traces.any:
        return 0
    unit.write_log()
    beside = LogEntry.said.is_not(None) & traces.in_column(LogEntry.said)
    within = (LogEntry.form == PLAIN) & traces.in_column(LogEntry.facts)
    query = select(LogEntry).where(LogEntry.kecamatan_id == him.office, or_(beside, within))
    found = [
        one
        for one in unit.all(query.order_by(LogEntry.place))
        if traces.without(one.said) != one.said or traces.without(one.facts) != one.facts
    ]
    for entry in found:
        silence(unit, entry)
    return len(found)


def drafts_of_papers(unit: Unit, him: Whose, traces: Traces) -> int:
    """Editions that never became final name him no more; those that others have overtaken go whole.

    What was decided, marked or signed is a record, and so is what is out.
    """
    if not traces.any:
        return 0
    decided = [select(table.paper_id) for table in (Decision, Paraf, Signature)]
    query = (
        select(Paper)
        .join(PaperContent, PaperContent.paper_id == Paper.id)
        .where(
            Paper.kecamatan_id == him.office,
            Paper.stage != Stage.FINAL,
            traces.in_column(PaperContent.data),
            *(Paper.id.not_in(table) for table in decided),
        )
    )
    count = 0
    for paper in unit.all(query.order_by(Paper.id)):
        without = traces.without(paper.data)
        if without == paper.data:
            continue
        paper.data = without
        flag_modified(paper.content, "data")
        if _overtaken(unit, paper):
            erase(unit, [paper.sha256, paper.sealed_sha256])
            paper.state, paper.file_id = Drawing.ERASED, None
            paper.sha256 = paper.size = paper.pages = None
        count += 1
    unit.session.flush()
    return count


def _overtaken(unit: Unit, paper: Paper) -> bool:
    newer = select(Paper.id).where(
        Paper.season_id == paper.season_id, Paper.key == paper.key, Paper.edition > paper.edition
    )
    return (
        unit.first(newer) is not None or unit.session.get_one(Season, paper.season_id).closed_at is not None
    )


def posts_of(him: Whose) -> list[Appointment]:
    return [held for one in him.people for held in one.posts if held.revoked_at is None]
