"""Why an usulan is returned, refused or only noted: the reasons that come up again and again."""

from __future__ import annotations

from models.enums import Status
from sop.reading import sentence
from sop.refused import Refused
from texts import plain

LEAST, MOST = 10, 500

#: A question of the usulan's form that can be asked again -> the reasons that fit it.
RETURN_REASONS: dict[str, tuple[str, ...]] = {
    "komisi": ("wrong_komisi",),
    "kamus": ("wrong_kamus", "not_in_kamus"),
    "problem": ("problem_unclear", "data_missing"),
    "place": ("place_unclear", "place_outside"),
    "rtrw": ("rtrw_wrong", "rtrw_mismatch"),
    "pin": ("pin_wrong", "pin_missing"),
    "volume": ("volume_odd", "volume_unit"),
    "cost": ("cost_high", "cost_low"),
    "people": ("people_odd", "people_missing"),
    "urgency": ("urgency_doubtful",),
    "land": ("land_unclear",),
    "photos": ("photo_unclear", "photo_elsewhere"),
}

FIELDS = tuple(RETURN_REASONS)

REFUSE_REASONS = ("duplicate", "budgeted", "land", "not_needed", "not_allowed")
NOTE_REASONS = ("province", "ministry", "company", "developer")


def reasons_for(outcome: Status, field: str | None = None) -> tuple[str, ...]:
    """The codes to choose from."""
    match outcome:
        case Status.RETURNED:
            return RETURN_REASONS[field or FIELDS[0]]
        case Status.REFUSED:
            return REFUSE_REASONS
        case Status.NOTED:
            return NOTE_REASONS
    return ()


def reason_of(outcome: Status, field: str | None, code: str) -> str:
    """The sentence behind a code; one that does not belong here was forged."""
    if code not in reasons_for(outcome, field):
        raise Refused("form.old_button")
    return plain(f"step2_verify.reason_{code}")


def typed_reason(text: str) -> str:
    """A reason in the verifier's own words."""
    return sentence(text, LEAST, MOST)


def with_note(reason: str, note: str | None) -> str:
    """A ready-made reason, and what the verifier adds to it."""
    return f"{reason} {note}" if note else reason
