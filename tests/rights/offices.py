"""Two offices at the same step of their season, with a person in every post, and people who have none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import String, select

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from sop.people import appoint, revoke
from tests.core.desk import FrontDesk
from tests.rights.everything import TABLES, fill
from tests.walking.busy_office import PEOPLE, BusyOffice

STATES = (1, 2, 3, 4, 5, 6, 7, 8, 9)  #: the step that is open; 9: the season is closed
MARK = "Zamrud"  #: stands in all that the other office has written
UNLIKE = ("status", "state", "stage", "kind", "post", "purpose")  #: columns by which rows differ most
WORDS = ("name", "title", "problem", "place", "text", "note", "reason", "file_name", "institution")
OTHERS = 100  #: added to the Telegram numbers of the other office's people
FORMER, PLAIN, STRANGER = 110, 111, 999

#: Who presses: one person for each post, one who lost all of them, one who never had any, and a stranger.
PRESSERS: dict[str, int] = {str(post): number for post, (_, number) in PEOPLE.items()} | {
    "former": FORMER,
    "plain": PLAIN,
    "stranger": STRANGER,
}


@dataclass
class Offices:
    """The office that presses, and the one beside it."""

    desk: FrontDesk
    own: BusyOffice
    other: BusyOffice
    state: int

    def ids(self, table: str, *, own: bool) -> list[int]:
        """A few rows of a table, as unlike as there are."""
        office = self.own if own else self.other
        mapped = TABLES[table]
        columns = mapped.__table__.c
        apart = [columns[name] for name in UNLIKE if name in columns]
        rows = select(columns.id, *apart).where(columns.kecamatan_id == office.kecamatan_id)
        with self.desk.unit() as unit:
            found = {tuple(row[1:]): row[0] for row in unit.session.execute(rows.order_by(columns.id.desc()))}
        return sorted(found.values())


def two_offices(desk: FrontDesk, folder: Path, state: int) -> Offices:
    """Both offices as they are while this step is open; the season may be over."""
    step = min(state, 8)
    made = []
    for name, others in (("Tanah Sareal", 0), (f"Kecamatan {MARK}", OTHERS)):
        office = BusyOffice(desk, folder, kelurahan=2, name=name, others=others)
        office.fills(12, step)
        office.drafts(1)
        office.opens(step)
        made.append(office)
    own, other = made
    with desk.unit() as unit:
        for office in made:
            fill(unit, office, folder)
            if state > step:
                _over(unit, office)
        _marked(unit, other)
    for number, posts in ((FORMER, tuple(Post)), (PLAIN, ())):
        person_id = desk.person(own.kecamatan_id, number, name=f"Orang {number}")
        with desk.unit() as unit:
            person = unit.session.get_one(Person, person_id)
            for post in posts:
                appoint(unit, person, post, by=None)
                revoke(unit, person, post, by=None)
    return Offices(desk, own, other, state)


def _over(unit: Unit, office: BusyOffice) -> None:
    season = unit.session.get_one(Season, office.season_id)
    season.closed_at = unit.now
    for run in unit.all(select(Run).where(Run.season_id == season.id)):
        run.state, run.closed_at = StepState.CLOSED, unit.now


def _marked(unit: Unit, office: BusyOffice) -> None:
    """Every name and sentence of the other office can be told by one word."""
    for table in TABLES.values():
        columns = table.__table__.c
        if "kecamatan_id" not in columns:
            continue
        for name in WORDS:
            if name in columns and isinstance(columns[name].type, String):
                change = table.__table__.update().where(columns.kecamatan_id == office.kecamatan_id)
                marked = change.where(columns[name].is_not(None)).values({name: MARK + " " + columns[name]})
                unit.session.execute(marked)
