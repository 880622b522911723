"""The last day of the intake and the day after it: for who sent an usulan himself, for JFU, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.base import WIB
from models.batch import Batch
from models.enums import BatchState, Status, StepState
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.imports.batches import begin_applying
from sop.tracking.author_window import locked
from tests.core.desk import FrontDesk
from tests.core.old_usulan import usulan

pytestmark = pytest.mark.quick

LAST_DAY = date(2027, 1, 22)
EVENING = datetime(2027, 1, 22, 23, 59, 59, tzinfo=WIB)
OVER = "Masa pengusulan sudah berakhir; perubahan hanya bisa bila Kepala Bidang mengembalikannya."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    """The intake is open, and its last day is known."""
    with FrontDesk(f"sqlite:///{tmp_path}/days.db") as made:
        here = made.office()
        author = made.person(here, 71, Post.DELEGASI, name="Siti Aminah")
        jfu = made.person(here, 72, Post.JFU, name="Dewi Lestari")
        with made.unit() as unit:
            season = the_season(unit)
            season.intake_closes = LAST_DAY
            run_of(unit, season, "step1_recap").state = StepState.OPEN
            run_of(unit, season, "step2_verify").state = StepState.WAITING
            for number, entered_by in (("US-1", None), ("US-2", jfu)):
                usulan(unit, season, author, number=number, status=Status.SUBMITTED, entered_by_id=entered_by)
        yield made


def the_season(unit: Unit) -> Season:
    return unit.all(select(Season))[0]


def why_locked(desk: FrontDesk, number: str, now: datetime) -> str | None:
    desk.now = now
    with desk.unit() as unit:
        return locked(unit, unit.all(select(Proposal).where(Proposal.number == number))[0])


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (EVENING - timedelta(days=1), None),
        (EVENING, None),
        (EVENING + timedelta(seconds=1), OVER),
        (EVENING + timedelta(days=1), OVER),
    ],
)
def test_its_author_changes_it_until_the_last_second_of_the_last_day(
    desk: FrontDesk, now: datetime, why: str | None
) -> None:
    assert why_locked(desk, "US-1", now) == why


@pytest.mark.parametrize("day", [0, 1])
def test_what_jfu_entered_for_him_is_changed_as_long_as_the_intake_is_open(desk: FrontDesk, day: int) -> None:
    assert why_locked(desk, "US-2", EVENING + timedelta(days=day)) is None


@pytest.mark.parametrize("state", [StepState.OPEN, StepState.CLOSED])
def test_a_file_is_taken_in_until_jfu_closes_the_intake_and_no_longer(
    desk: FrontDesk, state: StepState
) -> None:
    desk.now = EVENING + timedelta(days=1)
    with desk.unit() as unit:
        season = the_season(unit)
        run_of(unit, season, "step1_recap").state = state
        office = {"kecamatan_id": season.kecamatan_id, "season_id": season.id}
        read = Batch(**office, kind="usulan", state=BatchState.READY, good=1, mending=0, file_name="a.xlsx",
                     at=unit.now, not_before=unit.now)  # fmt: skip
        unit.add(read)
        refused = None
        try:
            begin_applying(unit, None, read, "draft")
        except Refused as no:
            refused = no.key

        assert (refused, read.state) == {
            StepState.OPEN: (None, BatchState.APPLYING),
            StepState.CLOSED: ("step1_recap.intake_closed", BatchState.READY),
        }[state]
