"""JFU notes what the city made of an usulan.

> [Catat hasil kota]
< Hasil usulan ... dari tahap mana?  [Musrenbang Kota] [RKPD] [APBD]
> [RKPD]  > [Diakomodasi]  > 2028  > 48 juta
< Hasil RKPD untuk usulan ... sudah dicatat. Pengusul sudah dikabari.
"""

from __future__ import annotations

from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.tracking.tracking_card import see
from models.posts import Post
from models.proposal import Proposal
from sop.core.refused import Refused
from sop.proposals.may_see import seen
from sop.reading import rupiah, sentence
from sop.tracking.outcomes import LEAST, MOST, STAGES, Result, goes_on, note, stage_word, tell_author
from texts import plain, say

LATEST = 10  #: years after the one that is planned


def begin_outcome(ctx: Ctx, id: int) -> str:
    goes_on(ctx.unit, ctx.actor, seen(ctx.unit, ctx.actor, id))
    return OUTCOME.anew(ctx, id)


def _row(ctx: Ctx, draft: ChatDraft) -> Proposal:
    return seen(ctx.unit, ctx.actor, draft.about or 0)


def _stages(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(stage_word(stage), "stage", stage)] for stage in STAGES]


def _stage(_ctx: Ctx, _draft: ChatDraft, value: str) -> str:
    if value not in STAGES:
        raise Refused("form.old_button")
    return value


def _yes_no(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    yes = pick(plain("outcomes.accommodated_yes"), "accommodated", "yes")
    return [[yes], [pick(plain("outcomes.accommodated_no"), "accommodated", "no")]]


def _said(_ctx: Ctx, _draft: ChatDraft, value: str) -> str:
    if value not in ("yes", "no"):
        raise Refused("form.old_button")
    return value


def _year(ctx: Ctx, _draft: ChatDraft, typed: str) -> int:
    first = ctx.season.year - 1
    year = typed.strip()
    if not (year.isascii() and year.isdigit() and first <= int(year) <= first + LATEST):
        raise Refused("outcomes.not_a_year", first=first, last=first + LATEST)
    return int(year)


def _taken(draft: ChatDraft) -> bool:
    return bool(draft.get("accommodated") == "yes")


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    proposal, taken = _row(ctx, draft), _taken(draft)
    result = Result(
        stage=draft.get("stage"),
        accommodated=taken,
        reason=None if taken else draft.get("reason"),
        year=draft.get("year") if taken else None,
        cost=draft.get("cost") if taken else None,
    )
    row = note(ctx.unit, ctx.actor, proposal, result)
    tell_author(ctx.unit, proposal, row)
    ctx.banner(say("outcomes.noted", stage=stage_word(row.stage), number=proposal.number or "-"))
    see(ctx, proposal.id)


OUTCOME = ChatForm(
    "outcome",
    title="outcomes.title",
    questions=[
        Question(
            key="stage",
            text="outcomes.ask_stage",
            label="outcomes.label_stage",
            rows=_stages,
            chosen=_stage,
            facts=lambda ctx, draft: {"number": _row(ctx, draft).number or "-"},
            expects="form.expects_button",
        ),
        Question(
            key="accommodated",
            text="outcomes.ask_accommodated",
            label="outcomes.label_accommodated",
            rows=_yes_no,
            chosen=_said,
            expects="form.expects_button",
        ),
        Question(
            key="year",
            text="outcomes.ask_year",
            label="outcomes.label_year",
            reads=_year,
            when=_taken,
            optional=True,
            facts=lambda ctx, _draft: {"year": ctx.season.year},
        ),
        Question(
            key="cost",
            text="outcomes.ask_cost",
            label="outcomes.label_cost",
            read=rupiah,
            when=_taken,
            optional=True,
        ),
        Question(
            key="reason",
            text="outcomes.ask_reason",
            label="outcomes.label_reason",
            read=lambda typed: sentence(typed, LEAST, MOST),
            when=lambda draft: not _taken(draft),
        ),
    ],
    finish=_finish,
)

HANDLERS = (OUTCOME.conversation(Press("track:outcome", begin_outcome, Who((Post.JFU,)).on(Proposal))),)
