"""📐 What a survey found beside what was proposed, in the words of cards."""

from __future__ import annotations

from handlers.step2_verify.note_words import name_of
from handlers.talk.context import Ctx
from models.proposal import Proposal
from models.verifying import Survey
from sop.proposals.proposal_words import volume_words
from sop.step2_verify.surveys import difference, metres_off, surveys_of
from texts import Html, join, say
from texts.figures import number


def survey_lines(ctx: Ctx, row: Proposal) -> list[Html]:
    """For the reviewer's card: who is out, and what the newest survey measured."""
    every = surveys_of(ctx.unit, row)
    out = [one for one in every if one.done_at is None]
    done = [one for one in every if one.done_at is not None]
    lines = [say("survey.card_waits", name=name_of(ctx, one.surveyor_id)) for one in out]
    if done:
        beside = say("survey.beside", **_beside(row, done[-1]))
        lines.append(say("survey.card_done", beside=beside, place=_place(row, done[-1])))
    return lines


def result_words(ctx: Ctx, row: Proposal, survey: Survey) -> Html:
    """The same, each on its own line, with the surveyor's note."""
    facts = _beside(row, survey)
    return join(
        say("survey.result_proposed", volume=facts["proposed"]),
        say("survey.result_measured", volume=facts["measured"], differs=facts["differs"]),
        say("survey.result_place", place=_place(row, survey)),
        say("survey.result_note", note=survey.note) if survey.note else "",
    )


def _beside(row: Proposal, survey: Survey) -> dict[str, object]:
    return {
        "proposed": volume_words(row) or "-",
        "measured": f"{number(survey.volume)} {survey.unit or ''}".strip()
        if survey.volume is not None
        else say("survey.not_measured"),
        "differs": _differs(row, survey),
    }


def _differs(row: Proposal, survey: Survey) -> Html:
    if survey.volume is None:
        return Html("-")
    by = difference(row, survey)
    if by is None:
        return say("survey.other_unit")
    whole = number(abs(by), 0)
    if whole == "0":
        return say("survey.same")
    return say("survey.less" if by < 0 else "survey.more", percent=whole)


def _place(row: Proposal, survey: Survey) -> Html:
    if survey.lat is None:
        return say("survey.no_pin")
    metres = metres_off(row, survey)
    if metres is None:
        return say("survey.pin_alone")
    if metres < 1000:
        return say("survey.metres", metres=metres)
    return say("survey.kilometres", kilometres=number(metres / 1000, 1))
