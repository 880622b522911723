"""One to three photos, sent one by one or as an album, as pictures or as files."""

from __future__ import annotations

from telegram import Message

from handlers.talk.context import Ctx
from handlers.talk.form import Question, Rows, Stay, pick
from handlers.usulan.proposal_draft import ProposalDraft
from models.enums import Fetching
from sop.refused import Refused
from sop.usulan.photos import Picture, drop_all, take
from sop.usulan.proposals import MOST_PHOTOS, needs_photo, photos_of
from texts import plain, say

D = ProposalDraft


def _take_photo(ctx: Ctx, draft: D, message: Message) -> None:
    """One photo more; a picture sent as a file counts too."""
    picture = message.photo[-1] if message.photo else message.document
    if picture is None:
        raise Refused("form.got_other", expects=say("form.expects_photo"))
    if message.document is not None and not (message.document.mime_type or "").startswith("image/"):
        raise Refused("step1_recap.not_a_photo")
    sent = Picture(
        file_id=picture.file_id,
        unique_id=picture.file_unique_id,
        size=picture.file_size or 0,
        as_document=message.document is not None,
    )
    take(ctx.unit, ctx.actor, draft.row, sent)
    raise Stay


def _rows(_ctx: Ctx, draft: D) -> Rows:
    count = photos_of(draft.row)
    if count:
        done = pick(plain("step1_recap.photos_done", count=count), "photos", "done")
        return [[done], [pick(plain("step1_recap.photos_again"), "photos", "again")]]
    return [] if needs_photo(draft.row) else [[pick(plain("form.skip"), "photos", "none")]]


def _facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    count = photos_of(draft.row)
    lost = any(photo.state == Fetching.UNUSABLE for photo in draft.row.photos)
    if count == MOST_PHOTOS:
        return {"said": say("step1_recap.photos_enough", count=count)}
    if count:
        return {"said": say("step1_recap.photos_so_far", count=count, most=MOST_PHOTOS)}
    rule = say("step1_recap.photos_must" if needs_photo(draft.row) else "step1_recap.photos_may")
    return {"said": say("step1_recap.photos_lost", rule=rule) if lost else rule}


def _chosen(ctx: Ctx, draft: D, value: str) -> None:
    if value == "again":
        drop_all(ctx.unit, draft.row)
        raise Stay
    if value not in ("done", "none"):
        raise Refused("form.old_button")
    if photos_of(draft.row) == 0 and (value == "done" or needs_photo(draft.row)):
        raise Refused("step1_recap.photo_needed")


def _nothing(_ctx: Ctx, _draft: D, _value: object) -> None:
    """The photos were kept as they came."""


QUESTION: Question[ProposalDraft] = Question(
    key="photos",
    text="step1_recap.ask_photos",
    label="step1_recap.label_photos",
    takes={"photo": _take_photo, "document": _take_photo},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=_nothing,
    expects="form.expects_photo",
    answered=lambda draft: not needs_photo(draft.row) or photos_of(draft.row) > 0,
)
