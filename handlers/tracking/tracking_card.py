"""One usulan after it was sent, by its number or a tap: where it stands, its way, and why.

> 42
< US-2028-TNS-KDB-0042 ... 🟡 Menunggu verifikasi. Langkah 2/8 ▓▒░░░░░░ Verifikasi.
  Berikutnya: Kepala Bidang memeriksa, tenggat Jumat, 22 Januari 2027.  [Perjalanan] [Kenapa?] [☆ Ikuti]
> [Kenapa?]
< Aturan: ... Alasan: ... Berikutnya: ...
"""

from __future__ import annotations

from telegram.ext import filters

from handlers.proposals.proposal_receipt import receipt_row
from handlers.step2_verify.merging import merge_rows
from handlers.talk.buttons import Press, Typed, open_view, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import POST
from handlers.tracking.tracking_words import event_line
from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button
from sop.core.statuses import shown
from sop.duplicates.likeness_words import lineage
from sop.flow.progress import run_of
from sop.proposals.drafts import photo_follows
from sop.proposals.entered_by import entered_line
from sop.proposals.late import late_line
from sop.proposals.may_see import Sight, reason_for, seen, sight, status_for
from sop.proposals.proposal_words import beneficiary_words, place_words, volume_words
from sop.proposals.usual_costs import doubt_words
from sop.proposals.versions import revisions
from sop.step2_verify.merging import VERIFYING
from sop.step2_verify.step import may_decide
from sop.tracking.author_window import locked
from sop.tracking.dossier import KEEPERS
from sop.tracking.finding_usulan import WHOLE, by_number
from sop.tracking.following import follows
from sop.tracking.outcomes import GOES_ON
from sop.tracking.outlook import bar, next_words
from sop.tracking.public_status import public_words
from sop.tracking.responses import agreement, may_answer, open_response, verdict_to_answer
from sop.tracking.timeline import history
from texts import Html, join, plain, say
from texts.figures import cut, moment, rupiah

LONGEST_REASON = 400
NEWEST = 999  #: the last page, however many there are


def open_number(ctx: Ctx) -> None:
    """A number typed where nothing is asked; who is to decide about it gets the card to decide on."""
    found = by_number(ctx.unit, ctx.actor, ctx.season, ctx.typed)
    decides = may_decide(ctx.unit, ctx.actor, run_of(ctx.unit, ctx.season, VERIFYING))
    if decides and found.season_id == ctx.season.id and found.status in (Status.SUBMITTED, Status.RETURNED):
        open_view(ctx, "s2:one", found.id)
    else:
        see(ctx, found.id)


@view("usulan:see")
def see(ctx: Ctx, id: int) -> None:
    """One usulan, as much of it as this person may see."""
    proposal = seen(ctx.unit, ctx.actor, id)
    sees = sight(ctx.unit, ctx.actor, proposal)
    if sees is Sight.PUBLIC:
        ctx.show(public_words(ctx.unit, proposal, ctx.now), [_follow(ctx, proposal), _foot(ctx, proposal)])
        return
    status, reason = status_for(ctx.unit, proposal, sees), reason_for(ctx.unit, proposal, sees)
    parts = [
        say("tracking.head", number=proposal.number or "-", kelurahan=proposal.kelurahan.name),
        say("tracking.title", title=proposal.title or "-"),
        say("tracking.place", place=cut(place_words(proposal), 100)),
        say("tracking.problem", problem=cut(proposal.problem or "-", 160)),
        say(
            "tracking.size",
            volume=volume_words(proposal) or "-",
            cost=rupiah(proposal.cost or 0),
            people=beneficiary_words(proposal) or "-",
        ),
        "" if _mine(ctx, proposal) else doubt_words(ctx.unit, proposal),
        Html(" ".join(filter(None, (entered_line(ctx.unit, proposal), lineage(proposal))))),
        late_line(ctx.unit, proposal),
        say("tracking.status", status=shown(status)),
        say("tracking.reason", reason=cut(reason, LONGEST_REASON)) if reason else "",
        bar(ctx.unit, proposal, status),
        next_words(ctx.unit, proposal, status),
    ]
    ctx.show(join(*parts), [*_acts(ctx, proposal, sees, status), _foot(ctx, proposal)])


def _mine(ctx: Ctx, proposal: Proposal) -> bool:
    return ctx.actor.id in (proposal.author_id, proposal.entered_by_id)


def _acts(ctx: Ctx, proposal: Proposal, sees: Sight, status: Status) -> list[list[Button]]:
    rows: list[list[Button]] = []
    if _mine(ctx, proposal) and status == Status.RETURNED:
        rows.append([button("step1_recap.mend", "usulan:mend", proposal.id)])
    if _mine(ctx, proposal) and status == Status.DRAFT:
        rows.append([button("step1_recap.go_on", "usulan:resume", proposal.id)])
    if _mine(ctx, proposal) and status == Status.SUBMITTED and locked(ctx.unit, proposal) is None:
        rows.append(
            [
                button("tracking.fix", "track:fix", proposal.id),
                button("tracking.take_back", "track:back", proposal.id),
            ]
        )
    if _mine(ctx, proposal) and photo_follows(ctx.unit, proposal):
        rows.append([button("later_photos.open", "photo:add", proposal.id)])
    rows.append(
        [
            button("tracking.way", "track:way", proposal.id, NEWEST),
            button("tracking.why", "track:why", proposal.id),
        ]
    )
    rows.append(_response(ctx, proposal))
    rows.extend(merge_rows(ctx, proposal))
    if status in GOES_ON and ctx.actor.holds(Post.JFU, ctx.now):
        rows.append([button("outcomes.note", "track:outcome", proposal.id)])
    versions = (
        [button("tracking.versions", "track:versions", proposal.id, 0)] if proposal.revision > 1 else []
    )
    kept = receipt_row(ctx, proposal) if _mine(ctx, proposal) else []
    answers_for_it = any(ctx.actor.holds(post, ctx.now) for post in KEEPERS)
    whole = [button("dossier.open", "usulan:all", proposal.id, 0)] if answers_for_it else []
    rows.append([*_follow(ctx, proposal), *kept, *versions, *whole])
    return rows


def _response(ctx: Ctx, proposal: Proposal) -> list[Button]:
    """What the author can say to his answer, or what those have to who gave it."""
    if _mine(ctx, proposal):
        verdict = verdict_to_answer(ctx.unit, proposal)
        if verdict is None:
            said = agreement(ctx.unit, proposal)
            return [button("responses.take_back", "track:unagree", said.id)] if said else []
        return [
            button("responses.agree", "track:agree", proposal.id, verdict.id),
            button("responses.dispute", "track:dispute", proposal.id, verdict.id),
        ]
    waiting = open_response(ctx.unit, proposal)
    if waiting is None or not may_answer(ctx.unit, ctx.actor, waiting):
        return []
    return [button("responses.answer", "track:reply", waiting.id)]


def _follow(ctx: Ctx, proposal: Proposal) -> list[Button]:
    """Of his own usulan the author hears anyway."""
    if _mine(ctx, proposal):
        return []
    if follows(ctx.unit, ctx.actor, proposal):
        return [button("tracking.unfollow", "track:unfollow", proposal.id)]
    return [button("tracking.follow", "track:follow", proposal.id)]


def _foot(ctx: Ctx, proposal: Proposal) -> list[Button]:
    mine = [button("menu.mine", "usulan:list", 0)] if _mine(ctx, proposal) else []
    followed = [] if mine else [button("tracking.followed", "track:mine", 0)]
    return [*mine, *followed, button("menu.back", "menu:show")]


@view("track:way")
def show_way(ctx: Ctx, id: int, page: int) -> None:
    """What happened to it, by whom and why, and what comes next; the newest page first."""
    proposal = seen(ctx.unit, ctx.actor, id, Sight.WHOLE)
    sees = sight(ctx.unit, ctx.actor, proposal)
    status = status_for(ctx.unit, proposal, sees)
    events = history(ctx.unit, proposal, reviewer=sees is Sight.REVIEWER)
    shown_now = page_of(events, page)
    ctx.show(
        join(
            say("tracking.way_title", number=proposal.number or "-", status=shown(status)),
            bar(ctx.unit, proposal, status),
            *(event_line(event) for event in shown_now.items),
            next_words(ctx.unit, proposal, status),
        ),
        [turns(shown_now, "track:way", id), _back(id)],
    )


@view("track:why")
def show_why(ctx: Ctx, id: int) -> None:
    """The rule behind the status, who gave it and why, and who has to act next by when."""
    proposal = seen(ctx.unit, ctx.actor, id, Sight.WHOLE)
    sees = sight(ctx.unit, ctx.actor, proposal)
    status, reason = status_for(ctx.unit, proposal, sees), reason_for(ctx.unit, proposal, sees)
    events = history(ctx.unit, proposal, reviewer=sees is Sight.REVIEWER)
    last = events[-1] if events else None
    ctx.show(
        join(
            say("tracking.why_title", number=proposal.number or "-", status=shown(status)),
            say("tracking.why_rule", rule=plain(f"tracking.rule_{status}")),
            say("tracking.why_who", who=last.who, at=moment(last.at)) if last else "",
            say("tracking.reason", reason=reason) if reason else "",
            next_words(ctx.unit, proposal, status),
            (locked(ctx.unit, proposal) or "") if _mine(ctx, proposal) and status == Status.SUBMITTED else "",
        ),
        [_back(id)],
    )


@view("track:versions")
def show_versions(ctx: Ctx, id: int, page: int) -> None:
    """Riwayat versi: v2 → v3: volume 40 m → 60 m."""
    proposal = seen(ctx.unit, ctx.actor, id, Sight.WHOLE)
    shown_now = page_of(revisions(ctx.unit, proposal), page)
    lines: list[Html] = []
    for one in shown_now.items:
        facts = {"revision": one.version.revision, "at": moment(one.version.at)}
        if one.version.revision == 1:
            lines.append(say("tracking.version_first", **facts))
        else:
            changes = cut(", ".join(one.changes) or plain("tracking.version_same"), 300)
            lines.append(
                say("tracking.version_line", before=one.version.revision - 1, changes=changes, **facts)
            )
    ctx.show(
        join(say("tracking.versions_title", number=proposal.number or "-"), *lines),
        [turns(shown_now, "track:versions", id), _back(id)],
    )


def _back(id: int) -> list[Button]:
    return [button("form.back", "usulan:see", id), button("menu.back", "menu:show")]


HANDLERS = (
    Press("usulan:see", see, POST.on(Proposal, anytime=True)),
    Press("track:way", show_way, POST.on(Proposal, anytime=True)),
    Press("track:why", show_why, POST.on(Proposal, anytime=True)),
    Press("track:versions", show_versions, POST.on(Proposal, anytime=True)),
)

#: Behind every conversation: inside a form the number is the form's answer.
TYPED = (Typed(filters.UpdateType.MESSAGE & filters.Regex(WHOLE), open_number, "number", POST),)
