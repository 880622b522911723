"""One thing that happened to an usulan, as it is told: when, which post, what; no names of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from texts import Html


@dataclass(frozen=True)
class Event:
    """A line of the way of an usulan."""

    proposal_id: int
    at: datetime  #: when it could be known: a verdict, when its author was told
    who: str  #: the post
    what: Html
