"""The signer's two buttons.

> (the PDF, six lines)  [Setujui] [Kembalikan]
> [Setujui]
< Setujui Laporan ...? Versi 2, 31 halaman, sidik jari 1a2b3c4d.  [Ya, setujui] [Kembali]
> [Ya, setujui]
< ✔ Disetujui ... Berlaku pukul 10.17 WIB; sampai saat itu dapat dibatalkan.  [Batalkan]
"""

from __future__ import annotations

import sop.handover.absent_signer  # noqa: F401  so that Sekretaris owes a deputy for a signer who is away
from handlers.accounts.pin import asked_for, proved
from handlers.home.menu import show_menu
from handlers.signing.one_picture import picture_in, take_picture
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.who import DECIDES, PARAFS
from models.paper import Decision, Paper
from models.speech import button, columns
from sop.accounts.pin import pin_of, proof_of
from sop.core.refused import Refused
from sop.flow.approval import approve, deciding, keys, request, signer_words
from sop.flow.approval_effects import carry_out, rounds, undo
from sop.flow.marked_page import mark_page
from sop.flow.paraf import reading, send_back
from sop.papers.papers import short_hash, title
from sop.reading import sentence, whole
from sop.reading.words import simple
from texts import Html, plain, say
from texts.figures import clock

#: Why a naskah is sent back most often; any other reason is typed.
REASONS = ("data", "kurang", "ketik", "susunan")

MARKED = "marked"  #: the photo of the page, beside its number
WHOLE = "semua"  #: stands for "no page": an answer that is None would be asked for again


def show_request(ctx: Ctx, id: int) -> None:
    """Send the file and its buttons once more."""
    request(ctx.unit, deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id)))


def ask_approval(ctx: Ctx, id: int) -> None:
    """The second screen: exactly which bytes."""
    paper = deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    mark = short_hash(paper)
    word = "approve:yes" if pin_of(ctx.unit, ctx.actor) is None else "approve:prove"
    ctx.rewrite(
        say("approval.confirm", title=title(paper), edition=paper.edition, pages=paper.pages or 0, hash=mark),
        [
            [button("approval.yes", word, paper.id, mark, rounds(ctx.unit, paper))],
            [button("approval.back", "approve:card", paper.id)],
        ],
    )


def show_card(ctx: Ctx, id: int) -> None:
    """Back to the first screen."""
    paper = deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    ctx.rewrite(signer_words(ctx.unit, paper), keys(paper))


def say_yes(ctx: Ctx, id: int, hash: str, round: int) -> None:
    """Ya, setujui, of somebody without a PIN (with one: handlers/signing/proving.py)."""
    ctx.alert(confirm(ctx, id, hash, round))


def confirm(ctx: Ctx, id: int, hash: str, round: int, *, proof: str | None = None) -> str:
    """It holds when the minutes to take it back are over; what to say about it."""
    paper = deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    if round != rounds(ctx.unit, paper):
        raise Refused("approval.earlier_round")
    decision = approve(ctx.unit, ctx.actor, paper, hash, proof=proof)
    until = decision.effective_at or ctx.now
    if until > ctx.now:
        return plain("approval.for_now_alert", until=clock(until))
    carry_out(ctx.unit, decision)
    return plain("approval.approved_alert")


def take_back(ctx: Ctx, id: int) -> None:
    """Batalkan: nothing has left, and the two buttons are there again."""
    undo(ctx.unit, ctx.actor, ctx.unit.get(Decision, id))
    ctx.alert(plain("approval.undone_alert"))


def begin_return(ctx: Ctx, id: int) -> str:
    """Kembalikan, of the signer or of who gives a paraf: why, a note, and where one likes the page."""
    reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    draft = ChatDraft.begin(ctx, RETURN.name, id)
    draft.put("pin", None)
    draft.put("guarded", pin_of(ctx.unit, ctx.actor) is not None)
    return RETURN.begin(ctx, id)


def _finish_return(ctx: Ctx, draft: ChatDraft) -> None:
    proof = proof_of(ctx.unit, ctx.actor) if draft.get("pin") else None
    try:
        with ctx.unit.part():
            paper = reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, draft.about))
            send_back(ctx.unit, ctx.actor, paper, _note(draft), proof=proof)
            marked = picture_in(draft, MARKED)
            if marked is not None:
                mark_page(ctx.unit, ctx.actor, paper, marked)
        words = say("approval.returned_alert")
    except Refused as refused:
        if proof is None:
            raise
        words = say(refused.key, **refused.facts)  # letting it out would bring the PIN back into our rows
    ctx.banner(words)
    show_menu(ctx)


def _returned(ctx: Ctx, draft: ChatDraft) -> str:
    paper = ctx.unit.get(Paper, draft.about)
    return plain("pin.deed_return", title=title(paper) if paper is not None else "-")


def _note(draft: ChatDraft) -> str:
    """What the ones who mend it read: the reason, the note, the page."""
    why, page = draft.get("why"), draft.get("page")
    said = str(why)
    if why in REASONS:
        said = plain("approval.note_because", why=plain(f"approval.why_{why}"), note=draft.get("note"))
    return said if page in (None, WHOLE) else plain("approval.note_on_page", note=said, page=page)


def _reason_rows() -> Rows:
    return columns(pick(plain(f"approval.why_{why}"), "why", why) for why in REASONS)


def _pages(ctx: Ctx, draft: ChatDraft) -> int:
    paper = ctx.unit.get(Paper, draft.about)
    return (paper.pages or 1) if paper is not None else 1


def _reason(value: str) -> str:
    if value not in REASONS:
        raise Refused("form.old_button")
    return value


def _page(ctx: Ctx, draft: ChatDraft, typed: str) -> int:
    paper = reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, draft.about))
    return whole(simple(typed).removeprefix("halaman").removeprefix("hal.").strip(), 1, paper.pages or 1)


def _have(draft: ChatDraft) -> Html:
    return say("marked.have") if picture_in(draft, MARKED) is not None else say("approval.page_photo")


def _whole(value: str) -> str:
    if value != WHOLE:
        raise Refused("form.old_button")
    return value


RETURN = ChatForm(
    "return",
    title="approval.note_title",
    questions=[
        Question(
            key="why",
            text="approval.why_ask",
            label="approval.why_label",
            read=lambda typed: sentence(typed, 10, 1000),
            rows=lambda _ctx, _draft: _reason_rows(),
            chosen=lambda _ctx, _draft, value: _reason(value),
        ),
        Question(
            key="note",
            text="approval.note_ask",
            label="approval.note_label",
            read=lambda typed: sentence(typed, 10, 1000),
            facts=lambda _ctx, draft: {"why": plain(f"approval.why_{draft.get('why')}")},
            when=lambda draft: draft.get("why") in REASONS,
        ),
        Question(
            key="page",
            text="approval.page_ask",
            label="approval.page_label",
            reads=_page,
            takes={
                kind: lambda ctx, draft, message: take_picture(ctx, draft, message, MARKED)
                for kind in ("photo", "document")
            },
            facts=lambda ctx, draft: {"pages": _pages(ctx, draft), "have": _have(draft)},
            expects="marked.expects",
            rows=lambda _ctx, _draft: [[pick(plain("approval.page_none"), "page", WHOLE)]],
            chosen=lambda _ctx, _draft, value: _whole(value),
        ),
        Question(
            key="pin",
            text="pin.ask_prove",
            label="pin.label",
            reads=lambda ctx, _draft, typed: proved(ctx, typed),
            facts=lambda ctx, draft: {"deed": _returned(ctx, draft), "what": asked_for(ctx)},
            when=lambda draft: bool(draft.get("guarded")),
            secret=True,
        ),
    ],
    finish=_finish_return,
)

HANDLERS = (
    Press("approve:show", show_request, DECIDES.on(Paper)),
    Press("approve:ask", ask_approval, DECIDES.on(Paper)),
    Press("approve:card", show_card, DECIDES.on(Paper)),
    Press("approve:yes", say_yes, DECIDES.on(Paper)),
    Press("approve:undo", take_back, DECIDES.on(Decision)),
    RETURN.conversation(Press("approve:return", begin_return, (DECIDES | PARAFS).on(Paper))),
)
