"""An upgrade: the migration of a filled database may die; what people did comes to the same rows."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Column,
    MetaData,
    Row,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
    update,
)

from bot.incoming.handling import build
from bot.incoming.inbox import Worker, store
from bot.migrating import go_back, migrate
from models.chat import Inbox, Outbox
from models.database import engine_for
from models.enums import Said, StepState, Waiting
from models.log import LogEntry
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from models.season import Run
from models.unit import Database
from tests.core.desk import ME, in_a_loop
from tests.core.outbox_waiting import until
from tests.core.schema_differences import differences
from tests.support.office import TOKEN, Bureau
from tests.support.usulan import at_any_time, sends_usulan
from tests.tools import ready

ROOT = Path(__file__).parents[2]
MOMENT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
OLDER = "0001"  #: the first tables: what an office may have filled before an upgrade
#: Before which of its changes a migration dies: the first, some in its middle, one shortly before its end.
DEATHS = (1, 30, 60)


def dies(url: str, at: int, folder: Path) -> bool:
    """Migrate, dying before that change; whether it came to that."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    environment |= {"DATABASE_URL": url, "DIE_AT": str(at)}
    with (folder / "migration.log").open("ab") as log:
        process = ready.start(environment, folder, log, "tests.core.dying_migration")
        said = process.stdout.read()
        process.stdout.close()
        process.wait(timeout=30)
    return said == b""


def shape(url: str) -> dict[str, list[str]]:
    engine = engine_for(url)
    seen = inspect(engine)
    found = {name: [one["name"] for one in seen.get_columns(name)] for name in seen.get_table_names()}
    engine.dispose()
    return found


def kept(url: str) -> dict[str, Sequence[Row[Any]] | list[str]]:
    """What people's acts have come to, but for the time of day."""
    usulan = select(
        Proposal.number, Proposal.author_id, Proposal.status, Proposal.revision, Proposal.title,
        Proposal.problem, Proposal.place, Proposal.volume, Proposal.cost, Proposal.households,
        Proposal.people, Proposal.urgency, Proposal.land,
    ).order_by(Proposal.id)  # fmt: skip
    rows: dict[str, Any] = {
        "usulan": usulan,
        "versions": select(ProposalVersion.proposal_id, ProposalVersion.revision).order_by(
            ProposalVersion.id
        ),
        "log": select(LogEntry.kecamatan_id, LogEntry.place, LogEntry.act, LogEntry.subject).order_by(
            LogEntry.id
        ),
        "people": select(Person.name, Person.telegram_id, Person.joined_at.is_not(None)).order_by(Person.id),
        "updates": select(Inbox.update_id, Inbox.state).order_by(Inbox.id),
    }
    database = Database(url)
    with database.transaction() as connection:
        found: dict[str, Any] = {name: connection.execute(query).all() for name, query in rows.items()}
        said = select(Outbox.chat_id, Outbox.text).where(Outbox.kind == Said.NOTICE, Outbox.text.is_not(None))
        found["said"] = [
            (chat_id, at_any_time(text).split("Sidik jari")[0])
            for chat_id, text in connection.execute(said.order_by(Outbox.id))
        ]
    database.close()
    return found


def copies(database: Path, to: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def replays(url: str, updates: Sequence[Inbox]) -> None:
    """Handle what was recorded, at the moments at which it came."""
    database, moment = Database(url), [updates[0].received_at]
    worker = Worker(database, in_a_loop(build(TOKEN, ME)), lambda: moment[0], 1000)
    for one in updates:
        moment[0] = max(moment[0], one.received_at)
        store(database, moment[0], [one.body])
        while worker.handle_next() is not None:
            pass
    database.close()


def test_an_office_that_is_upgraded_by_a_migration_that_dies_comes_to_the_same_rows(tmp_path: Path) -> None:
    with Bureau(tmp_path) as bureau:
        office, before = bureau.office(), tmp_path / "before.db"
        links = {
            name: office.link(Post.DELEGASI, f"Kelurahan {name[-1]}", name) for name in ("Siti A", "Dewi B")
        }
        bureau.stops_bot()
        copies(tmp_path / "musrenbang.db", before)
        bureau.starts_bot()
        for name, link in links.items():
            phone = office.phone(name)
            phone.opens(link)
            phone.taps("Ya, ini saya")
            phone.taps("Pakai")
            phone.sees("Selamat bergabung")
        sends_usulan(phone)
        waiting = select(func.count(Outbox.id)).where(Outbox.state == Waiting.WAITING)
        until(lambda: office.read(waiting) == [0])
        updates = office.read(select(Inbox).order_by(Inbox.id))
        bureau.stops_bot()
    url = f"sqlite:///{before}"
    go_back(url, OLDER)
    older = shape(url)

    for at in DEATHS:
        assert dies(url, at, tmp_path)
        assert shape(url) == older
    migrate(url)
    replays(url, updates)

    assert kept(url) == kept(bureau.url)


def fills(url: str) -> None:
    """One row in each table, each pointing to those of the others."""
    engine, tables = engine_for(url), MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        for one in tables.sorted_tables:
            if one.name != "alembic_version":
                needed = [c for c in one.columns if c.foreign_keys or c.primary_key or not c.nullable]
                connection.execute(insert(one).values({c.name: _something(c) for c in needed}))
    engine.dispose()


def _something(of: Column[Any]) -> Any:
    if isinstance(of.type, JSON):
        return {}
    kind = of.type.python_type
    return {str: "x", datetime: MOMENT, date: MOMENT.date(), time: MOMENT.time(), bool: False}.get(kind, 1)


def rows(url: str) -> dict[str, int]:
    engine, tables = engine_for(url), MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        found = {
            one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in tables.sorted_tables
        }
    engine.dispose()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/filled.db"


def test_a_filled_database_loses_nothing_however_often_its_migration_dies(url: str, tmp_path: Path) -> None:
    migrate(url, OLDER)
    fills(url)
    before, older = rows(url), shape(url)

    for at in DEATHS:
        assert dies(url, at, tmp_path)
        assert (shape(url), rows(url)) == (older, before)
    assert not dies(url, 100_000, tmp_path)

    assert {name: count for name, count in rows(url).items() if name in before} == before
    assert differences(url) == []


def test_what_a_paper_is_drawn_from_moves_to_a_table_of_its_own_and_back(url: str) -> None:
    data = {"office": {"name": "Kecamatan Uji"}, "proposals": [{"title": "Gang “A” & <b>"}] * 300}
    there, here = (table(name, column("data", JSON)) for name in ("paper", "paper_content"))
    engine = engine_for(url)
    migrate(url, "0004")
    fills(url)
    with engine.begin() as connection:
        connection.execute(update(there).values(data=data))

    migrate(url)
    with engine.begin() as connection:
        assert connection.scalars(select(here.c.data)).all() == [data]

    go_back(url, "0004")
    with engine.begin() as connection:
        assert connection.scalars(select(there.c.data)).all() == [data]
    engine.dispose()


def test_a_step_that_came_with_the_program_waits_in_every_season(own_bureau: Bureau) -> None:
    """Its run is made as the bot starts; here that of step 8 is as if it had not been known before."""
    office = own_bureau.office()
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    runs = select(Run.state).where(Run.season_id == office.season_id, Run.step == "step8_distribute")
    own_bureau.stops_bot()
    with own_bureau.database.unit(own_bureau.now()) as unit:
        unit.session.execute(
            delete(Run).where(Run.season_id == office.season_id, Run.step == "step8_distribute")
        )
    assert office.read(runs) == []

    own_bureau.starts_bot()

    assert office.read(runs) == [StepState.WAITING]
    jfu.sends("/status")
    jfu.sees("\n· 8. Distribusi dan arsip")
