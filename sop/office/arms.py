"""Lambang: a picture of the arms for the kop, sent by Sekretaris or JFU, used from the next paper on."""

from __future__ import annotations

from collections.abc import Mapping

from models.archive import OfficeFile
from models.people import Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.office.office_files import hand_in, retire, used
from texts import say

KIND = "lambang"
LARGEST = 5 * 1024 * 1024  #: bytes

SENDERS = (Post.SEKRETARIS, Post.JFU, Post.ADMIN)


def arms_of(unit: Unit, kecamatan_id: int) -> OfficeFile | None:
    """The arms that are used now."""
    return next(iter(used(unit, kecamatan_id, KIND)), None)


def send(unit: Unit, actor: Person, *, name: str, file_id: str, size: int) -> None:
    """A picture came."""
    must_hold(unit, actor, *SENDERS)
    if size > LARGEST:
        raise Refused("arms.too_big")
    sent = hand_in(unit, actor, KIND, name=name, file_id=file_id, size=size)
    unit.log(actor, "arms.sent", sent)


def take_away(unit: Unit, actor: Person) -> None:
    """The kop has a plain rule again."""
    must_hold(unit, actor, *SENDERS)
    if arms_of(unit, actor.kecamatan_id) is None:
        raise Refused("arms.none")
    retire(unit, actor.kecamatan_id, KIND)
    _shown(unit.session.get_one(Kecamatan, actor.kecamatan_id), None)
    unit.log(actor, "arms.removed", actor.kecamatan)


def _shown(kecamatan: Kecamatan, sha256: str | None) -> None:
    others = {name: said for name, said in (kecamatan.office or {}).items() if name != "arms"}
    # A new dictionary, or the change is not seen.
    kecamatan.office = others | {"arms": sha256} if sha256 else others


def use(unit: Unit, sent: OfficeFile, _facts: Mapping[str, object]) -> None:
    """It is a picture: from now on it stands in the kop."""
    retire(unit, sent.kecamatan_id, KIND, besides=sent)
    _shown(unit.session.get_one(Kecamatan, sent.kecamatan_id), sent.sha256)
    unit.log(None, "arms.used", sent, sha256=sent.sha256)
    unit.tell(unit.session.get_one(Person, sent.by_id), say("arms.used"))
