"""What the reviewers say among themselves about an usulan: its colour is the lock, and no author sees it.

> [Lainnya] > [🔒 Catatan internal]
< 🔒 Catatan internal US-2028-TNS-KDB-0042. Tidak pernah dilihat pengusul. ...  [Tulis catatan]
> [Pendapat kedua] > [Yanti Susanti] > Menurut Ibu, apakah lahannya sengketa?
< (to Yanti) 🔒 Hendra Gunawan meminta pendapat ...  [Beri pendapat]
"""

from __future__ import annotations

from handlers.step2_verify.note_words import name_of
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning
from handlers.talk.who import REVIEWS
from models.enums import Status
from models.people import Person
from models.proposal import Proposal
from models.speech import button, columns
from models.verifying import Note
from sop.core.people import post_title
from sop.core.refused import Refused
from sop.proposals.label import named
from sop.reading import sentence
from sop.step2_verify.reviewer_notes import (
    LEAST,
    MOST,
    OPINIONS,
    answer,
    ask,
    asked_of,
    asking,
    colleagues,
    noted,
    notes_of,
    write,
)
from texts import Html, join, plain, say
from texts.figures import cut, moment

PER_SCREEN = 4
LONGEST_SHOWN = 400
NEWEST = 999

D = ChatDraft


@view("s2:notes")
def show_notes(ctx: Ctx, id: int, page: int) -> None:
    """All that was said among reviewers about an usulan, the newest page first opened."""
    row = noted(ctx.unit, ctx.actor, id)
    every = notes_of(ctx.unit, row)
    last = max(len(every) - 1, 0) // PER_SCREEN
    page = min(page, last)
    lines = [_line(ctx, note) for note in every[page * PER_SCREEN : (page + 1) * PER_SCREEN]]
    turns = turning(page, (last + 1) * PER_PAGE, "s2:notes", id)
    ctx.show(
        join(say("notes.title", number=row.number or "-"), *(lines or [say("notes.none")])),
        [
            turns,
            [button("notes.write", "s2:note_new", id)],
            [button("step2_verify.card_back", "s2:one", id), button("step2_verify.home_back", "s2:home")],
        ],
    )


def _line(ctx: Ctx, note: Note) -> Html:
    facts = {
        "at": moment(note.at),
        "by": name_of(ctx, note.by_id),
        "text": cut(note.text, LONGEST_SHOWN),
    }
    if note.asked_id is not None:
        return say("notes.line_question", whom=name_of(ctx, note.asked_id), **facts)
    if note.outcome is not None:
        return say("notes.line_opinion", opinion=say(f"notes.opinion_{note.outcome}"), **facts)
    return say("notes.line", **facts)


# ---- a note


def _row(ctx: Ctx, draft: D) -> Proposal:
    return noted(ctx.unit, ctx.actor, draft.about)


def _number(ctx: Ctx, draft: D) -> dict[str, object]:
    return {"number": _row(ctx, draft).number or "-"}


def _cancel(draft: D, form: str) -> Rows:
    return [[button("step2_verify.cancel", "s2:note_off", form, draft.about or 0)]]


def cancel(ctx: Ctx, form: str, id: int) -> None:
    """Batalkan: nothing was written."""
    asked = {one.name: one for one in (NOTE, ASK, OPINE)}
    if form not in asked:
        raise Refused("common.old_button")
    asked[form].cancel(ctx)
    show_notes(ctx, id, NEWEST)


def begin_note(ctx: Ctx, id: int) -> str:
    """Tulis catatan."""
    noted(ctx.unit, ctx.actor, id)
    return NOTE.begin(ctx, id)


def _read(typed: str) -> str:
    return sentence(typed, LEAST, MOST)


def _noted(ctx: Ctx, draft: D) -> None:
    row = _row(ctx, draft)
    write(ctx.unit, ctx.actor, row, draft.get("text"))
    ctx.banner(say("notes.kept"))
    show_notes(ctx, row.id, NEWEST)


NOTE = ask_one(
    "s2note",
    title="notes.note_title",
    key="text",
    text="notes.ask_note",
    label="notes.label_text",
    read=_read,
    rows=lambda _ctx, draft: _cancel(draft, "s2note"),
    facts=_number,
    finish=_noted,
)


# ---- a second opinion


def begin_ask(ctx: Ctx, id: int) -> str:
    """Pendapat kedua: of whom?"""
    row = noted(ctx.unit, ctx.actor, id)
    if not colleagues(ctx.unit, ctx.actor, asking(ctx.unit, ctx.actor, row)):
        raise Refused("notes.nobody_to_ask")
    return ASK.begin(ctx, id)


def _whom_rows(ctx: Ctx, draft: D) -> Rows:
    people = colleagues(ctx.unit, ctx.actor, asking(ctx.unit, ctx.actor, _row(ctx, draft)))
    return [*columns(pick(one.name, "whom", one.id) for one in people), *_cancel(draft, "s2ask")]


def _choose_whom(ctx: Ctx, draft: D, value: str) -> int:
    season = asking(ctx.unit, ctx.actor, _row(ctx, draft))
    if value not in {f"{one.id}" for one in colleagues(ctx.unit, ctx.actor, season)}:
        raise Refused("notes.no_colleague")
    return int(value)


def _whom_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    person = ctx.unit.get(Person, draft.get("whom"))
    held = person.held(ctx.now) if person is not None else []
    who = f"{person.name} ({post_title(held[0])})" if person is not None and held else "-"
    return {"who": who, **_number(ctx, draft)}


def _asked(ctx: Ctx, draft: D) -> None:
    row, whom = _row(ctx, draft), ctx.unit.get(Person, draft.get("whom"))
    if whom is None:
        raise Refused("notes.no_colleague")
    ask(ctx.unit, ctx.actor, row, whom, draft.get("text"))
    ctx.banner(say("notes.asked", name=whom.name))
    show_notes(ctx, row.id, NEWEST)


ASK = ChatForm(
    "s2ask",
    title="notes.ask_title",
    questions=[
        Question(
            key="whom",
            text="notes.ask_whom",
            label="notes.label_whom",
            rows=_whom_rows,
            chosen=_choose_whom,
            facts=_number,
            expects="form.expects_button",
        ),
        Question(
            key="text",
            text="notes.ask_question",
            label="notes.label_text",
            read=_read,
            rows=lambda _ctx, draft: _cancel(draft, "s2ask"),
            facts=_whom_facts,
        ),
    ],
    finish=_asked,
)


def begin_opinion(ctx: Ctx, id: int) -> str:
    """Beri pendapat: which verdict would it be?"""
    row = noted(ctx.unit, ctx.actor, id)
    if not asked_of(ctx.unit, ctx.actor, row):
        raise Refused("notes.not_asked", number=row.number or "-")
    return OPINE.begin(ctx, id)


def _outcome_rows(_ctx: Ctx, draft: D) -> Rows:
    picks = columns(pick(plain(f"notes.opinion_{one}"), "outcome", one) for one in OPINIONS)
    return [*picks, *_cancel(draft, "s2opine")]


def _choose_outcome(_ctx: Ctx, _draft: D, value: str) -> str:
    if value not in OPINIONS:
        raise Refused("form.old_button")
    return value


def _outcome_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    row = _row(ctx, draft)
    asked = asked_of(ctx.unit, ctx.actor, row)
    words = cut(asked[-1].text, LONGEST_SHOWN) if asked else "-"
    by = name_of(ctx, asked[-1].by_id) if asked else "-"
    return {**named(row), "by": by, "text": words}


def _opined(ctx: Ctx, draft: D) -> None:
    row = _row(ctx, draft)
    answer(ctx.unit, ctx.actor, row, Status(draft.get("outcome")), draft.get("text"))
    ctx.banner(say("notes.opined"))
    show_notes(ctx, row.id, NEWEST)


OPINE = ChatForm(
    "s2opine",
    title="notes.opine_title",
    questions=[
        Question(
            key="outcome",
            text="notes.ask_outcome",
            label="notes.label_outcome",
            rows=_outcome_rows,
            chosen=_choose_outcome,
            facts=_outcome_facts,
            expects="form.expects_button",
        ),
        Question(
            key="text",
            text="notes.ask_why",
            label="notes.label_text",
            read=lambda typed: sentence(typed, 10, MOST),
            rows=lambda _ctx, draft: _cancel(draft, "s2opine"),
            facts=lambda _ctx, draft: {"opinion": plain(f"notes.opinion_{draft.get('outcome')}")},
        ),
    ],
    finish=_opined,
)

HANDLERS = (
    NOTE.conversation(Press("s2:note_new", begin_note, REVIEWS.on(Proposal))),
    ASK.conversation(Press("s2:ask", begin_ask, REVIEWS.on(Proposal))),
    OPINE.conversation(Press("s2:opine", begin_opinion, REVIEWS.on(Proposal))),
    Press("s2:notes", show_notes, REVIEWS.on(Proposal)),
    Press("s2:note_off", cancel, REVIEWS.on(None, Proposal)),
)
