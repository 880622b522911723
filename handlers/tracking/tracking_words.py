"""How a line of an usulan's way reads on a phone."""

from __future__ import annotations

from sop.tracking.events import Event
from texts import Html, say
from texts.figures import moment


def event_line(event: Event) -> Html:
    """When, which post, what."""
    return say("tracking.event", at=moment(event.at), who=event.who, what=event.what)
