"""How far an usulan is, as every screen shows it: a colour for who is waited for, and always the word."""

from __future__ import annotations

from enum import StrEnum

from models.enums import Status
from texts import plain


class Light(StrEnum):
    """What the colour says to the author of an usulan."""

    IDLE = "idle"  #: white: not sent, nobody is waited for
    ASKED = "asked"  #: red: its author has to do something
    WORKING = "working"  #: yellow: it lies with the office
    GOOD = "good"  #: green: it goes on, or was agreed to; never a refusal
    ENDED = "ended"  #: black: it does not go on


LIGHTS: dict[Status, Light] = {
    Status.DRAFT: Light.IDLE,
    Status.SUBMITTED: Light.WORKING,
    Status.RETURNED: Light.ASKED,
    Status.VERIFIED: Light.GOOD,
    Status.REFUSED: Light.ENDED,
    Status.NOTED: Light.ENDED,
    Status.AGREED: Light.GOOD,
    Status.NOT_AGREED: Light.ENDED,
    Status.MERGED: Light.WORKING,
    Status.BANKED: Light.ENDED,
    Status.DISCARDED: Light.IDLE,
}


def light(colour: Light) -> str:
    """The sign alone; a word has to stand beside it."""
    return plain(f"statuses.light_{colour}")


def shown(status: Status | str) -> str:
    """Colour and word, the same on every screen; on paper stands the word alone (`status_word`)."""
    return plain("statuses.shown", light=light(LIGHTS[Status(status)]), word=status_word(status))


def status_word(status: Status | str) -> str:
    """The same word for a status everywhere."""
    return plain(f"statuses.{Status(status)}")
