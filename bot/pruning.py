"""What was handled long ago goes: updates after 30 days, messages after 90; nothing is kept for nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from models.chat import Inbox, Once, Outbox
from models.enums import Waiting
from models.unit import Unit

INBOX_DAYS = 30
OUTBOX_DAYS = 90
WORD = "prune"


def prune(unit: Unit) -> bool:
    """Once a day; whether it was time. What waits, or is parked for somebody to look at, stays."""
    if not unit.once(f"{WORD}:{unit.now.date()}"):
        return False
    old = unit.now - timedelta(days=INBOX_DAYS)
    handled = (Waiting.DONE, Waiting.IGNORED)
    unit.session.execute(delete(Inbox).where(Inbox.state.in_(handled), Inbox.received_at < old))
    # A message with a topic can still be settled or edited: its number in the chat must be known.
    said = (Outbox.state == Waiting.DONE, Outbox.topic.is_(None))
    unit.session.execute(
        delete(Outbox).where(*said, Outbox.created_at < unit.now - timedelta(days=OUTBOX_DAYS))
    )
    unit.session.execute(delete(Once).where(Once.key.startswith(f"{WORD}:"), Once.at < old))
    return True
