"""What the rules ask themselves, also where the table of rights in front of them has let somebody through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.enums import Stage, StepState
from models.paper import Paper
from models.people import Appointment, Person
from models.posts import Post
from models.season import Season
from models.unit import Database, Unit
from sop.core.refused import Refused
from sop.core.steps import STEPS
from sop.flow.progress import run_of
from sop.flow.season_settings import changing
from sop.office.arms import take_away
from sop.step6_report.step import DRAFT, STEP_KEY
from sop.word.anew import EDITABLE
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, Archive


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = database_with_tables(f"sqlite:///{tmp_path}/musrenbang.db")
    Archive(made, tmp_path)
    yield made
    made.close()


def holding(unit: Unit, post: Post) -> Person:
    office = unit.all(select(Season))[0].kecamatan_id
    person = unit.add(Person(kecamatan_id=office, telegram_id=900, name="Siti Aminah", joined_at=unit.now))
    unit.add(Appointment(kecamatan_id=office, person_id=person.id, post=post, created_at=unit.now))
    unit.session.flush()
    unit.session.refresh(person)
    return person


@pytest.mark.parametrize(("post", "why"), [(Post.DELEGASI, "not_yours"), (Post.SEKRETARIS, "arms.none")])
def test_arms_are_taken_away_by_who_keeps_the_letterhead(database: Database, post: Post, why: str) -> None:
    with database.unit(NOW) as unit, pytest.raises(Refused) as no:
        take_away(unit, holding(unit, post))

    assert no.value.key.endswith(why)


@pytest.mark.parametrize("number", [-7, 0, len(STEPS) + 1])
def test_a_step_that_the_sop_does_not_have_is_not_there(database: Database, number: int) -> None:
    with database.unit(NOW) as unit, pytest.raises(Refused) as no:
        changing(unit, holding(unit, Post.SEKRETARIS), unit.all(select(Season))[0], number)

    assert no.value.key == "common.not_found"


@pytest.mark.parametrize(
    ("post", "state", "why"),
    [
        (Post.DELEGASI, StepState.OPEN, "not_yours"),
        (Post.JFU, StepState.CLOSED, "common.step_not_open"),
        (Post.JFU, StepState.WAITING, "common.step_not_open"),
        (Post.JFU, StepState.OPEN, None),
    ],
)
def test_the_edited_draft_is_handed_back_by_its_writers_while_they_write(
    database: Database, post: Post, state: StepState, why: str | None
) -> None:
    with database.unit(NOW) as unit:
        season = unit.all(select(Season))[0]
        run_of(unit, season, STEP_KEY).state = state
        actor, paper = holding(unit, post), Paper(key=DRAFT, stage=Stage.DRAF)
        refused = None
        try:
            EDITABLE[DRAFT].may(unit, actor, season, paper)
        except Refused as no:
            refused = no.key

    assert refused == why or (refused is not None and why is not None and refused.endswith(why))
