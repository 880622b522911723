"""How far an usulan is, as every screen shows it: a colour for who is waited for, and always the word."""

from __future__ import annotations

from enum import StrEnum

from models.enums import Status
from texts import plain


class Light(StrEnum):
    """What the colour says, of an usulan and of whatever else waits, moves or is done."""

    IDLE = "idle"  #: nobody is waited for
    WAITING = "waiting"  #: red: somebody has to act
    WORKING = "working"  #: yellow: it moves by itself
    DONE = "done"  #: green: there is an outcome, whichever


LIGHTS: dict[Status, Light] = {
    Status.DRAFT: Light.IDLE,
    Status.SUBMITTED: Light.WAITING,
    Status.RETURNED: Light.WAITING,
    Status.VERIFIED: Light.WORKING,
    Status.REFUSED: Light.DONE,
    Status.NOTED: Light.DONE,
    Status.AGREED: Light.DONE,
    Status.NOT_AGREED: Light.DONE,
    Status.MERGED: Light.WORKING,
    Status.BANKED: Light.DONE,
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
