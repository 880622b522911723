"""What the verifier sees: the state of the queue, one card after the other, the lists."""

from __future__ import annotations

from handlers.flow.doors import door_words, way_back
from handlers.step2_verify import bank
from handlers.step2_verify.given import newest_row
from handlers.step2_verify.queue_lists import list_of
from handlers.step2_verify.queue_place import QueuePlace, sieve_words
from handlers.step2_verify.sharing import share_row
from handlers.step2_verify.verdict_card import card, head_of, looking_rows, verdict_rows
from handlers.talk.buttons import view
from handlers.talk.context import Ctx
from models.enums import Status, StepState
from models.proposal import Proposal
from models.season import Run
from models.speech import Button, button
from sop.core.people import names
from sop.core.statuses import shown
from sop.flow.progress import deadline_words
from sop.step2_verify.queue_filter import Sieve
from sop.step2_verify.step import CLOSES_AS_IT_IS, looking, may_decide, verdicts
from sop.step2_verify.undoing_verdict import waits_for_announcement
from sop.step2_verify.verdict_queue import Counts, counts, proposal_here
from texts import Html, join, say
from texts.figures import moment, rupiah

FULL_TEXT = 2500  #: of a problem that people wrote at length


@view("s2:home")
def show_home(ctx: Ctx) -> None:
    """How far the verification is, and the way on."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    standing = counts(ctx.unit, ctx.season, ctx.actor)
    place = QueuePlace(ctx)
    _, passing = place.queue.standing()
    head = say(
        "queue.home",
        waiting=standing.waiting,
        late=standing.late,
        returned=standing.returned,
        decided=standing.decided,
    )
    told = say(
        "step2_verify.verdicts",
        verified=standing.of(Status.VERIFIED),
        refused=standing.of(Status.REFUSED),
        noted=standing.of(Status.NOTED),
    )
    part = _part(ctx, place.sieve, standing, passing)
    ctx.show(
        join(head, told, part, *_state(ctx, run, standing, passing)),
        _home_rows(ctx, run, standing, passing, place.sieve),
    )


def _part(ctx: Ctx, sieve: Sieve, standing: Counts, passing: int) -> Html:
    """What of the queue is before this person: his sieve, what was given to him, what others have."""
    lines = []
    if sieve:
        words = sieve_words(ctx, sieve)
        lines.append(say("queue.home_sieve", sieve=words, passing=passing, every=standing.waiting))
    elif passing < standing.waiting:
        lines.append(say("queue.with_others", count=standing.waiting - passing))
    if standing.mine:
        lines.append(say("queue.given_to_you", count=standing.mine))
    return join(*lines)


def _state(ctx: Ctx, run: Run, standing: Counts, passing: int) -> list[Html]:
    if run.state == StepState.WAITING:
        return [say("step2_verify.not_open")]
    override = [say("step2_verify.overridden", reason=run.override)] if run.override else []
    if run.state == StepState.CLOSING:
        return [say("step2_verify.closing"), *override]
    if run.state == StepState.CLOSED:
        closed = run.closed_at or ctx.now
        return [say("step2_verify.closed", at=moment(closed)), *override, door_words(ctx, 2)]
    due = say("step2_verify.due", day=deadline_words(run))
    if not may_decide(ctx.unit, ctx.actor, run):
        return [due, say("step2_verify.look_only", executor=names([run.executor]))]
    if passing:
        return [due, say("step2_verify.begin_hint")]
    if standing.waiting:
        return [due, say("queue.sieve_empty")]
    if standing.returned:
        return [due, say("step2_verify.only_returned", returned=standing.returned)]
    return [due, say("step2_verify.ready")]


def _home_rows(ctx: Ctx, run: Run, standing: Counts, passing: int, sieve: Sieve) -> list[list[Button]]:
    decides = may_decide(ctx.unit, ctx.actor, run)
    closes = run.state == StepState.OPEN and any(ctx.actor.holds(post, ctx.now) for post in CLOSES_AS_IT_IS)
    rows: list[list[Button]] = []
    if decides and passing:
        rows.append([button("step2_verify.begin", "s2:next", count=passing)])
    if decides and not standing.waiting and not standing.returned:
        rows.append([button("step2_verify.finish", "s2:finish")])
    if standing.waiting or sieve:
        rows.append(
            [button("step2_verify.list_all", "s2:list", "waiting", 0), button("queue.sieve", "s2:sieve")]
        )
    lists: list[Button] = []
    if standing.returned:
        lists.append(button("step2_verify.list_returned", "s2:list", "returned", 0, count=standing.returned))
    if standing.decided:
        lists.append(button("step2_verify.list_decided", "s2:list", "decided", 0, count=standing.decided))
    rows.append(lists)
    rows.append(share_row(ctx))
    rows.append(newest_row(ctx))
    rows.append(way_back(ctx, 2))
    if decides and (secret := waits_for_announcement(ctx.unit, ctx.season)):
        rows.append([button("step2_verify.release", "s2:release", count=secret)])
    if closes and (standing.waiting or standing.returned):
        rows.append([button("step2_verify.close_anyway", "s2:close")])
    return [*rows, [button("menu.back", "menu:show")]]


# ---- one usulan after the other


@view("s2:next")
def show_next(ctx: Ctx) -> None:
    """The card that is due; where none is left, the state of the queue."""
    season = ctx.season
    run = looking(ctx.unit, ctx.actor, season)
    place = QueuePlace(ctx)
    queue = place.queue
    row = place.next(queue)
    if row is None:
        if ctx.desk.banner is None and not place.sieve:
            ctx.banner(say("step2_verify.queue_empty"))
        show_home(ctx)
        return
    at, of = queue.standing(row)
    head = say(
        "step2_verify.card_waiting", number=row.number or "-", kelurahan=row.kelurahan.name, at=at, of=of
    )
    foot = [button("step2_verify.skip", "s2:skip", row.id), button("step2_verify.home_back", "s2:home")]
    if at > 1:
        foot.insert(0, button("paging.earlier", "s2:back", row.id))
    ctx.show(card(ctx, row, head), [*_rows(ctx, run, row), newest_row(ctx), foot])


def _rows(ctx: Ctx, run: Run, row: Proposal) -> list[list[Button]]:
    """The verdicts, and what helps to find one."""
    verdicts_now = verdict_rows(ctx, row, decides=may_decide(ctx.unit, ctx.actor, run))
    of_bank = bank.rows(ctx, row)
    return [*verdicts_now, *of_bank, *looking_rows(row, tight=bool(of_bank))]


def skip(ctx: Ctx, id: int) -> None:
    """Lewati dulu: it keeps its place, and comes again after the others."""
    looking(ctx.unit, ctx.actor, ctx.season)
    QueuePlace(ctx).skip(proposal_here(ctx.unit, ctx.actor, id))
    show_next(ctx)


def go_back(ctx: Ctx, id: int) -> None:
    """◀: the one before."""
    looking(ctx.unit, ctx.actor, ctx.season)
    if not QueuePlace(ctx).back(proposal_here(ctx.unit, ctx.actor, id)):
        ctx.banner(say("queue.first"))
    show_next(ctx)


@view("s2:one")
def show_one(ctx: Ctx, id: int) -> None:
    """The card of an usulan that was looked up."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    back = button("step2_verify.card_back", "s2:list", list_of(row.status), 0)
    foot = [back, button("step2_verify.home_back", "s2:home")]
    ctx.show(card(ctx, row, head_of(row)), [*_rows(ctx, run, row), foot])


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
    ctx.show(join(*parts), [[back_to(ctx, row)]])


def back_to(ctx: Ctx, row: Proposal) -> Button:
    """To the card one came from: in the queue, or looked up."""
    reading = row.status == Status.SUBMITTED and row.id == QueuePlace(ctx).on
    return button("step2_verify.card_back", *(("s2:next",) if reading else ("s2:one", row.id)))


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
            status=shown(verdict.outcome),
            reason=verdict.reason or "",
        )
        if verdict.undone_at is None
        else say("step2_verify.full_undone", at=moment(verdict.at), status=shown(verdict.outcome))
        for verdict in verdicts(ctx.unit, row)[-3:]
    ]
