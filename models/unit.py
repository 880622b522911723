"""The unit of work: all that one update means, stored together or not at all. The only place that commits."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.base import Base
from models.chat import Once
from models.database import (
    AGAIN_MS,
    BRIEFLY_MS,
    BUSY_MS,
    engine_for,
    held_by_somebody,
    inserting,
    stand_in_line,
    waits_for_locks,
)
from models.log import APART, LogEntry, LogHead, chained, marked, of_ours
from models.looking import must_not_look, only_looking
from models.outbox import OutboxWriter
from models.people import Person
from models.reading import Reading
from models.tables import METADATA

LOG = structlog.get_logger()

Row = TypeVar("Row", bound=Base)
T = TypeVar("T")
P = ParamSpec("P")


class Unit(OutboxWriter):
    """What a handler and the SOP work with: rows to read and change, the moment, and a voice."""

    def __init__(self, session: Session, now: datetime) -> None:
        super().__init__(session, now)
        self.failed: list[str] = []  #: duties that were tried in vain
        self._patience: int = BRIEFLY_MS  #: with what somebody else has locked
        self._logged: list[dict[str, Any]] = []  #: entries of the log that are not written yet

    def tries(self, duty: Callable[Concatenate[Unit, P], int], *args: P.args, **kwargs: P.kwargs) -> int:
        """Do one duty of several: where it fails it alone is taken back, and the others are done.

        So also where it meets a row that somebody has locked, who may have gone home over it. Not where the
        database is away: that is no fault of the duty.
        """
        try:
            with self.part(), waits_for_locks(self.session.connection(), self._patience):
                done = duty(self, *args, **kwargs)
                self.write_log()  # a line of the log can be locked as well
                return done
        except OperationalError as fault:
            if not held_by_somebody(fault):
                raise
            self._patience = AGAIN_MS
            LOG.warning("locked by somebody", duty=duty.__name__, of=args)
        except (InterfaceError, OSError):
            raise
        except (StaleDataError, IntegrityError):  # the next tick looks again
            LOG.info("somebody else was first", duty=duty.__name__, of=args)
        except Exception:
            LOG.exception("duty failed", duty=duty.__name__, of=args)
        self.failed.append(duty.__name__)
        return 0

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is done in it is taken back when something is raised, what is logged in it too."""
        before = list(self._logged)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self._logged = before
            raise

    @contextmanager
    def only_looking(self) -> Iterator[None]:
        """A screen is shown in it: whatever would change the office raises."""
        with only_looking(self.session):
            yield

    # ---- rows

    def get(self, table: type[Row], id: int | None) -> Row | None:
        if id is None:
            return None
        with (
            self.session.no_autoflush
        ):  # by its id nothing else is found when what has changed is stored first
            return self.session.get(table, id)

    def first(self, query: Select[T]) -> T | None:
        return self.session.scalars(query.limit(1)).first()

    def all(self, query: Select[T]) -> list[T]:
        return list(self.session.scalars(query).all())

    def add(self, row: Row) -> Row:
        """Store a row; it has its id afterwards."""
        self.session.add(row)
        self.session.flush()
        return row

    def insert_once(self, row: Base) -> bool:
        """Store a row unless one with the same unique key is there; the insert decides, not our memory."""
        table = type(row).__table__
        values = {c.name: getattr(row, c.name) for c in table.columns if getattr(row, c.name) is not None}
        insert_here = inserting(self.session.get_bind().dialect.name)
        adding = insert_here(table).values(**values).on_conflict_do_nothing().returning(table.c.id)
        return self.session.execute(adding).first() is not None  # psycopg gives no count here

    def insert_new(
        self, table: type[Base], rows: Sequence[dict[str, Any]], *back: str
    ) -> list[tuple[Any, ...]]:
        """Many rows at once, without those whose unique key is there; the columns `back` of the new ones."""
        if not rows:
            return []
        insert_here = inserting(self.session.get_bind().dialect.name)
        columns = [table.__table__.c[name] for name in back]
        adding = insert_here(table.__table__).on_conflict_do_nothing().returning(*columns)
        return [tuple(row) for row in self.session.execute(adding, list(rows)).all()]

    def once(self, key: str) -> bool:
        """True the first time this key is named, false for ever after."""
        return self.insert_once(Once(key=key, at=self.now))

    def alone_with(self, row: Base, *names: str) -> None:
        """Read columns of a row anew; until this is stored nobody else changes it, nor reads it so."""
        self.alone_in(row.__tablename__, row.id)
        self.session.refresh(row, names, with_for_update=True)

    def alone_in(self, line: str, id: int) -> None:
        """Until this is stored nobody else is in this line; no row is locked that others need."""
        stand_in_line(self.session.connection(), line, id)

    # ---- memory of the office

    def log(
        self,
        actor: Person | None,
        act: str,
        subject: Base,
        kecamatan_id: int | None = None,
        typed: Mapping[str, object] | None = None,
        /,
        **facts: object,
    ) -> None:
        """Add to the audit log. Facts are ids, numbers and words of ours; `typed`: what a person wrote.

        A text in sentences that came among the facts stands with what was typed: it can be taken away.
        """
        must_not_look(self.session, act)
        loose = {name: value for name, value in facts.items() if not of_ours(value)}
        said = {**loose, **(typed or {})}
        salt = secrets.token_hex(16) if said else None
        owner = kecamatan_id if kecamatan_id is not None else getattr(subject, "kecamatan_id", None)
        self._logged.append(
            {
                "kecamatan_id": subject.id if owner is None else owner,  # it is the kecamatan itself
                "at": self.now,
                "actor_id": actor.id if actor else None,
                "act": act,
                "subject": f"{type(subject).__tablename__}:{subject.id}",
                "facts": {name: value for name, value in facts.items() if name not in loose},
                "form": APART,
                "said": said or None,
                "salt": salt,
                "said_mark": marked(salt, said) if salt else None,
            }
        )

    def write_log(self) -> None:
        """Chain what was logged to what is there; who reads the log within a unit calls it first.

        Otherwise it is the last that a unit does: whoever writes the log of a kecamatan waits for the one
        before him, and he who has everything else behind him holds nobody up for long.
        """
        if not self._logged:
            return
        self.session.flush()  # or what was changed would be locked behind the log
        logged, self._logged = sorted(self._logged, key=lambda one: int(one["kecamatan_id"])), []
        for owner, entries in groupby(logged, key=lambda one: int(one["kecamatan_id"])):
            stand_in_line(self.session.connection(), LogHead.__tablename__, owner)
            head = self.session.get(LogHead, owner, with_for_update=True) or self._new_head(owner)
            for said in entries:
                head.entries += 1
                entry = LogEntry(**said, place=head.entries, before=head.hash)
                entry.hash = head.hash = chained(entry)
                self.session.add(entry)

    def _new_head(self, kecamatan_id: int) -> LogHead:
        self.insert_once(LogHead(id=kecamatan_id, kecamatan_id=kecamatan_id))
        return self.session.get_one(LogHead, kecamatan_id, with_for_update=True)


class Several:
    """Units of one transaction, one after the other: what one has read the next need not read again."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def empty(self) -> bool:
        """Nothing is left of what was read."""
        return self._reading.empty

    def look(self, read: Callable[[Session], object]) -> None:
        """Read something for the units that follow."""
        read(self._reading)

    @contextmanager
    def unit(self, now: datetime) -> Iterator[Unit]:
        """A unit behind a savepoint of its own."""
        part = self._reading.begin_nested()
        try:
            unit = Unit(self._reading, now)
            yield unit
            unit.write_log()
            part.commit()
        except BaseException:
            part.rollback()
            self._reading.forget()
            raise
        self._reading.ends_unit()


class Database:
    """The database of a process. Only one thread may use it (docs/decisions/0002)."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = engine_for(url)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction; committed at its end, rolled back when something is raised."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def part(self, connection: Connection, now: datetime) -> Iterator[Unit]:
        """A unit behind a savepoint of its own, so that several can share a transaction."""
        if not connection.in_transaction():
            # The session would begin one by itself and roll it back at the end: nothing stored, and no error.
            raise RuntimeError("a unit needs a transaction that has begun")
        session = Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        try:
            unit = Unit(session, now)
            yield unit
            unit.write_log()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    @contextmanager
    def several(self, connection: Connection) -> Iterator[Several]:
        """Units that share a transaction and what they read in it."""
        reading = Reading(connection)
        try:
            yield Several(reading)
            reading.commit()
        finally:
            reading.close()

    @contextmanager
    def unit(self, now: datetime) -> Iterator[Unit]:
        """A unit that is a whole transaction: for the scheduler and the command line."""
        with self.transaction() as connection, self.part(connection, now) as unit:
            yield unit

    def create(self) -> None:
        """All tables at once, without migrations: for tests of rules."""
        METADATA.create_all(self.engine)

    def rewrite(self) -> bool:
        """Write an SQLite file anew, so that nothing of what was deleted is left in it; whether it is done.

        Not while somebody reads an older state of it, as a backup does: all of it would stay in the
        write-ahead log, once more with each try. It is not waited for, or everybody would wait with it.
        PostgreSQL writes over deleted rows by itself (autovacuum).
        """
        if not self.is_sqlite:
            return True
        line = self.engine.raw_connection()
        try:
            cursor = line.cursor()
            if not _log_emptied(cursor):
                return False
            cursor.execute("VACUUM")
            return _log_emptied(cursor)
        finally:
            line.close()

    def close(self) -> None:
        self.engine.dispose()


def _log_emptied(cursor: DBAPICursor) -> bool:
    """Bring all of the write-ahead log into the file, unless somebody is in the way; whether it is done."""
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
        return busy is not None and busy[0] == 0
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
