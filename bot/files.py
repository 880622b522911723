"""Bytes on disk, found by their SHA-256: papers and photos. The database holds the hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from bot.partial_files import SUFFIX, clear, writing_in

SEAL_FOLDER = "segel"  #: of DATA_DIR: the key of the seal and its certificate

_PART = 1024 * 1024


class Files:
    """A folder of files named by their hash: written whole or not at all, never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes; their hash. On disk, and not only on the way there, when this returns."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        with writing_in(self.folder):
            # A name of its own: two threads may keep the same bytes at once.
            number, half = tempfile.mkstemp(suffix=SUFFIX, dir=path.parent)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(half).replace(path)
            except BaseException:
                Path(half).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)
        return name

    def clear(self) -> None:
        """Take away what a killed process has half written: no row names it, so that no deletion finds it."""
        if self.folder.exists():
            clear(self.folder, lambda: self.folder.glob(f"*/*{SUFFIX}"))

    def get(self, sha256: str) -> bytes:
        return self._path(sha256).read_bytes()

    def where(self, sha256: str) -> Path | None:
        """The file itself, for who looks at it by hand; None when it is not there."""
        path = self._path(sha256)
        return path if path.exists() else None

    def set_aside(self, sha256: str) -> None:
        """Before they go: who keeps the same bytes from here on writes them anew."""
        path = self._path(sha256)
        if path.exists():
            path.replace(self._aside(sha256))

    def take_back(self, sha256: str) -> None:
        """Somebody kept them again just before they were set aside."""
        aside = self._aside(sha256)
        if aside.exists():
            aside.replace(self._path(sha256))

    def drop_aside(self, sha256: str) -> None:
        """Take the bytes that were set aside from the disk; nothing speaks of them any more."""
        path = self._aside(sha256)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _sync_folder(path.parent)

    def drop(self, sha256: str) -> None:
        """Take the bytes from the disk, whoever keeps them just now."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        self._aside(sha256).unlink(missing_ok=True)
        if path.parent.exists():
            _sync_folder(path.parent)

    def wrong(self, sha256: str) -> str | None:
        """Reads a file again: None when it is what it was, else "missing" or "changed"."""
        found = hashlib.sha256()
        try:
            with self._path(sha256).open("rb") as file:
                while part := file.read(_PART):
                    found.update(part)
        except OSError:  # a disk that cannot give the bytes back has lost them
            return "missing"
        return None if found.hexdigest() == sha256 else "changed"

    def _aside(self, sha256: str) -> Path:
        """A kill in between costs nothing: its note still asks, and it is dropped or taken back."""
        return self._path(sha256).with_suffix(".gone")

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """The new name is in the folder, and the folder has to reach the disk too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
