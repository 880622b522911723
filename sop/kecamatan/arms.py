"""Lambang: a picture of the arms for the kop, sent by Sekretaris or JFU, used from the next paper on."""

from __future__ import annotations

from sqlalchemy import select

from models.archive import OfficeFile
from models.people import Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from sop.people import must_hold
from sop.refused import Refused
from texts import say

KIND = "lambang"
LARGEST = 5 * 1024 * 1024  #: bytes
ATTEMPTS = 3

SENDERS = (Post.SEKRETARIS, Post.JFU, Post.ADMIN)


def arms_of(unit: Unit, kecamatan_id: int) -> OfficeFile | None:
    """The arms that are used now."""
    query = select(OfficeFile).where(
        OfficeFile.kecamatan_id == kecamatan_id,
        OfficeFile.kind == KIND,
        OfficeFile.removed_at.is_(None),
        OfficeFile.file_id.is_(None),
    )
    return unit.first(query.order_by(OfficeFile.id.desc()))


def hand_in(unit: Unit, actor: Person, *, name: str, file_id: str, size: int) -> None:
    """A picture came: it is fetched and looked at after this."""
    must_hold(unit, actor, *SENDERS)
    if size > LARGEST:
        raise Refused("arms.too_big")
    sent = unit.add(
        OfficeFile(
            kecamatan_id=actor.kecamatan_id,
            kind=KIND,
            name=name[:200],
            file_id=file_id,
            size=size,
            by_id=actor.id,
            at=unit.now,
        )
    )
    unit.log(actor, "arms.sent", sent)


def take_away(unit: Unit, actor: Person) -> None:
    """The kop has a plain rule again."""
    must_hold(unit, actor, *SENDERS)
    if arms_of(unit, actor.kecamatan_id) is None:
        raise Refused("arms.none")
    _end(unit, actor.kecamatan_id)
    _use(unit.session.get_one(Kecamatan, actor.kecamatan_id), None)
    unit.log(actor, "arms.removed", actor.kecamatan)


def _end(unit: Unit, kecamatan_id: int) -> None:
    while (before := arms_of(unit, kecamatan_id)) is not None:
        before.removed_at = unit.now
        unit.session.flush()


def _use(kecamatan: Kecamatan, sha256: str | None) -> None:
    others = {name: said for name, said in (kecamatan.office or {}).items() if name != "arms"}
    # A new dictionary, or the change is not seen.
    kecamatan.office = others | {"arms": sha256} if sha256 else others


# ---- once the bytes are there


def waiting(unit: Unit) -> OfficeFile | None:
    """A picture that is not with us yet."""
    query = select(OfficeFile).where(OfficeFile.kind == KIND, OfficeFile.file_id.is_not(None))
    return unit.first(query.where(OfficeFile.removed_at.is_(None)).order_by(OfficeFile.id))


def usable(unit: Unit, id: int, *, sha256: str, size: int) -> None:
    """It is a picture: from now on it stands in the kop."""
    sent = unit.session.get_one(OfficeFile, id)
    if sent.file_id is None or sent.removed_at is not None:
        return
    _end(unit, sent.kecamatan_id)
    sent.file_id, sent.sha256, sent.size = None, sha256, size
    _use(unit.session.get_one(Kecamatan, sent.kecamatan_id), sha256)
    unit.log(None, "arms.used", sent, sha256=sha256)
    unit.tell(unit.session.get_one(Person, sent.by_id), say("arms.used"))


def unusable(unit: Unit, id: int) -> None:
    """It is none, or cannot be had: the arms stay as they were, and who sent it is told."""
    sent = unit.session.get_one(OfficeFile, id)
    if sent.removed_at is None:
        sent.removed_at = unit.now
        unit.tell(unit.session.get_one(Person, sent.by_id), say("arms.unusable"))


def not_had(unit: Unit, id: int) -> None:
    """Telegram did not give it: tried three times."""
    sent = unit.session.get_one(OfficeFile, id)
    sent.attempts += 1
    if sent.attempts >= ATTEMPTS:
        unusable(unit, id)
