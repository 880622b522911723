"""Photos that follow after an usulan was sent, where the season allows it, until verification ends.

> /tugas [Kirim foto]
< 12 usulan menunggu foto. 1. 0007 Drainase RW 04 ...  [1] [2] ...
> [1] (a photo) [Selesai 1]
< Foto usulan 0007 sudah diterima. ...
"""

from __future__ import annotations

from telegram import Message

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, Rows, Stay, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.sent_files import like, picture_of
from handlers.talk.who import WRITES
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.core.refused import Refused
from sop.proposals.drafts import MOST_PHOTOS, photos_of
from sop.proposals.label import listed, named
from sop.proposals.later_photos import add_photo, adding, close_photos, waiting
from texts import join, plain, say


@view("photo:list")
def show_waiting(ctx: Ctx, page: int) -> None:
    """What was sent without its photo, a button each."""
    found = waiting(ctx.unit, ctx.season, ctx.actor)
    shown = page_of(found, page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [say("later_photos.line", at=at, what=listed(one)) for at, one in numbered]
    head = say("later_photos.title", count=len(found)) if found else say("later_photos.none")
    keys = columns((choice(str(at), "photo:add", one.id) for at, one in numbered), 4)
    ctx.show(join(head, *lines), [*keys, turns(shown, "photo:list"), [button("menu.back", "menu:show")]])


def begin(ctx: Ctx, id: int) -> str:
    adding(ctx.unit, ctx.actor, id)
    return ADD.anew(ctx, id)


def _row(ctx: Ctx, draft: ChatDraft) -> Proposal:
    return adding(ctx.unit, ctx.actor, draft.about)


def _photo(ctx: Ctx, draft: ChatDraft, message: Message) -> int:
    """One photo more. How many came too late is remembered: an album brings them one by one."""
    if add_photo(ctx.unit, ctx.actor, draft.about, picture_of(message)):
        draft.put("extra", 0)
        like(ctx)
    else:
        extra = int(draft.get("extra") or 0) + 1
        draft.put("extra", extra)
        ctx.banner(say("form.not_taken", why=say("media.extra", count=extra)))
    raise Stay


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    row = _row(ctx, draft)
    return {**named(row), "count": photos_of(row), "most": MOST_PHOTOS}


def _rows(ctx: Ctx, draft: ChatDraft) -> Rows:
    count = photos_of(_row(ctx, draft))
    return [[pick(plain("step1_recap.photos_done", count=count), "photos", "done")]] if count else []


def _chosen(ctx: Ctx, draft: ChatDraft, value: str) -> int:
    count = photos_of(_row(ctx, draft))
    if value != "done" or not count:
        raise Refused("step1_recap.photo_needed" if value == "done" else "form.old_button")
    return count


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    proposal = close_photos(ctx.unit, ctx.actor, draft.about)
    ctx.banner(say("later_photos.thanks", number=proposal.number or "-"))
    show_waiting(ctx, 0)


ADD = ask_one(
    "later_photos",
    title="later_photos.form",
    key="photos",
    text="later_photos.ask",
    label="step1_recap.label_photos",
    takes={"photo": _photo, "document": _photo},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    expects="form.expects_photo",
    finish=_finish,
)


HANDLERS = (
    ADD.conversation(Press("photo:add", begin, WRITES.on(Proposal))),
    Press("photo:list", show_waiting, WRITES),
)
