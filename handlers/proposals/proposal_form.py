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
from handlers.proposals.field_question import question
from handlers.proposals.proposal_card import review_card
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Form, Question, Rows, pick
from models.enums import Komisi
from sop.core.refused import Refused
from sop.proposals import changing, fields
from sop.reading import Beneficiaries, rt_rw, sentence
from texts import plain

D = ProposalDraft


# ---- komisi


def _komisi_rows(_ctx: Ctx, _draft: D) -> Rows:
    keys = [pick(plain(f"komisi.{komisi}"), "komisi", komisi) for komisi in Komisi]
    return [keys[:2], keys[2:]]


def _chosen_komisi(_ctx: Ctx, _draft: D, value: str) -> Komisi:
    if value not in set(Komisi):
        raise Refused("form.old_button")
    return Komisi(value)


def _take_komisi(_ctx: Ctx, draft: D, komisi: Komisi) -> None:
    changing.choose_komisi(draft.row, komisi)


# ---- words


def _take_place(_ctx: Ctx, draft: D, place: str) -> None:
    """RT and RW in the same answer are understood."""
    try:
        said = rt_rw(place)
    except Refused:
        said = None
    changing.set_place(draft.row, place, said)


def _asks_rt_rw(draft: D) -> bool:
    """A question of its own only where the place did not say it; and a line of the card."""
    row = draft.row
    return row.asked in ("rtrw", None) or (row.place is not None and row.rt is None)


def _take_rt_rw(_ctx: Ctx, draft: D, found: tuple[int, int]) -> None:
    changing.set_rt_rw(draft.row, found)


def _take_people(_ctx: Ctx, draft: D, found: Beneficiaries) -> None:
    changing.set_people(draft.row, found.households, found.people)


# ---- the form


def _finish(ctx: Ctx, draft: D) -> None:
    prechecks.send(ctx, draft.row)


#: The questions that need more than the table says of their field.
OWN: tuple[Question[ProposalDraft], ...] = (
    question(
        fields.KOMISI,
        rows=_komisi_rows,
        chosen=_chosen_komisi,
        apply=_take_komisi,
        expects="form.expects_button",
    ),
    proposal_kamus.QUESTION,
    question(
        fields.TITLE,
        read=lambda typed: sentence(typed, 10, 200),
        when=lambda draft: draft.row.outside_kamus,
    ),
    proposal_problem.QUESTION,
    question(fields.PLACE, apply=_take_place),
    question(fields.RTRW, apply=_take_rt_rw, when=_asks_rt_rw),
    proposal_pin.QUESTION,
    proposal_cost.VOLUME,
    proposal_cost.COST,
    proposal_cost.REASON,
    question(fields.PEOPLE, apply=_take_people),
    proposal_needs.URGENCY,
    proposal_needs.LAND,
    proposal_photos.QUESTION,
)
_OWN = {one.key: one for one in OWN}

USULAN: Form[ProposalDraft] = Form(
    "usulan",
    title="step1_recap.form_title",
    questions=[_OWN.get(field.key) or question(field) for field in fields.FIELDS],
    draft=ProposalDraft,
    finish=_finish,
    review=review_card,
    send="step1_recap.send",
)
