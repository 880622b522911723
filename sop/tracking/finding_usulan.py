"""An usulan by its number, however somebody types it: US-2027-TNS-KDB-0042, 0042 or 42."""

from __future__ import annotations

import re

from sqlalchemy import select

from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.proposals.may_see import Sight, sight

#: The whole number, or the running number at its end; dots, spaces and dashes are all the same.
WHOLE = re.compile(
    r"\A\s*(?:(us[-\s./]*\d{4}(?:[-\s./]+\w{1,10}){1,2}[-\s./]+\d{1,5})|#?(\d{1,5}))\s*\Z", re.IGNORECASE
)


def by_number(unit: Unit, actor: Person, season: Season, typed: str) -> Proposal:
    """The usulan that is meant; a number that nobody was given, or that is not for him to see, is refused."""
    proposal = called(unit, season, typed)
    if proposal is None or sight(unit, actor, proposal) is Sight.NOTHING:
        raise Refused("tracking.no_such_number", number=typed.strip()[:40])
    return proposal


def called(unit: Unit, season: Season, typed: str) -> Proposal | None:
    """The usulan of this number: of the season where only the running number is given."""
    found = WHOLE.match(typed)
    if found is None:
        return None
    query = select(Proposal).where(Proposal.kecamatan_id == season.kecamatan_id)
    if found[2]:
        query = query.where(Proposal.season_id == season.id, Proposal.sequence == int(found[2]))
    else:
        number = "-".join(re.split(r"[-\s./]+", found[1].upper().replace("US", "US-", 1)))
        year = select(Season.id).where(
            Season.kecamatan_id == season.kecamatan_id, Season.year == int(number.split("-")[1])
        )
        query = query.where(Proposal.season_id.in_(year), Proposal.number == number)
    return unit.first(query)
