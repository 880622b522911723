"""The tables: up, down, up again on both databases, and equal to the models."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from bot.migrating import go_back, migrate
from models.database import engine_for
from models.enums import CommissionState, Komisi
from models.meeting import Commission
from models.people import Person
from models.unit import Database
from sop.office.places import Place
from sop.setting_up import setup
from sop.step4_coordinate.four_komisi import make_commissions
from tests.core.desk import START
from tests.core.schema_differences import differences

#: `make check` promises both databases for this one.
pytestmark = pytest.mark.quick


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/empty.db"


def tables(url: str) -> set[str]:
    engine = engine_for(url)
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return names


def test_migrations_go_up_down_and_up_again_and_match_the_models(empty: str) -> None:
    migrate(empty)
    migrate(empty)
    assert differences(empty) == []

    go_back(empty)
    assert tables(empty) == set()

    migrate(empty)
    assert differences(empty) == []


def test_a_migration_that_breaks_off_leaves_nothing_half_done(empty: str) -> None:
    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER)"))  # in the way of ours

    with pytest.raises(Exception, match="already exists"):
        migrate(empty)

    assert tables(empty) == {"person"}
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE person"))
    engine.dispose()
    migrate(empty)
    assert differences(empty) == []


def test_a_komisi_that_nobody_closed_is_waited_for_again(empty: str) -> None:
    """Looking at it had closed it, long before its step."""
    migrate(empty)
    database = Database(empty)
    place = Place(kecamatan="Uji", kelurahan="Kelurahan A", lat=-6.56, lon=106.79)
    with database.unit(START) as unit:
        kecamatan, season, _ = setup(unit, kecamatan="Uji", year=2028, places=[place], kamus=[])
        ketua = unit.add(Person(kecamatan_id=kecamatan.id, name="Ani Suryani", joined_at=START))
        make_commissions(unit, season)
        for one in unit.all(select(Commission).where(Commission.komisi.in_((Komisi.KESRA, Komisi.SARPRAS)))):
            one.state, one.closed_at = CommissionState.CLOSED, START
            one.closed_by_id = ketua.id if one.komisi == Komisi.SARPRAS else None
    go_back(empty, "0006")

    migrate(empty)

    with database.unit(START) as unit:
        states = {one.komisi: (one.state, one.closed_at) for one in unit.all(select(Commission))}
    database.close()
    assert states == dict.fromkeys(Komisi, ("waiting", None)) | {Komisi.SARPRAS: ("closed", START)}
