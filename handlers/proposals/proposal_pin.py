"""The pin: optional, and questioned when it does not lie where it should."""

from __future__ import annotations

from telegram import Message

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, Stay, pick
from sop.core.refused import Refused
from sop.proposals import changing
from sop.proposals.fields import PIN
from sop.proposals.pins import doubt_about, last_pin
from sop.proposals.prechecks import keep_pin
from sop.proposals.proposal_words import place_words
from texts import join, plain, say
from texts.figures import cut

D = ProposalDraft


def _entered(ctx: Ctx, _draft: D) -> None:
    ctx.unit.prompt(ctx.chat, say("step1_recap.pin_prompt"), plain("step1_recap.pin_button"), "location")


def _left(ctx: Ctx, _draft: D) -> None:
    ctx.unit.unprompt(ctx.chat)


def _facts(ctx: Ctx, draft: D) -> dict[str, object]:
    doubt = draft.screen("doubt")
    if doubt:
        return {"said": say("step1_recap.pin_doubt", why=doubt["why"])}
    last = last_pin(ctx.unit, draft.row)
    if last is None:
        return {"said": say("step1_recap.pin_how")}
    return {"said": join(say("step1_recap.pin_how"), say("media.last_pin", place=cut(place_words(last), 60)))}


def _rows(ctx: Ctx, draft: D) -> Rows:
    rows: Rows = []
    if draft.screen("doubt"):
        rows.append([pick(plain("step1_recap.pin_keep"), "pin", "keep")])
    if last_pin(ctx.unit, draft.row) is not None:
        rows.append([pick(plain("media.use_last_pin"), "pin", "last")])
    if draft.row.mending and draft.row.lat is not None:
        rows.append([pick(plain("step1_recap.pin_drop"), "pin", "drop")])
    return rows


def _chosen(ctx: Ctx, draft: D, value: str) -> tuple[float, float] | None:
    doubt = draft.screen("doubt")
    if value == "drop":
        return None
    if value == "last" and (last := last_pin(ctx.unit, draft.row)) is not None:
        return last.lat or 0.0, last.lon or 0.0
    if value != "keep" or not doubt:
        raise Refused("form.old_button")
    keep_pin(draft.row, doubt["lat"], doubt["lon"])
    return doubt["lat"], doubt["lon"]


def _located(ctx: Ctx, draft: D, message: Message) -> tuple[float, float]:
    location = message.location
    if location is None:
        raise Refused("form.got_other", expects=say("step1_recap.pin_expects"))
    lat, lon = location.latitude, location.longitude
    why = doubt_about(ctx.unit, draft.row, lat, lon)
    if why is not None:
        draft.set_screen(doubt={"lat": lat, "lon": lon, "why": why})
        raise Stay
    return lat, lon


def _take(_ctx: Ctx, draft: D, pin: tuple[float, float] | None) -> None:
    changing.set_pin(draft.row, pin)


QUESTION = question(
    PIN,
    takes={"location": _located},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=_take,
    entered=_entered,
    left=_left,
    expects="step1_recap.pin_expects",
)
