"""My usulan: begun, gone on with, mended, thrown away, listed."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from handlers.proposals import photo_notes
from handlers.proposals.last_year import take
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.step1_recap.step import show_home
from handlers.talk.buttons import Command, Press, open_view, view
from handlers.talk.context import Ctx
from handlers.talk.conversation import end_talk
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.rights import Who
from handlers.talk.who import POST, WRITES
from handlers.tracking.author_window import fix
from handlers.tracking.discarded import HANDLERS as THROWN
from handlers.tracking.discarded import thrown_row
from models.enums import Status
from models.likeness import PastProposal
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.statuses import shown as status_shown
from sop.flow.progress import run_of
from sop.proposals.drafts import begin, count_drafts, discard, drafts_of, editable
from sop.proposals.label import for_label, listed, told_apart
from sop.proposals.quota import no_place, who_helps
from sop.step2_verify.bank import OFFICE, PLACES
from sop.step2_verify.merging import VERIFYING
from texts import Html, join, say
from texts.figures import cut, moment

MOST_LACKS = 4  #: fields that a line of the list names


def new(ctx: Ctx) -> str:
    """Buat usulan; where there is no place left it is begun all the same, and waits as a draft."""
    draft = begin(ctx.unit, ctx.actor, ctx.season)
    if no_place(ctx.unit, ctx.season, draft.kelurahan):
        ctx.banner(say("rules.begun_full", who=who_helps(ctx.unit, ctx.season)))
    ProposalDraft.open(ctx, draft)
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
    field = (
        "kamus" if proposal.return_field == "title" and not proposal.outside_kamus else proposal.return_field
    )
    if field is not None and field in USULAN.questions:
        return USULAN.mend(ctx, field)
    return USULAN.begin(ctx)


def usulan(ctx: Ctx) -> None:
    """/usulan: the drafts, or what was sent; of who works on those of others, what waits for him."""
    if not ctx.actor.holds(Post.DELEGASI, ctx.now) and _of_others(ctx):
        return
    if count_drafts(ctx.unit, ctx.actor):
        show_drafts(ctx, 0)
    else:
        show_mine(ctx, 0)


def _of_others(ctx: Ctx) -> bool:
    """The desk that takes them in, the list that the Lurah confirms, the queue of who verifies."""
    if ctx.actor.holds(Post.JFU, ctx.now):
        show_home(ctx)
    elif ctx.actor.holds(Post.LURAH, ctx.now):
        open_view(ctx, "lurah:show")
    elif ctx.actor.holds(Post(run_of(ctx.unit, ctx.season, VERIFYING).executor), ctx.now):
        open_view(ctx, "s2:home")
    else:
        return False
    return True


@view("usulan:drafts")
def show_drafts(ctx: Ctx, page: int) -> None:
    """What can be gone on with."""
    count, at_page, numbered = _drafts(ctx, page)
    rows = columns(button("step1_recap.draft_go_on", _way(draft), draft.id, at=at) for at, draft in numbered)
    if count_drafts(ctx.unit, ctx.actor, Proposal.status == Status.DRAFT):
        rows.append([button("step1_recap.draft_drop_one", "usulan:which", at_page)])
    words = join(say("step1_recap.drafts_title"), *(_draft_line(ctx, at, draft) for at, draft in numbered))
    ctx.show(
        words if numbered else say("step1_recap.no_drafts"),
        [
            *rows,
            turning(at_page, count, "usulan:drafts"),
            thrown_row(ctx),
            [*_new(ctx), button("menu.back", "menu:show")],
        ],
    )


def _drafts(ctx: Ctx, page: int) -> tuple[int, int, list[tuple[int, Proposal]]]:
    """How many they are in all, the page that is meant, and its drafts with their places in the list."""
    count = count_drafts(ctx.unit, ctx.actor)
    here = within(page, count)
    found = drafts_of(ctx.unit, ctx.actor, here * PER_PAGE, PER_PAGE)
    return count, here, list(enumerate(found, start=here * PER_PAGE + 1))


def _new(ctx: Ctx) -> list[Button]:
    return [button("menu.new", "usulan:new")] if ctx.actor.holds(Post.DELEGASI, ctx.now) else []


def _bank(ctx: Ctx) -> list[Button]:
    here = any(ctx.actor.holds(post, ctx.now) for post in (*OFFICE, *PLACES))
    return [button("bank.open", "bank:list", "all", 0)] if here else []


def show_first_drafts(ctx: Ctx) -> None:
    show_drafts(ctx, 0)


@view("usulan:which")
def choose_drop(ctx: Ctx, page: int) -> None:
    """Which draft is to be thrown away."""
    count, at_page, numbered = _drafts(ctx, page)
    rows = columns(
        button("step1_recap.draft_drop", "usulan:drop", draft.id, at=at)
        for at, draft in numbered
        if draft.status == Status.DRAFT
    )
    words = join(say("step1_recap.drop_which"), *(_draft_line(ctx, at, draft) for at, draft in numbered))
    back = [button("form.back", "usulan:drafts", at_page), button("menu.back", "menu:show")]
    ctx.show(words, [*rows, turning(at_page, count, "usulan:which"), back])


def _way(draft: Proposal) -> str:
    return "usulan:mend" if draft.status == Status.RETURNED else "usulan:resume"


def _draft_line(ctx: Ctx, at: int, draft: Proposal) -> Html:
    what = told_apart(draft)
    if draft.status == Status.RETURNED:
        return say("step1_recap.draft_returned", at=at, what=what, reason=cut(draft.reason or "-", 80))
    if draft.mending:  # of a file or of last year: most of it is there
        lacks = ", ".join(USULAN.lacks(ProposalDraft(ctx, draft))[:MOST_LACKS])
        return say("step1_recap.draft_lacks", at=at, what=what, lacks=lacks or "-")
    return say("step1_recap.draft_line", at=at, what=what, when=moment(draft.touched_at))


@view("usulan:drop")
def ask_drop(ctx: Ctx, id: int) -> None:
    """Throwing away is asked twice."""
    draft = editable(ctx.unit, ctx.actor, id)
    no = button("step1_recap.drop_no", "usulan:drafts", 0)
    ctx.show(
        say("step1_recap.drop_ask", what=told_apart(draft)),
        [[no], [button("step1_recap.drop_yes", "usulan:dropped", id)]],
    )


def drop(ctx: Ctx, id: int) -> None:
    discard(ctx.unit, ctx.actor, id)
    if ctx.chat.talk == USULAN.name and ProposalDraft.open_in(ctx) == id:
        end_talk(ctx)
    ctx.banner(say("step1_recap.dropped"))
    show_drafts(ctx, 0)


@view("usulan:list")
def show_mine(ctx: Ctx, page: int) -> None:
    """What the person has sent, the newest first."""
    mine = (Proposal.author_id == ctx.actor.id) | (Proposal.entered_by_id == ctx.actor.id)
    sent = (mine, Proposal.number.is_not(None), Proposal.status != Status.DISCARDED)
    count = ctx.unit.first(select(func.count(Proposal.id)).where(*sent)) or 0
    at = within(page, count)
    # Of many rows the page takes a few: the database should not carry their texts through its sorting.
    bare = (*for_label(), load_only(Proposal.status, Proposal.secret_until))
    query = select(Proposal).where(*sent).options(*bare).order_by(Proposal.sequence.desc())
    found = ctx.unit.all(query.offset(at * PER_PAGE).limit(PER_PAGE))
    lines = [
        say(
            "step1_recap.mine_line",
            what=listed(one),
            status=status_shown(one.seen_status(ctx.now)),
        )
        for one in found
    ]
    rows = columns((choice((one.number or "")[-4:], "usulan:see", one.id) for one in found), 4)
    words = (
        join(say("step1_recap.mine_title", count=count), *lines) if found else say("step1_recap.mine_none")
    )
    ctx.show(
        words,
        [
            *rows,
            turning(at, count, "usulan:list"),
            [*_bank(ctx), *thrown_row(ctx)],
            [*_new(ctx), button("menu.back", "menu:show")],
        ],
    )


def show_first_page(ctx: Ctx) -> None:
    show_mine(ctx, 0)


HANDLERS = (
    USULAN.conversation(
        Press("usulan:new", new, Who((Post.DELEGASI,))),
        Press("usulan:resume", resume, WRITES.on(Proposal)),
        Press("usulan:mend", mend, WRITES.on(Proposal)),
        Press("track:fix", fix, WRITES.on(Proposal)),
        photo_notes.ENTRY,
        Press("lalu:take", take, Who((Post.DELEGASI,)).on(PastProposal)),
    ),
    Command("usulan", usulan, POST),
    Press("usulan:drafts", show_drafts, POST),
    Press("usulan:drafts", show_first_drafts, POST),
    Press("usulan:which", choose_drop, POST),
    Press("usulan:drop", ask_drop, WRITES.on(Proposal)),
    Press("usulan:dropped", drop, WRITES.on(Proposal)),
    Press("usulan:mine", show_first_page, POST),
    Press("usulan:list", show_mine, POST),
    *THROWN,
)
