"""What a bot waits for when it begins, and what it had better end with."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.watching.health import trouble_of_disk

#: What PostgreSQL says to a URL that will be as wrong tomorrow. It gives no code before one is let in, so
#: these are its words; in another language they are not known again, and the bot waits and logs them.
_NEVER = re.compile(
    r"authentication failed|password|no pg_hba\.conf entry|(database|role|user) .* does not exist|"
    r"not permitted to log in|permission denied|certificate|unsupported frontend protocol"
)
#: Of SQLite: somebody else has locked it, or nothing can be written or read at this moment.
_SQLITE_PASSES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}
#: These come of a full or read-only disk as well as of a path that is wrong.
_SQLITE_OF_DISK = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
_OS_PASSES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def passes(fault: Exception, folders: Sequence[Path]) -> bool:
    """Whether waiting helps: the database is away, locked or without room, and not the settings are wrong."""
    if isinstance(fault, DBAPIError):
        return _database_passes(fault.orig, folders)
    # A path that is wrong has an error of its own kind; the others are a network's or a disk's.
    kinds = (PermissionError, FileNotFoundError, NotADirectoryError, FileExistsError, IsADirectoryError)
    return not isinstance(fault, kinds) or fault.errno in _OS_PASSES


def _database_passes(fault: BaseException | None, folders: Sequence[Path]) -> bool:
    if not isinstance(fault, sqlite3.Error):
        return not _NEVER.search(str(fault))
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without the finer distinctions
    return code in _SQLITE_PASSES or (code in _SQLITE_OF_DISK and trouble_of_disk(folders) is not None)
