"""A backup is made while the bot is busy: the tables of one moment first, then the files they speak of."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from bot.backup.deletions import copy_beside
from bot.backup.disk_space import check_room
from bot.backup.envelope import SUM, sealed_into
from bot.backup.manifest import (
    FOLDERS,
    MANIFEST,
    OURS,
    ROWS,
    ChainSaid,
    FileSaid,
    LastUpdate,
    Manifest,
    TableSaid,
)
from bot.backup.reading import Backup
from bot.backup.retention import partial_files_in
from bot.backup.rows import lines_of, migration_of, migrations, tables_of
from bot.partial_files import SUFFIX, clear, writing_in
from models.base import WIB
from models.chat import Inbox
from models.database import snapshot
from models.log_check import check_log
from models.people import Kecamatan
from models.unit import Unit
from sop.archive.file_check import kept_files
from sop.core.refused import Refused

PART = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """A backup that was read again, and is whole."""

    path: Path
    size: int
    manifest: Manifest


def make(url: str, data_dir: Path, out: Path, moment: datetime, passphrase: str = "") -> Made:
    """Everything in one file, which is there when it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clear(out.parent, lambda: partial_files_in(out.parent))  # they would take the room of whole ones
    with writing_in(out.parent):
        check_room(out.parent, _needed(data_dir))  # before, or it fills the disk under a bot that works
        half = out.with_name(f"{out.name}{SUFFIX}")
        try:
            with sealed_into(half, passphrase) as stream, zipfile.ZipFile(stream, "w") as made:
                made.comment = b"0" * SUM  # its place: the envelope puts the sum there
                manifest = _Writing(made, moment).everything(url, data_dir)
            with Backup.opened(half, passphrase) as backup:
                backup.check()  # a backup that nobody has read is none
            copy_beside(data_dir, out)
            half.replace(out)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
    return Made(out, out.stat().st_size, manifest)


class _Writing:
    """The members of a backup, one after the other; no more than a part of a file is in memory."""

    def __init__(self, made: zipfile.ZipFile, moment: datetime) -> None:
        self._made = made
        self._moment = moment

    def everything(self, url: str, data_dir: Path) -> Manifest:
        with snapshot(url) as connection:
            migration = migration_of(connection)
            if migration != migrations()[0]:
                raise Refused("backup.other_tables", migration=migration or "-", newest=migrations()[0])
            manifest = Manifest(
                moment=self._moment,
                migration=migration,
                database=connection.dialect.name,
                tables={table.name: self._table(connection, table) for table in tables_of(connection)},
                files={},
                chains=_chains(connection, self._moment),
                last_update=_last_update(connection),
                missing=[],
            )
            spoken_of = _spoken_of(connection, self._moment)
        for path in _files(data_dir):
            said = self._file(path, path.relative_to(data_dir).as_posix())
            if said is not None:
                manifest.files[path.relative_to(data_dir).as_posix()] = said
        here = {said.sha256 for said in manifest.files.values()}
        manifest.missing = [name for sha256, name in spoken_of.items() if sha256 not in here]
        self._made.writestr(self._info(MANIFEST, zipfile.ZIP_DEFLATED), manifest.model_dump_json(indent=1))
        return manifest

    def _table(self, connection: Connection, table: object) -> TableSaid:
        count, found = 0, hashlib.sha256()
        info = self._info(f"{ROWS}/{table.name}.jsonl", zipfile.ZIP_DEFLATED)  # type: ignore[attr-defined]
        with self._made.open(info, "w", force_zip64=True) as member:
            for line in lines_of(connection, table):  # type: ignore[arg-type]
                member.write(line)
                found.update(line)
                count += 1
        return TableSaid(rows=count, sha256=found.hexdigest())

    def _file(self, path: Path, name: str) -> FileSaid | None:
        """Photos and papers are packed already: they go in as they are."""
        size, found = 0, hashlib.sha256()
        try:
            file = path.open("rb")
        except FileNotFoundError:  # somebody's data were deleted this very moment
            return None
        with file, self._made.open(self._info(name, zipfile.ZIP_STORED), "w", force_zip64=True) as member:
            while part := file.read(PART):
                member.write(part)
                found.update(part)
                size += len(part)
        return FileSaid(size=size, sha256=found.hexdigest())

    def _info(self, name: str, how: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._moment.astimezone(WIB).timetuple()[:6])
        info.compress_type = how
        info.external_attr = 0o600 << 16
        return info


def _files(data_dir: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            name = path.relative_to(data_dir).as_posix()
            if path.is_file() and not path.is_symlink() and OURS.fullmatch(name):
                yield path


def _needed(data_dir: Path) -> int:
    return sum(path.stat().st_size for path in _files(data_dir))


# ---- what the manifest says of the moment


def _unit(connection: Connection, moment: datetime) -> Unit:
    return Unit(Session(connection), moment)


def _chains(connection: Connection, moment: datetime) -> list[ChainSaid]:
    return [
        ChainSaid(
            kecamatan=chain.kecamatan,
            entries=chain.entries,
            hash=chain.last_hash,
            wrong_place=chain.wrong_place,
            wrong=chain.wrong,
        )
        for chain in check_log(_unit(connection, moment))
    ]


def _last_update(connection: Connection) -> LastUpdate | None:
    newest = select(func.max(Inbox.id)).scalar_subquery()
    query = select(Inbox.id, Inbox.update_id, Inbox.received_at).where(Inbox.id == newest)
    row = connection.execute(query).one_or_none()
    return None if row is None else LastUpdate(id=row[0], update_id=row[1], received_at=row[2])


def _spoken_of(connection: Connection, moment: datetime) -> dict[str, str]:
    """Every file that the tables name: its hash, and the name by which people know it."""
    unit = _unit(connection, moment)
    return {
        kept.sha256: kept.name
        for office in unit.all(select(Kecamatan).order_by(Kecamatan.id))
        for kept in kept_files(unit, office.id)
    }
