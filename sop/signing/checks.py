"""A PDF that somebody sent to the bot: is it ours, and does it still hold?"""

from __future__ import annotations

from dataclasses import dataclass

from documents.sealing.seal_reading import Look
from models.enums import Fetching
from models.later import put_off, ripe
from models.people import Person
from models.signing import PaperCheck
from models.speech import Button, button
from models.unit import Unit
from sop.core.fair_turns import Turns
from sop.core.refused import Refused
from sop.core.sent_today import count
from sop.papers.papers import may_see
from sop.papers.ways import Way, keep
from sop.signing.signed import copy_of, looked_at_again, may_hand_in, taken_from, tell_signed
from sop.signing.verifying import answer, found
from texts import say

LARGEST = 20 * 1024 * 1024  #: what a bot can fetch from Telegram


@dataclass(frozen=True)
class Asked:
    """What is to be fetched next."""

    id: int
    file_id: str
    word: bool  #: a Word file, not a PDF


def ask_about(unit: Unit, actor: Person, *, file_id: str, name: str, size: int) -> None:
    """Somebody known wants to know what a file is; it is fetched and compared a little later."""
    if size > LARGEST:
        raise Refused("verify.too_big", most=LARGEST // 1024 // 1024)
    count(unit, actor, size)
    unit.add(
        PaperCheck(
            kecamatan_id=actor.kecamatan_id,
            person_id=actor.id,
            file_id=file_id,
            file_name=name[-200:],
            not_before=unit.now,
            at=unit.now,
        )
    )


def next_check(unit: Unit, turns: Turns) -> Asked | None:
    waiting = (PaperCheck.state == Fetching.ASKED, ripe(PaperCheck.not_before, unit.now))
    oldest = turns.next(unit, PaperCheck.id, PaperCheck.person_id, *waiting)
    if oldest is None:
        return None
    check = unit.session.get_one(PaperCheck, oldest)
    return Asked(check.id, check.file_id, check.file_name.lower().endswith((".docx", ".docm", ".doc")))


def wanted(unit: Unit, id: int, look: Look) -> bool:
    """Whether the file is a signed copy that is to be kept."""
    check = _asked(unit, id)
    if check is None:
        return False
    person = unit.session.get_one(Person, check.person_id)
    return taken_from(unit, person, found(unit, look)) is not None


def answered(unit: Unit, id: int, look: Look) -> None:
    """Tell the person, and lead him to the version that holds if he may see it."""
    check = _asked(unit, id)
    if check is None:
        return
    person, said = unit.session.get_one(Person, check.person_id), found(unit, look)
    check.state, check.verdict = Fetching.FETCHED, said.verdict
    paper = taken_from(unit, person, said)
    if paper is not None:
        tell_signed(unit, person, keep(unit, person, paper, Way.CERTIFICATE, copy_of(unit, paper, look)))
        return
    looked_at_again(unit, person, said)
    if said.begins is not None and said.trouble is not None and may_hand_in(unit, person, said.begins):
        unit.log(person, "paper.signature_refused", said.begins, sha256=look.sha256, why=said.trouble.why)
    keys: list[list[Button]] = []
    if said.newest is not None and may_see(unit, person, said.newest):
        keys = [[button("verify.open_newest", "paper:get", said.newest.id, newest=said.newest.edition)]]
    unit.tell(person, answer(said), keys)


def not_fetched(unit: Unit, id: int) -> None:
    """Telegram does not have it any more."""
    check = _asked(unit, id)
    if check is None:
        return
    check.state = Fetching.UNUSABLE
    unit.tell(unit.session.get_one(Person, check.person_id), say("verify.not_fetched", name=check.file_name))


def later(unit: Unit, id: int) -> None:
    """Something is away: the file is tried again."""
    check = _asked(unit, id)
    if check is not None:
        put_off(check, unit.now)


def _asked(unit: Unit, id: int) -> PaperCheck | None:
    """None when it was answered, or who asked was forgotten meanwhile."""
    check = unit.get(PaperCheck, id)
    return check if check is not None and check.state == Fetching.ASKED else None
