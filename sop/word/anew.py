"""A paper made anew with words that were edited in Word: who may, as long as the procedure makes it anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from documents.data import MODELS, Edit
from documents.drawing.editing import paragraphs_of
from documents.word.compare import edits_after
from models.enums import Drawing, Stage, StepState
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.signing import Signature
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.approval import paraf_topic, topic
from sop.flow.progress import run_of
from sop.papers.opened_since import opened_since
from sop.papers.papers import ask, can_be_taken_back, decision_about, edits_of, frozen, title
from sop.papers.paraf_places import places
from sop.step3_team.step import draft_decree
from sop.step4_coordinate.weights import ask_guide
from sop.step5_meeting.extra_papers import MAKERS
from sop.step5_meeting.meeting import STEP5, has_begun, musrenbang
from sop.step6_report import narrative
from sop.step6_report.step import DRAFT, STEP_KEY, ask_draft
from texts import plain, say
from texts.figures import day_of, number

Changes = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Editable:
    """Who edits a paper, until when, and how it is made anew."""

    may: Callable[[Unit, Person, Season, Paper], None]
    make: Callable[[Unit, Person, Season, Paper, Changes], Paper]


def may_edit(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    """Refuses with the reason where this edition cannot be made anew, or not by him."""
    if paper.key not in EDITABLE:
        raise Refused("word.not_edited", title=title(paper))
    if paper.state != Drawing.DRAWN:
        raise Refused("papers.not_drawn_yet")
    EDITABLE[PaperKey(paper.key)].may(unit, actor, season, paper)


def make_anew(unit: Unit, actor: Person, season: Season, paper: Paper, changes: Changes) -> Paper:
    """The next edition, with these words."""
    may_edit(unit, actor, season, paper)
    made = EDITABLE[PaperKey(paper.key)].make(unit, actor, season, paper, changes)
    unit.session.flush()
    return made


def _edits(unit: Unit, paper: Paper, changes: Changes) -> tuple[Edit, ...]:
    return edits_after(edits_of(unit, paper), changes)


def _same_but_for_words(unit: Unit, season: Season, paper: Paper, changes: Changes) -> Paper:
    """The very data of the edition before, its number too."""
    data = MODELS[paper.key].model_validate(frozen(unit, paper))
    run = run_of(unit, season, paper.step)
    edits = _edits(unit, paper, changes)
    return ask(unit, run, PaperKey(paper.key), data, stage=paper.stage, number=paper.number, edits=edits)


# ---- papers that a signer decides about


def _signed_by_button(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    run = run_of(unit, season, paper.step)
    must_hold(unit, actor, run.executor)
    decision = decision_about(unit, paper)
    decided = decision is not None
    if run.state == StepState.OPEN and not can_be_taken_back(decision):
        return  # it was sent back, or the criteria may still be changed: it is made anew as by its own button
    if run.state != StepState.CLOSING or paper.stage != Stage.NASKAH or decided:
        raise Refused("word.in_force", title=title(paper))


def _decree(unit: Unit, actor: Person, season: Season, paper: Paper, changes: Changes) -> Paper:
    if run_of(unit, season, paper.step).state == StepState.OPEN:
        return draft_decree(unit, actor, season, edits=_edits(unit, paper, changes))
    return _for_signer(unit, season, paper, changes)


def _guide(unit: Unit, actor: Person, season: Season, paper: Paper, changes: Changes) -> Paper:
    """Criteria that were agreed have to be agreed again, in their new words."""
    waits = paper.stage == Stage.NASKAH and decision_about(unit, paper) is None
    if waits and opened_since(unit, paper) is None:
        return _for_signer(unit, season, paper, changes)
    season.criteria_agreed_at = None
    return ask_guide(unit, season, run_of(unit, season, paper.step), edits=_edits(unit, paper, changes))


def _for_signer(unit: Unit, season: Season, paper: Paper, changes: Changes) -> Paper:
    """The naskah that waits is void, its buttons with it; the new one is sent when it is drawn."""
    made = _same_but_for_words(unit, season, paper, changes)
    for about in (topic(paper), *(paraf_topic(paper, place.number) for place in places(unit, paper))):
        unit.settle(about, say("word.settled_by", edition=made.edition))
    return made


# ---- papers that hold as soon as they are drawn


def _before_meeting(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    """Rules and seats: until the Musrenbang goes by them."""
    must_hold(unit, actor, run_of(unit, season, paper.step).executor)
    _unsigned(unit, paper)
    if run_of(unit, season, STEP5).state == StepState.CLOSED or has_begun(unit, season):
        raise Refused("word.meeting_begun", title=title(paper))


def _before_day(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    """Undangan: as long as somebody can still come."""
    _by_makers(unit, actor, season, paper)
    meeting = musrenbang(unit, season)
    if meeting is not None and meeting.day < day_of(unit.now):
        raise Refused("word.meeting_begun", title=title(paper))


def _before_report(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    """What the report attaches or follows: until the report lies with the Camat."""
    _by_makers(unit, actor, season, paper)
    if run_of(unit, season, "step7_sign").state != StepState.WAITING:
        raise Refused("word.report_made", title=title(paper))


def _by_makers(unit: Unit, actor: Person, season: Season, paper: Paper) -> None:
    must_hold(unit, actor, *dict.fromkeys((Post(run_of(unit, season, STEP5).executor), *MAKERS)))
    _unsigned(unit, paper)


def _unsigned(unit: Unit, paper: Paper) -> None:
    if unit.first(select(Signature.id).where(Signature.paper_id == paper.id)) is not None:
        raise Refused("word.signed_already", title=title(paper))


def _at_once(unit: Unit, _actor: Person, season: Season, paper: Paper, changes: Changes) -> Paper:
    return _same_but_for_words(unit, season, paper, changes)


# ---- the draft of the report


def _while_written(unit: Unit, actor: Person, season: Season, _paper: Paper) -> None:
    run = run_of(unit, season, STEP_KEY)
    must_hold(unit, actor, run.executor, Post.JFU)
    if run.state != StepState.OPEN:
        raise Refused("common.step_not_open")


def _draft(unit: Unit, actor: Person, season: Season, paper: Paper, changes: Changes) -> Paper:
    """What the tim wrote becomes the tim's own words; the other sentences are edits."""
    now = narrative.written(unit, season)
    other = []
    told: dict[str, list[str]] = {part: paragraphs_of(text) for part, text in now.items()}
    for change in changes:
        part = next((part for part in told if change["raw"] in told[part]), None)
        if part is None:
            other.append(change)
            continue
        at = told[part].index(change["raw"])
        told[part][at : at + 1] = change["now"]
    for part, paragraphs in told.items():
        if paragraphs != paragraphs_of(now[part]):
            narrative.write(unit, actor, season, part, _fit(part, "\n\n".join(paragraphs)))
    return ask_draft(unit, actor, season, edits=_edits(unit, paper, other))


def _fit(part: str, text: str) -> str:
    """Its words, if they are neither too few nor too many."""
    try:
        return narrative.read(text)
    except Refused as refused:
        facts = {"least": number(narrative.SHORTEST), "most": number(narrative.LONGEST)}
        name = plain(f"step6_report.part_{part}")
        raise Refused("word.part_unfit", part=name, **facts) from refused


EDITABLE: dict[PaperKey, Editable] = {
    PaperKey.SK_TIM: Editable(_signed_by_button, _decree),
    PaperKey.PEDOMAN: Editable(_signed_by_button, _guide),
    PaperKey.TATA_TERTIB: Editable(_before_meeting, _at_once),
    PaperKey.SUSUNAN_KOMISI: Editable(_before_meeting, _at_once),
    PaperKey.UNDANGAN: Editable(_before_day, _at_once),
    PaperKey.NOTULEN: Editable(_before_report, _at_once),
    PaperKey.SURAT_MANDAT: Editable(_before_report, _at_once),
    PaperKey.BERITA_ACARA: Editable(_before_report, _at_once),
    DRAFT: Editable(_while_written, _draft),
}
