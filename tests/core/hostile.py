"""What a file tries that has taken over the process it was opened in: "refused", or how far it came."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REFUSED = "refused"


def tries(database: str, port: int) -> dict[str, str]:
    """All of it, one after the other, in the process itself."""
    bot = os.getppid()
    attempts: dict[str, Callable[[], object]] = {
        "the bot's token in its own environment": lambda: os.environ["BOT_TOKEN"],
        "the bot's environment": lambda: Path(f"/proc/{bot}/environ").read_bytes(),
        "the bot's memory": lambda: Path(f"/proc/{bot}/maps").read_bytes() or _nothing(),
        "the bot's open files": lambda: os.listdir(f"/proc/{bot}/fd"),  # noqa: PTH208
        "the bot by ptrace": lambda: _call("ptrace", 16, bot),
        "the database": lambda: Path(database).read_bytes(),
        "the passwords of the machine": lambda: Path("/etc/passwd").read_bytes(),
        "a file beside the database": lambda: Path(database).with_name("new").write_text("x"),
        "a file in /tmp": lambda: Path("/tmp/hostile").write_text("x"),
        "the database taken away": lambda: Path(database).unlink(),
        "the database renamed": lambda: Path(database).rename(f"{database}2"),
        "the program changed": lambda: os.open(__file__, os.O_RDWR),
        "a folder made": lambda: Path("/tmp/hostile.d").mkdir(),
        "a connection": lambda: socket.create_connection(("127.0.0.1", port), 2),
        "a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "a socket of this machine": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        "a program": lambda: subprocess.run(["/bin/true"], check=True),
        "this program replaced": _becomes_another,
        "another process": _forks,
        "a signal to the bot": lambda: os.kill(bot, 0),
        "more memory": lambda: _raises(resource.RLIMIT_AS),
        "more time": lambda: _raises(resource.RLIMIT_CPU),
        "more files": lambda: _raises(resource.RLIMIT_NOFILE),
        "a dump of its memory": lambda: _raises(resource.RLIMIT_CORE, 0),
        "a file in memory to run": lambda: os.memfd_create("x"),
        "another user": lambda: os.setresuid(1, 1, 1),
        "a namespace of its own": lambda: _call("unshare", 0x10000000),
    }
    return {name: _says(attempt) for name, attempt in attempts.items()}


def _says(attempt: Callable[[], object]) -> str:
    try:
        return f"done: {str(attempt())[:60]}"
    except (OSError, ValueError, KeyError) as no:
        return f"{REFUSED}: {no}"


def _nothing() -> None:
    raise OSError("nothing there")


def _becomes_another() -> None:
    """Tried only where it does not end the test."""
    os.memfd_create("x")
    os.execve("/bin/false", ["false"], {})  # noqa: S606


def _call(name: str, *words: int) -> int:
    got = getattr(ctypes.CDLL(None, use_errno=True), name)(*words, 0, 0)
    if got < 0:
        raise OSError(ctypes.get_errno(), name)
    return int(got)


def _forks() -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return pid


def _raises(what: int, least: int = 1) -> tuple[int, int]:
    """The limit is there, and nobody lifts it."""
    now, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY:
        return now, hard
    resource.setrlimit(what, (hard, hard + least + 1))
    return resource.getrlimit(what)


def fills_the_disk(folder: str) -> str:
    return _says(lambda: Path(folder, "full").write_bytes(bytes(1024 * 1024)))


def lies(path: str) -> None:
    """It answers by itself, with a pickle that writes a file in whoever opens it."""

    class Trap:
        def __reduce__(self) -> Any:
            return Path.touch, (Path(path),)

    content = b"i" + pickle.dumps(Trap())
    frame = struct.pack(">Q", len(content)) + content
    for number in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(number, frame)
    time.sleep(60)


def stops_every_clock() -> None:
    """No alarm, no thread that looks at the time: only who waits outside can end this."""
    import faulthandler
    import signal

    signal.alarm(0)
    faulthandler.cancel_dump_traceback_later()
    threading.Event().wait()


def shouts(words: str) -> None:
    """Prints what looks like a line of the bot's log, and dies."""
    os.write(2, words.encode())
    print(words, flush=True)
    os.abort()


def slow_once(first: int) -> int:
    """In the first process it sleeps; in any other it answers."""
    if os.getpid() == first:
        time.sleep(600)
    return 6
