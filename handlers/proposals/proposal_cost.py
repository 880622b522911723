"""How much of it, and for how much: the kamus price times the volume, or an amount of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, Stay, pick
from models.season import KamusEntry
from sop.core.refused import Refused
from sop.proposals import changing, fields
from sop.proposals.plausible import far_below, meant, short_words
from sop.proposals.pricing import over_kamus, priced
from sop.reading import rupiah, typed_volume
from sop.reading.lengths import sides_in, unit_in
from sop.reading.units import UNIT, unit_words
from sop.reading.words import simple
from texts import plain, say
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
    value = typed_volume(typed, given)
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


def _entry(ctx: Ctx, draft: D) -> KamusEntry | None:
    return ctx.unit.get(KamusEntry, draft.row.kamus_id)


def _read_cost(ctx: Ctx, draft: D, typed: str) -> int:
    """What is far below its price is asked about, with what may have been meant; it may be confirmed."""
    cost = rupiah(typed)
    if far_below(cost, _price(ctx, draft)):
        draft.set_screen(doubt=cost)
        raise Stay
    return cost


def _price(ctx: Ctx, draft: D) -> int | None:
    return priced(_entry(ctx, draft), draft.row.volume)


def _cost_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    entry, amount = _entry(ctx, draft), draft.row.volume
    cost, doubt = priced(entry, amount), draft.screen("doubt")
    if doubt is not None:
        if cost is None:
            return {"said": say("kamus.cost_very_small", cost=in_figures(doubt))}
        return {"said": say("kamus.cost_far_below", cost=in_figures(doubt), expected=in_figures(cost))}
    if entry is None or amount is None or cost is None:
        return {"said": say("step1_recap.cost_free")}
    facts = {"price": in_figures(entry.unit_price), "volume": number(amount), "unit": unit_words(entry.unit)}
    return {
        "said": say("step1_recap.cost_by_kamus", cost=in_figures(cost), words=rupiah_words(cost), **facts)
    }


def _cost_rows(ctx: Ctx, draft: D) -> Rows:
    price, doubt = _price(ctx, draft), draft.screen("doubt")
    asked = [] if doubt is None else [pick(short_words(one), "cost", one) for one in meant(doubt, price)]
    return [asked, *([] if price is None else [[pick(plain("step1_recap.take_price"), "cost", "kamus")]])]


def _choose_cost(ctx: Ctx, draft: D, value: str) -> int:
    """The price of the kamus, or one of the amounts that may have been meant."""
    price, doubt = _price(ctx, draft), draft.screen("doubt")
    if value == "kamus" and price is not None:
        return price
    if doubt is not None and value in map(str, meant(doubt, price)):
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
