"""A paper comes back from Word: what it says now is shown beside what it said, and taken when confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from documents.word.compare import Compared
from documents.word.reading import Edited
from models.archive import WordEdition
from models.enums import Fetching
from models.paper import Paper
from models.people import Person
from models.season import Season
from models.signing import PaperCheck
from models.speech import Button, button
from models.unit import Unit
from sop.core.people import must_hold, season_of
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.imports.batches import may_hand_in, new_batch
from sop.papers.papers import BACK_OFFICE, latest, title
from sop.signing.checks import ask_about
from sop.word.anew import make_anew, may_edit
from sop.word.papers import order_data
from texts import Html, join, plain, say
from texts.figures import cut, number

LONGEST = 260  #: letters of a paragraph as it is shown; two of them stand on a screen with others


@dataclass(frozen=True)
class Base:
    """The edition that a file was made from."""

    paper_id: int
    data: dict[str, Any]  #: all that its drawing depends on


def hand_back(unit: Unit, actor: Person, *, file_id: str, name: str, size: int) -> None:
    """An edited paper was sent; it is fetched and compared a little later."""
    must_hold(unit, actor, *BACK_OFFICE)
    if name.lower().endswith(".docm"):
        raise Refused("word.macros")
    ask_about(unit, actor, file_id=file_id, name=name, size=size)


def base_of(unit: Unit, check_id: int, found: Edited) -> Base | None:
    """What the file is compared with; None when there is nothing to compare, which its sender is told."""
    check = unit.get(PaperCheck, check_id)
    if check is None or check.state != Fetching.ASKED:  # or who sent it was forgotten meanwhile
        return None
    person = unit.session.get_one(Person, check.person_id)
    try:
        if found.trouble:
            raise Refused(found.trouble)
        season = season_of(unit, check.kecamatan_id)
        meant = _meant(unit, season, found)
        if meant is None:
            _as_list(unit, check, person, season, found)
            return None
        paper = _newest(unit, person, season, meant)
        may_edit(unit, person, season, paper)
    except Refused as refused:
        _answered(unit, check, say(refused.key, **refused.facts))
        return None
    return Base(paper.id, order_data(unit, paper))


def _as_list(unit: Unit, check: PaperCheck, person: Person, season: Season, found: Edited) -> None:
    """No paper of ours: who hands in lists may have sent one, as a table. Refused("word.unknown") else."""
    if not any(isinstance(piece, tuple) for piece in found.pieces) or not may_hand_in(unit, person):
        raise Refused("word.unknown")
    check.state, check.verdict = Fetching.FETCHED, "list"
    unit.add(new_batch(unit, person, season, name=check.file_name, file_id=check.file_id))
    unit.tell(person, say("imports.word_list", name=check.file_name[:60]))


def _meant(unit: Unit, season: Season, found: Edited) -> Paper | None:
    """By the code among its keywords; by title and version in the footer where a program lost that."""
    if found.mark:
        return unit.first(select(Paper).where(Paper.code == found.mark))
    for key in PaperKey:
        name = plain(f"paper_titles.{key}")
        for paper in unit.all(select(Paper).where(Paper.season_id == season.id, Paper.key == key)):
            version = plain("paper_common.footer_version", version=paper.edition)
            if found.footer.startswith(f"{name} · {version} · "):
                return paper
    return None


def _newest(unit: Unit, person: Person, season: Season, paper: Paper) -> Paper:
    if paper.kecamatan_id != person.kecamatan_id:
        raise Refused("word.other_office")
    if paper.season_id != season.id:
        year = unit.session.get_one(Season, paper.season_id).year
        raise Refused("word.other_season", title=title(paper), year=year, now=season.year)
    newest = latest(unit, season.id, paper.key)
    if newest is not None and newest.id != paper.id:
        raise Refused("word.older_edition", title=title(paper), edition=paper.edition, newest=newest.edition)
    return paper


def came_back(unit: Unit, check_id: int, base: Base, found: Edited, compared: Compared) -> None:
    """It was compared: what differs is shown, lama and baru; or why it cannot be taken."""
    check = unit.get(PaperCheck, check_id)
    if check is None or check.state != Fetching.ASKED:  # or who sent it was forgotten meanwhile
        return
    person, paper = (
        unit.session.get_one(Person, check.person_id),
        unit.session.get_one(Paper, base.paper_id),
    )
    try:
        _newest(unit, person, season_of(unit, check.kecamatan_id), paper)
        if compared.trouble:
            raise Refused(compared.trouble, **compared.facts)
        if not compared.changes:
            raise Refused("word.same", title=title(paper), edition=paper.edition)
    except Refused as refused:
        _answered(unit, check, say(refused.key, **refused.facts), found)
        return
    edition = _kept(unit, person, paper, found.sha256, compared.changes)
    shown = _first_look(unit, edition)
    _answered(unit, check, shown, found, _keys(edition), topic(edition))


def _answered(
    unit: Unit,
    check: PaperCheck,
    words: Html,
    found: Edited | None = None,
    keys: list[list[Button]] | None = None,
    about: str | None = None,
) -> None:
    check.state, check.verdict = Fetching.FETCHED, "word"
    remarks = [say(key) for key in found.remarks] if found else []
    unit.tell(unit.session.get_one(Person, check.person_id), join(words, *remarks), keys or [], topic=about)


def _kept(unit: Unit, actor: Person, paper: Paper, sha256: str, changes: list[dict[str, Any]]) -> WordEdition:
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
    edition.changes, edition.by_id = changes, actor.id
    unit.log(actor, "word.back", edition, paragraphs=len(changes))
    return edition


# ---- the comparison


def topic(edition: WordEdition) -> str:
    return f"word:{edition.id}"


def compared_in(unit: Unit, actor: Person, id: int) -> tuple[WordEdition, Paper]:
    """An edition of his own kecamatan, with the paper that it was made from."""
    must_hold(unit, actor, *BACK_OFFICE)
    edition = unit.get(WordEdition, id)
    if edition is None or edition.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return edition, unit.session.get_one(Paper, edition.paper_id)


def _first_look(unit: Unit, edition: WordEdition) -> Html:
    paper = unit.session.get_one(Paper, edition.paper_id)
    count = len(edition.changes)
    head = say("word.changed", title=title(paper), edition=paper.edition, count=number(count))
    more = [say("word.more", count=number(count - 1))] if count > 1 else []
    return join(head, line_of(edition.changes[0]), *more, say("word.ask"))


def line_of(change: dict[str, Any]) -> Html:
    """Lama and baru of one paragraph."""
    was, now = _shown(change["was"]), _shown(change["now"])
    return say("word.paragraph", part=change["part"] or plain("word.no_part"), before=was, after=now)


def _shown(paragraphs: list[str]) -> str:
    text = " ¶ ".join(paragraphs)
    return cut(text, LONGEST) or plain("word.taken_out")


def _keys(edition: WordEdition) -> list[list[Button]]:
    rows = [[button("word.use", "word:use", edition.id), button("word.drop", "word:drop", edition.id)]]
    if len(edition.changes) > 1:
        rows.insert(0, [button("word.see_all", "word:diff", edition.id, 0)])
    return rows


# ---- taken, or not


def use(unit: Unit, actor: Person, id: int) -> Paper:
    """[Pakai suntingan]: the paper is made anew with these words."""
    edition, paper = compared_in(unit, actor, id)
    if edition.made_id is not None:
        raise Refused("word.used_already")
    if not edition.changes or not isinstance(edition.changes[0], dict):
        raise Refused("word.dropped_already")
    season = season_of(unit, actor.kecamatan_id)
    _newest(unit, actor, season, paper)
    made = make_anew(unit, actor, season, paper, edition.changes)
    edition.made_id = made.id
    unit.log(actor, "word.used", edition, made=made.edition)
    unit.settle(topic(edition), say("word.settled_used", name=actor.name, edition=made.edition))
    return made


def drop(unit: Unit, actor: Person, id: int) -> None:
    """[Batal]: everything stays as it is."""
    edition, _ = compared_in(unit, actor, id)
    if edition.made_id is not None:
        raise Refused("word.used_already")
    if not edition.changes:
        raise Refused("word.dropped_already")
    edition.changes = []
    unit.log(actor, "word.dropped", edition)
    unit.settle(topic(edition), say("word.settled_dropped", name=actor.name))
