"""One row of every table in an office, so that every button has something to be about."""

from __future__ import annotations

import itertools
import types
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from sqlalchemy import select

from bot.files import Files
from models.base import Base
from models.chat import Chat, Inbox, Once, Outbox, Remembered
from models.enums import (
    BatchState,
    CommissionState,
    Drawing,
    Fetching,
    Komisi,
    Outcome,
    Purpose,
    Stage,
    Status,
)
from models.log import LogEntry, LogHead
from models.paper import Decision, Paper
from models.people import Guess, Kecamatan, Person
from models.posts import Post
from models.season import Season
from models.tables import METADATA
from models.unit import Unit
from sop.core.steps import STEP, PaperKey
from sop.flow.progress import open_runs
from tests.documents.samples import paper as paper_data
from tests.walking.busy_office import PEOPLE, BusyOffice

#: How the machine keeps its own books: no affair of an office.
BOOKS: tuple[type[Base], ...] = (Inbox, Outbox, Chat, Once, Remembered, Guess, LogEntry, LogHead, Kecamatan)
_words = itertools.count(1)
_ORDER = [table.name for table in METADATA.sorted_tables]
TABLES: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in sorted(Base.registry.mappers, key=lambda found: _ORDER.index(found.class_.__tablename__))
    if mapper.class_ not in BOOKS
}

#: Rows that say more than the first value of each kind would.
_SPECIAL: dict[str, list[dict[str, Any]]] = {
    "batch": [
        {"kind": kind, "state": state, "way": way}
        for kind, state, way in (
            ("usulan", BatchState.READY, None),
            ("", BatchState.CHOOSING, None),
            ("orang", BatchState.READY, None),
            ("usulan", BatchState.APPLIED, "semua"),
        )
    ],
    "attendance": [{"member_id": None}],
    "invitation": [{"post": Post.DELEGASI}, {"post": Post.LURAH}],
    "join_request": [{"post": Post.DELEGASI, "telegram_id": 7_000}],
    "note": [{"outcome": None}],
    "response": [{"agrees": False}],
    "later_outcome": [{"stage": "kota"}],
    "recipient": [{"post": Post.BAPPERIDA, "way": "telegram"}, {"post": None, "way": "surel"}],
    "upload": [{"purpose": purpose, "state": Fetching.FETCHED} for purpose in Purpose],
    "commission": [{"komisi": komisi, "state": CommissionState.SCORING} for komisi in Komisi],
    "standing": [{"total": "80/1", "komisi": Komisi.SARPRAS}],
    "difference": [{"kind": "lain"}],
    "paper": [
        {
            "key": PaperKey.REKAP_KELURAHAN,
            "data": paper_data(PaperKey.REKAP_KELURAHAN, 2).model_dump(mode="json"),
        }
    ],
    "verdict": [{"outcome": Status.VERIFIED}],
}
_WHO = {
    "author_id": Post.DELEGASI,
    "person_id": Post.DELEGASI,
    "sender_id": Post.DELEGASI,
    "surveyor_id": Post.JFU,
    "asked_id": Post.JFU,
}


def fill(unit: Unit, office: BusyOffice, folder: Path) -> None:
    """Whatever this office has none of yet gets a row, and the open step a paper before its signer."""
    _waiting_paper(unit, office, folder)
    for name, table in TABLES.items():
        column = table.__table__.c.get("kecamatan_id")
        if column is None or unit.first(select(table.id).where(column == office.kecamatan_id)) is not None:
            continue
        for special in _SPECIAL.get(name, [{}]):
            made = _row(unit, office, table) | special
            unit.add(table(**made))


def _row(unit: Unit, office: BusyOffice, table: type[Base]) -> dict[str, Any]:
    hints = get_type_hints(table)
    made = {}
    for column in table.__table__.columns:
        if column.primary_key:
            continue
        kinds = list(_kinds(hints[column.key]))
        if column.foreign_keys:
            made[column.key] = _related(
                unit, office, column.key, next(iter(column.foreign_keys)).column.table.name
            )
        elif not column.nullable:
            made[column.key] = _value(unit, kinds[0], column)
    return made


def _kinds(hint: Any) -> Iterator[type]:
    for part in get_args(hint) or (hint,):
        if isinstance(part, types.UnionType):
            yield from (kind for kind in get_args(part) if kind is not type(None))
        elif isinstance(part, type) and part is not type(None):
            yield part
        elif getattr(part, "__origin__", None) in (dict, list):
            yield part.__origin__


def _related(unit: Unit, office: BusyOffice, name: str, target: str) -> int | None:
    if target == "kecamatan":
        return office.kecamatan_id
    table = TABLES[target]
    rows = select(table.id).where(table.__table__.c.kecamatan_id == office.kecamatan_id)
    if target == "person":
        number = PEOPLE[_WHO.get(name, Post.KEPALA_BIDANG)][1] + office.others
        rows = rows.where(Person.telegram_id == number)
    if name in ("stands_in_for_id", "merged_into_id", "batch_id", "made_id"):
        return None
    if name in ("other_id", "into_id"):
        rows = rows.offset(1)
    return unit.first(rows.order_by(table.id))


def _value(unit: Unit, kind: type, column: Any) -> Any:
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    if column.key == "post":
        return Post.SEKRETARIS
    if kind is str:
        length = getattr(column.type, "length", None) or 40
        return f"{next(_words):04d}{column.table.name}"[:length]
    known: dict[type, Any] = {
        bool: False,
        int: 1,
        float: 1.0,
        datetime: unit.now + timedelta(days=1) if column.key == "expires_at" else unit.now,
        date: unit.now.date(),
        time: time(9, 0),
        dict: {},
        list: [],
    }
    return known[kind]


def _waiting_paper(unit: Unit, office: BusyOffice, folder: Path) -> None:
    """The open step's own paper before whoever decides, and an approval that is not yet in effect."""
    season = unit.session.get_one(Season, office.season_id)
    for run in open_runs(season):
        keys = STEP[run.step].produces
        if run.signer is None and run.checker is None:
            continue
        for edition in (6, 7):
            content = f"%PDF-1.4 naskah {office.kecamatan_id} {edition}".encode()
            paper = Paper(
                kecamatan_id=office.kecamatan_id,
                season_id=season.id,
                step=run.step,
                key=keys[-1],
                edition=edition,
                stage=Stage.NASKAH,
                data=paper_data(keys[-1], 4).model_dump(mode="json"),
                code=f"naskah{office.kecamatan_id}{edition}",
                made_at=unit.now,
                state=Drawing.DRAWN,
                sha256=Files(folder / "data" / "files").put(content),
                size=len(content),
                pages=1,
            )
            unit.add(paper)
            if edition == 6:
                _decided(unit, office, paper, Post(run.signer or run.checker or ""))


def _decided(unit: Unit, office: BusyOffice, paper: Paper, post: Post) -> None:
    number = PEOPLE[post][1] + office.others
    unit.add(
        Decision(
            kecamatan_id=office.kecamatan_id,
            paper_id=paper.id,
            by_id=unit.session.scalars(select(Person.id).where(Person.telegram_id == number)).one(),
            post=post,
            outcome=Outcome.APPROVED,
            sha256=paper.sha256 or "",
            at=unit.now,
            effective_at=unit.now + timedelta(minutes=30),
        )
    )
