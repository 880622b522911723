"""An usulan on a card, and the receipt after it was sent."""

from __future__ import annotations

from datetime import datetime

from handlers.context import Ctx
from handlers.proposal_draft import ProposalDraft
from models.proposal import Proposal
from sop.proposal_words import beneficiary_words, rt_rw_words, volume_words
from sop.proposals import fingerprint, photos_of
from texts import Html, join, plain, say
from texts.figures import moment, rupiah, rupiah_words

LONGEST_PROBLEM = 160
LONGEST_PLACE = 100


def review_card(_ctx: Ctx, draft: ProposalDraft) -> Html:
    """What will be sent, on one screen."""
    row = draft.row
    return join(
        say("step1_recap.card_title"),
        say("step1_recap.card_what", title=row.title or "", komisi=plain(f"komisi.{row.komisi}")),
        say("step1_recap.card_problem", problem=cut(row.problem or "", LONGEST_PROBLEM)),
        say("step1_recap.card_place", place=cut(row.place or "", LONGEST_PLACE), rtrw=rt_rw_words(row)),
        say("step1_recap.card_pin_given" if row.lat is not None else "step1_recap.card_pin_none"),
        say("step1_recap.card_volume", volume=volume_words(row)),
        say("step1_recap.card_cost", cost=rupiah(row.cost or 0), words=rupiah_words(row.cost or 0)),
        say("step1_recap.card_people", people=beneficiary_words(row)),
        say("step1_recap.card_photos", count=photos_of(row)),
        say("step1_recap.card_ask"),
    )


def receipt(proposal: Proposal, now: datetime) -> Html:
    """Number, time, fingerprint: what the author keeps."""
    return join(
        say("step1_recap.receipt", number=proposal.number or "", at=moment(now)),
        say("step1_recap.receipt_what", title=proposal.title or "", kelurahan=proposal.kelurahan.name),
        say("step1_recap.receipt_cost", volume=volume_words(proposal), cost=rupiah(proposal.cost or 0)),
        say("step1_recap.receipt_mark", mark=fingerprint(proposal), revision=proposal.revision),
    )


def cut(text: str, most: int) -> str:
    """As much as a card has room for."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
