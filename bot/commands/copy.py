"""`copy FROM [TO]`: everything from SQLite to an empty PostgreSQL, in one transaction that checks itself.

What was copied is read back before it is stored; what is not equal is not stored. A kill in the middle leaves
the tables empty, and a mark: no bot begins on it (bot/migrating.py) until the copy was made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, IntegrityError

from bot.backup.rows import digest_of, migration_of, migrations
from bot.clock import Clock
from bot.lock import alone, no_bot
from bot.migrating import UNFINISHED, is_unfinished, migrate
from bot.outgoing.sent_journal import notes_beside
from models.chat import Remembered
from models.database import take_time
from models.log_check import Chain, check_log
from models.tables import METADATA
from models.unit import Database

AT_ONCE = 1000  #: rows read and written in one go
TELLS_EVERY = 20_000  #: rows of one table between two words about it

Tells = Callable[[str], None]

# Tables refer to each other in circles, and rows to later ones of their own table: what refers is taken off,
# and put back when all rows are there; then PostgreSQL itself looks at each.
_REFERENCES = text(
    """SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drops,
        format('ALTER TABLE %s ADD CONSTRAINT %I ', conrelid::regclass, conname)
        || pg_get_constraintdef(oid) AS adds
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
)
_TABLES = sorted(METADATA.tables.values(), key=lambda table: table.name)


class Sum(NamedTuple):
    """A table: how many rows, and the hash of all of them in order."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Copied:
    """What came of it."""

    source: str
    target: str
    tables: list[Sum]
    chains: list[Chain]

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables)

    @property
    def log_valid(self) -> bool:
        """Whether the log was whole before; a broken one is copied as it is."""
        return all(chain.valid for chain in self.chains)

    def document(self) -> dict[str, Any]:
        ends = {"from": self.source, "to": self.target, "rows": self.rows, "log_valid": self.log_valid}
        tables = [one._asdict() for one in self.tables]
        return ends | {"tables": tables, "chains": [asdict(chain) for chain in self.chains]}

    def says(self) -> list[str]:
        lines = [
            f"{self.rows} rows of {len(self.tables)} tables: both sides are equal, {self.target} is whole."
        ]
        if not self.log_valid:
            lines.append("The log was WRONG before and was copied as it is: see `audit`.")
        return [*lines, "Set DATABASE_URL to it, keep DATA_DIR, and put the SQLite file away."]


def shows_password(address: str) -> bool:
    """Whether a password was typed as an argument: others on this machine can see what a command is given."""
    return "://" in address and bool(make_url(address).password)


class NotEqual(ValueError):
    """What was read back is not what was written: nothing is kept."""


def copy(source_url: str, target_url: str, clock: Clock, tells: Tells) -> Copied:
    """Copy everything; ValueError or OSError says why it could not be."""
    source_url = source_url if "://" in source_url else f"sqlite:///{source_url}"
    source, target = make_url(source_url), make_url(target_url)
    if source.get_backend_name() != "sqlite" or target.get_backend_name() != "postgresql":
        raise ValueError(
            "copy FROM [TO]: FROM is an SQLite file or sqlite:///FILE, TO (or DATABASE_URL) postgresql+psycopg://…"
        )
    if not source.database or not Path(source.database).is_file():
        raise ValueError(f"{source.database}: there is no such database")
    with alone(source_url), no_bot(target_url, "musrenbang copy"):
        one, other = Database(source_url), Database(target_url)
        try:
            if not _of_this_version(one):
                raise ValueError(
                    f"{source.database} is of another version: run this one's bot on it once first"
                )
            notes_beside(source_url).keeps_left(one, clock())  # or the target would say it again
            _tables_there(target_url, other)
            tables, chains = _copy(one, other, clock(), tells)
        finally:
            one.close()
            other.close()
    return Copied(source.render_as_string(), target.render_as_string(), tables, chains)


def _of_this_version(database: Database) -> bool:
    with database.transaction() as connection:
        return migration_of(connection) == migrations()[0]


def _tables_there(url: str, target: Database) -> None:
    """The target's tables, made where there are none; after a copy that was broken off they are."""
    with target.transaction() as connection:
        begun = inspect(connection).has_table(Remembered.__tablename__) and is_unfinished(connection)
    if not begun:
        migrate(url)
    elif not _of_this_version(target):
        raise ValueError("the target was begun by another version: make it anew, empty")


def _copy(one: Database, other: Database, now: datetime, tells: Tells) -> tuple[list[Sum], list[Chain]]:
    _begin(other)
    with one.transaction() as reading, other.transaction() as writing:  # SQLite's keeps other writers away
        take_time(writing)  # while SQLite is summed
        references = writing.execute(_REFERENCES).all()
        for reference in references:
            writing.exec_driver_sql(reference.drops)
        writing.execute(delete(Remembered).where(Remembered.name == UNFINISHED))
        tables = [_table(table, reading, writing, tells) for table in _TABLES]
        for reference in references:
            writing.exec_driver_sql(reference.adds)
        tells("reading back")
        for was in tables:
            found = Sum(was.name, *digest_of(writing, METADATA.tables[was.name]))
            if found != was:
                raise NotEqual(f"{was.name}: {was.rows} rows were written, {found.rows} read back differ")
        with one.part(reading, now) as unit:
            before = check_log(unit)
        with other.part(writing, now) as unit:
            if check_log(unit) != before:
                raise NotEqual("the chains of the log are not the same")
        for table in _TABLES:
            _goes_on(table, reading, writing)
    return tables, before


def _begin(target: Database) -> None:
    """The target is empty; from now on, until all is there, it says that it is not finished."""
    with target.transaction() as connection:
        marked = Remembered.__table__.c.name == UNFINISHED
        for table in _TABLES:
            count = select(func.count()).select_from(table)
            if table is Remembered.__table__:
                count = count.where(~marked)
            if connection.execute(count).scalar_one():
                raise ValueError(f"the target is not empty: {table.name} has rows")
        connection.execute(delete(Remembered).where(marked))
        connection.execute(insert(Remembered).values(name=UNFINISHED, value={}))


def _table(table: Table, reading: Connection, writing: Connection, tells: Tells) -> Sum:
    """Every row of a table, by its own number; its sum as it is in SQLite."""
    count = 0
    query = select(table).order_by(table.c.id).execution_options(yield_per=AT_ONCE)
    with reading.execute(query) as result:
        for rows in result.partitions():
            try:
                writing.execute(insert(table), [dict(row._mapping) for row in rows])
            except (DataError, IntegrityError) as fault:
                why = str(fault.orig).splitlines()[0]
                where = f"{table.name}, rows {rows[0].id} to {rows[-1].id}"
                raise ValueError(f"{where}: PostgreSQL refuses one of them: {why}") from None
            count += len(rows)
            if count % TELLS_EVERY == 0:
                tells(f"{table.name}: {count} rows so far")
    tells(f"{table.name}: {count} rows")
    return Sum(table.name, *digest_of(reading, table))


def _goes_on(table: Table, reading: Connection, writing: Connection) -> None:
    """The next row gets the number after the last one there ever was, as it would have got in SQLite."""
    if "id" not in table.c or not table.c.id.autoincrement:
        return
    sequence = writing.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar_one()
    last = writing.execute(select(func.max(table.c.id))).scalar_one() or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        asked = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = max(last, reading.execute(asked, {"name": table.name}).scalar_one_or_none() or 0)
    if sequence and last:
        writing.execute(select(func.setval(sequence, last)))
