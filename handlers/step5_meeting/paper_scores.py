"""Scores of a member whose sheet is of paper, and closing a komisi without the scores that nobody gave.

> [Nilai dari kertas]
< Nilai Budi Santoso ... Ketik satu baris per usulan: nomor usulan, lalu nilainya. ...
> 12: 4 3
< Cocokkan dengan lembar Budi Santoso. 0012: 4 3 ...  [Simpan nilai]

> [Tutup tanpa nilai]
< 2 usulan Komisi Sarpras belum dinilai lengkap ... Mengapa tidak dinilai?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.step5_meeting.commissions import show_board
from handlers.step5_meeting.scoring import LETTERS, known_komisi
from handlers.step5_meeting.standings import show_result
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.who import SCORES
from models.meeting import Commission, TeamMember
from sop.core.refused import Refused
from sop.reading import sentence
from sop.step3_team.members import name_of
from sop.step5_meeting.commissions import close, finished_member, ready_to_close, unscored
from sop.step5_meeting.meeting import STEP5, commission, komisi_name
from sop.step5_meeting.paper_scores import enter, entering, read_sheet, scored_by_people
from sop.step5_meeting.standings import SHORTEST_REASON
from texts import plain, say
from texts.figures import number

NUMBERED = 60  #: usulan that the question names by number
NAMED = 5  #: usulan without scores that it names


def _some(numbers: Sequence[str], most: int) -> str:
    """The first of them, and how many more there are."""
    more = len(numbers) - most
    tail = [plain("imports.and_more", count=number(more))] if more > 0 else []
    return ", ".join([*numbers[:most], *tail])


# ---- from paper


def begin_sheet(ctx: Ctx, id: int) -> str:
    member = entering(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(TeamMember, id))
    return SHEET.anew(ctx, member.id)


def _member(ctx: Ctx, draft: ChatDraft) -> TeamMember:
    return entering(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(TeamMember, draft.about))


def _sheet_facts(ctx: Ctx, draft: ChatDraft) -> Mapping[str, object]:
    member = _member(ctx, draft)
    asked = scored_by_people(ctx.unit, ctx.season, member)
    numbers = [f"{one.sequence:04d}" for one, _ in asked]
    widest = max((criteria for _, criteria in asked), key=len, default=())
    example = " ".join([*numbers[:1], *("4" for _ in widest)])
    return {
        "name": name_of(member),
        "komisi": komisi_name(member.komisi or ""),
        "criteria": ", ".join(f"{letter} {one.short}" for letter, one in zip(LETTERS, widest, strict=False)),
        "numbers": _some(numbers, NUMBERED) or "-",
        "example": example,
    }


def _read(ctx: Ctx, draft: ChatDraft, typed: str) -> dict[str, dict[str, int]]:
    found = read_sheet(ctx.unit, ctx.season, _member(ctx, draft), typed)
    if not found:
        raise Refused("paper_scores.nothing")
    return {str(usulan): given for usulan, given in found.items()}


def _sheet_review(ctx: Ctx, draft: ChatDraft) -> str:
    member = _member(ctx, draft)
    given = draft.get("values") or {}
    lines = [
        plain(
            "paper_scores.line",
            number=f"{one.sequence:04d}",
            values=" ".join(str(given[str(one.id)][criterion.key]) for criterion in criteria),
        )
        for one, criteria in scored_by_people(ctx.unit, ctx.season, member)
        if str(one.id) in given
    ]
    return say("paper_scores.review", name=name_of(member), lines=" · ".join(lines))


def _save(ctx: Ctx, draft: ChatDraft) -> None:
    member = _member(ctx, draft)
    values = {int(usulan): given for usulan, given in (draft.get("values") or {}).items()}
    count = enter(ctx.unit, ctx.actor, ctx.season, member, values)
    finished_member(ctx.unit, ctx.season, member)
    ctx.banner(say("paper_scores.saved", name=name_of(member), count=number(count)))
    show_board(ctx, member.komisi or "")


SHEET = ask_one(
    "s5sheet",
    title="paper_scores.form_title",
    key="values",
    text="paper_scores.ask",
    label="paper_scores.label",
    reads=_read,
    facts=_sheet_facts,
    review=_sheet_review,
    send="paper_scores.save",
    finish=_save,
)


# ---- without


def begin_without(ctx: Ctx, komisi: str) -> str:
    one = ready_to_close(ctx.unit, ctx.actor, ctx.season, known_komisi(komisi), without=True)
    return WITHOUT.anew(ctx, one.id)


def _komisi(ctx: Ctx, draft: ChatDraft) -> Commission:
    one = ctx.unit.get(Commission, draft.about)
    if one is None or one.season_id != ctx.season.id:
        raise Refused("common.old_button")
    return commission(ctx.unit, ctx.season, one.komisi)


def _lacking(ctx: Ctx, draft: ChatDraft) -> Mapping[str, object]:
    one = _komisi(ctx, draft)
    lacking = unscored(ctx.unit, ctx.season, one.komisi)
    return {
        "komisi": komisi_name(one.komisi),
        "count": number(len(lacking)),
        "numbers": _some([proposal.number or "-" for proposal in lacking], NAMED),
    }


def _without_review(ctx: Ctx, draft: ChatDraft) -> str:
    facts = _lacking(ctx, draft)
    return say(
        "scoring.review_without", komisi=facts["komisi"], count=facts["count"], reason=draft.get("reason")
    )


def _close(ctx: Ctx, draft: ChatDraft) -> None:
    one = _komisi(ctx, draft)
    close(ctx.unit, ctx.actor, ctx.season, one.komisi, without=str(draft.get("reason")))
    ctx.banner(say("scoring.closed_now", komisi=komisi_name(one.komisi)))
    show_result(ctx, one.komisi, 0)


WITHOUT = ask_one(
    "s5without",
    title="scoring.without_title",
    key="reason",
    text="scoring.ask_without",
    label="scoring.label_without",
    read=lambda typed: sentence(typed, SHORTEST_REASON, 400),
    facts=_lacking,
    review=_without_review,
    send="scoring.yes_close",
    finish=_close,
)

HANDLERS = (
    SHEET.conversation(Press("s5:sheet", begin_sheet, SCORES.on(TeamMember, since=STEP5))),
    WITHOUT.conversation(Press("s5:without", begin_without, SCORES.on(since=STEP5))),
)
