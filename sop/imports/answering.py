"""What a person said of a file is kept with it; what a heading means is remembered for the office."""

from __future__ import annotations

from sqlalchemy import Select, select

from models.batch import Batch, HeadingMeaning
from models.enums import BatchState
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.rules import Photos
from sop.imports.examine import Known
from sop.imports.kinds import KINDS
from sop.imports.questions import NONE
from sop.imports.usulan_kind import USULAN
from sop.imports.usulan_rows import label_of
from sop.office.ruling import set_rule

HEADING = "heading:"


def known_of(unit: Unit, batch: Batch) -> Known:
    """What is known of a file beside its bytes."""
    meanings = batch.account.get("meanings") if batch.account else None
    if meanings is None:
        meanings = meanings_of(unit, batch.kecamatan_id)
    return Known(batch.file_name, dict(batch.answers), meanings, taken=batch.state == BatchState.APPLYING)


def meanings_of(unit: Unit, kecamatan_id: int) -> dict[str, str]:
    """Spelled heading -> column, of this office."""
    query = select(HeadingMeaning.heading, HeadingMeaning.column)
    found = unit.session.execute(query.where(HeadingMeaning.kecamatan_id == kecamatan_id)).all()
    return dict(found)


def answer(unit: Unit, actor: Person, batch: Batch, at: int, choice: int) -> None:
    """The `choice`-th answer to the `at`-th question of this file; it is looked at once more.

    Refused("common.old_button") where that question is not open any more.
    """
    question = batch.question
    if batch.state != BatchState.CHOOSING or question is None or at != len(batch.answers):
        raise Refused("common.old_button")
    if not 0 <= choice < len(question["choices"]):
        raise Refused("common.old_button")
    key, word = question["key"], question["choices"][choice]
    if key == "kind":
        must_hold(unit, actor, *KINDS[word].posts)
        batch.kind = word
    if key.startswith(HEADING):
        _remember(unit, actor, key.removeprefix(HEADING), question["facts"]["heading"], word)
    batch.answers = {**batch.answers, key: word}
    batch.state, batch.question, batch.account = BatchState.ASKED, None, {}
    unit.log(actor, "batch.answered", batch, question=key, answer=word)


def ask_anew(unit: Unit, actor: Person, batch: Batch) -> None:
    """[Ubah jawaban]: everything that was asked of this file is asked once more.

    Refused("common.old_button") where nothing was answered, or rows were taken in already.
    """
    if not batch.answers or batch.state not in (BatchState.READY, BatchState.CHOOSING):
        raise Refused("common.old_button")
    headings = [key.removeprefix(HEADING) for key in batch.answers if key.startswith(HEADING)]
    for meaning in unit.all(_of(batch.kecamatan_id).where(HeadingMeaning.heading.in_(headings))):
        unit.session.delete(meaning)
    batch.answers, batch.question, batch.account = {}, None, {}
    batch.state, batch.kind = BatchState.ASKED, ""
    unit.log(actor, "batch.asked_anew", batch)


def let_photos_follow(unit: Unit, actor: Person, season: Season, batch: Batch) -> None:
    """[Foto menyusul]: the rule of the season, set where it is missed; the file is looked at once more.

    Refused("common.old_button") where the file does not wait to be taken in.
    """
    if batch.state != BatchState.READY:
        raise Refused("common.old_button")
    set_rule(unit, actor, season, "photos", Photos.LATER)
    batch.account, batch.state = {}, BatchState.ASKED


def lack_photos_alone(batch: Batch) -> int:
    """How many rows of it would be sent, might their photos follow."""
    return int(batch.account.get("lacks", {}).get(label_of("photos"), 0))


def remembered(unit: Unit, actor: Person) -> list[HeadingMeaning]:
    """What this office's headings mean, by name."""
    must_hold(unit, actor, *USULAN.posts)
    return unit.all(_of(actor.kecamatan_id).order_by(HeadingMeaning.shown, HeadingMeaning.id))


def forget(unit: Unit, actor: Person, meaning: HeadingMeaning) -> None:
    """[Lupakan]: the next file with this heading is asked about again."""
    must_hold(unit, actor, *USULAN.posts)
    if meaning.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    unit.log(actor, "heading.forgotten", meaning, heading=meaning.shown)
    unit.session.delete(meaning)


def _of(kecamatan_id: int) -> Select[HeadingMeaning]:
    return select(HeadingMeaning).where(HeadingMeaning.kecamatan_id == kecamatan_id)


def _remember(unit: Unit, actor: Person, heading: str, shown: str, word: str) -> None:
    column = "" if word == NONE else word
    meaning = unit.first(_of(actor.kecamatan_id).where(HeadingMeaning.heading == heading[:60]))
    if meaning is None:
        unit.add(
            HeadingMeaning(
                kecamatan_id=actor.kecamatan_id,
                heading=heading[:60],
                shown=shown,
                column=column,
                by_id=actor.id,
                at=unit.now,
            )
        )
        return
    meaning.column, meaning.shown, meaning.by_id, meaning.at = column, shown, actor.id, unit.now
