"""Minta survei: the reviewer sends somebody out, and reads what he found.

> [Lainnya] > [Minta survei] > [Budi Santoso]
< Budi Santoso sudah diminta meninjau.
...
< 📐 Usulan 60 m2 · survei 48 m2 · −20 %; 35 m dari titik usulan.  [Foto survei 3] [Lihat peta]
"""

from __future__ import annotations

from handlers.step2_verify.note_words import name_of
from handlers.step2_verify.survey_words import result_words
from handlers.talk.buttons import Press, open_view, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import POST, VERIFIES
from models.people import Person
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from models.verifying import Survey
from sop.core.refused import Refused
from sop.proposals.proposal_words import map_of
from sop.step2_verify.step import looking, may_decide
from sop.step2_verify.surveys import (
    OPEN,
    call_off,
    open_survey,
    photos,
    send_out,
    sending,
    survey_here,
    surveyors,
    surveys_of,
)
from sop.step2_verify.verdict_queue import proposal_here
from texts import join, plain, say
from texts.figures import moment


def survey_row(ctx: Ctx, row: Proposal) -> list[Button]:
    """Behind Lainnya: the result, and a new one or the end of the one that runs."""
    done = [one for one in surveys_of(ctx.unit, row) if one.done_at is not None]
    found = [button("survey.result", "survey:result", done[-1].id)] if done else []
    run = looking(ctx.unit, ctx.actor, ctx.season)
    if not may_decide(ctx.unit, ctx.actor, run) or row.status not in OPEN:
        return found
    running = open_survey(ctx.unit, row)
    if running is not None:
        return [*found, button("survey.call_off", "survey:off", running.id)]
    return [*found, button("survey.ask", "survey:whom", row.id, 0)]


@view("survey:whom")
def show_whom(ctx: Ctx, id: int, page: int) -> None:
    """Who is to go?"""
    row = proposal_here(ctx.unit, ctx.actor, id)
    people = page_of(surveyors(ctx.unit, sending(ctx.unit, ctx.actor, row)), page)
    labels = told_apart(one.name for one in people.items)
    picks = columns(
        choice(label, "survey:send", id, one.id) for label, one in zip(labels, people.items, strict=True)
    )
    words = say("survey.whom" if people.items else "survey.nobody", number=row.number or "-")
    ctx.show(
        words,
        [*picks, turns(people, "survey:whom", id), [button("step2_verify.card_back", "s2:more", id)]],
    )


def send(ctx: Ctx, id: int, to: int) -> None:
    """He has the task on his phone."""
    row = proposal_here(ctx.unit, ctx.actor, id)
    person = ctx.unit.get(Person, to)
    if person is None:
        raise Refused("survey.no_surveyor")
    send_out(ctx.unit, ctx.actor, row, person)
    ctx.banner(say("survey.sent", name=person.name, number=row.number or "-"))
    _back_to_card(ctx, row)


def ask_off(ctx: Ctx, id: int) -> None:
    """Batalkan survei."""
    row = call_off(ctx.unit, ctx.actor, id)
    ctx.banner(say("survey.off", number=row.number or "-"))
    _back_to_card(ctx, row)


def _back_to_card(ctx: Ctx, row: Proposal) -> None:
    open_view(ctx, "s2:more", row.id)


@view("survey:result")
def show_result(ctx: Ctx, id: int) -> None:
    """Measured beside proposed."""
    survey, row = survey_here(ctx.unit, ctx.actor, id)
    if survey.done_at is None:
        raise Refused("survey.not_done", name=name_of(ctx, survey.surveyor_id))
    head = say(
        "survey.result_head",
        number=row.number or "-",
        name=name_of(ctx, survey.surveyor_id),
        at=moment(survey.done_at),
    )
    there: list[Button] = []
    if count := len(photos(row, survey)):
        there.append(button("survey.photos", "survey:photos", survey.id, count=count))
    if survey.lat is not None and survey.lon is not None:
        there.append(Button(plain("step2_verify.map"), url=map_of(survey.lat, survey.lon)))
    ctx.show(
        join(head, result_words(ctx, row, survey)),
        [there, [button("survey.open_usulan", "s2:one", row.id), button("menu.back", "menu:show")]],
    )


def send_photos(ctx: Ctx, id: int) -> None:
    """The surveyor's photos, below the screen."""
    survey, row = survey_here(ctx.unit, ctx.actor, id)
    found = photos(row, survey)
    if not found:
        raise Refused("survey.no_photos")
    for at, photo in enumerate(found, start=1):
        words = say("survey.photo_caption", at=at, of=len(found), number=row.number or "-")
        ctx.tell(words, file={"upload": photo.id})


HANDLERS = (
    Press("survey:whom", show_whom, VERIFIES.on(Proposal)),
    Press("survey:send", send, VERIFIES.on(Proposal, Person)),
    Press("survey:off", ask_off, POST.on(Survey)),
    Press("survey:result", show_result, POST.on(Survey)),
    Press("survey:photos", send_photos, POST.on(Survey)),
)
