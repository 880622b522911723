"""What the verifier sees: the state of the queue, one card after the other, the lists."""

from __future__ import annotations

from handlers.talk.buttons import view
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.usulan import bank
from handlers.verify.verdict_card import card, head_of, looking_rows, verdict_rows
from models.base import WIB
from models.enums import Status, StepState
from models.proposal import Proposal
from models.season import Run
from models.speech import Button, button, choice, columns
from sop.paper_data import status_word
from sop.people import names
from sop.progress import deadline_words
from sop.refused import Refused
from sop.step2_verify import CLOSES_AS_IT_IS, field_name, looking, may_decide, verdicts
from sop.verify.verdict_queue import DECIDED, Counts, counts, next_waiting, page_of, place_of, proposal_here
from texts import Html, join, plain, say
from texts.figures import moment, rupiah, short_date

#: A list in a button -> the usulan in it.
LISTS: dict[str, tuple[Status, ...]] = {
    "waiting": (Status.SUBMITTED,),
    "returned": (Status.RETURNED,),
    "decided": DECIDED,
}

FULL_TEXT = 2500  #: of a problem that people wrote at length


@view("s2:home")
def show_home(ctx: Ctx) -> None:
    """How far the verification is, and the way on."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    standing = counts(ctx.unit, ctx.season)
    head = say(
        "step2_verify.home", waiting=standing.waiting, returned=standing.returned, decided=standing.decided
    )
    told = say(
        "step2_verify.verdicts",
        verified=standing.of(Status.VERIFIED),
        refused=standing.of(Status.REFUSED),
        noted=standing.of(Status.NOTED),
    )
    ctx.show(join(head, told, *_state(ctx, run, standing)), _home_rows(ctx, run, standing))


def _state(ctx: Ctx, run: Run, standing: Counts) -> list[Html]:
    if run.state == StepState.WAITING:
        return [say("step2_verify.not_open")]
    override = [say("step2_verify.overridden", reason=run.override)] if run.override else []
    if run.state == StepState.CLOSING:
        return [say("step2_verify.closing"), *override]
    if run.state == StepState.CLOSED:
        closed = run.closed_at or ctx.now
        return [say("step2_verify.closed", at=moment(closed)), *override]
    due = say("step2_verify.due", day=deadline_words(run))
    if not may_decide(ctx.unit, ctx.actor, run):
        return [due, say("step2_verify.look_only", executor=names([run.executor]))]
    if standing.waiting:
        return [due, say("step2_verify.begin_hint")]
    if standing.returned:
        return [due, say("step2_verify.only_returned", returned=standing.returned)]
    return [due, say("step2_verify.ready")]


def _home_rows(ctx: Ctx, run: Run, standing: Counts) -> list[list[Button]]:
    decides = may_decide(ctx.unit, ctx.actor, run)
    closes = run.state == StepState.OPEN and any(ctx.actor.holds(post, ctx.now) for post in CLOSES_AS_IT_IS)
    rows: list[list[Button]] = []
    if decides and standing.waiting:
        rows.append([button("step2_verify.begin", "s2:next", count=standing.waiting)])
    if decides and not standing.waiting and not standing.returned:
        rows.append([button("step2_verify.finish", "s2:finish")])
    if standing.waiting:
        rows.append([button("step2_verify.list_all", "s2:list", "waiting", 1)])
    lists: list[Button] = []
    if standing.returned:
        lists.append(button("step2_verify.list_returned", "s2:list", "returned", 1, count=standing.returned))
    if standing.decided:
        lists.append(button("step2_verify.list_decided", "s2:list", "decided", 1, count=standing.decided))
    rows.append(lists)
    if closes and (standing.waiting or standing.returned):
        rows.append([button("step2_verify.close_anyway", "s2:close")])
    return [*rows, [button("menu.back", "menu:show")]]


# ---- one usulan after the other


def queue(ctx: Ctx) -> ChatDraft:
    """Where in the queue this person is."""
    return ChatDraft.begin(ctx, "s2queue", ctx.season.id, at=0)


@view("s2:next")
def show_next(ctx: Ctx) -> None:
    """The card that is due; where none is left, the state of the queue."""
    season = ctx.season
    run = looking(ctx.unit, ctx.actor, season)
    row = next_waiting(ctx.unit, season, int(queue(ctx).get("at") or 0))
    if row is None:
        if ctx.desk.banner is None:
            ctx.banner(say("step2_verify.queue_empty"))
        show_home(ctx)
        return
    queue(ctx).put("at", row.sequence or 0)
    head = say(
        "step2_verify.card_waiting",
        number=row.number or "-",
        kelurahan=row.kelurahan.name,
        at=place_of(ctx.unit, season, row),
        of=counts(ctx.unit, season).waiting,
    )
    verdicts_now = verdict_rows(row, decides=may_decide(ctx.unit, ctx.actor, run))
    rows = [*verdicts_now, *bank.rows(ctx, row), *looking_rows(row)]
    foot = [button("step2_verify.skip", "s2:skip", row.id), button("step2_verify.home_back", "s2:home")]
    ctx.show(card(ctx, row, head), [*rows, foot])


@view("s2:one")
def show_one(ctx: Ctx, id: int) -> None:
    """The card of an usulan that was looked up."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    verdicts_now = verdict_rows(row, decides=may_decide(ctx.unit, ctx.actor, run))
    rows = [*verdicts_now, *bank.rows(ctx, row), *looking_rows(row)]
    kind = next((kind for kind, statuses in LISTS.items() if row.status in statuses), "waiting")
    foot = [button("step2_verify.card_back", "s2:list", kind, 1), button("step2_verify.home_back", "s2:home")]
    ctx.show(card(ctx, row, head_of(row)), [*rows, foot])


@view("s2:full")
def show_full(ctx: Ctx, id: int) -> None:
    """What the card had no room for: the whole problem, the kamus entry, earlier verdicts."""
    looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    parts = [
        say("step2_verify.full_problem", number=row.number or "-", problem=(row.problem or "-")[:FULL_TEXT]),
        _kamus(row),
        say(
            "step2_verify.full_author",
            name=row.author.name,
            at=moment(row.submitted_at) if row.submitted_at else "-",
        ),
        *_history(ctx, row),
    ]
    back = ("s2:next",) if _is_next(ctx, row) else ("s2:one", row.id)
    ctx.show(join(*parts), [[button("step2_verify.card_back", *back)]])


def _kamus(row: Proposal) -> str:
    if row.kamus is None:
        return ""
    return say(
        "step2_verify.full_kamus",
        code=row.kamus.code,
        name=row.kamus.name,
        definition=row.kamus.definition,
        price=rupiah(row.kamus.unit_price),
        unit=row.kamus.unit,
        office=row.kamus.office,
    )


def _history(ctx: Ctx, row: Proposal) -> list[Html]:
    return [
        say(
            "step2_verify.full_verdict",
            at=moment(verdict.at),
            status=status_word(verdict.outcome),
            reason=verdict.reason or "",
        )
        for verdict in verdicts(ctx.unit, row)[-3:]
    ]


def _is_next(ctx: Ctx, row: Proposal) -> bool:
    return row.status == Status.SUBMITTED and row.sequence == queue(ctx).get("at")


# ---- lists


@view("s2:list")
def show_list(ctx: Ctx, kind: str, page: int) -> None:
    """Eight usulan at a time."""
    season = ctx.season
    looking(ctx.unit, ctx.actor, season)
    if kind not in LISTS:
        raise Refused("common.old_button")
    rows, pages = page_of(ctx.unit, season, page, *LISTS[kind])
    page = min(max(page, 1), pages)
    title = say(f"step2_verify.list_title_{kind}", page=page, pages=pages)
    lines = [_line(row, kind) for row in rows] or [say("step2_verify.list_empty")]
    picks = columns(
        choice(
            plain("step2_verify.list_choice", sequence=row.sequence or 0, title=row.title or ""),
            "s2:one",
            row.id,
        )
        for row in rows
    )
    turn: list[Button] = []
    if page > 1:
        turn.append(button("step2_verify.previous", "s2:list", kind, page - 1))
    if page < pages:
        turn.append(button("step2_verify.following", "s2:list", kind, page + 1))
    ctx.show(join(title, *lines), [*picks, turn, [button("step2_verify.home_back", "s2:home")]])


def _line(row: Proposal, kind: str) -> Html:
    facts = {"number": row.number or "-", "kelurahan": row.kelurahan.name}
    if kind == "returned":
        since = row.decided_at.astimezone(WIB).date() if row.decided_at else None
        day = short_date(since) if since else "-"
        return say("step2_verify.list_line_returned", **facts, field=field_name(row.return_field), day=day)
    if kind == "decided":
        return say("step2_verify.list_line_decided", **facts, status=status_word(row.status))
    return say("step2_verify.list_line", **facts, title=row.title or "-")
