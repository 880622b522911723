"""The draft of the report comes back from Word: what its parts say now is shown, and taken when confirmed."""

from __future__ import annotations

from difflib import SequenceMatcher

from sqlalchemy import select

from documents.word_reading import PARTS, Edited
from models.archive import WordEdition
from models.enums import Fetching
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.signing import PaperCheck
from models.speech import Button, button
from models.unit import Unit
from sop.papers import latest
from sop.people import season_of
from sop.progress import working_on
from sop.refused import Refused
from sop.report.narrative import LONGEST as LONGEST_PART
from sop.report.narrative import SHORTEST, read, write, written
from sop.signing.checks import ask_about
from sop.step6_report import DRAFT, STEP_KEY, ask_draft
from texts import Html, join, plain, say
from texts.figures import number

SHOWN, LONGEST = 4, 220


def hand_back(unit: Unit, actor: Person, season: Season, *, file_id: str, name: str, size: int) -> None:
    """An edited draft was sent; it is fetched and compared a little later."""
    working_on(unit, actor, season, STEP_KEY, Post.JFU)
    if latest(unit, season.id, DRAFT) is None:
        raise Refused("word.no_draft")
    if name.lower().endswith(".docm"):
        raise Refused("word.macros")
    ask_about(unit, actor, file_id=file_id, name=name, size=size)


def came_back(unit: Unit, check_id: int, found: Edited) -> None:
    """It was read: what differs is shown, lama and baru; or why it cannot be taken."""
    check = unit.session.get_one(PaperCheck, check_id)
    if check.state != Fetching.ASKED:
        return
    check.state, check.verdict = Fetching.FETCHED, "word"
    person = unit.session.get_one(Person, check.person_id)
    try:
        unit.tell(person, *_shown(unit, person, season_of(unit, check.kecamatan_id), found))
    except Refused as refused:
        unit.tell(person, say(refused.key, **refused.facts))


def _shown(unit: Unit, actor: Person, season: Season, found: Edited) -> tuple[Html, list[list[Button]]]:
    working_on(unit, actor, season, STEP_KEY, Post.JFU)
    if found.trouble:
        raise Refused(found.trouble)
    paper = latest(unit, season.id, DRAFT)
    if paper is None:
        raise Refused("word.no_draft")
    now = written(unit, season)
    changes = [
        [part, now[part], _fit(part, text)]
        for part, text in found.parts.items()
        if part in now and text.split() != now[part].split()
    ]
    if not changes:
        raise Refused("word.same", edition=paper.edition)
    edition = _kept(unit, actor, paper, found.sha256, changes)
    lines = [line for part, before, after in changes for line in _compared(part, before, after)]
    more = [say("word.more", count=number(len(lines) - SHOWN))] if len(lines) > SHOWN else []
    head = say("word.changed", edition=paper.edition, count=number(len(lines)))
    keys = [[button("word.use", "word:use", edition.id)]]
    return join(head, *lines[:SHOWN], *more, say("word.ask")), keys


def _fit(part: str, text: str) -> str:
    """Its words, if they are neither too few nor too many."""
    try:
        return read(text)
    except Refused as refused:
        facts = {"least": number(SHORTEST), "most": number(LONGEST_PART)}
        raise Refused("word.part_unfit", part=plain(PARTS[part]), **facts) from refused


def _kept(unit: Unit, actor: Person, paper: Paper, sha256: str, changes: list[list[str]]) -> WordEdition:
    """The same file twice is one edition."""
    query = select(WordEdition).where(WordEdition.paper_id == paper.id, WordEdition.sha256 == sha256)
    edition = unit.first(query)
    if edition is None:
        edition = unit.add(
            WordEdition(
                kecamatan_id=paper.kecamatan_id,
                paper_id=paper.id,
                sha256=sha256,
                by_id=actor.id,
                at=unit.now,
                changes=changes,
            )
        )
    edition.changes = changes
    unit.log(actor, "word.back", edition, parts=[part for part, _, _ in changes])
    return edition


def _compared(part: str, before: str, after: str) -> list[Html]:
    """Paragraph by paragraph, only those that differ."""
    old, new = before.split("\n\n"), after.split("\n\n")
    lines = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            facts = {"before": _cut(" ".join(old[first:last])), "after": _cut(" ".join(new[start:end]))}
            lines.append(say("word.paragraph", part=plain(PARTS[part]), **facts))
    return lines


def _cut(text: str) -> str:
    return (text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…") or "–"


def use(unit: Unit, actor: Person, season: Season, id: int) -> Paper:
    """[Pakai]: the words become those of the report, and the draft is made anew."""
    working_on(unit, actor, season, STEP_KEY, Post.JFU)
    edition = unit.get(WordEdition, id)
    if edition is None or edition.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    paper = latest(unit, season.id, DRAFT)
    if edition.made_id is not None:
        raise Refused("word.used_already")
    now = written(unit, season)
    stale = paper is None or paper.id != edition.paper_id
    if stale or any(now.get(part) != before for part, before, _ in edition.changes):
        raise Refused("word.overtaken")
    for part, _, after in edition.changes:
        write(unit, actor, season, part, read(after))
    made = ask_draft(unit, actor, season)
    unit.session.flush()
    edition.made_id = made.id
    unit.log(actor, "word.used", edition, made=made.edition)
    return made
