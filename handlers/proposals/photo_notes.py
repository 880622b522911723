"""What a person answers when something is odd about a photo, or the camera noted the place.

< Foto Depan, usulan Drainase: ⚠️ Sama dengan foto usulan US-2028-... 📍 Foto ini memuat titik lokasinya ...
  [Pakai lokasi foto] [Ganti foto] [Tetap pakai]
"""

from __future__ import annotations

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.resting import is_asking
from handlers.talk.who import WRITES
from models.proposal import Proposal, Upload
from sop.core.refused import Refused
from sop.proposals import changing
from sop.proposals.drafts import editable
from sop.proposals.photo_places import slotted
from texts import say


def _photo(ctx: Ctx, id: int) -> tuple[Upload, Proposal]:
    """The photo, while its usulan is this person's to change."""
    upload = ctx.unit.get(Upload, id)
    if upload is None:
        raise Refused("media.photo_gone")
    return upload, editable(ctx.unit, ctx.actor, upload.proposal_id)


def use_place(ctx: Ctx, id: int) -> None:
    """Pakai lokasi foto: the pin of an usulan that has none."""
    upload, proposal = _photo(ctx, id)
    if proposal.lat is None:
        changing.take_place_of(proposal, upload)
        changing.touch(proposal, ctx.now)
    _answered(ctx, "media.place_used")
    on_screen = ctx.chat.talk == USULAN.name and is_asking(ctx.chat)
    if on_screen and ProposalDraft.open_in(ctx) == proposal.id:
        USULAN.redraw(ctx)


def keep(ctx: Ctx, id: int) -> None:
    """Tetap pakai: the doubt stays for who verifies; the person is not asked again."""
    upload = ctx.unit.get(Upload, id)
    if upload is not None and upload.sender_id != ctx.actor.id:
        raise Refused("common.not_found")
    _answered(ctx, "media.kept")


def replace(ctx: Ctx, id: int) -> str:
    """Ganti foto: the next one goes into its place."""
    upload, proposal = _photo(ctx, id)
    slot = next((slot for slot, photo in slotted(proposal).items() if photo.id == upload.id), None)
    draft = ProposalDraft.open(ctx, proposal)
    taken = USULAN.mend(ctx, "photos")
    draft.set_screen(photos={"slot": slot} if slot else None)
    USULAN.redraw(ctx)
    _answered(ctx, None)
    return taken


def _answered(ctx: Ctx, key: str | None) -> None:
    """The note goes away: what is left in the chat is the card and the receipt."""
    if key is not None:
        ctx.alert(say(key))
    query = ctx.desk.update.callback_query
    if query is not None and query.message is not None:
        ctx.unit.delete_message(ctx.chat.id, query.message.message_id)


ENTRY = Press("photo:again", replace, WRITES.on(Upload))
HANDLERS = (Press("photo:place", use_place, WRITES.on(Upload)), Press("photo:keep", keep, WRITES.on(Upload)))
