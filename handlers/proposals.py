"""My usulan: begun, gone on with, mended, thrown away, looked at."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.buttons import Command, Press, view
from handlers.context import Ctx
from handlers.paging import PER_PAGE, turning, within
from handlers.proposal_card import cut
from handlers.proposal_draft import ProposalDraft
from handlers.proposal_form import USULAN
from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.paper_data import status_word
from sop.proposal_words import beneficiary_words, rt_rw_words, volume_words
from sop.proposals import begin, discard, drafts_of, editable
from sop.refused import Refused
from texts import Html, join, plain, say
from texts.figures import moment, rupiah

PAGE = 6  #: drafts on one screen


def new(ctx: Ctx) -> str:
    """Buat usulan."""
    ProposalDraft.open(ctx, begin(ctx.unit, ctx.actor, ctx.season))
    return USULAN.begin(ctx)


def resume(ctx: Ctx, id: int) -> str:
    """Lanjutkan draf: at the very question."""
    proposal = editable(ctx.unit, ctx.actor, id)
    ProposalDraft.open(ctx, proposal)
    return USULAN.begin(ctx)


def mend(ctx: Ctx, id: int) -> str:
    """Perbaiki: straight to the field that was asked for, then the review card."""
    proposal = editable(ctx.unit, ctx.actor, id)
    ProposalDraft.open(ctx, proposal)
    ctx.banner(say("step1_recap.mend_why", reason=proposal.reason or "-"))
    field = proposal.return_field
    if field is not None and field in USULAN.questions:
        return USULAN.mend(ctx, field)
    return USULAN.begin(ctx)


def usulan(ctx: Ctx) -> None:
    """/usulan: the drafts, or what was sent."""
    if not ctx.actor.holds(Post.DELEGASI, ctx.now) and ctx.actor.holds(Post.JFU, ctx.now):
        from handlers.step1_recap import show_home  # noqa: PLC0415 -- JFU's desk opens this form

        show_home(ctx)
        return
    if drafts_of(ctx.unit, ctx.actor):
        show_drafts(ctx)
    else:
        show_mine(ctx, 0)


@view("usulan:drafts")
def show_drafts(ctx: Ctx) -> None:
    """What can be gone on with."""
    drafts = drafts_of(ctx.unit, ctx.actor)
    lines = [_draft_line(at, draft) for at, draft in enumerate(drafts[:PAGE], start=1)]
    rows = [
        [
            button("step1_recap.draft_go_on", _way(draft), draft.id, at=at),
            *([button("step1_recap.draft_drop", "usulan:drop", draft.id, at=at)] if draft.status == Status.DRAFT else []),
        ]
        for at, draft in enumerate(drafts[:PAGE], start=1)
    ]
    words = join(say("step1_recap.drafts_title"), *lines) if drafts else say("step1_recap.no_drafts")
    ctx.show(words, [*rows, [button("menu.new", "usulan:new"), button("menu.back", "menu:show")]])


def _way(draft: Proposal) -> str:
    return "usulan:mend" if draft.status == Status.RETURNED else "usulan:resume"


def _draft_line(at: int, draft: Proposal) -> Html:
    title = cut(draft.title or plain("step1_recap.untitled"), 60)
    if draft.status == Status.RETURNED:
        return say("step1_recap.draft_returned", at=at, title=title, reason=cut(draft.reason or "-", 80))
    return say("step1_recap.draft_line", at=at, title=title, when=moment(draft.touched_at))


@view("usulan:drop")
def ask_drop(ctx: Ctx, id: int) -> None:
    """Throwing away is asked twice."""
    draft = editable(ctx.unit, ctx.actor, id)
    title = draft.title or plain("step1_recap.untitled")
    keys = [[button("step1_recap.drop_no", "usulan:drafts")], [button("step1_recap.drop_yes", "usulan:dropped", id)]]
    ctx.show(say("step1_recap.drop_ask", title=title), keys)


def drop(ctx: Ctx, id: int) -> None:
    discard(ctx.unit, ctx.actor, id)
    ctx.banner(say("step1_recap.dropped"))
    show_drafts(ctx)


@view("usulan:list")
def show_mine(ctx: Ctx, page: int) -> None:
    """What the person has sent, the newest first."""
    mine = (Proposal.author_id == ctx.actor.id) | (Proposal.entered_by_id == ctx.actor.id)
    sent = (mine, Proposal.number.is_not(None), Proposal.status != Status.DISCARDED)
    count = ctx.unit.first(select(func.count(Proposal.id)).where(*sent)) or 0
    at = within(page, count)
    query = select(Proposal).where(*sent).order_by(Proposal.sequence.desc())
    found = ctx.unit.all(query.offset(at * PER_PAGE).limit(PER_PAGE))
    lines = [say("step1_recap.mine_line", number=one.number or "", title=cut(one.title or "", 60), status=status_word(one.status)) for one in found]
    rows = columns((choice((one.number or "")[-4:], "usulan:see", one.id) for one in found), 4)
    words = join(say("step1_recap.mine_title", count=count), *lines) if found else say("step1_recap.mine_none")
    foot = [button("menu.new", "usulan:new")] if ctx.actor.holds(Post.DELEGASI, ctx.now) else []
    ctx.show(words, [*rows, turning(at, count, "usulan:list"), [*foot, button("menu.back", "menu:show")]])


def show_first_page(ctx: Ctx) -> None:
    show_mine(ctx, 0)


@view("usulan:see")
def see(ctx: Ctx, id: int) -> None:
    """One usulan, for its author, his Lurah, and the people of the kecamatan."""
    proposal = ctx.unit.get(Proposal, id)
    if proposal is None or not _may_see(ctx, proposal):
        raise Refused("common.not_found")
    parts = [
        say("step1_recap.see_title", number=proposal.number or "", title=proposal.title or ""),
        say("step1_recap.see_where", kelurahan=proposal.kelurahan.name, place=cut(proposal.place or "", 80), rtrw=rt_rw_words(proposal)),
        say("step1_recap.see_problem", problem=cut(proposal.problem or "", 200)),
        say("step1_recap.see_cost", volume=volume_words(proposal), cost=rupiah(proposal.cost or 0)),
        say("step1_recap.see_people", people=beneficiary_words(proposal)),
        say("step1_recap.see_status", status=status_word(proposal.status)),
        say("step1_recap.see_reason", reason=cut(proposal.reason, 400)) if proposal.reason else Html(""),
    ]
    mending = proposal.status == Status.RETURNED and ctx.actor.id in (proposal.author_id, proposal.entered_by_id)
    rows = [[button("step1_recap.mend", "usulan:mend", proposal.id)]] if mending else []
    ctx.show(join(*parts), [*rows, [button("menu.mine", "usulan:list", 0), button("menu.back", "menu:show")]])


def _may_see(ctx: Ctx, proposal: Proposal) -> bool:
    actor = ctx.actor
    if proposal.kecamatan_id != actor.kecamatan_id:
        return False
    if actor.id in (proposal.author_id, proposal.entered_by_id):
        return True
    held = actor.held(ctx.now)
    kecamatan = any(appointment.kelurahan_id is None for appointment in held)
    return kecamatan or any(appointment.kelurahan_id == proposal.kelurahan_id for appointment in held)


HANDLERS = (
    USULAN.conversation(Press("usulan:new", new), Press("usulan:resume", resume), Press("usulan:mend", mend)),
    Command("usulan", usulan),
    Press("usulan:drafts", show_drafts),
    Press("usulan:drop", ask_drop),
    Press("usulan:dropped", drop),
    Press("usulan:mine", show_first_page),
    Press("usulan:list", show_mine),
    Press("usulan:see", see),
)
