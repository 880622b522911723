"""A backup becomes an office again, in an empty place only: all of it, or the place stays empty."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from bot.backup.deletions import carry_over
from bot.backup.disk_space import check_room
from bot.backup.manifest import FOLDERS, RESTORED, Manifest
from bot.backup.reading import Backup
from bot.backup.rows import digest_of, is_empty, put_lines, tables_of
from bot.clock import Clock
from bot.database import office_database
from bot.lock import no_bot
from bot.migrating import migrate
from bot.outgoing.sent_journal import notes_beside
from models.database import engine_for, take_time
from models.log_check import check_log
from sop.core.refused import Refused

BEGUN = ".pemulihan"  #: in DATA_DIR while a restore runs: what lies there then is the restore's own


@dataclass(frozen=True)
class Restored:
    """What came back, and what does not come back with it."""

    manifest: Manifest
    forgotten: int  #: people who were forgotten after the backup was made, and are so again
    links: int  #: invitations that were open then, and are closed


def restore(
    url: str, data_dir: Path, file: Path, clock: Clock, passphrase: str = "", *, unlocked_too: bool = False
) -> Restored:
    """Everything is checked before anything is written; the tables come last, in one transaction."""
    with Backup.opened(file, passphrase, unlocked_too=unlocked_too) as backup:
        backup.check()
        _has_room(url, data_dir, backup.size)
        with no_bot(url, "musrenbang restore"):
            forgotten, links = _bring_back(url, data_dir, file, backup, clock)
        return Restored(backup.manifest, forgotten, links)


def _bring_back(url: str, data_dir: Path, file: Path, backup: Backup, clock: Clock) -> tuple[int, int]:
    _is_empty(url, data_dir)
    _begin(data_dir)
    _put_files(backup, data_dir)
    migrate(url, backup.manifest.migration)
    _put_tables(url, backup)
    migrate(url)
    _chains_are_as_they_were(url, clock, backup.manifest)
    notes_beside(
        url, data_dir
    ).drop()  # of what another database sent: a row here with the same number was not
    forgotten, links = carry_over(url, data_dir, file, clock)
    said = backup.manifest.model_dump(mode="json", include={"moment", "last_update"})
    _write(data_dir / RESTORED, json.dumps(said | {"links": links}).encode())
    (data_dir / BEGUN).unlink()
    return forgotten, links


# ---- the place


def _has_room(url: str, data_dir: Path, needed: int) -> None:
    address = make_url(url)
    here = [data_dir]
    if address.get_backend_name() == "sqlite" and address.database:
        here.append(Path(address.database).parent)
    for folder in here:
        folder.mkdir(parents=True, exist_ok=True)
        check_room(folder, needed)


def _is_empty(url: str, data_dir: Path) -> None:
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            take_time(connection)
            if not is_empty(connection):
                raise Refused("backup.database_not_empty")
    finally:
        engine.dispose()
    if (data_dir / BEGUN).exists():  # an earlier try was broken off before its tables were stored
        return
    full = [folder for folder in FOLDERS if any((data_dir / folder).glob("*"))]
    if full:
        raise Refused("backup.folder_not_empty", folder=data_dir / full[0])


def _begin(data_dir: Path) -> None:
    _write(data_dir / BEGUN, b"")
    for folder in FOLDERS:
        if (data_dir / folder).exists():
            shutil.rmtree(data_dir / folder)


# ---- what comes into it


def _put_files(backup: Backup, data_dir: Path) -> None:
    for name, said in backup.manifest.files.items():
        path, found = data_dir / name, hashlib.sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for part in backup.parts(name):
                file.write(part)
                found.update(part)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != said.sha256:  # the file was changed while it was read
            raise Refused("backup.changed", name="", what=name)


def _put_tables(url: str, backup: Backup) -> None:
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            take_time(connection)
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                _fill(connection, backup)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise Refused("backup.rows_do_not_fit")
            else:
                _fill_postgresql(connection, backup)
        _whole(engine)
    except IntegrityError:
        raise Refused("backup.rows_do_not_fit") from None
    finally:
        engine.dispose()


def _fill_postgresql(connection: Connection, backup: Backup) -> None:
    """Rows name each other in circles: the database looks at the end, then as strictly as before."""
    keys = connection.execute(
        text("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'")
    ).all()
    quote = connection.dialect.identifier_preparer.quote
    for table, key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {quote(key)} DEFERRABLE")
    connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    _fill(connection, backup)
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {quote(key)} NOT DEFERRABLE")
    for table in backup.manifest.tables:
        # The next row must not get the number of one that is there.
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:t, 'id'), max(id)) "  # noqa: S608 -- a name of ours
                f"FROM {quote(table)} HAVING pg_get_serial_sequence(:t, 'id') IS NOT NULL AND max(id) > 0"
            ),
            {"t": quote(table)},
        )


def _fill(connection: Connection, backup: Backup) -> None:
    """Every table, read back: what is stored is what the backup says, or nothing is."""
    said = backup.manifest.tables
    tables = {table.name: table for table in tables_of(connection)}
    if set(tables) != set(said):
        raise Refused("backup.rows_do_not_fit")
    for name, table in tables.items():
        put_lines(connection, table, backup.lines(name))
        if digest_of(connection, table) != (said[name].rows, said[name].sha256):
            raise Refused("backup.rows_differ", table=name)


def _whole(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    with engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise Refused("backup.disk_broken")


def _chains_are_as_they_were(url: str, clock: Clock, manifest: Manifest) -> None:
    """The log, read again, has come to where it was."""
    database = office_database(url)
    try:
        with database.unit(clock()) as unit:
            chains = check_log(unit)
    finally:
        database.close()
    now = [(chain.entries, chain.last_hash) for chain in chains]
    if now != [(chain.entries, chain.hash) for chain in manifest.chains]:
        raise Refused("backup.rows_differ", table="log_entry")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
