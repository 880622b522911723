"""What a process that opens strangers' files gives up before it sees the first one: as far as the kernel can.

Each part stands by itself, so that a kernel without one of them still holds to the others; `doctor` says
which there are.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
MOST_OPEN = 64  #: files at a time
MOST_SECONDS = 3600  #: of the processor, in a life; the bot takes a new one long before

_DUMPABLE, _NO_NEW_PRIVILEGES = 4, 38  #: of <linux/prctl.h>
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITIES = 0x20080522  #: _LINUX_CAPABILITY_VERSION_3

# <linux/landlock.h>
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILES = {1: 13, 2: 14, 3: 15, 5: 16}  #: version -> how many kinds of access it knows
_CONNECTIONS, _OUTSIDE = (
    0b11,
    0b11,
)  #: from version 4: bind, connect; from 6: sockets, signals elsewhere

#: What Python and its libraries open besides their own folders.
_ALSO = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")
_ALSO_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom")


@dataclass(frozen=True)
class Held:
    """What holds in such a process."""

    limits: bool = False  #: of memory, processor, files, and nothing to be written
    privileges: bool = False  #: no program gives it any
    user: bool = False  #: it is not root
    files: int = 0  #: the kernel's version of Landlock: it reads Python and the program, and nothing else
    calls: bool = False  #: what the kernel does for it is a list (seccomp)


def keep_to_oneself() -> bool:
    """Nobody else of the same user may look into this process: not its memory, not its environment."""
    return sys.platform == "linux" and _prctl(_DUMPABLE, 0)


def confine(memory: int, packages: Iterable[str]) -> Held:
    """All but the list of calls, which comes last."""
    _limit(memory)
    if sys.platform != "linux":
        return Held(limits=True)
    _prctl(_DUMPABLE, 0)
    privileges = _prctl(_NO_NEW_PRIVILEGES, 1)
    folders = [*_folders_of_python(), *packages]
    files = _reads_only(folders) if privileges else 0
    return Held(True, privileges, _be_nobody(folders), files)


def _limit(memory: int) -> None:
    import resource  # not on every system

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _prctl(what: int, value: int) -> bool:
    return bool(ctypes.CDLL(None).prctl(what, value, 0, 0, 0) == 0)


# ---- whose process it is


def _be_nobody(folders: Iterable[str]) -> bool:
    """Whether it is somebody without rights. Root becomes nobody, where nobody can read the program."""
    if os.geteuid() != 0:
        return True
    if all(_open_to_all(Path(folder)) for folder in folders if Path(folder).exists()):
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        except OSError:  # a container that knows nobody
            return False
        return _prctl(_DUMPABLE, 0)
    _without_rights()
    return False


def _open_to_all(folder: Path) -> bool:
    enter, read = stat.S_IXOTH, stat.S_IROTH
    real = folder.resolve()
    if not all(one.stat().st_mode & enter for one in (real, *real.parents)):
        return False
    return bool(real.stat().st_mode & read)


def _without_rights() -> None:
    """Root that may not do what only root may."""
    number = _CAPSET.get(os.uname().machine)
    if number is not None:
        ctypes.CDLL(None).syscall(number, struct.pack("=Ii", _CAPABILITIES, 0), bytes(24))


# ---- what it reads


def _folders_of_python() -> list[str]:
    paths = sysconfig.get_paths()
    own = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    libraries = [str(Path(prefix) / "lib") for prefix in (sys.prefix, sys.base_prefix)]
    return [*dict.fromkeys((*own, *libraries, *_ALSO))]


def _reads_only(folders: Iterable[str]) -> int:
    """The kernel's version of Landlock, once nothing but these can be opened, and nothing to be written."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = int(call(_CREATE, None, 0, _ASK_VERSION))
    if version < 1:
        return 0
    kinds = _FILES[max(one for one in _FILES if one <= version)]
    connections = _CONNECTIONS if version >= 4 else 0
    outside = _OUTSIDE if version >= 6 else 0
    rules = struct.pack("=QQQ", (1 << kinds) - 1, connections, outside)
    ruleset = int(call(_CREATE, rules, len(rules), 0))
    if ruleset < 0:
        return 0
    try:
        for path in folders:
            _allow(call, ruleset, path, _READ_FILE | _READ_FOLDER)
        for path in _ALSO_FILES:
            _allow(call, ruleset, path, _READ_FILE)
        return version if call(_RESTRICT, ruleset, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _allow(call: ctypes._NamedFuncPointer, ruleset: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not on this machine
        return
    try:
        call(_ADD, ruleset, _BENEATH, struct.pack("=Qi", access, place), 0)
    finally:
        os.close(place)
