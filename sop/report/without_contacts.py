"""The report leaves the office: it carries no phone number of a person."""

from __future__ import annotations

from typing import TypeVar

from documents.data import Attendee, Delegate, DelegateList, Minutes, PriorityScale, ProposalLine
from sop.tracking.public import masked
from texts import plain

Line = TypeVar("Line", bound=ProposalLine)


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
