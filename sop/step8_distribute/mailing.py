"""Recipients by e-mail: the office writes it from its own mailbox, with words from here, and notes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import select

from models.paper import Paper, Recipient
from models.people import Person
from models.posts import Post
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.debts import Debt
from sop.papers.papers import newest, title
from sop.reading.words import tidy
from sop.step8_distribute.distribution import ARCHIVE
from sop.step8_distribute.recipients import STEP_KEY, receivers, working_with
from sop.step8_distribute.step import letter, report
from texts import Html, say
from texts.figures import date as in_words

MAIL, HAND = "surel", "tangan"
LONGEST = 120

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}", re.ASCII)


def mail_address(typed: str) -> str:
    """An address of an e-mail; spaces around it and a "mailto:" do no harm."""
    found = tidy(typed).removeprefix("mailto:")
    if len(found) > LONGEST or not _ADDRESS.fullmatch(found):
        raise Refused("mailing.no_address")
    return found.lower()


def by_mail(unit: Unit, actor: Person, recipient: Recipient, address: str) -> None:
    """From now on this recipient gets the report by e-mail."""
    _may_change(unit, actor, recipient)
    recipient.way, recipient.email = MAIL, address
    unit.log(actor, "recipient.way", recipient, way=MAIL)


def by_hand(unit: Unit, actor: Person, recipient: Recipient) -> None:
    """From now on this recipient gets paper."""
    _may_change(unit, actor, recipient)
    recipient.way, recipient.email = HAND, None
    unit.log(actor, "recipient.way", recipient, way=HAND)


def _may_change(unit: Unit, actor: Person, recipient: Recipient) -> None:
    working_with(unit, actor, recipient)
    if recipient.post is not None:  # in chat, or the office itself
        raise Refused("mailing.fixed", name=recipient.name)
    if recipient.sent_at is not None:
        raise Refused("mailing.sent_already", name=recipient.name)


def mail_words(unit: Unit, actor: Person, recipient: Recipient, address: str) -> tuple[Html, Paper]:
    """What the office copies into its mailbox, and the report that it attaches."""
    season = working_with(unit, actor, recipient)
    _goes_by_mail(recipient)
    paper, noted = report(unit, season), letter(unit, season)
    if noted is None:
        raise Refused("step8_distribute.no_letter")
    words = say(
        "mailing.words",
        address=recipient.email or "",
        name=recipient.name,
        title=title(paper),
        kecamatan=season.kecamatan.name,
        year=season.year,
        number=noted.number,
        day=in_words(noted.day),
        report=paper.number or "-",
        edition=paper.edition,
        pages=paper.pages or 0,
        code=paper.code,
        link=f"{address}{paper.code}",
        sender=actor.name,
    )
    return words, paper


def note_mailed(unit: Unit, actor: Person, recipient: Recipient) -> None:
    """Surel terkirim: the office has sent it; now its receipt is waited for."""
    season = working_with(unit, actor, recipient)
    _goes_by_mail(recipient)
    if recipient.sent_at is not None:
        raise Refused("mailing.sent_already", name=recipient.name)
    paper = report(unit, season)
    if letter(unit, season) is None:
        raise Refused("step8_distribute.no_letter")
    recipient.sent_at = unit.now
    unit.log(actor, "report.sent", recipient, paper=paper.id, copies=recipient.copies, way=MAIL)


def _goes_by_mail(recipient: Recipient) -> None:
    if recipient.way != MAIL:
        raise Refused("mailing.not_by_mail", name=recipient.name)


def executors_owe(unit: Unit, season: Season) -> Iterator[Debt]:
    """E-mails that are not sent yet, and receipts that nobody can press: they are noted by hand."""
    run = next((run for run in season.runs if run.step == STEP_KEY), None)
    if run is None or run.opened_at is None or run.closed_at is not None:
        return
    query = select(Recipient).where(
        Recipient.season_id == season.id, Recipient.received_at.is_(None), Recipient.removed_at.is_(None)
    )
    here = newest(unit, season.id, PaperKey.LAPORAN) is not None and letter(unit, season) is not None
    for one in unit.all(query.order_by(Recipient.id)):
        if one.sent_at is None:
            key = "mailing.owes_mail" if here and one.way == MAIL else None
        else:
            key = None if one.post == ARCHIVE or receivers(unit, one) else "mailing.owes_receipt"
        if key is None:
            continue
        for person in holders(unit, run.kecamatan_id, Post(run.executor)):
            card = button("mailing.open", "s8:card", one.id)
            yield Debt(f"receipt:{one.id}", person, say(key, name=one.name), card, run.deadline)
