"""Whether an amount has lost its thousands or its millions on the way: "50" was meant as Rp50 juta.

Such an amount is never taken quietly: in the chat it is asked about, in a list its row waits as a draft.
Far above the price of the kamus is no slip but a matter for a reason (sop/proposals/pricing.py).
"""

from __future__ import annotations

from sop.reading.money import DEAREST
from texts import plain
from texts.figures import number

LEAST = 1_000_000  #: rupiah; where the kamus is silent, no usulan of a kecamatan costs less
FAR = 10  #: times less than the kamus says


def far_below(cost: int, expected: int | None) -> bool:
    """Whether it is asked about; `expected`: the kamus's price for this volume, None where there is none."""
    return cost * FAR < expected if expected is not None else cost < LEAST


def meant(cost: int, expected: int | None) -> list[int]:
    """What may have been meant, the likeliest first; what was written itself stands last."""
    larger = [cost * times for times in (10**6, 10**3)]
    likely = [one for one in larger if one <= DEAREST and not far_below(one, expected)]
    if expected is not None:
        likely.sort(key=lambda one: max(one, expected) / min(one, expected))
    return [*likely, cost]


def short_words(cost: int) -> str:
    """ "Rp48 juta", "Rp1,5 miliar": as people say it; "Rp50" where there is no round word for it."""
    for times, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if cost >= times and cost * 100 % times == 0:
            return plain(f"kamus.rupiah_{word}", count=number(cost / times))
    return plain("kamus.rupiah_bare", count=number(cost))
