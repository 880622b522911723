"""How many usulan a kelurahan may send, in all and for one komisi; what is too much waits as a draft."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from models.enums import Komisi, Status
from models.people import Kelurahan
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.core.rules import rules_of
from texts import plain

#: What takes no place: not sent, or alive in another one.
FREE = (Status.DRAFT, Status.DISCARDED, Status.MERGED)

NEAR = 0.8  #: from here on the limit is worth a warning


@dataclass(frozen=True)
class Room:
    """How far one limit is used up."""

    used: int
    most: int
    komisi: Komisi | None = None  #: None: of the kelurahan as a whole

    @property
    def full(self) -> bool:
        return self.used >= self.most

    @property
    def near(self) -> bool:
        return self.used >= self.most * NEAR


def rooms(unit: Unit, season: Season, kelurahan: Kelurahan) -> list[Room]:
    """Every limit of a kelurahan and how far it is used: the whole first, then komisi in their order."""
    rules = rules_of(season)
    if rules.quota_kelurahan is None and rules.quota_komisi is None:
        return []
    query = select(Proposal.komisi, func.count(Proposal.id)).where(
        Proposal.season_id == season.id, Proposal.kelurahan_id == kelurahan.id, Proposal.status.not_in(FREE)
    )
    counted: dict[Komisi | None, int] = {
        row[0]: row[1] for row in unit.session.execute(query.group_by(Proposal.komisi))
    }
    found = []
    if rules.quota_kelurahan is not None:
        found.append(Room(sum(counted.values()), rules.quota_kelurahan))
    if rules.quota_komisi is not None:
        found += [Room(counted.get(komisi, 0), rules.quota_komisi, komisi) for komisi in Komisi]
    return found


def no_place(unit: Unit, season: Season, kelurahan: Kelurahan) -> bool:
    """Whether nothing more can be sent, whatever its komisi."""
    found = rooms(unit, season, kelurahan)
    parts = [room for room in found if room.komisi is not None]
    return any(room.full for room in found if room.komisi is None) or (
        bool(parts) and all(room.full for room in parts)
    )


def must_have_room(unit: Unit, season: Season, proposal: Proposal) -> None:
    """Refuse to send what is over a limit: it stays a draft until somebody makes room."""
    rules = rules_of(season)
    if rules.quota_kelurahan is None and rules.quota_komisi is None:
        return
    # Two who send in the same moment must not both take the last place.
    unit.alone_with(season, "last_number", "version")
    for room in rooms(unit, season, proposal.kelurahan):
        if room.full and room.komisi in (None, proposal.komisi):
            facts = {"kelurahan": proposal.kelurahan.name, "most": room.most, "who": who_helps(unit, season)}
            if room.komisi is None:
                raise Refused("rules.over_kelurahan", **facts)
            raise Refused("rules.over_komisi", komisi=plain(f"komisi.{room.komisi}"), **facts)


def who_helps(unit: Unit, season: Season) -> str:
    """Whom to ask for more room or more time: JFU by name, else the office."""
    people = holders(unit, season.kecamatan_id, Post.JFU)
    if not people:
        return plain("rules.who_office")
    return plain("rules.who_jfu", names=", ".join(person.name for person in people))
