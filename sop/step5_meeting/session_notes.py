"""Who spoke at the Musrenbang, for the berita acara: sambutan and paparan."""

from __future__ import annotations

from sqlalchemy import select

from models.paper import Narrative
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.step5_meeting.meeting import working

WELCOMES = "sambutan"
PRESENTATIONS = "paparan"


def note_of(unit: Unit, season: Season, part: str) -> Narrative | None:
    """What has been noted about one of the two."""
    return unit.first(select(Narrative).where(Narrative.season_id == season.id, Narrative.part == part))


def note(unit: Unit, actor: Person, season: Season, part: str, text: str) -> None:
    """Note it, or replace what was noted; the berita acara prints it."""
    working(unit, actor, season)
    found = note_of(unit, season, part)
    if found is None:
        found = unit.add(
            Narrative(
                kecamatan_id=season.kecamatan_id,
                season_id=season.id,
                part=part,
                text=text,
                by_id=actor.id,
                at=unit.now,
            )
        )
    else:
        found.text, found.by_id, found.at = text, actor.id, unit.now
    unit.log(actor, "session.noted", found, part=part)
