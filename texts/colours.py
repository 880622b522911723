"""Which buttons are green or red on phones that show it: those that bind, and those that destroy or refuse.

Colour is never the only sign: the label says the same, and phones of before February 2026 show none.
"""

from __future__ import annotations

from typing import Literal

Colour = Literal["success", "danger"]

BINDS = frozenset(
    {
        "approval.yes",
        "form.send",
        "likeness.yes",
        "many.send",
        "plenary.yes_fix",
        "scoring.yes_close",
        "start.yes",
        "step1_recap.close_yes",
        "step1_recap.send",
        "step2_verify.release_yes",
        "step2_verify.yes",
        "survey.send",
        "step5_meeting.yes_end",
        "step8_distribute.send",
    }
)
DESTROYS = frozenset(
    {
        "acting.end_yes",
        "delegates.remove",
        "forget.yes",
        "imports.undo_yes",
        "joining.withdraw",
        "joining_requests.refuse",
        "leaving.yes",
        "settings.closure_remove",
        "step1_recap.drop_yes",
        "step2_verify.refuse",
        "step8_distribute.remove",
        "survey.call_off",
        "tracking.take_back_yes",
    }
)


def colour_of(key: str) -> Colour | None:
    """The colour of the button with this label."""
    if key in BINDS:
        return "success"
    return "danger" if key in DESTROYS else None
