"""SOP 4 in chat: a checklist of six, and Selesai.

> [Buka]
< ✔ 1. Rapat koordinasi: Selasa, 12 Januari 2027 ...  ○ 2. Musrenbang: belum ditetapkan ...
  [Rapat koordinasi] [Musrenbang] [Komisi] [Usulan] [Kriteria] [Tata tertib] [Selesai]
> [Tata tertib]
< Tata Tertib Musrenbang Kecamatan. 1. Keputusan diambil ...  [Terbitkan]
> [Selesai]
< Dokumen langkah 4 sedang dibuat.
"""

from __future__ import annotations

from handlers.flow.doors import door_words, way_back
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import COORDINATES, looks_at
from models.enums import StepState
from models.season import Run
from models.speech import Button, button
from sop.core.steps import PaperKey
from sop.flow.step_access import looked_at, may_work
from sop.papers.papers import latest, newest
from sop.step3_team.members import members
from sop.step4_coordinate import step
from sop.step4_coordinate.meeting_days import COORDINATION, MUSRENBANG, meeting_of, said
from sop.step4_coordinate.seats import lacks
from sop.step4_coordinate.sorting import board
from sop.step4_coordinate.weights import Agreement, agreement, preset_title
from texts import Html, join, plain, say
from texts.figures import number, rupiah

DONE, TO_DO = "✔", "○"


@view("s4:home")
def show_home(ctx: Ctx) -> None:
    """The six things of the step, with what is done."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, step.STEP)
    working = may_work(ctx.unit, ctx.actor, run)
    text = join(say("step4_coordinate.head"), *_state(run), door_words(ctx, 4), *_lines(ctx))
    letters = [button("beside.open", "s5:papers")] if run.state != StepState.WAITING else []
    ctx.show(text, [*_rows(working), letters, way_back(ctx, 4), [button("menu.back", "menu:show")]])


def _state(run: Run) -> list[Html]:
    if run.state == StepState.WAITING:
        return [say("step4_coordinate.not_open")]
    if run.state == StepState.CLOSING:
        return [say("step4_coordinate.closing")]
    return [say("step4_coordinate.closed")] if run.state == StepState.CLOSED else []


def _rows(working: bool) -> list[list[Button]]:
    meetings = [
        button("step4_coordinate.coordination", "s4:meet", COORDINATION),
        button("step4_coordinate.musrenbang", "s4:meet", MUSRENBANG),
    ]
    looks = [
        [button("step4_coordinate.seats", "s4:komisi"), button("step4_coordinate.usulan", "s4:board")],
        [button("step4_coordinate.criteria", "s4:criteria"), button("step4_coordinate.rules", "s4:rules")],
    ]
    if not working:
        return looks
    return [meetings, *looks, [button("step4_coordinate.done", "s4:done")]]


def _lines(ctx: Ctx) -> list[Html]:
    return [
        _meeting(ctx, 1, COORDINATION),
        _meeting(ctx, 2, MUSRENBANG),
        _item(3, "step4_coordinate.seats_title", *_seats(ctx)),
        _item(4, "step4_coordinate.usulan_title", *_usulan(ctx)),
        _item(5, "step4_coordinate.criteria_title", *_criteria(ctx)),
        _item(6, "step4_coordinate.rules_title", *_rules(ctx)),
    ]


def _item(at: int, title: str, done: bool, state: str) -> Html:
    mark = DONE if done else TO_DO
    return say("step4_coordinate.item", mark=mark, at=at, title=plain(title), state=state)


def _meeting(ctx: Ctx, at: int, kind: str) -> Html:
    meeting = meeting_of(ctx.unit, ctx.season, kind)
    title = f"meeting_days.title_{kind}"
    if meeting is None:
        return _item(at, title, False, plain("step4_coordinate.no_day"))
    facts = said(meeting)
    return say("step4_coordinate.meeting", mark=DONE, at=at, title=plain(title), **facts)


def _seats(ctx: Ctx) -> tuple[bool, str]:
    found = lacks(members(ctx.unit, ctx.season))
    if found:
        return False, plain("step4_coordinate.seats_lack", count=len(found))
    return True, plain("step4_coordinate.seats_whole")


def _usulan(ctx: Ctx) -> tuple[bool, str]:
    piles = board(ctx.unit, ctx.season)
    if piles[-1].count:
        return False, plain("step4_coordinate.usulan_unplaced", count=number(piles[-1].count))
    count, cost = sum(pile.count for pile in piles), sum(pile.cost for pile in piles)
    return True, plain("step4_coordinate.usulan_placed", count=number(count), cost=rupiah(cost))


def _criteria(ctx: Ctx) -> tuple[bool, str]:
    match agreement(ctx.unit, ctx.season):
        case Agreement.AGREED:
            return True, plain("step4_coordinate.criteria_agreed", preset=preset_title(ctx.season))
        case Agreement.ASKED:
            return False, plain("step4_coordinate.criteria_asked")
        case Agreement.OPEN:
            return False, plain("step4_coordinate.criteria_open", preset=preset_title(ctx.season))


def _rules(ctx: Ctx) -> tuple[bool, str]:
    if step.rules_issued(ctx.unit, ctx.season) is None:
        return False, plain("step4_coordinate.rules_open")
    return True, plain("step4_coordinate.rules_issued")


# ---- tata tertib


@view("s4:rules")
def show_rules(ctx: Ctx) -> None:
    """The rules in short, and whether they are out."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, step.STEP)
    meeting = meeting_of(ctx.unit, ctx.season, MUSRENBANG)
    when = (
        say("step4_coordinate.rules_day", **said(meeting))
        if meeting
        else say("step4_coordinate.rules_no_day")
    )
    issued = step.rules_issued(ctx.unit, ctx.season)
    old = latest(ctx.unit, ctx.season.id, PaperKey.TATA_TERTIB)
    stale = say("step4_coordinate.rules_stale") if old is not None and issued is None else Html("")
    rows: list[list[Button]] = []
    if issued is None and may_work(ctx.unit, ctx.actor, run):
        rows.append([button("step4_coordinate.issue", "s4:issue")])
    drawn = newest(ctx.unit, ctx.season.id, PaperKey.TATA_TERTIB)
    if drawn is not None:
        rows.append([button("step4_coordinate.get_rules", "paper:get", drawn.id)])
    text = say("step4_coordinate.rules_text", count=step.UTUSAN)
    back = [button("step4_coordinate.back", "s4:home")]
    ctx.show(join(say("step4_coordinate.rules_head"), text, when, stale), [*rows, back])


def issue_rules(ctx: Ctx) -> None:
    """Terbitkan."""
    step.issue_rules(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step4_coordinate.issued"))
    show_home(ctx)


@view("s4:done")
def ask_conclude(ctx: Ctx) -> None:
    """Selesai: what follows, and whether it is meant."""
    step.ready_to_conclude(ctx.unit, ctx.actor, ctx.season)
    yes, no = button("step4_coordinate.done_yes", "s4:doneyes"), button("step4_coordinate.done_no", "s4:home")
    ctx.show(say("step4_coordinate.done_ask"), [[yes], [no]])


def conclude(ctx: Ctx) -> None:
    """Ya, selesai."""
    step.conclude(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step4_coordinate.concluded"))
    show_home(ctx)


HANDLERS = (
    Press("s4:home", show_home, looks_at("step4_coordinate")),
    Press("s4:rules", show_rules, looks_at("step4_coordinate")),
    Press("s4:issue", issue_rules, COORDINATES),
    Press("s4:done", ask_conclude, COORDINATES),
    Press("s4:doneyes", conclude, COORDINATES),
)
