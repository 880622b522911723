"""After a verdict: what was done, when its author hears of it, and the way to take it back until then."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from models.enums import Status
from models.proposal import Proposal, Verdict
from models.speech import Button, button
from sop.core.statuses import status_word
from sop.step2_verify.many_at_once import open_together
from sop.step2_verify.telling_authors import ANNOUNCED
from sop.step2_verify.undoing_verdict import open_verdict
from texts import Html, say
from texts.figures import clock

_DONE = {
    Status.VERIFIED: "step2_verify.done_verified",
    Status.RETURNED: "step2_verify.done_returned",
    Status.REFUSED: "step2_verify.done_refused",
    Status.NOTED: "step2_verify.done_noted",
    Status.BANKED: "bank.kept",
}


def given(ctx: Ctx, verdict: Verdict, row: Proposal) -> Html:
    """Remember it as the newest verdict of this person, and say when its author hears of it."""
    mark = ChatDraft.begin(ctx, "s2queue", ctx.season.id, at=0)
    mark.put("undo", row.id)
    mark.put("undo_many", None)
    return done_words(verdict, row)


def done_words(verdict: Verdict, row: Proposal) -> Html:
    """What was decided, and when its author hears of it."""
    return say(_DONE[verdict.outcome], number=row.number or "-", told=told_words(verdict))


def given_together(ctx: Ctx, mark: str, verdicts: Sequence[Verdict]) -> Html:
    """The same for verdicts that were given at once: they are taken back at once."""
    ChatDraft.begin(ctx, "s2queue", ctx.season.id, at=0).put("undo_many", mark)
    outcome = status_word(verdicts[0].outcome)
    return say("many.done", count=len(verdicts), status=outcome, told=told_words(verdicts[0]))


def told_words(verdict: Verdict) -> Html:
    if verdict.due is None:
        return say("step2_verify.hears_now")
    if verdict.due == ANNOUNCED:
        return say("step2_verify.hears_at_the_end")
    return say("step2_verify.hears_at", at=clock(verdict.due))


def newest_row(ctx: Ctx) -> list[Button]:
    """[Batalkan 0042] or [Batalkan 14 putusan]: the newest of this person, until its authors hear of it."""
    mark = ChatDraft(ctx, "s2queue").get("undo_many")
    together = open_together(ctx.unit, ctx.actor, mark) if mark else []
    if together:
        return [button("many.undo", "s2:undo_all", mark, count=len(together))]
    row = ctx.unit.get(Proposal, ChatDraft(ctx, "s2queue").get("undo"))
    if row is None or row.season_id != ctx.season.id or row.decided_by_id != ctx.actor.id:
        return []
    verdict = open_verdict(ctx.unit, row)
    if verdict is None:
        return []
    return [button("step2_verify.undo_one", "s2:undo", verdict.id, number=(row.number or "-")[-4:])]


def undo_row(ctx: Ctx, row: Proposal) -> list[Button]:
    """[Batalkan putusan], on the card of an usulan whose author has not heard."""
    verdict = open_verdict(ctx.unit, row)
    return [button("step2_verify.undo", "s2:undo", verdict.id)] if verdict is not None else []
