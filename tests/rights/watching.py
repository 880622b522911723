"""Seeing what a press does: triggers of the database name every row that is touched, and nothing slips by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from models.tables import METADATA
from tests.core.desk import FrontDesk
from tests.rights.everything import TABLES

#: Of every other table a touched row is an effect. Of the outbox only what is said to others.
_LOOKED_AT = (*TABLES, "log_entry", "kecamatan")
_ACTS = (("insert", "new"), ("update", "new"), ("delete", "old"))


@dataclass(frozen=True)
class Touched:
    """A row that a press made, changed or deleted; or something it said to a chat."""

    table: str
    kecamatan_id: int | None
    chat_id: int | None
    kelurahan_id: int | None = None


def watch(desk: FrontDesk, tables: Sequence[str] = _LOOKED_AT) -> None:
    """From now on every touched row of these tables is noted, and what is said."""
    with desk.database.transaction() as connection:
        run = connection.exec_driver_sql
        run("create table touched (name text, kecamatan_id bigint, chat_id bigint, kelurahan_id bigint)")
        for table in tables:
            owner = "kecamatan_id" if "kecamatan_id" in METADATA.tables[table].c else "id"
            has_place = "kelurahan_id" in METADATA.tables[table].c
            for act, row in _ACTS:
                place = f"{row}.kelurahan_id" if has_place else "null"
                values = f"'{table}', {row}.{owner}, null, {place}"
                for statement in _trigger(table, act, values, sqlite=desk.database.is_sqlite):
                    run(statement)
        for act, row in _ACTS:
            values = f"'outbox', null, {row}.chat_id, null"
            for statement in _trigger("outbox", act, values, sqlite=desk.database.is_sqlite):
                run(statement)


def _trigger(table: str, act: str, values: str, *, sqlite: bool) -> list[str]:
    name, note = f"watch_{table}_{act}", f"insert into touched values ({values})"
    if sqlite:
        return [f'create trigger {name} after {act} on "{table}" begin {note}; end']
    return [
        f"create function {name}() returns trigger language plpgsql as $$ begin {note}; return null; end $$",
        f'create trigger {name} after {act} on "{table}" for each row execute function {name}()',
    ]


def touched(desk: FrontDesk) -> frozenset[Touched]:
    """What was touched since it was last forgotten."""
    with desk.database.transaction() as connection:
        return touched_in(connection)


def touched_in(connection: Connection) -> frozenset[Touched]:
    rows: list[Any] = list(connection.exec_driver_sql("select distinct * from touched").all())
    return frozenset(Touched(*row) for row in rows)


def forget(desk: FrontDesk) -> None:
    """Nobody has said anything, nothing was touched; everybody is at a screen that is quickly shown again."""
    with desk.database.transaction() as connection:
        run = connection.exec_driver_sql
        run("delete from outbox")
        run("delete from inbox")
        run("update chat set talk = null, state = null, place = 'help:words', answers = '{}', pressed = null")
        run("delete from touched")
