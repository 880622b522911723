"""Two offices at the same step of their season, with a person in every post, and people who have none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import String, select

from models.enums import StepState
from models.paper import Paper
from models.people import Kelurahan
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from tests.core.desk import FrontDesk
from tests.rights import people
from tests.rights.everything import TABLES, fill
from tests.rights.people import OTHERS, PRESSERS, Setting, sets, take_their_posts, telegram_of
from tests.walking.busy_office import BusyOffice

STATES = (1, 2, 3, 4, 5, 6, 7, 8, 9)  #: the step that is open; 9: the season is closed
MARK = "Zamrud"  #: stands in all that the other office has written
UNLIKE = ("status", "state", "stage", "kind", "post", "purpose")  #: columns by which rows differ most
WORDS = ("name", "title", "problem", "place", "text", "note", "reason", "file_name", "institution")
FORMER, PLAIN, STRANGER = (PRESSERS[name].user for name in ("former", people.PLAIN, people.STRANGER))


@dataclass
class Offices:
    """The office that presses, and the one beside it."""

    desk: FrontDesk
    own: BusyOffice
    other: BusyOffice
    state: int
    setting: Setting  #: of the office that presses
    closing: bool = False  #: the step's people are done; its papers are being drawn and decided

    @property
    def when(self) -> str:
        if self.state > 8:
            return "season closed"
        return f"step {self.state} {'closing' if self.closing else 'open'}"

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

    def waiting_papers(self, *, own: bool = True) -> list[tuple[int, int, str]]:
        """The newest naskah of the open step, and who decides about it: by person and post."""
        office = self.own if own else self.other
        paper, run = Paper.__table__.c, Run.__table__.c
        with self.desk.unit() as unit:
            now = run.state.in_((StepState.OPEN, StepState.CLOSING))
            open_now = unit.all(select(Run).where(run.season_id == office.season_id, now))
            found = []
            for one in open_now:
                newest = select(Paper.id).where(paper.season_id == one.season_id, paper.step == one.step)
                paper_id = unit.first(newest.order_by(paper.edition.desc()))
                post = one.signer or one.checker
                if paper_id is not None and post is not None:
                    found.append((paper_id, telegram_of(unit, Post(post), office.others).id, str(post)))
            return found

    def codes(self, *, own: bool) -> list[str]:
        """Of a few papers, as they stand in their QR."""
        office = self.own if own else self.other
        query = select(Paper.code).where(Paper.kecamatan_id == office.kecamatan_id)
        return list(self.desk.rows(query.order_by(Paper.id.desc()).limit(2)))

    def number(self, *, own: bool) -> str:
        office = self.own if own else self.other
        return f"US-2028-{office.kecamatan_id}-0001"

    @property
    def first_kelurahan(self) -> int:
        """That of the delegate and the lurah among the posts; "B" is another's."""
        query = select(Kelurahan.id).where(Kelurahan.kecamatan_id == self.own.kecamatan_id)
        return int(self.desk.rows(query.order_by(Kelurahan.id))[0])


def two_offices(
    desk: FrontDesk, folder: Path, state: int, *, closing: bool = False, bare: bool = False
) -> Offices:
    """Both offices as they are while this step is open or `closing`; the season may be over.

    `bare`: without a row of every table; nobody has done anything in the step yet.
    """
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
            if not bare:
                fill(unit, office, folder)
            if state > step:
                _over(unit, office)
            elif closing:
                _done(unit, office)
        _marked(unit, other)
        # Every second office has set other people for its steps than the SOP names.
        setting = sets(unit, own.season_id, otherwise=state % 2 == 0)
    take_their_posts(desk, own.kecamatan_id)
    return Offices(desk, own, other, state, setting, closing)


def _over(unit: Unit, office: BusyOffice) -> None:
    season = unit.session.get_one(Season, office.season_id)
    season.closed_at = unit.now
    for run in unit.all(select(Run).where(Run.season_id == season.id)):
        run.state, run.closed_at = StepState.CLOSED, unit.now


def _done(unit: Unit, office: BusyOffice) -> None:
    """As `finish` of sop/flow/progress.py leaves it: the step's naskah lies before whoever decides."""
    for run in unit.all(select(Run).where(Run.season_id == office.season_id, Run.state == StepState.OPEN)):
        run.state = StepState.CLOSING


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
