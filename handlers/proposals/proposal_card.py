"""An usulan on a card."""

from __future__ import annotations

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from models.proposal import Proposal
from sop.proposals.drafts import photos_of
from sop.proposals.entered_by import entered_line
from sop.proposals.fields import line_words
from sop.proposals.proposal_words import (
    beneficiary_words,
    kamus_words,
    land_words,
    map_of,
    place_words,
    urgency_words,
    volume_words,
)
from texts import Html, join, plain, say
from texts.figures import cut, rupiah, rupiah_words

LONGEST_PROBLEM = 160
LONGEST_PLACE = 100


def review_card(ctx: Ctx, draft: ProposalDraft) -> Html:
    """What will be sent, on one screen."""
    row = draft.row
    return join(
        say("step1_recap.card_title"),
        say("step1_recap.card_what", title=row.title or "-"),
        say("step1_recap.card_kind", komisi=plain(f"komisi.{row.komisi}"), kamus=kamus_words(row)),
        entered_line(ctx.unit, row),
        say("step1_recap.card_problem", problem=cut(row.problem or "-", LONGEST_PROBLEM)),
        say("step1_recap.card_place", place=cut(place_words(row), LONGEST_PLACE)),
        say("step1_recap.card_volume", volume=volume_words(row)),
        say("step1_recap.card_cost", cost=rupiah(row.cost or 0), words=rupiah_words(row.cost or 0)),
        say("kamus.card_cost_reason", reason=cut(row.cost_reason, LONGEST_PLACE)) if row.cost_reason else "",
        say("step1_recap.card_people", people=beneficiary_words(row)),
        needs_line(row),
        *line_words(row),
        say("step1_recap.card_photos", count=photos_of(row), pin=_pin(row)),
    )


def needs_line(row: Proposal) -> Html:
    """How urgent it is; and of a work, whether its ground is ready."""
    urgency, land = urgency_words(row) or "-", land_words(row)
    if not land:
        return say("needs.card_urgency", urgency=urgency)
    return say("needs.card_urgency_land", urgency=urgency, land=land)


def _pin(row: Proposal) -> Html:
    if row.lat is None or row.lon is None:
        return say("step1_recap.card_pin_none")
    return say("step1_recap.card_pin_given", map=map_of(row.lat, row.lon))
