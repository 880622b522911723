"""Somebody with every trace that the program can leave is forgotten: none is left, and nobody else's goes.

A row of every table is filled from what `sop/privacy/word_columns.py` says of its columns, so that one of
tomorrow is tried as well.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    Numeric,
    String,
    Table,
    Time,
    insert,
    select,
    update,
)

from bot.backup.making import make
from bot.backup.restoring import restore
from models.base import Base
from models.chat import Chat, Outbox
from models.enums import BatchState, Drawing, Fetching, Stage, Waiting
from models.log_check import check_log
from models.paper import Paper
from models.posts import Post
from models.tables import METADATA
from models.unit import Database, Unit
from sop.privacy.notice import PREFIX as TOLD
from sop.privacy.word_columns import DERIVED, HIS, RECORD, TYPED
from tests.privacy.forgetting_talk import closes_season, commands, opens_forgetting, purges
from tests.privacy.two_rows import claims, entered
from tests.support.office import Bureau, Office

NAME = "Siti Nurmalasari"
PHONE, NIP, STREET = "+6281298765432", "198501012010012003", "Jl. Melati 7"
DIGITS = "81298765432"
OTHERS = "+6281377770001"  #: of her namesake in another kecamatan

#: As people write them.
SPELLINGS = (
    NAME,
    "081298765432",
    NIP,
    "+62 812-9876-5432",
    "(0812) 9876 5432",
    "0812.98.76.54.32",
    "19850101 201001 2 003",
    "19850101.201001.2.003",
    NAME.upper(),
    "Siti\nNurmalasari",
    f"{NAME}, S.E.",
)

#: Rows that the office itself has: their own columns are filled, and no second one is made.
THERE = ("kecamatan", "kelurahan", "season", "run", "person", "appointment", "log_entry", "log_head", "chat")
#: What the running bot would do something with.
QUIET: dict[str, Any] = {
    "outbox.state": Waiting.DONE, "inbox.state": Waiting.DONE, "paper.state": Drawing.DRAWN,
    "paper.stage": Stage.FINAL, "paper.sealed_sha256": "e" * 64,
    "paper.key": "notulen", "sheet_order.state": Drawing.DRAWN,
    "batch.state": BatchState.APPLIED, "upload.state": Fetching.FETCHED, "upload.purpose": "photo",
    "archive_check.state": Drawing.DRAWN, "paper_check.state": Fetching.FETCHED,
    "later_outcome.stage": "kota", "proposal.status": "terverifikasi",
    "office_file.kind": "logo", "signature.way": "pindaian", "season.rules": {},
    "verdict.outcome": "terverifikasi", "join_request.post": "delegasi", "join_request.accepted": True,
}  # fmt: skip


def words(spellings: tuple[str, ...], length: int | None) -> str:
    """All that names her, as much of it as the column takes."""
    found = ""
    for part in spellings:
        if length is None or len(found) + len(part) + 3 <= length:
            found += f"{part} / "
    return found or NAME[:length]


class Filling:
    """A row of every table about one person of an office."""

    def __init__(self, unit: Unit, office: Office, person: int, chat: int, *, namesake: bool = False) -> None:
        self.unit, self.office, self.person, self.chat, self.namesake = unit, office, person, chat, namesake
        self.own = {
            "name": NAME,
            "phone": OTHERS if namesake else PHONE,
            "address": "Jl. Anggrek 1" if namesake else STREET,
            "institution": "LPM Kelurahan B",
        }
        self.spellings = (NAME, OTHERS) if namesake else (*SPELLINGS, str(chat))
        self.made: dict[str, int] = {}

    def fills(self) -> None:
        for table in METADATA.sorted_tables:
            if table.name in THERE:
                self._fills_there(table)
            elif "kecamatan_id" in table.c or not self.namesake:
                row = {one.name: self._value(one) for one in table.columns if not one.primary_key}
                made = self.unit.session.execute(insert(table).values(**row).returning(table.c.id))
                self.made[table.name] = made.scalars().one()

    def _fills_there(self, table: Table) -> None:
        typed = {one.name: self._value(one) for one in table.columns if str(one) in TYPED}
        if typed and "kecamatan_id" in table.c:
            mine = table.c.kecamatan_id == self.office.kecamatan_id
            if "person_id" in table.c:
                mine &= table.c.person_id == self.person
            self.unit.session.execute(update(table).where(mine).values(**typed))

    def _value(self, column: Column[Any]) -> Any:
        name, kind = str(column), column.type
        if name in QUIET:
            return QUIET[name]
        if name == "paper.sealed_at":
            return self.unit.now
        if column.foreign_keys:
            return self._row_of(column)
        if name in DERIVED and isinstance(kind, JSON):
            return {"place": [words(self.spellings, None)]}
        if name in TYPED and isinstance(kind, JSON):
            said = words(self.spellings, None)
            return (
                [said, {"di": said}] if _is_list(column) else {"kata": said, said: [said], "chat": self.chat}
            )
        if name in TYPED or name in DERIVED:
            return words(self.spellings, getattr(kind, "length", None))
        if name in HIS:
            return self._his(column)
        if column.nullable and not isinstance(kind, Integer):
            return None
        return self._plain(column)

    def _his(self, column: Column[Any]) -> Any:
        if column.name in self.own:
            return self.own[column.name]
        if column.name in ("chat_id", "telegram_id", "used_by"):
            return self.chat
        if column.name.endswith("sha256"):
            return f"{self.office.kecamatan_id:04x}{sorted(HIS).index(str(column)):060x}"
        if str(column) == "once.key":
            return f"{TOLD}{self.chat}:{self.chat}"
        return f"{column.name} {self.office.kecamatan_id}"[: getattr(column.type, "length", None)]

    def _row_of(self, column: Column[Any]) -> int | None:
        (key,) = column.foreign_keys
        target = key.column.table
        if target.name == "person":
            return None if column.name == "became_id" else self.person
        if target.name == "kecamatan":
            return self.office.kecamatan_id
        if target.name in self.made:
            return self.made[target.name]
        if column.nullable and target.name not in THERE:
            return None
        query = select(target.c.id).order_by(target.c.id)
        if "kecamatan_id" in target.c:
            query = query.where(target.c.kecamatan_id == self.office.kecamatan_id)
        return self.unit.session.execute(query).scalars().first()

    def _plain(self, column: Column[Any]) -> Any:
        kind = column.type
        if isinstance(kind, JSON):
            return [] if _is_list(column) else {}
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, Integer | Float | Numeric):
            return 900_000 + self.office.kecamatan_id
        if isinstance(kind, Time):
            return time(9)
        if isinstance(kind, Date):
            return date(2027, 1, 4)
        if isinstance(kind, String):
            return f"x{self.office.kecamatan_id}"[: kind.length]
        return self.unit.now


def _is_list(column: Column[Any]) -> bool:
    (mapper,) = (one for one in Base.registry.mappers if one.local_table is column.table)
    return "list" in str(mapper.class_.__annotations__.get(column.name, ""))


def left_in(database: Database, chat: int, besides: int) -> list[str]:
    """In which columns she still stands, spaces and punctuation apart; rows of the other kecamatan aside."""
    found = []
    with database.transaction() as connection:
        for table in METADATA.sorted_tables:
            query = select(table)
            if "kecamatan_id" in table.c:
                query = query.where(table.c.kecamatan_id != besides)
            for row in connection.execute(query).mappings():
                for column, value in row.items():
                    if f"{table.name}.{column}" not in RECORD and stands_in(value, chat):
                        found.append(f"{table.name}.{column}: {str(value)[:120]}")
    return found


def stands_in(value: Any, chat: int) -> bool:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    bare = re.sub(r"\\n|\s", "", text).casefold()
    digits = re.sub(r"[\s.()-]", "", text)
    return (
        NAME.replace(" ", "").casefold() in bare
        or DIGITS in digits
        or NIP in digits
        or STREET in text
        or re.search(rf"(?<!\d){chat}(?!\d)", text) is not None
    )


def files_with(folder: Path, *needles: str) -> list[str]:
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        found += [f"{path.name}: {needle}" for needle in needles if needle.encode() in content]
    return found


def rows_of(database: Database, office: Office) -> dict[str, list[tuple[Any, ...]]]:
    with database.transaction() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(table).where(table.c.kecamatan_id == office.kecamatan_id).order_by(table.c.id)
                )
            ]
            for table in METADATA.sorted_tables
            if "kecamatan_id" in table.c
        }


def a_draft(unit: Unit, office: Office, edition: int, text: str, sha256: str) -> None:
    paper = Paper(
        kecamatan_id=office.kecamatan_id, season_id=office.season_id, step="step6_report",
        key="draft-laporan", edition=edition, stage=Stage.NASKAH, state=Drawing.DRAWN,
        code=f"naskah-{edition}", attempts=1,
        made_at=unit.now, sha256=sha256, size=3, pages=1,
    )  # fmt: skip
    paper.data = {"delegates": [{"name": NAME, "phone": text}]}
    unit.add(paper)


def store(folder: Path, sha256: str, content: str) -> Path:
    path = folder / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_with_every_trace_she_is_nowhere_and_her_namesake_is_everywhere(
    own_bureau: Bureau, tmp_path_factory: pytest.TempPathFactory, postgres_url: str
) -> None:
    office, other = own_bureau.office(), own_bureau.office()
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan B")
    files, away = own_bureau.folder / "data" / "files", tmp_path_factory.mktemp("cadangan")
    with own_bureau.database.unit(own_bureau.now()) as unit:
        on_paper = entered(unit, office, f"{NAME}, S.E.", phone=PHONE, address=STREET, nip=NIP)
        unit.session.flush()
        Filling(unit, office, on_paper.id, siti.id).fills()
        for edition in (2, 3):
            a_draft(unit, office, edition, "0812 9876 5432", f"{edition}d" * 32)
        unit.log(on_paper, "test.said", on_paper, why=words((*SPELLINGS, str(siti.id)), None))
        namesake = entered(unit, other, NAME, phone=OTHERS)
        unit.session.flush()
        Filling(unit, other, namesake.id, 5_550_001, namesake=True).fills()
        on_paper_id = on_paper.id
    overtaken = store(files, "2d" * 32, f"{NAME} {PHONE}")
    claims(office, siti, on_paper_id)
    closes_season(office)
    with own_bureau.database.unit(own_bureau.now()) as unit:
        unit.session.get_one(Chat, siti.id).answers = {"lama": {"teks": words(SPELLINGS, None)}}
    file = make(own_bureau.url, own_bureau.folder / "data", away / "c.zip", own_bureau.now()).path
    before = rows_of(own_bureau.database, other)
    filled = {one.partition(":")[0] for one in left_in(own_bureau.database, siti.id, other.kecamatan_id)}
    assert filled > TYPED, sorted(TYPED - filled)

    opens_forgetting(siti)
    siti.taps("Ya, hapus data saya")
    siti.sees("Data pribadi Bapak/Ibu sudah dihapus.")
    waits = select(Outbox.id).where(Outbox.state == Waiting.WAITING, Outbox.chat_id == siti.id)
    siti.waits_for(lambda _eyes: not office.read(waits), what="the last message to be noted as sent")
    siti.waits_for(lambda _eyes: not overtaken.exists(), what="the overtaken draft to be erased")
    purges(own_bureau)

    assert left_in(own_bureau.database, siti.id, other.kecamatan_id) == []
    assert rows_of(own_bureau.database, other) == before
    needles = (NIP, DIGITS, "9876 5432", "9876-5432", STREET, str(siti.id), NAME.upper(), f"{NAME}, S.E.")
    assert files_with(own_bureau.folder, *needles) == []
    audit = commands(own_bureau, "audit")
    assert audit.returncode == 0, audit.stdout
    for url in (f"sqlite:///{away}/baru/musrenbang.db", postgres_url):
        place = away / ("baru" if url.startswith("sqlite") else "postgres")
        place.mkdir()
        shutil.copy(own_bureau.folder / "data" / "dihapus.jsonl", away)
        assert restore(url, place / "data", file, own_bureau.now).forgotten == 1
        restored = Database(url)
        try:
            assert left_in(restored, siti.id, other.kecamatan_id) == [], url
            with restored.unit(own_bureau.now()) as unit:
                assert all(chain.valid for chain in check_log(unit))
        finally:
            restored.close()
        assert files_with(place, *needles) == [], url
