"""The criteria of this season: a preset or weights of the office's own, agreed by the Camat."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from documents.data import Criterion as Line
from documents.data import Edit, PriorityGuide
from models.enums import Stage
from models.paper import Paper
from models.people import Person
from models.season import Run, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.approval import decides
from sop.flow.progress import run_of, working_on
from sop.papers.letterhead import head, signatory
from sop.papers.papers import ask, decision_about, with_signer
from sop.step4_coordinate.criteria import (
    DEFAULT_PRESET,
    PRESETS,
    Criterion,
    as_data,
    check_weights,
    from_data,
)
from texts import Html, join, plain, say
from texts.figures import clock

STEP = "step4_coordinate"
OUT_OF = 100


class Agreement(StrEnum):
    """How far the Camat is with the criteria."""

    OPEN = "open"
    ASKED = "asked"
    AGREED = "agreed"


def criteria_of(season: Season) -> tuple[Criterion, ...]:
    """What was chosen and agreed in step 4; the usual set as long as nobody chose."""
    return from_data(season.criteria) if season.criteria else PRESETS[DEFAULT_PRESET].criteria


def preset_title(season: Season) -> str:
    """The set they come from; said so when weights were changed."""
    preset = PRESETS[season.preset or DEFAULT_PRESET]
    if criteria_of(season) == preset.criteria:
        return preset.title
    return plain("weights.own_title", preset=preset.title)


def total(season: Season) -> int:
    return sum(criterion.weight for criterion in criteria_of(season))


def agreement(unit: Unit, season: Season) -> Agreement:
    if season.criteria_agreed_at is not None:
        return Agreement.AGREED
    return Agreement.OPEN if asked(unit, season) is None else Agreement.ASKED


def asked(unit: Unit, season: Season) -> Paper | None:
    """The pedoman that lies with the Camat."""
    return with_signer(unit, run_of(unit, season, STEP))


def choose(unit: Unit, actor: Person, season: Season, preset: str) -> None:
    """Take a set as it is."""
    _may_change(unit, actor, season)
    if preset not in PRESETS:
        raise Refused("common.old_button")
    season.preset, season.criteria = preset, list(as_data(PRESETS[preset].criteria))
    season.criteria_agreed_at = None
    unit.log(actor, "criteria.chosen", season, preset=preset)


def weigh(unit: Unit, actor: Person, season: Season, key: str, weight: int) -> Criterion:
    """Change one weight; all of them together must be 100 before the Camat is asked."""
    _may_change(unit, actor, season)
    criteria = criteria_of(season)
    before = next((criterion for criterion in criteria if criterion.key == key), None)
    if before is None:
        raise Refused("common.old_button")
    if not 1 <= weight <= 100:
        raise Refused("reading.weight_range", title=before.title)
    after = replace(before, weight=weight)
    season.preset = season.preset or DEFAULT_PRESET
    season.criteria = list(as_data([after if one.key == key else one for one in criteria]))
    season.criteria_agreed_at = None
    unit.log(actor, "criteria.weighed", season, criterion=key, before=before.weight, weight=weight)
    return after


def weigh_all(unit: Unit, actor: Person, season: Season, weights: list[int]) -> None:
    """Change all weights at once; they sum to 100."""
    _may_change(unit, actor, season)
    criteria = criteria_of(season)
    if len(weights) != len(criteria):
        raise Refused("weights.as_many", count=len(criteria), have=len(weights))
    changed = [replace(one, weight=weight) for one, weight in zip(criteria, weights, strict=True)]
    check_weights(changed)
    season.preset = season.preset or DEFAULT_PRESET
    season.criteria, season.criteria_agreed_at = list(as_data(changed)), None
    unit.log(actor, "criteria.weighed", season, weights=weights)


def _may_change(unit: Unit, actor: Person, season: Season) -> Run:
    run = working_on(unit, actor, season, STEP)
    paper = with_signer(unit, run)
    decision = decision_about(unit, paper) if paper is not None else None
    if decision is not None and decision.effective_at is not None:  # he may still take it back
        raise Refused("weights.agreed_for_now", until=clock(decision.effective_at))
    if paper is not None:
        raise Refused("weights.with_camat", edition=paper.edition)
    return run


def ask_agreement(unit: Unit, actor: Person, season: Season) -> Paper:
    """Ajukan ke Camat: the pedoman as a naskah."""
    run = _may_change(unit, actor, season)
    if season.criteria_agreed_at is not None:
        raise Refused("weights.agreed_already")
    return ask_guide(unit, season, run)


def ask_guide(unit: Unit, season: Season, run: Run, *, edits: tuple[Edit, ...] | None = None) -> Paper:
    """The pedoman of the criteria as they are now, for the Camat to agree."""
    criteria = criteria_of(season)
    check_weights(criteria)
    if not season.criteria:
        season.preset, season.criteria = DEFAULT_PRESET, list(as_data(criteria))
    data = PriorityGuide(
        **head(unit, season),
        criteria=tuple(_line(criterion) for criterion in criteria),
        signer=signatory(unit, season.kecamatan, decides(run)),
        preset=preset_title(season),
        out_of=OUT_OF,
    )
    return ask(unit, run, PaperKey.PEDOMAN, data, stage=Stage.NASKAH, edits=edits)


def _line(criterion: Criterion) -> Line:
    return Line(
        key=criterion.key,
        title=criterion.title,
        weight=criterion.weight,
        rule=plain(f"weights.rule_{criterion.rule}") if criterion.rule else "",
        scale=criterion.anchors,
    )


def summarize(_unit: Unit, paper: Paper) -> Html:
    """What the Camat reads above his two buttons, from the very data of the paper."""
    data = PriorityGuide.model_validate(paper.data)
    pairs = ", ".join(
        plain("weights.summary_pair", title=line.title, weight=int(line.weight)) for line in data.criteria
    )
    own = [line.title for line in data.criteria if line.rule]
    return join(
        say("weights.summary_preset", preset=data.preset),
        say("weights.summary_weights", pairs=pairs),
        say("weights.summary_rules", titles=", ".join(own)) if own else "",
    )


def agree(unit: Unit, actor: Person, paper: Paper) -> None:
    """The Camat has agreed the criteria."""
    season = unit.session.get_one(Season, paper.season_id)
    season.criteria_agreed_at = unit.now
    unit.log(actor, "criteria.agreed", season, paper=paper.id)
