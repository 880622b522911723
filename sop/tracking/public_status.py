"""What anybody may know of an usulan: where it stands and what comes next, no person in it."""

from __future__ import annotations

from datetime import datetime

from models.proposal import Proposal
from models.unit import Unit
from sop.core.masking import masked
from sop.core.statuses import shown
from sop.tracking.outlook import bar, next_words
from sop.tracking.timeline import history
from texts import Html, join, plain, say
from texts.figures import day_of, short_date

LATEST = 3  #: events that fit on the public view


def public_words(unit: Unit, proposal: Proposal, now: datetime) -> Html:
    """The public view: what a receipt's QR opens for a stranger."""
    status = proposal.seen_status(now)
    sent = day_of(proposal.submitted_at) if proposal.submitted_at else None
    latest = history(unit, proposal)[-LATEST:]
    return join(
        say("tracking.head", number=proposal.number or "-", kelurahan=proposal.kelurahan.name),
        say("tracking.title", title=masked(proposal.title or "-")),
        say("tracking.komisi", komisi=plain(f"komisi.{proposal.komisi}"), day=short_date(sent))
        if proposal.komisi and sent
        else "",
        say("tracking.status", status=shown(status)),
        bar(unit, proposal, status),
        *(
            say(
                "tracking.event_day",
                day=short_date(day_of(event.at)),
                who=event.who,
                what=Html(masked(event.what)),
            )
            for event in latest
        ),
        next_words(unit, proposal, status),
    )
