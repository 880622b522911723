"""Kirim usulan: what is worth a second look is shown first, on one screen; then it is sent.

> [Kirim usulan]
< Sebelum dikirim, periksa sebentar. Mungkin sudah diusulkan:
  1. US-2028-TNS-KDB-0042 · Menunggu verifikasi · Gang Mawar RT 03/RW 05
  [Sama, gabung 1] [Beda, lanjut] [Ubah usulan]
> [Beda, lanjut]
< (the receipt)
"""

from __future__ import annotations

from handlers.proposals.proposal_receipt import give_receipt
from handlers.talk.buttons import Press, open_view, view
from handlers.talk.context import Ctx
from handlers.talk.who import WRITES
from models.enums import Status
from models.likeness import PastProposal
from models.proposal import Proposal
from models.speech import Button, button
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.duplicates.find import Alike
from sop.proposals.drafts import editable
from sop.proposals.label import named
from sop.proposals.prechecks import Findings, look, say_different
from sop.proposals.submitting import must_be_accepted, submit
from sop.proposals.versions import fingerprint
from sop.step2_verify.merging import can_take, join_other
from texts import Html, join, say
from texts.figures import cut

LONGEST_PLACE = 60
LONGEST_REASON = 60


def send(ctx: Ctx, proposal: Proposal) -> None:
    """At once where nothing is doubtful."""
    if look(ctx.unit, proposal):
        show_findings(ctx, proposal.id)
    else:
        _send(ctx, proposal)


def _send(ctx: Ctx, proposal: Proposal) -> None:
    try:
        if proposal.status == Status.DRAFT:
            must_be_accepted(ctx.unit, ctx.season, proposal)
    except Refused as refused:
        _stays_draft(ctx, proposal, refused)
        return
    sent = submit(ctx.unit, ctx.actor, proposal.id)
    number = sent.number or "-"
    give_receipt(ctx, sent)
    if sent.revision > 1:
        ctx.banner(say("step1_recap.sent_again", number=number))
    else:
        ctx.banner(say("step1_recap.sent", number=number))
    open_view(ctx, "menu:show")


def _stays_draft(ctx: Ctx, proposal: Proposal, refused: Refused) -> None:
    """Too late or too many: nothing is lost, and he is told who can help."""
    why = say(refused.key, **refused.facts)
    ctx.unit.log(ctx.actor, "proposal.held", proposal, why=refused.key)
    ctx.alert(why)
    ctx.banner(Html(f"⚠️ {why}"))
    open_view(ctx, "menu:show")


@view("cek:show")
def show_findings(ctx: Ctx, id: int) -> None:
    """What may be the same, and what is odd about the address or the office; nothing is sent yet."""
    proposal = editable(ctx.unit, ctx.actor, id)
    found = look(ctx.unit, proposal)
    ctx.desk.place = f"cek:show:{id}"
    ctx.show(_words(ctx, found), _rows(ctx, proposal, found))


def _words(ctx: Ctx, found: Findings) -> Html:
    return join(
        say("prechecks.title"),
        say("prechecks.alike") if found.alike else Html(""),
        *(_line(ctx, at, one) for at, one in enumerate(found.alike, start=1)),
        *(one.words for one in found.others),
        say("prechecks.then_alike" if found.alike else "prechecks.then"),
    )


def _line(ctx: Ctx, at: int, one: Alike) -> Html:
    if isinstance(one.one, PastProposal):
        return _line_past(at, one.one)
    proposal = one.one
    return say(
        "prechecks.line",
        at=at,
        status=shown(proposal.seen_status(ctx.now)),
        **named(proposal),
    )


def _line_past(at: int, past: PastProposal) -> Html:
    facts = {
        "at": at,
        "year": past.year,
        "title": cut(past.title, LONGEST_PLACE),
        "place": cut(past.place or "-", LONGEST_PLACE),
    }
    if past.accommodated is None:
        return say("prechecks.past_unknown", **facts)
    if past.accommodated:
        return say("prechecks.past_taken", **facts)
    return say("prechecks.past_left", reason=cut(past.reason or "-", LONGEST_REASON), **facts)


def _rows(ctx: Ctx, proposal: Proposal, found: Findings) -> list[list[Button]]:
    stamp = fingerprint(proposal)
    same = [
        button("prechecks.same", "cek:same", proposal.id, one.one.id, stamp, at=at)
        for at, one in enumerate(found.alike, start=1)
        if can_take(ctx.unit, one)
    ]
    go = "prechecks.different" if found.alike else "prechecks.nevertheless"
    return [
        *([one] for one in same),
        [button(go, "cek:go", proposal.id, stamp)],
        [button("prechecks.change", "usulan:resume", proposal.id)],
    ]


def go_on(ctx: Ctx, id: int, stamp: str) -> None:
    """Beda, lanjut, or Tetap kirim: sent at once, and the reviewers see what was said."""
    proposal = _read(ctx, id, stamp)
    say_different(ctx.unit, ctx.actor, id, look(ctx.unit, proposal))
    _send(ctx, proposal)


def join_it(ctx: Ctx, id: int, other: int, stamp: str) -> None:
    """Sama, gabung."""
    _read(ctx, id, stamp)
    sent, root = join_other(ctx.unit, ctx.actor, id, other)
    give_receipt(ctx, sent)
    ctx.banner(say("prechecks.joined", number=sent.number or "-", other=root.number or "-"))
    open_view(ctx, "menu:show")


def _read(ctx: Ctx, id: int, stamp: str) -> Proposal:
    """The draft as it stood on the screen; a change in between is shown first."""
    proposal = editable(ctx.unit, ctx.actor, id)
    if proposal.asked is not None:
        raise Refused("prechecks.being_changed")
    if fingerprint(proposal) != stamp:
        raise Refused("prechecks.changed")
    return proposal


HANDLERS = (
    Press("cek:show", show_findings, WRITES.on(Proposal)),
    Press("cek:go", go_on, WRITES.on(Proposal)),
    Press("cek:same", join_it, WRITES.on(Proposal, Proposal)),
)
