"""Usulan baru.

> [Buat usulan]
< Langkah 1. Apa yang ingin diusulkan? Ketik, atau pilih.  [Drainase] [Betonisasi] ... [Di luar kamus]
> selokan mampet
< Yang cocok dengan “selokan mampet”.  [Drainase] [Normalisasi saluran] ...
> [Drainase]
< SP-01 Pembangunan saluran drainase ... Rp1.200.000 per m.  [Pakai jenis ini]
> [Pakai jenis ini]
< Langkah 2. Apa masalahnya?
...
< Periksa sekali lagi.  [Kirim usulan] [Ubah] [Simpan & keluar]
"""

from __future__ import annotations

from handlers.proposals import (
    prechecks,
    proposal_cost,
    proposal_kamus,
    proposal_needs,
    proposal_people,
    proposal_photos,
    proposal_pin,
    proposal_place,
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
from sop.reading import sentence
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
        when=lambda draft: draft.row.outside_kamus or draft.row.asked == "komisi",
        expects="form.expects_button",
    ),
    proposal_kamus.QUESTION,
    question(
        fields.TITLE,
        read=lambda typed: sentence(typed, *proposal_kamus.TITLE_LETTERS),
        when=lambda draft: draft.row.outside_kamus,
    ),
    proposal_problem.QUESTION,
    proposal_place.PLACE,
    proposal_place.RTRW,
    proposal_pin.QUESTION,
    proposal_cost.VOLUME,
    proposal_cost.COST,
    proposal_cost.REASON,
    proposal_people.QUESTION,
    proposal_needs.URGENCY,
    proposal_needs.LAND,
    proposal_photos.QUESTION,
)
_OWN = {one.key: one for one in OWN}

USULAN: Form[ProposalDraft] = Form(
    "usulan",
    title="step1_recap.form_title",
    questions=[_OWN.get(field.key) or question(field) for field in fields.ASKED],
    draft=ProposalDraft,
    finish=_finish,
    review=review_card,
    send="step1_recap.send",
)
