"""The engine: SQLite as the embedded default, PostgreSQL for a city and more."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    import psycopg

BUSY_MS = 10_000
_STOOD_STILL = "25P03"  #: what PostgreSQL calls that
_LOCKED = ("55P03", "40P01")  #: a lock was not to be had in time, or never would have been
BRIEFLY_MS = 1000  #: that a duty waits for a lock: whoever wants an answer waits as long
AGAIN_MS = 100  #: that the next ones wait, once one was not to be had
STILL_SECONDS = 10  #: a transaction in which nothing happens for so long is rolled back by PostgreSQL
WAIT_SECONDS = 10  #: for a lock that somebody else holds there, an administrator's `psql` that was left open

#: Advisory locks of PostgreSQL, one pair of numbers each; a chat is claimed under its own single number.
LEADER_LOCK = (0x4D555352, 1)  #: "MUSR"
MIGRATION_LOCK = (0x4D555352, 2)
#: table -> first number; the second is the row's, or that of the kecamatan whose rows they are
LINE_LOCK = {
    "log_head": 0x4D555353,
    "season": 0x4D555354,
    "appointment": 0x4D555355,
    "invitation": 0x4D555356,
    "kecamatan": 0x4D555357,
}

#: How the end of a line is noticed whose other end died without a word, at our side and at the server's.
_NOTICING = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 2, "tcp_user_timeout": 3000}
_NOTICED = ("tcp_keepalives_idle = 2", "tcp_keepalives_interval = 1", "tcp_keepalives_count = 2")
#: A server that is gone without a word must not hold for minutes the one thread that speaks to it.
_BOUNDED: dict[str, Any] = {"connect_timeout": 3} | _NOTICING


def engine_for(url: str, busy_ms: int = BUSY_MS) -> Engine:
    """An engine whose transactions are right on either database (reliability.md 2).

    `busy_ms`: how long it waits for a lock that somebody else holds on SQLite.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        how = _BOUNDED | {"application_name": name_of_process()}
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={name: value for name, value in how.items() if name not in address.query},
        )
        event.listen(engine, "connect", _bound)
        event.listen(engine, "handle_error", _told_as_away)
        return engine
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True)  # an error's words must not name people
    event.listen(engine, "connect", _prepares(busy_ms))
    event.listen(engine, "begin", _begin)
    return engine


def name_of_process() -> str:
    """How the database's own list of connections calls those of this process."""
    return f"musrenbang {os.getpid()}"


def line_to(url: str, name: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection to PostgreSQL beside those of the engine; what it locks is soon free when it dies.

    `name`: how the database's own list of connections calls it.
    """
    import psycopg  # SQLite does without it

    engine = engine_for(url)
    _, named = engine.dialect.create_connect_args(engine.url)
    how = _BOUNDED | {"application_name": name} | dict(named)
    line = psycopg.connect(**how, autocommit=True)
    for setting in _NOTICED:
        line.execute(f"SET {setting}")
    return line


_IN_LINE = text("SELECT pg_advisory_xact_lock(:table, CAST(:row AS integer))")


@cache
def inserting(dialect: str) -> Callable[..., Any]:
    """The INSERT of this database, which can leave out what is there already."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # SQLite does without it

        return insert
    from sqlalchemy.dialects.sqlite import insert as insert_there

    return insert_there


def stand_in_line(connection: Connection, table: str, row: int) -> None:
    """Before a row is locked that everybody changes: who asked first gets it first.

    The place in the line is given up with the transaction. PostgreSQL's locks of rows are not fair to many:
    each change makes a new version of the row, and who waits for an older one stands behind those who came
    later. On SQLite one writes at a time anyway.
    """
    first = LINE_LOCK[table]  # also there, or a line without a number would be seen on PostgreSQL only
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_LINE, {"table": first, "row": row})


def held_by_somebody(fault: OperationalError) -> bool:
    """Whether it only met what somebody else has locked: all else can be done meanwhile."""
    return getattr(fault.orig, "sqlstate", None) in _LOCKED


@contextmanager
def waits_for_locks(connection: Connection, milliseconds: int) -> Iterator[None]:
    """How long a lock of PostgreSQL is waited for in this part of a transaction; who fails rolls it back."""
    if connection.dialect.name != "postgresql":
        yield
        return
    setting = text("SELECT current_setting('lock_timeout'), set_config('lock_timeout', :ms, true)")
    usual = connection.execute(setting, {"ms": f"{milliseconds}ms"}).scalar_one()
    yield
    connection.execute(text("SELECT set_config('lock_timeout', :usual, true)"), {"usual": usual})


def take_time(connection: Connection) -> None:
    """Long work (making tables, a copy, a restore) may stand still within its transaction, and wait."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


def _bound(connection: psycopg.Connection[Any], _record: Any) -> None:
    # What a process that stands still has locked must not hold up all others; nor what is no process of ours.
    connection.autocommit = True
    connection.execute(f"SET idle_in_transaction_session_timeout = '{STILL_SECONDS}s'")
    connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
    connection.autocommit = False


def _told_as_away(context: ExceptionContext) -> None:
    # The driver calls it an error of its own; but who stood still for too long is only to try again.
    if getattr(context.original_exception, "sqlstate", None) == _STOOD_STILL:
        raise OperationalError(context.statement, None, context.original_exception, hide_parameters=True)


def _prepares(busy_ms: int) -> Callable[[sqlite3.Connection, Any], None]:
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: see _begin
        # busy_timeout first: the other pragmas can meet a lock too.
        connection.execute(f"PRAGMA busy_timeout = {busy_ms}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    return prepare


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another wrote meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """The database as it is at one moment, however long one reads; nobody who writes waits for it."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        driver = address.set(drivername="postgresql+psycopg")
        engine = create_engine(driver, isolation_level="REPEATABLE READ")
    else:
        if not Path(address.database or "").is_file():  # SQLite would make an empty one
            raise FileNotFoundError(f"no database at {address.database}")
        engine = create_engine(address)
        event.listen(engine, "connect", _prepare_reading)
        event.listen(engine, "begin", _begin_reading)
    try:
        with engine.connect() as connection:
            if address.get_backend_name() == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield connection
    finally:
        engine.dispose()


def _prepare_reading(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA query_only = ON")


def _begin_reading(connection: Connection) -> None:
    # With a write-ahead log a reader keeps the moment of its first read, and holds nobody up.
    connection.exec_driver_sql("BEGIN")
    connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
