"""Templat Word: a file of the office's own whose styles, page and kop its Word files have from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.archive import OfficeFile
from models.batch import SheetOrder
from models.people import Person
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.office.arms import SENDERS
from sop.office.office_files import hand_in, retire, used
from sop.papers.letterhead import office
from texts import plain, say

KIND = "templat"
LARGEST = 5 * 1024 * 1024  #: bytes
ENDINGS = (".docx", ".dotx")


def template_of(unit: Unit, kecamatan_id: int) -> OfficeFile | None:
    """The template that is used now."""
    return next(iter(used(unit, kecamatan_id, KIND)), None)


def send(unit: Unit, actor: Person, *, name: str, file_id: str, size: int) -> None:
    """A file came: it is fetched and looked at after this."""
    must_hold(unit, actor, *SENDERS)
    if name.lower().endswith((".docm", ".dotm")):
        raise Refused("templat.macros")
    if not name.lower().endswith(ENDINGS):
        raise Refused("templat.not_word")
    if size > LARGEST:
        raise Refused("templat.too_big")
    sent = hand_in(unit, actor, KIND, name=name, file_id=file_id, size=size)
    unit.log(actor, "templat.sent", sent)


def use(unit: Unit, sent: OfficeFile, facts: Mapping[str, object]) -> None:
    """It can be started from: Word files made after this are made with it."""
    retire(unit, sent.kecamatan_id, KIND, besides=sent)
    unit.log(None, "templat.used", sent, sha256=sent.sha256)
    kop = say("templat.with_kop") if facts["kop"] else say("templat.without_kop")
    unit.tell(unit.session.get_one(Person, sent.by_id), say("templat.used", kop=kop))


def take_away(unit: Unit, actor: Person) -> None:
    """Word files look again as the bot makes them."""
    must_hold(unit, actor, *SENDERS)
    if template_of(unit, actor.kecamatan_id) is None:
        raise Refused("templat.none")
    retire(unit, actor.kecamatan_id, KIND)
    unit.log(actor, "templat.removed", actor.kecamatan)


def order_ours(unit: Unit, actor: Person) -> SheetOrder:
    """Unduh templat: to begin with, it has the kop as it stands now."""
    must_hold(unit, actor, *SENDERS)
    data: dict[str, Any] = {"office": office(actor.kecamatan).model_dump(mode="json")}
    caption = say("templat.caption")
    return order_sheet(unit, actor, "word_template", data, name=plain("templat.file"), caption=caption)
