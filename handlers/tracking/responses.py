"""Sudah sesuai or Belum sesuai, and the answer to it.

> [Belum sesuai]
< Usulan ... berstatus Tidak layak. Apa yang belum sesuai? ...
> Lahan sudah dihibahkan, suratnya ada di kelurahan.
< Tanggapan ... sudah diteruskan. Jawabannya dikirim ke sini.
(Sekretaris) > [Jawab]  > Surat hibah belum terdaftar; dapat diusulkan lagi tahun depan.
"""

from __future__ import annotations

from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from handlers.tracking.tracking_card import see
from models.following import Response
from models.proposal import Proposal, Verdict
from sop.core.statuses import shown
from sop.proposals.label import named
from sop.reading import sentence
from sop.tracking.responses import LEAST, MOST, agree, answer, answering, dispute, take_back, to_answer
from texts import say


def say_agreed(ctx: Ctx, id: int, verdict: int) -> None:
    proposal = agree(ctx.unit, ctx.actor, id, verdict)
    ctx.banner(say("responses.agreed", number=proposal.number or "-"))
    see(ctx, id)


def take_agreement_back(ctx: Ctx, id: int) -> None:
    proposal = take_back(ctx.unit, ctx.actor, id)
    ctx.banner(say("responses.taken_back", number=proposal.number or "-"))
    see(ctx, proposal.id)


def begin_dispute(ctx: Ctx, id: int, verdict: int) -> str:
    answering(ctx.unit, ctx.actor, id, verdict)
    return DISPUTE.anew(ctx, id, verdict=verdict)


def _dispute_facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    proposal = answering(ctx.unit, ctx.actor, draft.about or 0, int(draft.get("verdict") or 0))
    status = shown(proposal.seen_status(ctx.now))
    return {"number": proposal.number or "-", "status": status, "least": LEAST}


def _finish_dispute(ctx: Ctx, draft: ChatDraft) -> None:
    about = draft.about or 0
    proposal = dispute(ctx.unit, ctx.actor, about, int(draft.get("verdict") or 0), draft.get("reason"))
    ctx.banner(say("responses.disputed", number=proposal.number or "-"))
    see(ctx, about)


def begin_reply(ctx: Ctx, id: int) -> str:
    to_answer(ctx.unit, ctx.actor, id)
    return REPLY.anew(ctx, id)


def _reply_facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    response, proposal = to_answer(ctx.unit, ctx.actor, draft.about or 0)
    return {
        **named(proposal),
        "status": shown(proposal.status),
        "reason": response.reason or "-",
        "least": LEAST,
    }


def _finish_reply(ctx: Ctx, draft: ChatDraft) -> None:
    proposal = answer(ctx.unit, ctx.actor, draft.about or 0, draft.get("answer"))
    ctx.banner(say("responses.answered", number=proposal.number or "-"))
    see(ctx, proposal.id)


DISPUTE = ask_one(
    "dispute",
    title="responses.title",
    key="reason",
    text="responses.ask_reason",
    label="responses.label_reason",
    read=lambda typed: sentence(typed, LEAST, MOST),
    facts=_dispute_facts,
    finish=_finish_dispute,
)

REPLY = ask_one(
    "reply",
    title="responses.answer_title",
    key="answer",
    text="responses.ask_answer",
    label="responses.label_answer",
    read=lambda typed: sentence(typed, LEAST, MOST),
    facts=_reply_facts,
    finish=_finish_reply,
)

HANDLERS = (
    DISPUTE.conversation(Press("track:dispute", begin_dispute, POST.on(Proposal, Verdict))),
    REPLY.conversation(Press("track:reply", begin_reply, POST.on(Response))),
    Press("track:agree", say_agreed, POST.on(Proposal, Verdict)),
    Press("track:unagree", take_agreement_back, POST.on(Response)),
)
