"""A backup is read again: every byte, every file, every table; what is not as it was is named."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.backup.envelope import opened, sum_is_right
from bot.backup.manifest import FORMAT, MANIFEST, OURS, ROWS, Manifest
from bot.backup.rows import migrations
from sop.core.refused import Refused

_PART = 1024 * 1024
_TABLE = re.compile(r"[a-z_]{1,63}")
#: What zipfile raises when it meets bytes that nobody wrote.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, LookupError, ValueError, RuntimeError,
    OverflowError, TypeError,
)  # fmt: skip


class Backup:
    """An open backup."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self.whole = sum_is_right(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
            said = json.loads(self._zip.read(MANIFEST))
            if said["format"] > FORMAT or said["migration"] not in migrations():
                raise Refused("backup.newer", name=name, migration=said["migration"])
            self.manifest = Manifest.model_validate(said)
        except _BROKEN as broken:
            raise Refused("backup.changed", name=name, what=MANIFEST) from broken

    @classmethod
    @contextmanager
    def opened(cls, path: Path, passphrase: str = "", *, unlocked_too: bool = False) -> Iterator[Backup]:
        with opened(path, passphrase, unlocked_too=unlocked_too) as stream:
            yield cls(stream, path.name)

    def check(self) -> None:
        """Raises Refused with what is not as it was when the backup was made."""
        self._names_are_ours()
        for table, said in self.manifest.tables.items():
            if self._sum(f"{ROWS}/{table}.jsonl")[1] != said.sha256:
                raise Refused("backup.changed", name=self._name, what=f"{ROWS}/{table}.jsonl")
        for name, file in self.manifest.files.items():
            if self._sum(name) != (file.size, file.sha256):
                raise Refused("backup.changed", name=self._name, what=name)
        if not self.whole:  # what lies between the members: names, dates, sizes
            raise Refused("backup.frame_changed", name=self._name)

    def _names_are_ours(self) -> None:
        """A name must not lead out of the folder into which it is restored."""
        strange = [name for name in self.manifest.files if not OURS.fullmatch(name)]
        strange += [name for name in self.manifest.tables if not _TABLE.fullmatch(name)]
        if strange:
            raise Refused("backup.changed", name=self._name, what=strange[0])

    def _sum(self, name: str) -> tuple[int, str]:
        size, found = 0, hashlib.sha256()
        for part in self.parts(name):
            size += len(part)
            found.update(part)
        return size, found.hexdigest()

    def parts(self, name: str) -> Iterator[bytes]:
        """The bytes of a member."""
        try:
            with self._zip.open(name) as member:
                while part := member.read(_PART):
                    yield part
        except _BROKEN as broken:
            raise Refused("backup.changed", name=self._name, what=name) from broken

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table."""
        try:
            with self._zip.open(f"{ROWS}/{table}.jsonl") as member:
                yield from member
        except _BROKEN as broken:
            raise Refused("backup.changed", name=self._name, what=table) from broken

    @property
    def size(self) -> int:
        """Bytes that it takes when it is restored: the files, and the tables with room for their indexes."""
        tables = sum(self._zip.getinfo(f"{ROWS}/{table}.jsonl").file_size for table in self.manifest.tables)
        return sum(said.size for said in self.manifest.files.values()) + 2 * tables
