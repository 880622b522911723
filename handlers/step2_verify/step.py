"""Step 2, Kepala Bidang: the queue, card by card.

> [Mulai 12]
< US-2028-TNS-KDB-0042 · Kedung Badak · ke-1 dari 12 ...
  [Layak] [Perlu perbaikan] [Tidak layak] [Dicatat] [Lihat foto] [Selengkapnya] [Lewati dulu]
> [Layak]
< ✔ US-2028-TNS-KDB-0042: Layak. (the next card, in the same message)
...
> [Selesai]
"""

from __future__ import annotations

from datetime import timedelta

from handlers.step2_verify import (
    many_at_once as many,
)
from handlers.step2_verify import (
    many_form,
    more,
    sharing,
    survey,
    surveying,
)
from handlers.step2_verify import (
    queue_filter as queue_sieve,
)
from handlers.step2_verify import (
    reviewer_notes as notes,
)
from handlers.step2_verify import (
    undoing_verdict as undoing,
)
from handlers.step2_verify.given import done_words, given
from handlers.step2_verify.queue_lists import show_list
from handlers.step2_verify.verdict_form import (
    AGAIN,
    CLOSE,
    VERDICT,
    begin_again,
    begin_close,
    begin_mend,
    begin_note,
    begin_refuse,
    cancel,
)
from handlers.step2_verify.verdict_screens import go_back, show_full, show_home, show_next, show_one, skip
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import REVIEWS, VERIFIES
from models.enums import Fetching, Status
from models.posts import Post
from models.proposal import Proposal
from models.speech import button
from sop.core.refused import Refused
from sop.step2_verify.step import CLOSES_AS_IT_IS, close, decide, looking, ready_to_close, verdicts
from sop.step2_verify.undoing_verdict import open_verdict
from sop.step2_verify.verdict_queue import counts, proposal_here
from texts import say

ONE_TAP = timedelta(seconds=5)  #: within it, the same button pressed again is the same tap


def accept(ctx: Ctx, id: int, revision: int) -> None:
    """Layak: the next card appears in the same message."""
    row = proposal_here(ctx.unit, ctx.actor, id)
    if _said_already(ctx, row, revision):
        # A finger trembled before the next card was there; or a card that was on its way in a kill stands
        # there twice, and the other one is pressed.
        ctx.banner(done_words(verdicts(ctx.unit, row)[-1], row))
        show_next(ctx)
        return
    from_the_queue = row.status == Status.SUBMITTED
    verdict = decide(ctx.unit, ctx.actor, row, Status.VERIFIED, revision=revision)
    ctx.banner(given(ctx, verdict, row))
    if from_the_queue:
        show_next(ctx)
    else:
        show_list(ctx, "returned", 0)


def _said_already(ctx: Ctx, row: Proposal, revision: int) -> bool:
    """This person has accepted what stands on this card, just now or so that it can still be taken back."""
    mine = row.status == Status.VERIFIED and row.decided_by_id == ctx.actor.id and row.revision == revision
    if not mine or row.decided_at is None:
        return False
    return ctx.now - row.decided_at <= ONE_TAP or open_verdict(ctx.unit, row) is not None


def send_photos(ctx: Ctx, id: int) -> None:
    """The photos of an usulan, as pictures below the card."""
    looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    photos = [photo for photo in row.photos if photo.state != Fetching.UNUSABLE]
    if not photos:
        raise Refused("step2_verify.photos_none")
    for at, photo in enumerate(photos, start=1):
        words = say("step2_verify.photo_caption", at=at, of=len(photos), number=row.number or "-")
        ctx.tell(words, file={"upload": photo.id})


@view("s2:finish")
def ask_finish(ctx: Ctx) -> None:
    """Selesai: what follows, and whether it is meant."""
    ready_to_close(ctx.unit, ctx.actor, ctx.season)
    words = say("step2_verify.finish_ask", count=counts(ctx.unit, ctx.season).decided)
    yes, no = button("step2_verify.finish_yes", "s2:finished"), button("step2_verify.cancel", "s2:home")
    ctx.show(words, [[yes], [no]])


def finish(ctx: Ctx) -> None:
    """Ya, selesai."""
    close(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step2_verify.done_finished"))
    show_home(ctx)


HANDLERS = (
    VERDICT.conversation(
        Press("s2:mend", begin_mend, VERIFIES.on(Proposal)),
        Press("s2:refuse", begin_refuse, VERIFIES.on(Proposal)),
        Press("s2:note", begin_note, VERIFIES.on(Proposal)),
    ),
    AGAIN.conversation(Press("s2:again", begin_again, Who((Post.SEKRETARIS,)).on(Proposal))),
    CLOSE.conversation(Press("s2:close", begin_close, Who(CLOSES_AS_IT_IS))),
    *queue_sieve.HANDLERS,
    *sharing.HANDLERS,
    *notes.HANDLERS,
    *more.HANDLERS,
    *survey.HANDLERS,
    *surveying.HANDLERS,
    *many.HANDLERS,
    *many_form.HANDLERS,
    Press("s2:home", show_home, REVIEWS),
    Press("s2:next", show_next, REVIEWS),
    Press("s2:one", show_one, REVIEWS.on(Proposal)),
    Press("s2:full", show_full, REVIEWS.on(Proposal)),
    Press("s2:ok", accept, VERIFIES.on(Proposal)),
    Press("s2:skip", skip, REVIEWS.on(Proposal)),
    Press("s2:back", go_back, REVIEWS.on(Proposal)),
    Press("s2:photos", send_photos, REVIEWS.on(Proposal)),
    Press("s2:cancel", cancel, REVIEWS),
    Press("s2:finish", ask_finish, VERIFIES),
    Press("s2:finished", finish, VERIFIES),
    *undoing.HANDLERS,
)
