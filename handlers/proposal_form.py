"""Usulan baru.

> [Buat usulan]
< Langkah 1. Usulan ini untuk komisi apa?  [Pemerintahan] [Kesra] [Ekonomi] [Sarpras]
> [Sarpras]
< Langkah 2. Pilih jenis usulan, atau ketik kata kuncinya.  [Drainase] [Betonisasi] ... [Di luar kamus]
> [Drainase]
< SP-01 Pembangunan saluran drainase ... Rp1.200.000 per m.  [Pakai jenis ini]
> [Pakai jenis ini]
< Langkah 3. Apa masalahnya?
...
< Periksa sekali lagi.  [Kirim usulan] [Ubah] [Simpan & keluar]
"""

from __future__ import annotations

from typing import Any

from telegram import Message

from handlers import proposal_kamus, proposal_pin
from handlers.context import Ctx
from handlers.form import Form, Question, Rows, Stay, pick
from handlers.menu import show_menu
from handlers.proposal_card import receipt, review_card
from handlers.proposal_draft import ProposalDraft
from models.enums import Fetching, Komisi
from models.proposal import Upload
from models.season import KamusEntry
from sop.proposals import MOST_PHOTOS, needs_photo, photos_of, submit
from sop.reading import Beneficiaries, people, rt_rw, rupiah, sentence, volume
from sop.reading.words import tidy
from sop.refused import Refused
from texts import plain, say
from texts.figures import rupiah as in_figures
from texts.figures import rupiah_words

LARGEST_FILE = 20 * 1024 * 1024  #: what Telegram gives a bot

D = ProposalDraft


# ---- komisi and kamus


def _komisi_rows(_ctx: Ctx, _draft: D) -> Rows:
    keys = [pick(plain(f"komisi.{komisi}"), "komisi", komisi) for komisi in Komisi]
    return [keys[:2], keys[2:]]


def _choose_komisi(_ctx: Ctx, draft: D, value: str) -> Komisi:
    if value not in set(Komisi):
        raise Refused("form.old_button")
    komisi = Komisi(value)
    if draft.row.komisi != komisi:  # the kamus entry belongs to the komisi
        draft.row.kamus_id, draft.row.outside_kamus = None, False
    return komisi


# ---- words


def _read_place(_ctx: Ctx, draft: D, typed: str) -> str:
    """The place; RT and RW in the same answer are understood."""
    place = sentence(typed, 5, 300)
    try:
        draft.row.rt, draft.row.rw = rt_rw(place)
    except Refused:
        draft.row.rt = draft.row.rw = None
    return place


def _take_rt_rw(_ctx: Ctx, draft: D, found: tuple[int, int]) -> None:
    draft.row.rt, draft.row.rw = found


def _take_people(_ctx: Ctx, draft: D, found: Beneficiaries) -> None:
    draft.row.households, draft.row.people = found.households, found.people


# ---- volume and cost


def _read_volume(_ctx: Ctx, draft: D, typed: str) -> Any:
    return volume(typed, draft.row.unit if draft.row.kamus_id else None)


def _take_volume(ctx: Ctx, draft: D, value: Any) -> None:
    row = draft.row
    row.volume = value
    if row.outside_kamus:
        words = [word for word in tidy(ctx.typed).split() if word.isalpha() and word.lower() != "x"]
        row.unit = " ".join(words)[:20] or row.unit or plain("step1_recap.unit_unknown")
    entry = ctx.unit.get(KamusEntry, row.kamus_id)
    if entry is not None and row.cost_by_kamus:
        row.cost = int(entry.unit_price * value)


def _volume_facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    return {"unit": draft.row.unit or plain("step1_recap.unit_free")}


def _priced(ctx: Ctx, draft: D) -> int | None:
    """Kamus price times volume."""
    entry = ctx.unit.get(KamusEntry, draft.row.kamus_id)
    if entry is None or draft.row.volume is None:
        return None
    return int((entry.unit_price * draft.row.volume).to_integral_value(rounding="ROUND_HALF_UP"))


def _cost_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    priced = _priced(ctx, draft)
    if priced is None:
        return {"hint": say("step1_recap.cost_free")}
    return {"hint": say("step1_recap.cost_by_kamus", cost=in_figures(priced), words=rupiah_words(priced))}


def _cost_rows(ctx: Ctx, draft: D) -> Rows:
    priced = _priced(ctx, draft)
    return [[pick(plain("step1_recap.take_price"), "cost", "kamus")]] if priced else []


def _choose_price(ctx: Ctx, draft: D, _value: str) -> int:
    priced = _priced(ctx, draft)
    if priced is None:
        raise Refused("form.old_button")
    return priced


def _take_cost(ctx: Ctx, draft: D, cost: int) -> None:
    draft.row.cost = cost
    draft.row.cost_by_kamus = ctx.desk.update.callback_query is not None


# ---- photos


def _take_photo(ctx: Ctx, draft: D, message: Message) -> Any:
    """One photo more; a picture sent as a file counts too."""
    picture = message.photo[-1] if message.photo else message.document
    if picture is None:
        raise Refused("form.expects_photo")
    if message.document is not None and not (message.document.mime_type or "").startswith("image/"):
        raise Refused("step1_recap.not_a_photo")
    if (picture.file_size or 0) > LARGEST_FILE:
        raise Refused("step1_recap.file_too_big")
    if picture.file_unique_id in {photo.file_unique_id for photo in draft.row.photos}:
        raise Stay
    if photos_of(draft.row) >= MOST_PHOTOS:
        raise Refused("step1_recap.photos_full", most=MOST_PHOTOS)
    ctx.unit.add(
        Upload(
            kecamatan_id=draft.row.kecamatan_id,
            proposal_id=draft.row.id,
            sender_id=ctx.actor.id,
            file_id=picture.file_id,
            file_unique_id=picture.file_unique_id,
            as_document=message.document is not None,
            not_before=ctx.now,
            received_at=ctx.now,
        )
    )
    ctx.unit.session.refresh(draft.row, ["photos"])
    raise Stay


def _photo_rows(_ctx: Ctx, draft: D) -> Rows:
    count = photos_of(draft.row)
    rows = [[pick(plain("step1_recap.photos_done", count=count), "photos", "done")]] if count else []
    if count:
        rows.append([pick(plain("step1_recap.photos_again"), "photos", "again")])
    elif not needs_photo(draft.row):
        rows.append([pick(plain("form.skip"), "photos", "none")])
    return rows


def _photo_facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    count = photos_of(draft.row)
    lost = sum(1 for photo in draft.row.photos if photo.state == Fetching.UNUSABLE)
    said = say("step1_recap.photos_so_far", count=count, most=MOST_PHOTOS) if count else say("step1_recap.photos_none")
    if lost and not count:
        said = say("step1_recap.photos_lost")
    return {"said": said, "rule": say("step1_recap.photos_must" if needs_photo(draft.row) else "step1_recap.photos_may")}


def _photos_done(ctx: Ctx, draft: D, value: str) -> Any:
    if value == "again":
        for photo in list(draft.row.photos):
            ctx.unit.session.delete(photo)
        ctx.unit.session.flush()
        ctx.unit.session.refresh(draft.row, ["photos"])
        raise Stay
    if value == "done" and photos_of(draft.row) == 0 or value == "none" and needs_photo(draft.row):
        raise Refused("step1_recap.photo_needed")
    return None


# ---- the form


def _finish(ctx: Ctx, draft: D) -> None:
    proposal = submit(ctx.unit, ctx.actor, draft.row.id)
    again = proposal.revision > 1
    ctx.tell(receipt(proposal, ctx.now))
    if again:
        ctx.banner(say("step1_recap.sent_again", number=proposal.number or "-"))
    else:
        ctx.banner(say("step1_recap.sent", number=proposal.number or "-"))
    show_menu(ctx)


def _nothing(_ctx: Ctx, _draft: D, _value: Any) -> None:
    """The answer was written while it was read."""


USULAN: Form[ProposalDraft] = Form(
    "usulan",
    title="step1_recap.form_title",
    questions=[
        Question(
            key="komisi",
            text="step1_recap.ask_komisi",
            label="step1_recap.label_komisi",
            rows=_komisi_rows,
            chosen=_choose_komisi,
            expects="form.expects_button",
        ),
        proposal_kamus.QUESTION,
        Question(
            key="title",
            text="step1_recap.ask_title",
            label="step1_recap.label_title",
            read=lambda typed: sentence(typed, 10, 200),
            when=lambda draft: draft.row.outside_kamus,
        ),
        Question(
            key="problem",
            text="step1_recap.ask_problem",
            label="step1_recap.label_problem",
            read=lambda typed: sentence(typed, 10, 3000),
        ),
        Question(key="place", text="step1_recap.ask_place", label="step1_recap.label_place", reads=_read_place),
        Question(
            key="rtrw",
            text="step1_recap.ask_rtrw",
            label="step1_recap.label_rtrw",
            read=rt_rw,
            apply=_take_rt_rw,
            when=lambda draft: draft.row.rt is None or draft.row.asked == "rtrw" or draft.row.asked is None,
        ),
        proposal_pin.QUESTION,
        Question(
            key="volume",
            text="step1_recap.ask_volume",
            label="step1_recap.label_volume",
            reads=_read_volume,
            apply=_take_volume,
            facts=_volume_facts,
        ),
        Question(
            key="cost",
            text="step1_recap.ask_cost",
            label="step1_recap.label_cost",
            read=rupiah,
            apply=_take_cost,
            facts=_cost_facts,
            rows=_cost_rows,
            chosen=_choose_price,
        ),
        Question(key="people", text="step1_recap.ask_people", label="step1_recap.label_people", read=people, apply=_take_people),
        Question(
            key="photos",
            text="step1_recap.ask_photos",
            label="step1_recap.label_photos",
            takes={"photo": _take_photo, "document": _take_photo},
            facts=_photo_facts,
            rows=_photo_rows,
            chosen=_photos_done,
            apply=_nothing,
            expects="form.expects_photo",
            answered=lambda draft: not needs_photo(draft.row) or photos_of(draft.row) > 0,
        ),
    ],
    draft=ProposalDraft,
    finish=_finish,
    review=review_card,
    send="step1_recap.send",
)
