"""What a backup lies in: a sum over all of it, and a lock of AES-GCM where there is a passphrase."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sop.core.refused import Refused

MAGIC = b"MUSRENBANG CAD1\n"  #: how a locked backup begins; an open one is an ordinary ZIP
SUM = 64  #: letters of the SHA-256 with which every backup ends: it is the comment of the ZIP
SHORTEST = 12  #: letters of a passphrase
_ZIP = b"PK\x03\x04"
_SALT, _CHECK, _TAG = 16, 16, 16
_HEAD = len(MAGIC) + _SALT + _CHECK
_PART = 1024 * 1024  #: bytes that are locked at once: what is held in memory
_STEP = 4 * 1024 * 1024  #: bytes that go to the disk at once


class _Summed(io.RawIOBase):
    """Writes on, and puts the sum of all before it in the place of the last 64 bytes."""

    def __init__(self, below: IO[bytes]) -> None:
        self._below = below
        self._sum = hashlib.sha256()
        self._back = b""  #: what may still be the last 64 bytes

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        whole = self._back + bytes(data)
        through, self._back = whole[:-SUM], whole[-SUM:]
        self._sum.update(through)
        self._below.write(through)
        return len(data)

    def finish(self) -> None:
        self._below.write(self._sum.hexdigest().encode())


class _InSteps(io.RawIOBase):
    """Brings to the disk what was written, a little at a time.

    Otherwise it gathers in memory, and whoever stores a line of his own in the moment in which all of it goes
    out waits for hundreds of megabytes that are not his.
    """

    def __init__(self, below: IO[bytes]) -> None:
        self._below = below
        self._gathered = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._below.write(data)
        self._gathered += len(data)
        if self._gathered >= _STEP:
            self.synced()
        return len(data)

    def synced(self) -> None:
        self._below.flush()
        os.fsync(self._below.fileno())
        self._gathered = 0


class _Locking(io.RawIOBase):
    """Locks what is written in parts that know their number and the last one: none is moved or cut off."""

    def __init__(self, below: IO[bytes], passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._key, check = _keys(passphrase, salt)
        self._head = MAGIC + salt + check
        self._below = below
        self._waiting = bytearray()
        self._number = 0
        below.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > _PART:
            self._lock(bytes(self._waiting[:_PART]), last=False)
            del self._waiting[:_PART]
        return len(data)

    def finish(self) -> None:
        self._lock(bytes(self._waiting), last=True)

    def _lock(self, part: bytes, *, last: bool) -> None:
        self._below.write(self._key.encrypt(_nonce(self._number, last=last), part, self._head))
        self._number += 1


class _Unlocking(io.RawIOBase):
    """Reads a locked backup from any place in it; raises Refused at the first part that is not as it was."""

    def __init__(self, below: IO[bytes], passphrase: str) -> None:
        self._below = below
        self._head = below.read(_HEAD)
        salt = self._head[len(MAGIC) : len(MAGIC) + _SALT]
        self._key, check = _keys(passphrase, salt)
        if len(self._head) < _HEAD or check != self._head[-_CHECK:]:
            raise Refused("backup.wrong_passphrase")
        body = below.seek(0, os.SEEK_END) - _HEAD
        self._parts = max(1, -(-body // (_PART + _TAG)))
        self._size = max(0, body - self._parts * _TAG)
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, into: bytearray) -> int:  # type: ignore[override]
        if self._at >= self._size:
            self._part(self._parts - 1)  # a file that was cut ends in a part that is not the last
            return 0
        number, start = divmod(self._at, _PART)
        piece = self._part(number)[start : start + len(into)]
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _part(self, number: int) -> bytes:
        if self._held[0] != number:
            self._below.seek(_HEAD + number * (_PART + _TAG))
            locked = self._below.read(_PART + _TAG)
            try:
                opened = self._key.decrypt(_nonce(number, last=number == self._parts - 1), locked, self._head)
            except (InvalidTag, ValueError):
                raise Refused("backup.part_changed", part=number + 1, parts=self._parts) from None
            self._held = (number, opened)
        return self._held[1]


def _keys(passphrase: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """The key, and by what a wrong passphrase is known; a guess costs 64 MiB and half a second.

    The numbers are those of OWASP's Password Storage Cheat Sheet for scrypt with 64 MiB.
    """
    made = Scrypt(salt=salt, length=32 + _CHECK, n=2**16, r=8, p=2).derive(passphrase.encode())
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    # The salt makes a key for each backup, so a number is never used twice with the same key.
    return number.to_bytes(8, "big") + int(last).to_bytes(4, "big")


@contextmanager
def sealed_into(path: Path, passphrase: str) -> Iterator[IO[bytes]]:
    """A stream whose bytes are on the disk, and not only on the way there, when the block is left."""
    if passphrase and len(passphrase) < SHORTEST:
        raise Refused("backup.short_passphrase", least=SHORTEST)
    with path.open("wb") as file:
        steps = _InSteps(file)
        locking = _Locking(steps, passphrase) if passphrase else None  # type: ignore[arg-type]
        summed = _Summed(locking or steps)  # type: ignore[arg-type]
        yield summed  # type: ignore[misc]
        summed.finish()
        if locking is not None:
            locking.finish()
        steps.synced()


@contextmanager
def opened(path: Path, passphrase: str, *, unlocked_too: bool = False) -> Iterator[IO[bytes]]:
    """The ZIP in a backup. Where there is a passphrase, one that is not locked is not the one that was made.

    `unlocked_too`: somebody has said that he knows it, of a backup from before there was a passphrase.
    """
    with path.open("rb") as file:
        begins = file.read(len(MAGIC))
        file.seek(0)
        if begins.startswith(_ZIP):
            if passphrase and not unlocked_too:
                raise Refused("backup.is_unlocked", name=path.name)
            yield file
        elif begins == MAGIC:
            if not passphrase:
                raise Refused("backup.needs_passphrase")
            yield io.BufferedReader(_Unlocking(file, passphrase))  # type: ignore[type-var]
        else:
            raise Refused("backup.not_one", name=path.name)


def sum_is_right(stream: IO[bytes]) -> bool:
    """Whether the sum at the end is that of all before it; the stream is read to its end."""
    found, back = hashlib.sha256(), b""
    stream.seek(0)
    while part := stream.read(_PART):
        whole = back + part
        found.update(whole[:-SUM])
        back = whole[-SUM:]
    return back == found.hexdigest().encode()
