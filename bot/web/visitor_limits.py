"""Who knocks, and how often: nobody tries codes by the thousand, and nobody's files hold up all others."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from aiohttp import web

REMEMBERED = 20_000  #: addresses; the one that was quiet longest is forgotten


@dataclass(frozen=True)
class Measure:
    """So many at once, and one more every so many seconds."""

    most: int
    seconds: float


#: Behind one address there may be an office, or a mobile provider's town: only misses are counted strictly.
PAGES = Measure(120, 0.5)
MISSES = Measure(20, 60.0)  #: codes and addresses that do not exist
FILES = Measure(12, 30.0)
TOLD = Measure(20, 2.0)  #: refusals in words; after that the line is cut without any


class VisitorLimits:
    """Counts by address, in the memory of this process."""

    def __init__(self) -> None:
        self._left: OrderedDict[tuple[Measure, str], tuple[float, float]] = OrderedDict()

    def waits(self, measure: Measure, address: str, now: float) -> int:
        """How many seconds this address has to wait; 0: it may come in."""
        left = self._now(measure, address, now)
        return 0 if left >= 1 else int((1 - left) * measure.seconds) + 1

    def asked(self, measure: Measure, address: str, now: float) -> float:
        """How often lately, as far as it is not forgiven yet."""
        return measure.most - self._now(measure, address, now)

    def counts(self, measure: Measure, address: str, now: float) -> None:
        """One more of this kind."""
        key = (measure, address)
        self._left[key] = (max(self._now(measure, address, now) - 1, 0.0), now)
        self._left.move_to_end(key)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)

    def _now(self, measure: Measure, address: str, now: float) -> float:
        left, at = self._left.get((measure, address), (float(measure.most), now))
        return min(left + (now - at) / measure.seconds, float(measure.most))


def address_of(request: web.Request, *, behind_proxy: bool) -> str:
    """Who asks. A proxy on this machine says for whom it asks; from outside anybody could claim that."""
    told = request.headers.getall("X-Forwarded-For", []) if behind_proxy else []
    text = told[-1].rpartition(",")[2].strip() if told else request.remote or ""
    return counted_as(text) or request.remote or ""


def counted_as(text: str) -> str | None:
    """An address as it is counted; None: it is none."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):  # a household has 2^64 of them
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)
