"""The criteria and their weights, up to the Camat's agreement.

> [Kriteria]
< 1. Keterdesakan: 25% ... Jumlah bobot: 100%.  [Pilih pedoman] [Ubah bobot] [Semua bobot] [Ajukan ke Camat]
> [Ubah bobot]
> [Manfaat]
< Berapa persen bobot Manfaat? Sekarang 20%.
> 25
< Jumlah bobot 105%; harus tepat 100%.
"""

from __future__ import annotations

import re

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import told_apart
from handlers.talk.who import COORDINATES, looks_at
from models.enums import Outcome
from models.speech import Button, button, choice, columns
from sop.core.people import names
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.approval import decides, run_about
from sop.flow.progress import working_on
from sop.flow.step_access import looked_at, may_work
from sop.papers.papers import decision_about, latest
from sop.papers.paraf_places import under_way
from sop.reading import whole
from sop.step4_coordinate import weights
from sop.step4_coordinate.criteria import PRESETS, Criterion
from sop.step4_coordinate.weights import Agreement
from texts import Html, join, say
from texts.figures import clock, date, day_of


@view("s4:criteria")
def show_criteria(ctx: Ctx) -> None:
    """The criteria, whether their weights are whole, and how far the Camat is."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, weights.STEP)
    criteria = weights.criteria_of(ctx.season)
    lines = [_line(at, criterion) for at, criterion in enumerate(criteria, start=1)]
    text = join(
        say("weights.head", preset=weights.preset_title(ctx.season)),
        *lines,
        _total(weights.total(ctx.season)),
        state_words(ctx),
    )
    rows: list[list[Button]] = []
    if may_work(ctx.unit, ctx.actor, run) and weights.asked(ctx.unit, ctx.season) is None:
        rows = [
            [button("weights.presets", "s4:presets")],
            [button("weights.change", "s4:weights"), button("weights.all", "s4:weighall")],
        ]
        if ctx.season.criteria_agreed_at is None:
            rows.append([button("weights.agree", "s4:agree")])
    ctx.show(text, [*rows, [button("weights.back", "s4:home")]])


def _line(at: int, criterion: Criterion) -> Html:
    key = "weights.line_rule" if criterion.rule else "weights.line"
    return say(key, at=at, title=criterion.title, weight=criterion.weight)


def _total(total: int) -> Html:
    return say("weights.total" if total == 100 else "weights.total_wrong", total=total)


def state_words(ctx: Ctx) -> Html:
    """Agreed, with the Camat, sent back, or not asked yet."""
    agreed_at = ctx.season.criteria_agreed_at
    if agreed_at is not None:
        return say("weights.state_agreed", day=date(day_of(agreed_at)))
    paper = latest(ctx.unit, ctx.season.id, PaperKey.PEDOMAN)
    if paper is not None and weights.agreement(ctx.unit, ctx.season) is Agreement.ASKED:
        decision = decision_about(ctx.unit, paper)
        if decision is not None and decision.effective_at is not None:
            until = clock(decision.effective_at)
            return say("weights.state_for_now", edition=paper.edition, until=until)
        signer = decides(run_about(ctx.unit, paper))
        waiting = under_way(ctx.unit, paper, signer)
        return waiting if waiting is not None else say("weights.state_asked", edition=paper.edition)
    decision = decision_about(ctx.unit, paper) if paper else None
    if paper is not None and decision is not None and decision.outcome == Outcome.RETURNED:
        return say(
            "weights.returned", edition=paper.edition, post=names([decision.post]), note=decision.note or "-"
        )
    return say("weights.state_open")


# ---- presets


@view("s4:presets")
def show_presets(ctx: Ctx) -> None:
    """The sets that can be taken as they are."""
    working_on(ctx.unit, ctx.actor, ctx.season, weights.STEP)
    lines, buttons = [], []
    for at, preset in enumerate(PRESETS.values(), start=1):
        titles = ", ".join(criterion.short for criterion in preset.criteria)
        lines.append(say("weights.preset_line", at=at, title=preset.title, titles=titles))
        buttons.append(button("weights.preset_button", "s4:preset", preset.key, at=at))
    back = [button("weights.back", "s4:criteria")]
    ctx.show(join(say("weights.presets_head"), *lines), [*columns(buttons), back])


def choose(ctx: Ctx, preset: str) -> None:
    weights.choose(ctx.unit, ctx.actor, ctx.season, preset)
    ctx.banner(say("weights.chosen", preset=weights.preset_title(ctx.season)))
    show_criteria(ctx)


# ---- weights


@view("s4:weights")
def show_weights(ctx: Ctx) -> None:
    """Which weight is changed."""
    working_on(ctx.unit, ctx.actor, ctx.season, weights.STEP)
    criteria = weights.criteria_of(ctx.season)
    labels = told_apart(criterion.short for criterion in criteria)
    pairs = zip(criteria, labels, strict=True)
    rows = columns(choice(label, "s4:weight", criterion.key) for criterion, label in pairs)
    head = say("weights.change_head", total=weights.total(ctx.season))
    ctx.show(head, [*rows, [button("weights.back", "s4:criteria")]])


def begin_weight(ctx: Ctx, key: str) -> str:
    """One weight."""
    working_on(ctx.unit, ctx.actor, ctx.season, weights.STEP)
    _criterion(ctx, key)
    ChatDraft.begin(ctx, WEIGHT.name).put("key", key)
    return WEIGHT.begin(ctx)


def _criterion(ctx: Ctx, key: str) -> Criterion:
    for criterion in weights.criteria_of(ctx.season):
        if criterion.key == key:
            return criterion
    raise Refused("common.old_button")


def _weight_facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    criterion = _criterion(ctx, draft.get("key"))
    return {"title": criterion.title, "weight": criterion.weight, "total": weights.total(ctx.season)}


def _finish_weight(ctx: Ctx, draft: ChatDraft) -> None:
    after = weights.weigh(ctx.unit, ctx.actor, ctx.season, draft.get("key"), draft.get("weight"))
    total = weights.total(ctx.season)
    ctx.banner(say("weights.weight_set", title=after.title, weight=after.weight, total=total))
    show_criteria(ctx)


WEIGHT = ask_one(
    "s4weight",
    title="weights.weight_title",
    key="weight",
    text="weights.weight_ask",
    label="weights.weight_label",
    read=lambda typed: whole(typed.replace("%", " "), 1, 100),
    facts=_weight_facts,
    finish=_finish_weight,
    leave=show_criteria,
)


def begin_all(ctx: Ctx) -> str:
    """All weights in one answer."""
    working_on(ctx.unit, ctx.actor, ctx.season, weights.STEP)
    return ALL.begin(ctx)


def _all_facts(ctx: Ctx, _draft: ChatDraft) -> dict[str, object]:
    criteria = weights.criteria_of(ctx.season)
    titles = ", ".join(criterion.title for criterion in criteria)
    example = " ".join(str(criterion.weight) for criterion in criteria)
    return {"count": len(criteria), "titles": titles, "example": example}


def _read_all(typed: str) -> list[int]:
    words = re.split(r"[\s,;/]+", typed.replace("%", " ").strip())
    if not all(re.fullmatch("[0-9]{1,3}", word, re.ASCII) for word in words):
        raise Refused("weights.only_numbers")
    return [int(word) for word in words]


def _finish_all(ctx: Ctx, draft: ChatDraft) -> None:
    weights.weigh_all(ctx.unit, ctx.actor, ctx.season, draft.get("weights"))
    ctx.banner(say("weights.all_set"))
    show_criteria(ctx)


ALL = ask_one(
    "s4weighall",
    title="weights.weight_title",
    key="weights",
    text="weights.all_ask",
    label="weights.all_label",
    read=_read_all,
    facts=_all_facts,
    finish=_finish_all,
    leave=show_criteria,
)


def ask_agreement(ctx: Ctx) -> None:
    """Ajukan ke Camat."""
    weights.ask_agreement(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("weights.asked"))
    show_criteria(ctx)


HANDLERS = (
    Press("s4:criteria", show_criteria, looks_at("step4_coordinate")),
    Press("s4:presets", show_presets, COORDINATES),
    Press("s4:preset", choose, COORDINATES),
    Press("s4:weights", show_weights, looks_at("step4_coordinate")),
    Press("s4:agree", ask_agreement, COORDINATES),
    WEIGHT.conversation(Press("s4:weight", begin_weight, COORDINATES)),
    ALL.conversation(Press("s4:weighall", begin_all, COORDINATES)),
)
