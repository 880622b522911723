"""How much of it, and for how much: the kamus price times the volume, or an amount of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, Stay, pick
from sop.core.refused import Refused
from sop.proposals import changing, fields
from sop.proposals.plausible import Expected, meant, short_words
from sop.proposals.pricing import over_kamus, priced
from sop.proposals.usual_costs import expected_of
from sop.reading import rupiah, volume
from sop.reading.lengths import sides_in, unit_in
from sop.reading.units import UNIT, unit_words
from sop.reading.words import simple
from texts import Html, plain, say
from texts.figures import number, rupiah_words
from texts.figures import rupiah as in_figures

D = ProposalDraft


@dataclass(frozen=True)
class Amount:
    """A volume in its measure."""

    value: Decimal
    unit: str
    sides: str | None  #: the lengths whose product it is
    odd: bool = False  #: typed in another way than we write it, or counted in what we do not know


def _read_volume(_ctx: Ctx, draft: D, typed: str) -> Amount:
    """In the measure of the kamus; outside of it whoever proposes says in which."""
    row = draft.row
    given = row.unit if row.kamus_id else None
    value = volume(typed, given)
    said, worked_out = unit_in(typed)
    sides = sides_in(typed) if worked_out else None
    unit = given or said or row.unit
    if not unit:
        raise Refused("step1_recap.unit_missing", value=number(value))
    shown, known = number(value), given or unit in UNIT
    plainly = known and simple(typed).rstrip(".") in (shown, f"{shown} {unit}", f"{shown}{unit}")
    return Amount(value, unit, sides, odd=not plainly)


def _take_volume(ctx: Ctx, draft: D, amount: Amount) -> None:
    changing.set_volume(draft.row, amount.value, amount.unit, amount.sides)
    facts = {"volume": number(amount.value), "unit": unit_words(amount.unit)}
    if amount.sides:
        words = "step1_recap.volume_length_taken" if amount.unit == "m" else "step1_recap.volume_taken"
        ctx.banner(say(words, sides=amount.sides, **facts))
    elif amount.odd:
        ctx.banner(say("step1_recap.volume_read", **facts))


def _volume_facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    if draft.row.kamus_id and draft.row.unit:
        return {"said": say(f"step1_recap.volume_{_shape(draft.row.unit)}", unit=unit_words(draft.row.unit))}
    return {"said": say("step1_recap.volume_free")}


def _shape(unit: str) -> str:
    return {"m": "length", "m2": "area", "m3": "body"}.get(unit, "count")


def _read_cost(ctx: Ctx, draft: D, typed: str) -> int:
    """What is far below the expected is asked about, with what may have been meant; it may be confirmed."""
    cost = rupiah(typed)
    if expected_of(ctx.unit, draft.row).far_above(cost):
        draft.set_screen(doubt=cost)
        raise Stay
    return cost


def _cost_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    row, doubt = draft.row, draft.screen("doubt")
    if doubt is not None:
        return {"said": _doubt(expected_of(ctx.unit, row), doubt)}
    cost = priced(row.kamus, row.volume)
    if row.kamus is None or row.volume is None or cost is None:
        return {"said": say("step1_recap.cost_free")}
    price, measure = in_figures(row.kamus.unit_price), unit_words(row.kamus.unit)
    facts = {"price": price, "volume": number(row.volume), "unit": measure}
    return {
        "said": say("step1_recap.cost_by_kamus", cost=in_figures(cost), words=rupiah_words(cost), **facts)
    }


def _doubt(expected: Expected, doubt: int) -> Html:
    if expected.cost is None:
        return say("kamus.cost_very_small", cost=in_figures(doubt))
    words = "kamus.cost_unusual" if expected.by_kamus is None else "kamus.cost_far_below"
    return say(words, cost=in_figures(doubt), expected=in_figures(expected.cost))


def _cost_rows(ctx: Ctx, draft: D) -> Rows:
    expected, doubt = expected_of(ctx.unit, draft.row), draft.screen("doubt")
    asked = [] if doubt is None else [pick(short_words(one), "cost", one) for one in meant(doubt, expected)]
    priced_by_kamus = [pick(plain("step1_recap.take_price"), "cost", "kamus")]
    return [asked, *([] if expected.by_kamus is None else [priced_by_kamus])]


def _choose_cost(ctx: Ctx, draft: D, value: str) -> int:
    """The price of the kamus, or one of the amounts that may have been meant."""
    expected, doubt = expected_of(ctx.unit, draft.row), draft.screen("doubt")
    if value == "kamus" and expected.by_kamus is not None:
        return expected.by_kamus
    if doubt is not None and value in map(str, meant(doubt, expected)):
        return int(value)
    raise Refused("form.old_button")


def _take_cost(ctx: Ctx, draft: D, cost: int) -> None:
    changing.set_cost(draft.row, cost)
    if not draft.row.cost_by_kamus:
        ctx.banner(say("step1_recap.cost_taken", cost=in_figures(cost), words=rupiah_words(cost)))


VOLUME = question(
    fields.VOLUME,
    reads=_read_volume,
    apply=_take_volume,
    facts=_volume_facts,
)

COST = question(
    fields.COST,
    reads=_read_cost,
    apply=_take_cost,
    facts=_cost_facts,
    rows=_cost_rows,
    chosen=_choose_cost,
)


def _over_facts(_ctx: Ctx, draft: D) -> dict[str, object]:
    return {"over": in_figures(over_kamus(draft.row))}


REASON = question(
    fields.COST_REASON,
    facts=_over_facts,
)
