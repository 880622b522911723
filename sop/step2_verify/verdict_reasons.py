"""Why an usulan is returned, refused or only noted: a coded reason, and a note for its author."""

from __future__ import annotations

from models.enums import Status
from sop.core.refused import Refused
from sop.proposals.fields import FIELD, FIELDS
from sop.reading import sentence
from texts import plain

LEAST, MOST = 10, 500

#: The code of a reason that is in the note alone.
OTHER = "other"

#: A field of the usulan that can be asked again -> the reasons that fit it.
RETURN_REASONS: dict[str, tuple[str, ...]] = {one.key: one.returned_for for one in FIELDS if one.returned_for}

RETURNABLE = tuple(RETURN_REASONS)

REFUSE_REASONS = (
    "duplicate",
    "address",
    "authority",
    "budgeted",
    "office",
    "land",
    "data",
    "not_needed",
    "not_allowed",
)
NOTE_REASONS = ("authority", "province", "ministry", "company", "developer")


def reasons_for(outcome: Status, field: str | None = None) -> tuple[str, ...]:
    """The codes to choose from."""
    match outcome:
        case Status.RETURNED:
            return (*RETURN_REASONS[field or RETURNABLE[0]], OTHER)
        case Status.REFUSED:
            return (*REFUSE_REASONS, OTHER)
        case Status.NOTED:
            return (*NOTE_REASONS, OTHER)
    return ()


def known_code(outcome: Status, field: str | None, code: str) -> str:
    """A code that fits the verdict; one that does not belong here was forged, or is older than the list."""
    if code not in reasons_for(outcome, field):
        raise Refused("form.old_button")
    return code


def label(code: str) -> str:
    return plain(f"step2_verify.label_{code}")


def ready_note(code: str | None) -> str | None:
    """The sentence that a code stands for; the verifier may use it as his note."""
    return plain(f"step2_verify.reason_{code}") if code and code != OTHER else None


def typed_note(text: str) -> str:
    """The note in the verifier's own words: the author reads it word for word."""
    return sentence(text, LEAST, MOST)


def told_reason(code: str | None, note: str) -> str:
    """What the author reads: the code's word and the note; the code's own sentence needs no word."""
    if code is None or code == OTHER or note == ready_note(code):
        return note
    return plain("step2_verify.reason_with_label", label=label(code), note=note)


def field_name(field: str | None) -> str:
    """What a field of the usulan is called."""
    return plain(FIELD[field if field in FIELD else "problem"].name)
