"""What people did, by their phones' own ledgers and the story's book, against what the bot has kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.files import Files
from demo.phone import Phone
from demo.story.step1 import number_of
from demo.story.teller import Story
from models.chat import Inbox, Outbox
from models.enums import Outcome, Status, Waiting
from models.log_check import check_log
from models.meeting import Score
from models.paper import Decision, Paper
from models.people import Kecamatan
from models.proposal import Proposal, ProposalVersion, Verdict
from models.reminder import Reminder
from models.unit import Database, Unit
from tests.torture.crowd import Delegate
from tests.torture.sends import KILL, OTHERWISE, Sends

SOON = timedelta(
    minutes=30
)  #: of the story's clock, which is turned by hours and days: the same moment of it
LAST = 12  #: acts and updates that are shown of somebody who waited in vain
#: The verdicts of step 2; the plenary keeps its own beside them.
VERIFYING = (Status.VERIFIED, Status.RETURNED, Status.REFUSED, Status.NOTED)


@dataclass
class Judgement:
    """Figures, and every sentence that is a loss or a doubling."""

    figures: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repeated: list[tuple[str, str]] = field(default_factory=list)  #: by what, and what was said
    acts: int = 0

    def equal(self, what: str, did: int, kept: int) -> None:
        self.figures[what] = kept
        if did != kept:
            self.faults.append(f"{what}: people did {did}, kept {kept}")


def judge(
    story: Story,
    crowd: Sequence[Delegate],
    database: Database,
    files: Files,
    sends: Sends,
    stopped: list[int],
) -> Judgement:
    """Compare, after everything has come to rest."""
    found = Judgement()
    with database.unit(datetime.now(UTC)) as unit:
        office = unit.first(select(Kecamatan.id).where(Kecamatan.name == story.place.kecamatan)) or 0
        _usulan(unit, story, office, found)
        _verdicts(unit, office, found)
        _scores(unit, found)
        _decisions(unit, story, found)
        _reminders(unit, found)
        _papers(unit, files, found)
        _rest(unit, found)
        for one in crowd:
            _crowd(unit, one, found)
        for chain in check_log(unit):
            if not chain.valid:
                found.faults.append(f"the log is broken: {chain}")
    phones = [*story.house.phones.values(), *(one.phone for one in crowd)]
    found.acts = sum(len(phone.ledger) for phone in phones)
    found.repeated = sends.repeats(phones, stopped)
    for by, said in found.repeated:
        if by not in (KILL, OTHERWISE):
            found.faults.append(f"said twice because of {by}: {said}")
    return found


def _crowd(unit: Unit, one: Delegate, found: Judgement) -> None:
    """What he sent is kept, and he has a receipt of all that is kept."""
    his = select(Proposal.number).where(Proposal.author.has(telegram_id=one.phone.id))
    kept = [number for number in unit.all(his) if number is not None]
    told = {
        number_of(event.message.text)
        for event in one.phone.history()
        if "Usulan diterima: " in event.message.text  # sent again it has a line above
    }
    found.figures["usulan of the crowd"] = found.figures.get("usulan of the crowd", 0) + len(kept)
    found.faults += [f"{one.phone.name}: usulan {number} was lost" for number in set(one.numbers) - set(kept)]
    found.faults += [f"{one.phone.name}: kept without a receipt: {number}" for number in set(kept) - told]
    found.faults += [f"no answer: {one.stuck}\n{_trail(unit, one.phone)}"] if one.stuck else []


def _trail(unit: Unit, phone: Phone) -> str:
    """What somebody did last, and what the bot has kept of it."""
    acts = [
        f"  {act.at:%d %H:%M:%S.%f} {act.what} {act.said!r} {act.message_id} {act.answer}"
        for act in phone.ledger
    ]
    rows = unit.all(select(Inbox).where(Inbox.chat_id == phone.id).order_by(Inbox.id.desc()).limit(LAST))
    kept = [
        f"  {row.received_at:%d %H:%M:%S.%f} {row.state} {row.attempts} {row.error} {_said(row.body)}"
        for row in reversed(rows)
    ]
    return "\n".join(["he did:", *acts[-LAST:], "the inbox has:", *kept])


def _said(body: Mapping[str, Any]) -> str:
    press, message = body.get("callback_query"), body.get("message", {})
    return (
        f"press {press['message']['message_id']} {press['data']}" if press else str(message.get("text", "…"))
    )


def _papers(unit: Unit, files: Files, found: Judgement) -> None:
    """Every paper's bytes are there, whole."""
    rows = unit.session.execute(select(Paper.key, Paper.edition, Paper.sha256, Paper.sealed_sha256)).all()
    for key, edition, *hashes in rows:
        for name in filter(None, hashes):
            try:
                whole = hashlib.sha256(files.get(name)).hexdigest() == name
            except OSError:
                whole = False
            if not whole:
                found.faults.append(f"paper {key}, edition {edition}: its bytes are not those of its hash")
    found.figures["papers"] = len(rows)


def _usulan(unit: Unit, story: Story, office: int, found: Judgement) -> None:
    query = select(Proposal).where(
        Proposal.kecamatan_id == office,
        Proposal.number.is_not(None),
        Proposal.status != Status.DISCARDED,
    )
    kept = {one.number: one for one in unit.all(query)}
    found.equal("usulan", len(story.book.sent), len(kept))
    for number, sent in story.book.sent.items():
        if number not in kept:
            found.faults.append(f"usulan {number} was lost")
        elif kept[number].cost != sent.final_cost:
            found.faults.append(f"usulan {number}: typed {sent.final_cost}, kept {kept[number].cost}")
    versions = unit.all(select(ProposalVersion.proposal_id).where(ProposalVersion.kecamatan_id == office))
    found.equal("versions", sum(one.revision for one in kept.values()), len(versions))


def _taps(story: Story, *labels: str) -> int:
    """How often anybody's press of these buttons led on (the story goes on only when it did)."""
    return sum(
        1
        for phone in story.house.phones.values()
        for act in phone.ledger
        if act.what == "taps" and act.said in labels
    )


def _verdicts(unit: Unit, office: int, found: Judgement) -> None:
    kept = unit.all(select(Verdict).where(Verdict.kecamatan_id == office, Verdict.outcome.in_(VERIFYING)))
    doubled = [
        key for key, count in Counter((one.proposal_id, one.revision) for one in kept).items() if count > 1
    ]
    found.figures["verdicts"] = len(kept)
    if doubled:
        found.faults.append(f"decided twice: {doubled}")
    open_ones = select(func.count(Proposal.id)).where(
        Proposal.kecamatan_id == office, Proposal.status == Status.SUBMITTED
    )
    waiting = unit.first(open_ones) or 0
    if waiting:
        found.faults.append(f"{waiting} usulan were never decided")


def _scores(unit: Unit, found: Judgement) -> None:
    kept = unit.first(select(func.count(Score.id))) or 0
    keys = unit.session.execute(select(Score.proposal_id, Score.member_id, Score.criterion)).all()
    found.figures["scores"] = kept
    if len(set(keys)) != kept:
        found.faults.append("a score was kept twice")


def _decisions(unit: Unit, story: Story, found: Judgement) -> None:
    approved = unit.first(select(func.count(Decision.id)).where(Decision.outcome == Outcome.APPROVED)) or 0
    found.equal("approvals", _taps(story, "Ya, setujui", "Sesuai"), approved)


def _reminders(unit: Unit, found: Judgement) -> None:
    rows = unit.all(select(Reminder))
    found.figures["reminders"] = len(rows)
    doubled = [
        key
        for key, count in Counter((one.task, one.rung, one.person_id) for one in rows).items()
        if count > 1
    ]
    if doubled:
        found.faults.append(f"owed twice: {doubled}")


def _rest(unit: Unit, found: Judgement) -> None:
    for table in (Inbox, Outbox):
        for state in (Waiting.WAITING, Waiting.PARKED):
            count = unit.first(select(func.count(table.id)).where(table.state == state)) or 0
            if count:
                found.faults.append(f"{count} rows of the {table.__tablename__} are {state}")
    for row in unit.all(select(Outbox).where(Outbox.state == Waiting.PARKED)):
        found.notes.append(
            f"PARKED {row.kind} to {row.chat_id}, person {row.person_id}, tries {row.attempts}: {row.error}"
        )


def repeated(phone: Phone) -> int:
    """How many messages came twice."""
    return len(repetitions(phone))


def repetitions(phone: Phone) -> list[str]:
    """Messages that came twice and were not two: alike to the letter, with nothing done in between."""
    acted = [act.at for act in phone.ledger]
    last: dict[tuple[str, tuple[str, ...], str], datetime] = {}
    twice: list[str] = []
    for event in phone.history():
        said = event.message
        if not said.by_bot or event.became != "new":
            continue
        key = (said.text, tuple(said.labels), said.document.name if said.document else "")
        before = last.get(key)
        if (
            before is not None
            and event.at - before < SOON
            and not any(before < at <= event.at for at in acted)
        ):
            twice.append(f"{said.text.splitlines()[0][:60] if said.text else 'file'} {said.labels[:2]}")
        last[key] = event.at
    return twice


__all__ = ["Judgement", "judge", "repeated", "repetitions"]
