"""What came along with an usulan besides its photos, for who verifies: the voice, the paper form, doubts."""

from __future__ import annotations

from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from models.proposal import Proposal, Upload
from models.speech import Button, button
from sop.core.refused import Refused
from sop.proposals.may_see import Sight, seen
from sop.proposals.photo_doubts import photo_doubts
from sop.proposals.voices import length
from texts import Html, join, say

MOST_DOUBTS = 2  #: lines on a card


def evidence_lines(ctx: Ctx, row: Proposal) -> Html:
    """What is odd about the photos; nothing where nothing is."""
    return join(*photo_doubts(ctx.unit, row)[:MOST_DOUBTS])


def evidence_buttons(row: Proposal) -> list[Button]:
    """The voice and the form, where there are any."""
    found = []
    if row.voice is not None:
        found.append(button("voice.hear", "evid:voice", row.id))
    if row.form is not None:
        found.append(button("media.see_form", "evid:form", row.id))
    return found


def hear(ctx: Ctx, id: int) -> None:
    """Dengar suara: the note as it was spoken."""
    row = _judged(ctx, id)
    send_voice(ctx, row, row.voice)


def send_voice(ctx: Ctx, row: Proposal, voice: Upload | None) -> None:
    """The voice note below the screen."""
    if voice is None:
        raise Refused("common.not_found")
    words = say("voice.caption", number=row.number or "-", length=length(voice.seconds or 0))
    ctx.tell(words, file={"upload": voice.id})


def see_form(ctx: Ctx, id: int) -> None:
    """Formulir kertas: its picture below the card."""
    row = _judged(ctx, id)
    if row.form is None:
        raise Refused("common.not_found")
    ctx.tell(say("media.form_caption", number=row.number or "-"), file={"upload": row.form.id})


def _judged(ctx: Ctx, id: int) -> Proposal:
    """The usulan, for who wrote it, who types for others, and who verifies."""
    row = seen(ctx.unit, ctx.actor, id, Sight.WHOLE)
    if ctx.actor.id not in (row.author_id, row.entered_by_id):
        return seen(ctx.unit, ctx.actor, id, Sight.REVIEWER)
    return row


HANDLERS = (Press("evid:voice", hear, POST.on(Proposal)), Press("evid:form", see_form, POST.on(Proposal)))
