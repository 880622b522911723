"""Papers without the numbers of people: the report, which leaves the office, and copies for other posts."""

from __future__ import annotations

from typing import Any, TypeVar

from documents.data import (
    AttendanceSheet,
    Attendee,
    Delegate,
    DelegateList,
    Distribution,
    MandateLetters,
    Minutes,
    PaperData,
    PriorityScale,
    ProposalLine,
)
from sop.core.masking import masked
from texts import plain

Line = TypeVar("Line", bound=ProposalLine)
HIDDEN = "•••"  #: where a number or an address stood


def usulan_without(line: Line) -> Line:
    """An usulan without the numbers that people type into its words."""
    return line.model_copy(
        update={
            "title": masked(line.title),
            "problem": masked(line.problem),
            "location": masked(line.location),
        }
    )


def minutes_without(minutes: Minutes) -> Minutes:
    """The berita acara as the report attaches it; the signed one with its contacts stays in the office."""
    return minutes.model_copy(
        update={
            "attendees": tuple(_attendee(one) for one in minutes.attendees),
            "representatives": tuple(_attendee(one) for one in minutes.representatives),
            "delegates": tuple(_delegate(one) for one in minutes.delegates),
            "agreed": tuple(usulan_without(one) for one in minutes.agreed),
            "reserve": tuple(usulan_without(one) for one in minutes.reserve),
            "declined": tuple(usulan_without(one) for one in minutes.declined),
            "noted": tuple(usulan_without(one) for one in minutes.noted),
        }
    )


def delegates_without(found: DelegateList) -> DelegateList:
    """The utusan as the report names them; how to reach them stands in the Daftar Utusan."""
    return found.model_copy(update={"delegates": tuple(_delegate(one) for one in found.delegates)})


def scale_without(scale: PriorityScale) -> PriorityScale:
    """The priority scale without the numbers that people type."""
    return scale.model_copy(
        update={
            "lines": tuple(usulan_without(one) for one in scale.lines),
            "reserve": tuple(usulan_without(one) for one in scale.reserve),
        }
    )


def _attendee(one: Attendee) -> Attendee:
    return one.model_copy(update={"phone": "", "address": masked(one.address)})


def _delegate(one: Delegate) -> Delegate:
    kept = plain("privacy.kept_in_office")
    return one.model_copy(update={"phone": kept, "address": masked(one.address)})


# ---- copies for posts outside the office: no home address either


def copy_without(data: PaperData) -> PaperData:
    """A final paper as those read it who do not have to reach its people."""
    bare = _bare(data)
    edits = tuple(
        one.model_copy(update={"after": tuple(masked(text) for text in one.after)}) for one in bare.edits
    )
    return bare.model_copy(update={"edits": edits})


def _bare(data: PaperData) -> PaperData:
    update: dict[str, Any]
    match data:
        case Minutes():
            data = minutes_without(data)
            update = {
                "attendees": tuple(map(_nowhere, data.attendees)),
                "representatives": tuple(map(_nowhere, data.representatives)),
                "delegates": tuple(map(_nowhere, data.delegates)),
            }
        case DelegateList():
            update = {"delegates": tuple(map(_nowhere, data.delegates))}
        case MandateLetters():
            update = {
                "letters": tuple(
                    one.model_copy(update={"delegate": _nowhere(one.delegate)}) for one in data.letters
                )
            }
        case AttendanceSheet():
            update = {"attendees": tuple(map(_nowhere, data.attendees))}
        case Distribution():
            unreached = {"receiver_phone": "", "stamped_sha256": ""}  # people write numbers beside a stamp
            update = {
                "sender_phone": "",
                "recipients": tuple(one.model_copy(update=unreached) for one in data.recipients),
            }
        case _:
            raise ValueError(f"no copy without contacts of {type(data).__name__}")
    return data.model_copy(update=update)


Named = TypeVar("Named", Attendee, Delegate)


def _nowhere(one: Named) -> Named:
    hidden = {name: HIDDEN for name in ("phone", "address") if getattr(one, name)}
    return one.model_copy(update=hidden)
