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

from handlers.proposals import (
    prechecks,
    proposal_cost,
    proposal_kamus,
    proposal_needs,
    proposal_photos,
    proposal_pin,
    proposal_problem,
)
from handlers.proposals.proposal_card import review_card
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Form, Question, Rows, pick
from models.enums import Komisi
from sop.core.refused import Refused
from sop.reading import Beneficiaries, people, rt_rw, sentence
from texts import plain

D = ProposalDraft


# ---- komisi and kamus


def _komisi_rows(_ctx: Ctx, _draft: D) -> Rows:
    keys = [pick(plain(f"komisi.{komisi}"), "komisi", komisi) for komisi in Komisi]
    return [keys[:2], keys[2:]]


def _choose_komisi(_ctx: Ctx, draft: D, value: str) -> Komisi:
    if value not in set(Komisi):
        raise Refused("form.old_button")
    komisi = Komisi(value)
    if draft.row.komisi != komisi:
        proposal_kamus.forget(draft.row)
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


def _asks_rt_rw(draft: D) -> bool:
    """A question of its own only where the place did not say it; and a line of the card."""
    row = draft.row
    return row.asked in ("rtrw", None) or (row.place is not None and row.rt is None)


def _take_rt_rw(_ctx: Ctx, draft: D, found: tuple[int, int]) -> None:
    draft.row.rt, draft.row.rw = found


def _take_people(_ctx: Ctx, draft: D, found: Beneficiaries) -> None:
    draft.row.households, draft.row.people = found.households, found.people


# ---- the form


def _finish(ctx: Ctx, draft: D) -> None:
    prechecks.send(ctx, draft.row)


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
        proposal_problem.QUESTION,
        Question(
            key="place", text="step1_recap.ask_place", label="step1_recap.label_place", reads=_read_place
        ),
        Question(
            key="rtrw",
            text="step1_recap.ask_rtrw",
            label="step1_recap.label_rtrw",
            read=rt_rw,
            apply=_take_rt_rw,
            when=_asks_rt_rw,
        ),
        proposal_pin.QUESTION,
        proposal_cost.VOLUME,
        proposal_cost.COST,
        proposal_cost.REASON,
        Question(
            key="people",
            text="step1_recap.ask_people",
            label="step1_recap.label_people",
            read=people,
            apply=_take_people,
        ),
        proposal_needs.URGENCY,
        proposal_needs.LAND,
        proposal_photos.QUESTION,
    ],
    draft=ProposalDraft,
    finish=_finish,
    review=review_card,
    send="step1_recap.send",
)
