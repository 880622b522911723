"""Tables as lines of JSON that mean the same on SQLite and PostgreSQL, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Connection, Date, DateTime, MetaData, Numeric, Table, Time, func, select
from sqlalchemy import inspect as look_at

from bot.migrating import config_for
from models.tables import METADATA

AT_ONCE = 500  #: rows
VERSION_TABLE = "alembic_version"


@cache
def migrations() -> list[str]:
    """All that this program knows, the newest first."""
    return [found.revision for found in ScriptDirectory.from_config(config_for("sqlite://")).walk_revisions()]


def migration_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def tables_of(connection: Connection) -> list[Table]:
    """The tables as they are there: a backup of an older migration is not that of today's models."""
    found = MetaData()
    newest = migration_of(connection) == migrations()[0]
    found.reflect(connection, only=lambda name, _: name in METADATA.tables or not newest)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):  # an empty column is NULL, not the word null
                column.type = JSON(none_as_null=True)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    if not look_at(connection).get_table_names():
        return True
    return all(
        connection.execute(select(func.count()).select_from(table)).scalar() == 0
        for table in tables_of(connection)
    )


# ---- out


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """A line for each row, in the order of the ids."""
    columns = sorted(table.columns, key=lambda column: column.name)
    query = select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    with connection.execute(query) as rows:
        for row in rows:
            said = {column.name: _said(value) for column, value in zip(columns, row, strict=True)}
            yield json.dumps(said, separators=(",", ":")).encode() + b"\n"


def digest_of(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows there are, and the hash of their lines."""
    count, found = 0, hashlib.sha256()
    for line in lines_of(connection, table):
        count += 1
        found.update(line)
    return count, found.hexdigest()


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        known = value.replace(tzinfo=UTC) if value.tzinfo is None else value
        return known.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


# ---- in


def put_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Store rows; how many."""
    count, waiting = 0, iter(lines)
    naive = connection.dialect.name == "sqlite"
    while some := list(islice(waiting, AT_ONCE)):
        rows = [_row(table, json.loads(line), naive=naive) for line in some]
        connection.execute(table.insert(), rows)
        count += len(rows)
    return count


def _row(table: Table, said: dict[str, Any], *, naive: bool) -> dict[str, Any]:
    return {name: _value(table.columns[name], value, naive=naive) for name, value in said.items()}


def _value(column: Column[Any], said: Any, *, naive: bool) -> Any:
    if said is None:
        return None
    match column.type:
        case DateTime():
            moment = datetime.fromisoformat(said)
            return moment.replace(tzinfo=None) if naive else moment  # lines are in UTC
        case Date():
            return date.fromisoformat(said)
        case Time():
            return time.fromisoformat(said)
        case Numeric() if isinstance(said, str):
            return Decimal(said)
    return said
