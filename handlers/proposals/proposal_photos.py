"""One to three photos in named places, one by one or as an album, as pictures or as files.

< Kirim 1 sampai 3 foto keadaan sekarang. ... Depan – · Belakang – · Pendukung –
> (an album of two)
< Sudah 2 dari 3 foto. ... Depan ✓ · Belakang ✓ · Pendukung –  [Selesai 2] [Ganti depan] [Ganti belakang] ...
> [Ganti depan]
< Kirim foto pengganti untuk Depan.  [Tidak jadi]
"""

from __future__ import annotations

from typing import Any

from telegram import Message

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, Stay, pick
from handlers.talk.sent_files import like, picture_of
from models.enums import Fetching
from models.speech import columns
from sop.core.refused import Refused
from sop.proposals.drafts import MOST_PHOTOS, photos_of
from sop.proposals.fields import PHOTOS
from sop.proposals.photo_places import SLOTS, slot_words, slotted
from sop.proposals.photos import take, take_form
from sop.proposals.sent_files import drop
from texts import Html, plain, say

D = ProposalDraft
FORM = "form"  #: the place of the signed paper, where somebody else types the usulan


def _take_photo(ctx: Ctx, draft: D, message: Message) -> None:
    """One photo more, into the place that was asked for or the first free one."""
    slot, extra = _screen(draft)
    sent = picture_of(message)
    if slot == FORM:
        take_form(ctx.unit, ctx.actor, draft.row, sent)
    elif not take(ctx.unit, ctx.actor, draft.row, sent, slot):
        # Not refused: how many came too late has to be remembered, an album brings them one by one.
        draft.set_screen(photos={"extra": extra + 1})
        ctx.banner(say("form.not_taken", why=say("media.extra", count=extra + 1)))
        raise Stay
    draft.set_screen(photos=None)
    like(ctx)
    raise Stay


def _screen(draft: D) -> tuple[str | None, int]:
    """Which place is being filled anew, and how many photos found none."""
    kept: dict[str, Any] = draft.screen("photos") or {}
    return kept.get("slot"), kept.get("extra", 0)


def _rows(_ctx: Ctx, draft: D) -> Rows:
    if _screen(draft)[0]:
        return [[pick(plain("media.never_mind"), "photos", "stay")]]
    taken = slotted(draft.row)
    changes = [pick(plain(f"media.change_slot_{slot}"), "photos", slot) for slot in taken]
    if len(taken) > 1:
        changes.append(pick(plain("step1_recap.photos_again"), "photos", "again"))
    if draft.row.entered_by_id is not None:
        changes.append(pick(plain("media.form_photo"), "photos", FORM))
    done = pick(plain("step1_recap.photos_done", count=len(taken)), "photos", f"done{len(taken)}")
    skip = [] if draft.needs_photo else [pick(plain("form.skip"), "photos", "none")]
    return [[done] if taken else skip, *columns(changes)]


def _facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    slots, slot = slot_words(draft.row), _screen(draft)[0]
    if slot == FORM:
        return {"said": say("media.ask_form", slots=slots)}
    if slot:
        return {"said": say("media.ask_replacement", slot=plain(f"media.slot_{slot}"), slots=slots)}
    return {"said": say("media.photos_ask", rule=_rule(draft), slots=slots)}


def _rule(draft: D) -> Html:
    count = photos_of(draft.row)
    lost = any(photo.state == Fetching.UNUSABLE for photo in draft.row.photos)
    if count == MOST_PHOTOS:
        return say("step1_recap.photos_enough", count=count)
    if count:
        rule = say("step1_recap.photos_so_far", count=count, most=MOST_PHOTOS)
        return say("step1_recap.photos_one_lost", rule=rule) if lost else rule
    rule = say("step1_recap.photos_must" if draft.needs_photo else "step1_recap.photos_may")
    return say("step1_recap.photos_lost", rule=rule) if lost else rule


def _chosen(ctx: Ctx, draft: D, value: str) -> None:
    if value in SLOTS or (value == FORM and draft.row.entered_by_id is not None):
        draft.set_screen(photos={"slot": value})
        raise Stay
    if value == "stay":
        draft.set_screen(photos=None)
        raise Stay
    if value == "again":
        drop(ctx.unit, draft.row, list(draft.row.photos))
        raise Stay
    done = value.startswith("done")
    if not done and value != "none":
        raise Refused("form.old_button")
    have = photos_of(draft.row)
    if have == 0 and (done or draft.needs_photo):
        raise Refused("step1_recap.photo_needed")
    if done and value[4:] > str(have):  # one that the screen counted turned out to be no picture
        raise Refused("step1_recap.photo_fewer", count=have)


def _nothing(_ctx: Ctx, _draft: D, _value: object) -> None:
    """The photos were kept as they came."""


QUESTION = question(
    PHOTOS,
    takes={"photo": _take_photo, "document": _take_photo},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=_nothing,
    expects="form.expects_photo",
    answered=lambda draft: not draft.needs_photo or photos_of(draft.row) > 0,
)
