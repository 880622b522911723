"""What usulan of one kind cost in this season and the last: the measure of an amount that no kamus prices.

Of one kind are usulan of the same komisi that are counted in the same measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from statistics import median

from sqlalchemy import select

from models.enums import Komisi, Status
from models.likeness import PastProposal
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.proposals.plausible import Expected
from sop.proposals.pricing import priced
from texts import Html, say
from texts.figures import rupiah

ENOUGH = 5  #: usulan of one kind; of fewer nobody can say what is usual

Kind = tuple[Komisi, str]  #: the measure stands second


def usual_prices(unit: Unit, season: Season, of: Kind | None = None) -> dict[Kind, Decimal]:
    """Rupiah for one of its measure, as half of them cost less and half more; of one kind, or of all.

    Counted is what was sent this season, and what stands in the list of the season before.
    """
    sent = Proposal.season_id == season.id, Proposal.status.not_in((Status.DRAFT, Status.DISCARDED))
    before = PastProposal.kecamatan_id == season.kecamatan_id, PastProposal.year == season.year - 1
    found: defaultdict[Kind, list[Decimal]] = defaultdict(list)
    for table, which in ((Proposal, sent), (PastProposal, before)):
        kind = () if of is None else (table.komisi == of[0], table.unit == of[1])
        query = select(table.komisi, table.unit, table.volume, table.cost).where(*which, *kind)
        for komisi, measure, volume, cost in unit.session.execute(query):
            if komisi and measure and volume and cost:
                found[Komisi(komisi), measure].append(cost / volume)
    return {kind: median(prices) for kind, prices in found.items() if len(prices) >= ENOUGH}


def usual(prices: Mapping[Kind, Decimal], komisi: Komisi | None, measure: str, volume: Decimal) -> int | None:
    """What as much of it costs, to two figures: nobody knows it closer; None where too few are known."""
    price = prices.get((komisi, measure)) if komisi is not None else None
    return None if price is None else int(Decimal(f"{price * volume:.1e}"))


def expected_of(unit: Unit, proposal: Proposal) -> Expected:
    """By the kamus, else by its kind."""
    by_kamus = priced(proposal.kamus, proposal.volume)
    if by_kamus is not None or not (proposal.komisi and proposal.unit and proposal.volume):
        return Expected(by_kamus)
    season = unit.session.get_one(Season, proposal.season_id)
    prices = usual_prices(unit, season, (proposal.komisi, proposal.unit))
    return Expected(None, usual(prices, proposal.komisi, proposal.unit, proposal.volume))


def doubt_words(unit: Unit, proposal: Proposal) -> Html:
    """For whoever checks it: that its amount may lack some zeros; nothing where it does not."""
    expected = expected_of(unit, proposal)
    if proposal.cost is None or not expected.far_above(proposal.cost):
        return Html("")
    if expected.cost is None:
        return say("kamus.card_very_small")
    words = "kamus.card_far_below" if expected.by_kamus is not None else "kamus.card_unusual"
    return say(words, expected=rupiah(expected.cost))
