"""Once a day: what was handled long ago goes, and what is kept of people no longer than its time."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import delete, or_

from models.chat import Inbox, Once, Outbox, Remembered
from models.enums import Fetching, Waiting
from models.signing import PaperCheck
from models.unit import Unit
from sop.core.erasing import unsay
from sop.core.sent_today import PREFIX, name_of
from sop.privacy.retention import purge

LOG = structlog.get_logger()

INBOX_DAYS = 30
OUTBOX_DAYS = 90
SETTLED_DAYS = 365  #: a message that can still be settled or edited; and what was parked
WORD = "prune"
_DAY = len(":20270101")


def prune(unit: Unit) -> bool:
    """Whether it was time."""
    if not unit.once(f"{WORD}:{unit.now.date()}"):
        return False
    prune_now(unit)
    return True


def prune_now(unit: Unit) -> dict[str, int]:
    """How much went, by kind: in the log of the machine, and what is an office's in its own. No names.

    What waits stays. What is parked for somebody to look at stays a year.
    """
    old, long_ago = unit.now - timedelta(days=INBOX_DAYS), unit.now - timedelta(days=SETTLED_DAYS)
    heard = or_(
        (Inbox.state == Waiting.DONE) & (Inbox.received_at < old),
        (Inbox.state == Waiting.PARKED) & (Inbox.received_at < long_ago),
    )
    # A message with a topic can still be settled or edited: its number in the chat must be known.
    said = or_(
        (Outbox.state == Waiting.DONE)
        & Outbox.topic.is_(None)
        & (Outbox.created_at < unit.now - timedelta(days=OUTBOX_DAYS)),
        Outbox.state.in_((Waiting.DONE, Waiting.PARKED)) & (Outbox.created_at < long_ago),
    )
    answered = (PaperCheck.state != Fetching.ASKED) & (PaperCheck.at < old)
    counts = {
        "inbox": len(unit.session.execute(delete(Inbox).where(heard).returning(Inbox.id)).all()),
        "outbox": unsay(unit, said),
        "paper_checks": len(
            unit.session.execute(delete(PaperCheck).where(answered).returning(PaperCheck.id)).all()
        ),
    }
    counted = Remembered.name.startswith(PREFIX, autoescape=True)
    unit.session.execute(
        delete(Remembered).where(counted, ~Remembered.name.endswith(name_of(0, unit.now)[-_DAY:]))
    )
    unit.session.execute(delete(Once).where(Once.key.startswith(f"{WORD}:"), Once.at < old))
    counts = {name: count for name, count in counts.items() if count} | purge(unit)
    if counts:
        LOG.info("purged", **counts)
    return counts
