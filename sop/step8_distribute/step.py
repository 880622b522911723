"""Step 8: the report goes out with a Surat Pengantar, each receipt is noted, and the season closes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from models.base import WIB
from models.enums import Stage
from models.paper import Paper, Recipient
from models.people import Person
from models.posts import Post
from models.season import Letter, Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.debts import Debt
from sop.flow.progress import finish, working_on
from sop.papers.papers import ask, newest, reserve_number, short_hash, title
from sop.papers.ways import scan_of
from sop.signing.scans import send_scan
from sop.step8_distribute.distribution import ARCHIVE, proof
from sop.step8_distribute.recipients import (
    STEP_KEY,
    outstanding,
    receivers,
    recipients,
    still_waits_for,
    topic,
    working_run,
    working_with,
    write_down_the_first,
)
from sop.step8_distribute.stamps import on_its_way
from texts import say
from texts.figures import date as in_words
from texts.figures import day_of, moment


def begin(unit: Unit, run: Run) -> None:
    """Bapperida and the office's own archive are recipients from the start."""
    write_down_the_first(unit, unit.session.get_one(Season, run.season_id))


def report(unit: Unit, season: Season) -> Paper:
    """The report as the Camat approved it; nothing else is sent."""
    paper = newest(unit, season.id, PaperKey.LAPORAN, Stage.FINAL)
    if paper is None:
        raise Refused("step8_distribute.no_report")
    return paper


def letter(unit: Unit, season: Season) -> Letter | None:
    """The Surat Pengantar as it stands in the register of outgoing letters."""
    query = select(Letter).where(Letter.season_id == season.id, Letter.direction == "keluar")
    return unit.first(query.order_by(Letter.id.desc()))


def note_letter(unit: Unit, actor: Person, season: Season, *, number: str | None, day: date) -> Letter:
    """Nomor and tanggal of the surat keluar; without a number the office's next one is taken."""
    working_on(unit, actor, season, STEP_KEY)
    noted = letter(unit, season)
    if noted is not None and any(one.sent_at is not None for one in recipients(unit, season)):
        raise Refused("step8_distribute.letter_went", number=noted.number)
    number = number or (noted.number if noted else reserve_number(unit, season))
    if noted is None:
        noted = Letter(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            direction="keluar",
            number=number,
            day=day,
            noted_by_id=actor.id,
        )
        unit.add(noted)
    else:
        noted.number, noted.day, noted.noted_by_id = number, day, actor.id
    unit.log(actor, "letter.out", noted, None, {"number": number}, day=day.isoformat())
    return noted


# ---- sending and receiving


def send_out(unit: Unit, actor: Person, season: Season) -> list[Recipient]:
    """Kirim: those with a post here get the file and a button; the others get paper."""
    unsent = to_send(unit, actor, season)
    paper = report(unit, season)
    for recipient in unsent:
        recipient.sent_at = unit.now
        unit.log(actor, "report.sent", recipient, paper=paper.id, copies=recipient.copies)
        _hand_over(unit, recipient, paper)
    return unsent


def to_send(unit: Unit, actor: Person, season: Season) -> list[Recipient]:
    """To whom the report goes when it is sent now; refused where that cannot be yet."""
    working_on(unit, actor, season, STEP_KEY)
    report(unit, season)
    if letter(unit, season) is None:
        raise Refused("step8_distribute.no_letter")
    unsent = [one for one in recipients(unit, season) if one.sent_at is None]
    mails = [one for one in unsent if one.way == "surel"]  # the office sends these, and says when it has
    unsent = [one for one in unsent if one not in mails]
    if not unsent and mails:
        raise Refused("mailing.pending", names=", ".join(one.name for one in mails))
    if not unsent:
        raise Refused("step8_distribute.all_sent")
    return unsent


def send_again(unit: Unit, actor: Person, recipient: Recipient) -> int:
    """To a receiver who has not pressed yet, at most every four hours; how many people were told."""
    season = working_with(unit, actor, recipient)
    if recipient.sent_at is None:
        raise Refused("step8_distribute.not_sent", name=recipient.name)
    people = receivers(unit, recipient)
    if not people:
        raise Refused("step8_distribute.nobody_holds", name=recipient.name)
    local = unit.now.astimezone(WIB)
    if not unit.once(f"receipt:{recipient.id}:{local.date()}:{local.hour // 4}"):
        raise Refused("step8_distribute.sent_lately", name=recipient.name)
    unit.log(actor, "report.sent_again", recipient)
    _hand_over(unit, recipient, report(unit, season))
    return len(people)


def _hand_over(unit: Unit, recipient: Recipient, paper: Paper) -> None:
    noted = letter(unit, unit.session.get_one(Season, recipient.season_id))
    scan = scan_of(unit, paper)
    for person in receivers(unit, recipient):
        if scan is not None:
            send_scan(unit, person, paper, scan)
        unit.tell(
            person,
            say(
                "step8_distribute.handed",
                title=title(paper),
                kecamatan=person.kecamatan.name,
                edition=paper.edition,
                pages=paper.pages or 0,
                hash=short_hash(paper),
                number=noted.number if noted else "-",
                day=in_words(noted.day) if noted else "-",
            ),
            [[button("step8_distribute.accept", "s8:accept", recipient.id)]],
            file={"paper": paper.id},
            topic=topic(recipient),
        )


def accept(unit: Unit, actor: Person, recipient: Recipient | None) -> Recipient:
    """Terima: by whoever holds the post it was sent to, once."""
    found = receiving(unit, actor, recipient)
    found.received_at, found.received_by, found.received_by_id = unit.now, actor.name, actor.id
    unit.session.flush()
    unit.log(actor, "report.received", found, by_hand=False)
    words = say("step8_distribute.settled_received", name=actor.name, at=moment(unit.now))
    unit.settle(topic(found), words, [[button("stamps.send", "s8:stamp", found.id)]], reader=actor)
    _tell_executors(unit, found, besides=actor)
    return found


def receiving(unit: Unit, actor: Person, recipient: Recipient | None) -> Recipient:
    """The recipient, if this person may confirm its receipt now."""
    if recipient is None or recipient.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if recipient.post is None or recipient.post == ARCHIVE:
        raise Refused("step8_distribute.by_hand_only", name=recipient.name)
    must_hold(unit, actor, recipient.post)
    still_waits_for(recipient)
    if recipient.sent_at is None:
        raise Refused("step8_distribute.not_sent", name=recipient.name)
    return recipient


def note_receipt(
    unit: Unit, actor: Person, recipient: Recipient, *, name: str, post: str | None, at: datetime
) -> None:
    """JFU records a receipt by hand: who took the copies, and when."""
    working_with(unit, actor, recipient)
    check_moment(unit, recipient, at)
    recipient.received_at, recipient.received_by, recipient.received_post = at, name, post
    recipient.by_hand, recipient.recorded_by_id = True, actor.id
    unit.log(actor, "report.received", recipient, by_hand=True)
    unit.settle(topic(recipient), say("step8_distribute.settled_by_hand", name=name, at=moment(at)))


def check_moment(unit: Unit, recipient: Recipient, at: datetime) -> None:
    """A receipt lies between the day of sending and now."""
    if recipient.sent_at is None:
        raise Refused("step8_distribute.not_sent", name=recipient.name)
    if at > unit.now:
        raise Refused("step8_distribute.in_the_future", at=moment(unit.now))
    if day_of(at) < day_of(recipient.sent_at):
        raise Refused("step8_distribute.before_sending", at=moment(recipient.sent_at))


def put_into_archive(unit: Unit, actor: Person, recipient: Recipient) -> None:
    """The office's own copy is in the archive: one tap, no name asked."""
    if recipient.post != ARCHIVE:
        raise Refused("common.not_found")
    held = must_hold(unit, actor, working_run(unit, actor, recipient).executor)
    note_receipt(unit, actor, recipient, name=actor.name, post=TITLES[Post(held.post)], at=unit.now)


def _tell_executors(unit: Unit, recipient: Recipient, *, besides: Person) -> None:
    season = unit.session.get_one(Season, recipient.season_id)
    run = next(run for run in season.runs if run.step == STEP_KEY)
    left = outstanding(unit, season)
    key = "step8_distribute.told_received" if left else "step8_distribute.told_all_received"
    by, at = recipient.received_by or "", moment(unit.now)
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        if person.id != besides.id:
            unit.tell(
                person, say(key, name=recipient.name, by=by, at=at), [[button("progress.open", "s8:home")]]
            )


# ---- the end


def close(unit: Unit, actor: Person, season: Season) -> None:
    """Selesai: everybody on the list has it; the proof is drawn, and with it the season ends."""
    run, noted, every = ready_to_close(unit, actor, season)
    data = proof(unit, season, actor, report(unit, season), noted, every)
    ask(unit, run, PaperKey.BUKTI_DISTRIBUSI, data, stage=Stage.FINAL, number=noted.number)
    finish(unit, actor, run)


def ready_to_close(unit: Unit, actor: Person, season: Season) -> tuple[Run, Letter, list[Recipient]]:
    """The run, the letter and who has the report, if nothing keeps the season from ending."""
    run = working_on(unit, actor, season, STEP_KEY)
    report(unit, season)
    noted = letter(unit, season)
    if noted is None:
        raise Refused("step8_distribute.no_letter")
    every = recipients(unit, season)
    if not every:
        raise Refused("step8_distribute.nobody")
    if left := [one.name for one in every if one.received_at is None]:
        raise Refused("step8_distribute.outstanding", names=", ".join(left))
    if coming := [one.name for one in every if on_its_way(unit, one)]:
        raise Refused("stamps.wait", names=", ".join(coming))
    return run, noted, every


def share_proof(unit: Unit, paper: Paper) -> None:
    """The proof goes to the file of those who sent and those who received."""
    for post in (Post.JFU, Post.BAPPERIDA):
        for person in holders(unit, paper.kecamatan_id, post):
            unit.tell(person, say("step8_distribute.proof"), file={"paper": paper.id}, broadcast=True)


def who_has_the_report(unit: Unit, paper: Paper) -> list[Person]:
    """A scan that comes after the report goes to those who were sent it in chat."""
    query = select(Recipient).where(
        Recipient.season_id == paper.season_id, Recipient.sent_at.is_not(None), Recipient.removed_at.is_(None)
    )
    return [person for one in unit.all(query.order_by(Recipient.id)) for person in receivers(unit, one)]


def receivers_owe(unit: Unit, season: Season) -> Iterator[Debt]:
    """A receipt that was not pressed yet."""
    run = next((run for run in season.runs if run.step == STEP_KEY), None)
    if run is None or run.opened_at is None or run.closed_at is not None:
        return
    waiting = select(Recipient).where(
        Recipient.season_id == season.id,
        Recipient.sent_at.is_not(None),
        Recipient.received_at.is_(None),
        Recipient.removed_at.is_(None),
    )
    for recipient in unit.all(waiting.order_by(Recipient.id)):
        for person in receivers(unit, recipient):
            words = say("step8_distribute.owes_receipt", name=recipient.name)
            open_it = button("step8_distribute.open_receipt", "s8:receive", recipient.id)
            yield Debt(f"receipt:{recipient.id}", person, words, open_it, run.deadline)
