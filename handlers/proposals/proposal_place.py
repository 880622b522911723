"""Where it is, and in which RT and RW; a whole RW has no RT, a whole kelurahan neither.

> Gang Mawar, RW 05
< RT dan RW berapa?  [Seluruh RW 05]
> RT 12-14/03
< Tercatat RT 12/RW 03; RT lainnya tetap tertulis di lokasi.
"""

from __future__ import annotations

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, pick
from sop.core.refused import Refused
from sop.proposals import changing, fields
from sop.proposals.proposal_words import rt_rw_said
from sop.reading import RtRw, all_of_kelurahan, all_of_rw, neighbourhood
from sop.reading.number_words import in_digits
from sop.reading.words import simple, tidy
from texts import plain, say
from texts.figures import rt_rw

D = ProposalDraft
Said = tuple[RtRw, str]  #: what was understood, and the words for it


def _in_place(place: str) -> RtRw | None:
    """What the place itself says; None where it says nothing that can be read."""
    try:
        return neighbourhood(place)
    except Refused:
        return None


def _take_place(ctx: Ctx, draft: D, place: str) -> None:
    """RT and RW in the same answer are understood; an RW alone only where all of it is meant."""
    found = _in_place(place)
    if found is not None and found.rt is None and found.rw is not None and not all_of_rw(place):
        found = None
    changing.set_place(draft.row, place, None if found is None else (found.rt, found.rw))
    if found is not None:
        _read_back(ctx, found, place)


def _asks_rt_rw(draft: D) -> bool:
    """A question of its own only where the place did not say it; and a line of the card."""
    row = draft.row
    return row.asked in ("rtrw", None) or (row.place is not None and not rt_rw_said(row))


def _rows(_ctx: Ctx, draft: D) -> Rows:
    """All of the RW that the place names; all of the kelurahan where it names none."""
    found = _in_place(draft.row.place or "")
    if found is None or found.rw is None:
        return [[pick(plain("step1_recap.whole_kelurahan"), "rtrw", "kelurahan")]]
    return [[pick(plain("step1_recap.whole_rw", rw=rt_rw(None, found.rw)), "rtrw", "rw")]]


def _chosen(_ctx: Ctx, draft: D, value: str) -> Said:
    found = _in_place(draft.row.place or "")
    if value == "kelurahan":
        return RtRw(None, None), plain("step1_recap.whole_kelurahan").lower()
    if value != "rw" or found is None or found.rw is None:
        raise Refused("form.old_button")
    return RtRw(None, found.rw), ""


def _reads(_ctx: Ctx, _draft: D, typed: str) -> Said:
    return neighbourhood(typed), tidy(typed)


def _take_rt_rw(ctx: Ctx, draft: D, said: Said) -> None:
    """What the two columns cannot hold stays in the place: other RT, "seluruh kelurahan"."""
    found, words = said
    row = draft.row
    if found.several or (found.rw is None and not all_of_kelurahan(row.place or "")):
        changing.set_place(row, f"{row.place or ''}, {words}"[:300].lstrip(", "), None)
    changing.set_rt_rw(row, (found.rt, found.rw))
    _read_back(ctx, found, words)


def _read_back(ctx: Ctx, found: RtRw, typed: str) -> None:
    """What was understood, where it is not just what stands there."""
    words = rt_rw(found.rt, found.rw)
    if found.rw is None:
        ctx.banner(say("step1_recap.rtrw_none"))
    elif found.several:
        ctx.banner(say("step1_recap.rtrw_first", words=words))
    elif found.rt is None:
        ctx.banner(say("step1_recap.rtrw_whole", words=words))
    elif in_digits(typed) != simple(typed):
        ctx.banner(say("step1_recap.rtrw_read", words=words))


PLACE = question(fields.PLACE, apply=_take_place)

RTRW = question(
    fields.RTRW,
    reads=_reads,
    apply=_take_rt_rw,
    when=_asks_rt_rw,
    rows=_rows,
    chosen=_chosen,
)
