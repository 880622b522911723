"""What an usulan may cost by the kamus: its price is the highest that may be planned."""

from __future__ import annotations

from decimal import Decimal

from models.proposal import Proposal
from models.season import KamusEntry
from texts.figures import round_half_up


def priced(entry: KamusEntry | None, volume: Decimal | None) -> int | None:
    """Kamus price times volume, in whole rupiah; None where there is no price or no volume."""
    if entry is None or volume is None:
        return None
    return int(round_half_up(entry.unit_price * volume, 0))


def over_kamus(proposal: Proposal) -> int:
    """How many rupiah it costs more than the kamus says; 0 where it does not, or the kamus is silent."""
    expected = priced(proposal.kamus, proposal.volume)
    return max(0, (proposal.cost or 0) - expected) if expected is not None else 0
