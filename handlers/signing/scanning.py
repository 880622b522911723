"""Pindaian bertanda tangan: a final paper that was signed with ink comes back as PDF or photos.

> (laporan.pdf)  [Unggah pindaian]
< Pindaian Laporan ... versi 1. Kirim satu PDF, atau foto tiap halaman berurutan.
> (photo) (photo)
< Sudah 2: foto, foto.  [Selesai 2] [Buang terakhir] [Batalkan]
> [Selesai 2]
< Pindaian diterima dan sedang disusun.
< Pindaian bertanda tangan dari Laporan ..., versi 1: 2 halaman ...  (laporan-v1-pindaian.pdf)
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from telegram import Message

from handlers.home.menu import show_menu
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, Rows, Stay, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.sent_files import like, picture_of
from handlers.talk.who import POST
from models.paper import Paper
from sop.core.refused import Refused
from sop.core.uploads import Sent
from sop.papers.papers import may_have, title
from sop.papers.ways import scan_of
from sop.signing.scans import check_piece, hand_in, scannable, send_scan
from sop.signing.signed import KEEPERS
from texts import plain, say

SHOWN = 12
_WORD = (".doc", ".docx", ".docm", ".odt", ".xls", ".xlsx")


def begin(ctx: Ctx, id: int) -> str:
    """Unggah pindaian."""
    paper = scannable(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    return SCAN.begin(ctx, paper.id)


def open_scan(ctx: Ctx, id: int) -> None:
    """Lihat pindaian."""
    paper = ctx.unit.get(Paper, id)
    if paper is None or not may_have(ctx.unit, ctx.actor, paper):
        raise Refused("common.not_found")
    scan = scan_of(ctx.unit, paper)
    if scan is None:
        raise Refused("scan.none")
    send_scan(ctx.unit, ctx.actor, paper, scan)


def _pieces(draft: ChatDraft) -> list[dict[str, Any]]:
    return list(draft.get("pieces") or ())


def _sent(draft: ChatDraft) -> list[Sent]:
    return [Sent(one["file_id"], one["unique_id"], one["size"]) for one in _pieces(draft)]


def _take(ctx: Ctx, draft: ChatDraft, message: Message) -> None:
    """One piece more: a PDF, or a photo of a page as picture or as file."""
    sent, what = _read(message)
    check_piece(sent, _sent(draft))
    piece = {"file_id": sent.file_id, "unique_id": sent.unique_id, "size": sent.size, "what": what}
    draft.put("pieces", [*_pieces(draft), piece])
    like(ctx)
    raise Stay


def _read(message: Message) -> tuple[Sent, str]:
    file = message.document
    if file is None:
        return picture_of(message), plain("scan.photo")
    ending = PurePosixPath(file.file_name or "").suffix.lower()
    if file.mime_type == "application/pdf" or ending == ".pdf":
        return Sent(file.file_id, file.file_unique_id, file.file_size or 0, as_document=True), "PDF"
    if ending in _WORD:
        raise Refused("scan.word")
    if not (file.mime_type or "").startswith("image/"):
        raise Refused("scan.other_file")
    return picture_of(message), plain("scan.photo")


def _rows(_ctx: Ctx, draft: ChatDraft) -> Rows:
    count = len(_pieces(draft))
    stop = [pick(plain("scan.cancel"), "pieces", "stop")]
    if not count:
        return [stop]
    done = [pick(plain("scan.done", count=count), "pieces", "done")]
    return [done, [pick(plain("scan.drop_last"), "pieces", "last"), *stop]]


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    paper = scannable(ctx.unit, ctx.actor, ctx.unit.get(Paper, draft.about))
    pieces = [one["what"] for one in _pieces(draft)]
    listed = ", ".join(f"{at}. {what}" for at, what in list(enumerate(pieces, start=1))[-SHOWN:])
    so_far = say("scan.so_far", count=len(pieces), pieces=listed) if pieces else say("scan.none_yet")
    return {"title": title(paper), "edition": paper.edition, "so_far": so_far}


def _chosen(ctx: Ctx, draft: ChatDraft, value: str) -> str:
    if value == "last":
        draft.put("pieces", _pieces(draft)[:-1])
        raise Stay
    if value == "done" and not _pieces(draft):
        raise Refused("scan.nothing")
    if value not in ("done", "stop"):
        raise Refused("form.old_button")
    return value


def _note(_ctx: Ctx, draft: ChatDraft, value: str) -> None:
    draft.put("end", value)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    if draft.get("end") == "done":
        hand_in(ctx.unit, ctx.actor, ctx.unit.session.get_one(Paper, draft.about), _sent(draft))
        ctx.banner(say("scan.received"))
    else:
        ctx.banner(say("scan.cancelled"))
    show_menu(ctx)


SCAN = ask_one(
    "scan",
    title="scan.form_title",
    key="pieces",
    text="scan.ask",
    label="scan.label",
    takes={"photo": _take, "document": _take},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=_note,
    answered=lambda draft: draft.get("end") is not None,
    expects="scan.expects",
    finish=_finish,
)

HANDLERS = (
    SCAN.conversation(Press("scan:send", begin, Who(KEEPERS).on(Paper))),
    Press("scan:open", open_scan, POST.on(Paper, anytime=True)),
)
