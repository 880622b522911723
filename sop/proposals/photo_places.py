"""Three named places for photos: from the front, from behind, whatever helps; filled as they come."""

from __future__ import annotations

from models.enums import Fetching
from models.proposal import Proposal, Upload
from texts import Html, plain, say

SLOTS = ("depan", "belakang", "pendukung")


def slotted(proposal: Proposal) -> dict[str, Upload]:
    """Which photo stands where; one without a place of its own takes the first free one."""
    counting = [photo for photo in proposal.photos if photo.state != Fetching.UNUSABLE]
    found = {photo.slot: photo for photo in counting if photo.slot in SLOTS}
    loose = [photo for photo in counting if photo not in found.values()]
    for slot in SLOTS:
        if slot not in found and loose:
            found[slot] = loose.pop(0)
    return {slot: found[slot] for slot in SLOTS if slot in found}


def free_slot(proposal: Proposal) -> str | None:
    """Where the next photo goes; None when all are taken."""
    taken = slotted(proposal)
    return next((slot for slot in SLOTS if slot not in taken), None)


def slot_of(upload: Upload, proposal: Proposal) -> str:
    """The name of a photo's place, for a sentence."""
    places = {photo.id: slot for slot, photo in slotted(proposal).items()}
    return plain(f"media.slot_{places[upload.id]}") if upload.id in places else plain("media.slot_none")


def slot_words(proposal: Proposal) -> Html:
    """ "Depan ✓ · Belakang – · Pendukung –"; the paper form too, where somebody else typed the usulan."""
    taken = slotted(proposal)
    marks = [plain(f"media.slot_{slot}") + (" ✓" if slot in taken else " –") for slot in SLOTS]
    if proposal.entered_by_id is not None:
        marks.append(plain("media.slot_form") + (" ✓" if proposal.form is not None else " –"))
    return say("media.slots", marks=" · ".join(marks))
