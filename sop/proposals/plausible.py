"""Whether an amount has lost its thousands or its millions on the way: "50" was meant as Rp50 juta.

Such an amount is never taken quietly: in the chat it is asked about, in a list its row waits as a draft.
Far above the price of the kamus is no slip but a matter for a reason (sop/proposals/pricing.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from sop.reading.money import DEAREST
from texts import plain
from texts.figures import number

LEAST = 1_000_000  #: rupiah; where the kamus is silent, no usulan of a kecamatan costs less
FAR = 10  #: times less than is expected


@dataclass(frozen=True)
class Expected:
    """What an usulan should cost, in rupiah; None where that is not known."""

    by_kamus: int | None  #: its price for this volume; where it is known nothing else is asked
    usual: int | None = None  #: what as much of its kind costs here (sop/proposals/usual_costs.py)

    @property
    def cost(self) -> int | None:
        return self.usual if self.by_kamus is None else self.by_kamus

    def far_above(self, cost: int) -> bool:
        """Whether this amount is so far below what is expected that it is asked about."""
        too_small = self.by_kamus is None and cost < LEAST
        return too_small or (self.cost is not None and cost * FAR < self.cost)


def meant(cost: int, expected: Expected) -> list[int]:
    """What may have been meant, the likeliest first; what was written itself stands last."""
    near = expected.cost
    larger = [cost * times for times in (10**6, 10**3)]
    likely = [one for one in larger if one <= DEAREST and not expected.far_above(one)]
    if near is not None:
        likely.sort(key=lambda one: max(one, near) / min(one, near))
    return [*likely, cost]


def short_words(cost: int) -> str:
    """ "Rp48 juta", "Rp1,5 miliar": as people say it; "Rp50" where there is no round word for it."""
    for times, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if cost >= times and cost * 100 % times == 0:
            return plain(f"kamus.rupiah_{word}", count=number(cost / times))
    return plain("kamus.rupiah_bare", count=number(cost))
