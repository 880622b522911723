"""The file of a backup: whatever is changed in it is noticed before anything is restored."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.backup import reading
from bot.backup.envelope import SUM, sealed_into
from bot.backup.making import make
from bot.backup.manifest import MANIFEST, ChainSaid, FileSaid, Manifest, TableSaid
from bot.backup.reading import Backup
from bot.backup.restoring import restore
from bot.backup.rows import lines_of, migration_of, migrations, tables_of
from bot.migrating import migrate
from models.database import engine_for, snapshot
from sop.core.refused import Refused
from tests.backup.places import MOMENT, PASSPHRASE, Place, small_office
from texts import plain

PLACES = 80  #: changed bytes that are tried, over the whole file


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return small_office(tmp_path_factory.mktemp("kantor"))


def refusal(file: Path, passphrase: str = "") -> str | None:
    """Why this file is not taken; None when it is."""
    try:
        with Backup.opened(file, passphrase) as backup:
            backup.check()
    except Refused as refused:
        return plain(refused.key, **refused.facts)
    return None


def changed(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def test_one_changed_byte_is_refused_wherever_it_is(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    whole = file.read_bytes()
    assert refusal(file) is None

    taken, said = [], set()
    for at in sorted(
        {*range(0, len(whole), len(whole) // PLACES), *range(len(whole) - 90, len(whole), 7), len(whole) - 1}
    ):
        file.write_bytes(changed(whole, at))
        why = refusal(file)
        taken += [at] if why is None else []
        said.add(why)

    assert taken == []
    assert any("tables/log_entry.jsonl tidak seperti semula" in why for why in said if why)
    file.write_bytes(whole[:-1])
    assert refusal(file) is not None


def test_a_changed_file_is_named(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    whole = file.read_bytes()
    file.write_bytes(changed(whole, whole.index(b"huruf/arial.ttf", whole.index(b"segel/kunci.pem") + 400)))

    assert refusal(file) == (
        "Cadangan c.zip berubah: huruf/arial.ttf tidak seperti semula. "
        "Tidak ada yang dipulihkan; pilih cadangan yang lain."
    )


def test_a_locked_one_hides_all_and_shows_every_change(office: Place, tmp_path: Path) -> None:
    file = make(office.url, office.data, tmp_path / "c.cadangan", MOMENT, PASSPHRASE).path
    whole = file.read_bytes()

    assert (refusal(file, PASSPHRASE), b"manifest" in whole, whole[:2] == b"PK") == (None, False, False)
    assert refusal(file) == plain("backup.needs_passphrase")
    assert refusal(file, "bukan kata sandinya") == plain("backup.wrong_passphrase")
    for at in (3, 20, 60, len(whole) - 1):
        file.write_bytes(changed(whole, at))
        assert refusal(file, PASSPHRASE) is not None, at
    file.write_bytes(whole[: len(whole) // 2])
    assert refusal(file, PASSPHRASE) == plain("backup.part_changed", part=1, parts=1)


def test_a_locked_one_of_many_parts_is_read_from_any_place(office: Place, tmp_path: Path) -> None:
    big = Place(tmp_path / "besar")
    migrate(big.url)
    (big.data / "huruf").mkdir(parents=True)
    letters = bytes(range(256)) * 4096 * 3
    (big.data / "huruf" / "besar.ttf").write_bytes(letters + b"akhir")

    file = make(big.url, big.data, tmp_path / "b.cadangan", MOMENT, PASSPHRASE).path
    with Backup.opened(file, PASSPHRASE) as backup:
        assert b"".join(backup.parts("huruf/besar.ttf")) == letters + b"akhir"
    whole = bytearray(file.read_bytes())
    first, second = slice(48, 48 + 1048592), slice(48 + 1048592, 48 + 2 * 1048592)
    whole[first], whole[second] = whole[second], whole[first]
    file.write_bytes(whole)

    assert refusal(file, PASSPHRASE) == plain("backup.part_changed", part=1, parts=4)


def test_one_of_a_newer_program_says_so(
    office: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(office.url, office.data, tmp_path / "c.zip", MOMENT).path
    known = migrations()
    monkeypatch.setattr(reading, "migrations", lambda: known[1:])  # the program as it was before

    assert refusal(file) == plain("backup.newer", name="c.zip", migration=known[0])


def written(file: Path, manifest: Manifest, members: dict[str, bytes]) -> None:
    """A backup by hand."""
    with sealed_into(file, "") as stream, zipfile.ZipFile(stream, "w") as made:
        made.comment = b"0" * SUM
        for name, content in members.items():
            made.writestr(name, content)
        made.writestr(MANIFEST, manifest.model_dump_json())


def manifest_of(migration: str, **parts: Any) -> Manifest:
    empty = {"tables": {}, "files": {}, "chains": [], "last_update": None, "missing": []}
    return Manifest(moment=MOMENT, migration=migration, database="sqlite", **(empty | parts))


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    said = FileSaid(size=1, sha256=hashlib.sha256(b"x").hexdigest())
    written(
        tmp_path / "c.zip",
        manifest_of(migrations()[0], files={"huruf/../../x": said}),
        {"huruf/../../x": b"x"},
    )

    assert refusal(tmp_path / "c.zip") == plain("backup.changed", name="c.zip", what="huruf/../../x")


def test_an_older_one_is_brought_to_todays_tables(tmp_path: Path) -> None:
    old, place = Place(tmp_path / "lama"), Place(tmp_path / "baru")
    migrate(old.url, "0002")
    engine = engine_for(old.url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO kecamatan (name, office, closures) VALUES ('Lama', '{}', '[]')"))
    engine.dispose()
    with snapshot(old.url) as connection:
        members = {table.name: b"".join(lines_of(connection, table)) for table in tables_of(connection)}
    said = {
        name: TableSaid(rows=lines.count(b"\n"), sha256=hashlib.sha256(lines).hexdigest())
        for name, lines in members.items()
    }
    chain = ChainSaid(kecamatan="Lama", entries=0, hash="0" * 64)
    file = tmp_path / "lama.zip"
    written(
        file,
        manifest_of("0002", tables=said, chains=[chain]),
        {f"tables/{name}.jsonl": lines for name, lines in members.items()},
    )

    restore(place.url, place.data, file, lambda: MOMENT)

    assert place.tables()["kecamatan"][0] == 1
    with snapshot(place.url) as connection:
        assert migration_of(connection) == migrations()[0]
