"""The proof of distribution as data: a list of recipients, and a Surat Pengantar for each."""

from __future__ import annotations

from collections.abc import Sequence

from documents.data import Distribution, SentItem, Signatory
from documents.data import Recipient as Sent
from models.paper import Paper, Recipient
from models.people import Person
from models.posts import Post
from models.season import Letter, Season
from models.unit import Unit
from sop.core.people import post_title
from sop.core.posts import TITLES
from sop.papers.letterhead import head
from sop.papers.papers import title
from texts import plain

ARCHIVE = "arsip"  #: stands in Recipient.post for the office's own copy
ARCHIVE_CODE = "400.10.2"  #: kode klasifikasi, the same as in the office's numbers


def proof(
    unit: Unit, season: Season, sender: Person, report: Paper, letter: Letter, every: Sequence[Recipient]
) -> Distribution:
    """Who got how many copies of which version, by which letter, and who received them when."""
    archived = next((one.received_at for one in every if one.post == ARCHIVE), None)
    return Distribution(
        **head(unit, season),
        sender=_sender(unit, sender),
        sender_phone=sender.phone or "",
        items=(SentItem(what=title(report), amount="", note=_which(report)),),
        recipients=tuple(_line(unit, one, letter) for one in every),
        report_number=report.number or "",
        report_version=report.edition,
        report_pages=report.pages or 0,
        report_sha256=report.sha256 or "",
        archived_at=archived,
        archive_code=ARCHIVE_CODE,
    )


def _which(report: Paper) -> str:
    return plain("step8_distribute.item_note", number=report.number or "-", edition=report.edition)


def _sender(unit: Unit, sender: Person) -> Signatory:
    held = sender.appointment(Post.JFU, unit.now) or next(iter(sender.held(unit.now)))
    return Signatory(
        post_title=TITLES[Post(held.post)],
        name=sender.name,
        rank=sender.rank or "",
        nip=sender.nip or "",
        acting=held.acting,
    )


def _line(unit: Unit, one: Recipient, letter: Letter) -> Sent:
    receiver = unit.get(Person, one.received_by_id)
    recorder = unit.get(Person, one.recorded_by_id)
    return Sent(
        name=one.name,
        address=one.address or "",
        copies=one.copies,
        way=_way(one),
        letter_number=letter.number,
        letter_date=letter.day,
        received_at=one.received_at,
        receiver_name=one.received_by or "",
        receiver_post=_post(unit, one, receiver),
        receiver_rank=(receiver.rank or "") if receiver else "",
        receiver_nip=(receiver.nip or "") if receiver else "",
        receiver_phone=(receiver.phone or "") if receiver else "",
        stamped_sha256=one.stamped_sha256 or "",
        recorded_by=recorder.name if recorder else "",
    )


def _way(one: Recipient) -> str:
    if one.way == "surel":
        return plain("mailing.way", address=one.email or "-")
    return plain("step8_distribute.way_by_hand" if one.by_hand else "step8_distribute.way_telegram")


def _post(unit: Unit, one: Recipient, receiver: Person | None) -> str:
    if one.received_post or receiver is None or one.post is None:
        return one.received_post or ""
    held = receiver.appointment(Post(one.post), unit.now)
    return post_title(held) if held else TITLES[Post(one.post)]
