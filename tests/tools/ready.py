"""Bots that start at once: a process that has imported everything waits, and each bot is a fork of it.

Importing takes two seconds of processor, and the tests start and kill a bot a hundred times. What runs is
`demo.entry` or a broken variant of it, or one command of the command line, in a process of its own that can
be killed like any other.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from tests.tools import reached
from tests.tools.hour import turning

if TYPE_CHECKING:
    from bot.jobs.child import Spec

ROOT = Path(__file__).parent.parent.parent
HEAVY = (
    *("demo.entry", "bot.__main__", "alembic.command", "alembic.ddl", "aiohttp.web", "psycopg"),
    *("documents.sheets", "documents.drawing.qr", "sop.wiring", "sop.duplicates.past_usulan"),
    *("apscheduler.triggers.interval", "encodings.idna"),
)
#: What the processes need in which a bot draws papers and reads files.
MODULES = (
    *(
        "bot.jobs.subprocess_work",
        "bot.jobs.pictures",
        "sop.proposals.pictures",
        "documents.drawing.letterhead",
    ),
    *("documents.forms.report", "documents.sealing.seal", "documents.sealing.seal_reading"),
    *("pyhanko.sign.signers", "pyhanko.pdf_utils.reader", "documents.sheets"),
)
FORKED = "jobs"  #: the word by which these are forks, too
YEARS = (2027, 2028)  #: of the season that most tests are in: their holidays are known


class Bot:
    """What a test does with a running bot; the same words as those of subprocess.Popen."""

    def __init__(self, pid: int, stdout: BinaryIO) -> None:
        self.pid = pid
        self.stdout = stdout

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def wait(self, timeout: float) -> None:
        """Until it is gone. Raises TimeoutError."""
        end = time.monotonic() + timeout
        while self._send(0):
            if time.monotonic() > end:
                raise TimeoutError(f"the bot {self.pid} does not end")
            time.sleep(0.01)

    @property
    def alive(self) -> bool:
        return self._send(0)

    def _send(self, number: int) -> bool:
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            return False
        return True


def start(environment: dict[str, str], folder: Path, log: BinaryIO, entry: str = "demo.entry") -> Bot:
    """A bot with these settings; its errors go to the log. `entry`: the module whose main it runs."""
    reading, writing = os.pipe()
    try:
        words = json.dumps([environment, str(folder), entry])
        pid = _waiting().forks(words, [writing, log.fileno(), writing])
        return Bot(pid, os.fdopen(reading, "rb"))
    finally:
        os.close(writing)


def types(
    environment: dict[str, str], folder: Path, *words: str, timeout: float = 60
) -> tuple[int, str, str]:
    """What `python -m bot WORDS` ends with, says and complains of; -9 when it was killed."""
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors, os.fdopen(reading, "rb") as end:
        try:
            order = json.dumps([environment, str(folder), "bot.__main__", *words])
            pid = _waiting().forks(order, [out.fileno(), errors.fileno(), writing])
        finally:
            os.close(writing)
        if not select.select([end], [], [], timeout)[0]:
            os.kill(pid, signal.SIGKILL)
            raise TimeoutError(f"{words} took more than {timeout:g} s")
        code = int(end.read() or -signal.SIGKILL)
        out.seek(0)
        errors.seek(0)
        return code, out.read().decode(), errors.read().decode()


class _Waiting:
    """The process that the bots are forked from; it ends with who started it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line = ours
        jobs = [FORKED] if "pytest" in sys.modules else []  # what is measured and tortured is as in an office
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.tools.ready", str(theirs.fileno()), *jobs],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
                | {name: os.environ[name] for name in (reached.FOLDER,) if name in os.environ}
                | turning(),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self._close)

    def forks(self, words: str, files: list[int]) -> int:
        """The number of the new process."""
        socket.send_fds(self._line, [words.encode() + b"\n"], files)
        return int(self._line.recv(100))

    def _close(self) -> None:
        self._line.close()
        self._process.wait(timeout=10)


@cache
def _waiting() -> _Waiting:
    return _Waiting()


def main() -> None:
    import importlib

    for name in HEAVY:
        importlib.import_module(name)
    importlib.import_module(
        "sqlalchemy.orm"
    ).configure_mappers()  # a third of what a bot does before it listens
    for year in YEARS:
        importlib.import_module("sop.core.calendar").holiday_name(date(year, 1, 1))
    reached.pytest_configure()
    if FORKED in sys.argv:
        _forks_rooms()
    gc.collect()
    gc.freeze()  # what every bot shares is not looked through, and so not copied, by each
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how a bot ended
    line = socket.socket(fileno=int(sys.argv[1]))
    while True:
        words, files, _flags, _address = socket.recv_fds(line, 65536, 3)
        if not words:
            return
        while not words.endswith(b"\n"):
            words += line.recv(65536)
        pid = os.fork()
        if pid == 0:
            line.close()
            _be_a_bot(*json.loads(words), *files)
        for file in files:
            os.close(file)
        line.send(str(pid).encode())


def _forks_rooms() -> None:
    """The processes that draw and read for the bots are forks, too: to start one takes a second of processor.

    As in the office they are started by a bot that does not come from here.
    """
    from bot.jobs import subprocess_pool

    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        ours.close()
        os.umask(0o077)  # as a bot has it, of whom they are the children otherwise
        _fork_rooms_for(theirs)
    theirs.close()

    def begin(spec: Spec, environment: dict[str, str]) -> Child:
        return Child(ours, spec, environment)

    setattr(subprocess_pool, "begin", begin)  # noqa: B010


class Child:
    """One of them, for the bot that asked for it; the same words as those of subprocess.Popen."""

    def __init__(self, line: socket.socket, spec: Spec, environment: dict[str, str]) -> None:
        (orders, self._in), (self._out, answers), (self._errors, stderr) = os.pipe(), os.pipe(), os.pipe()
        told, number = os.pipe()
        theirs = [orders, answers, stderr, number]
        socket.send_fds(line, [json.dumps([spec.words(), environment]).encode()], theirs)
        for file in theirs:
            os.close(file)
        with os.fdopen(told, "rb") as told_pid:
            self.pid = int(told_pid.readline())
        self.stdin = os.fdopen(self._in, "wb", buffering=0)
        self.stdout, self.stderr = os.fdopen(self._out, "rb"), os.fdopen(self._errors, "rb")

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """It is no child of the bot, which cannot ask how it ended."""
        return 0


def _fork_rooms_for(line: socket.socket) -> NoReturn:
    import importlib

    for name in MODULES:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        words, files, _flags, _address = socket.recv_fds(line, 65536, 4)
        if not words:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            line.close()
            _be_a_room(*json.loads(words), *files)
        os.write(files[-1], b"%d\n" % pid)
        for file in files:
            os.close(file)


def _be_a_room(words: str, environment: dict[str, str], *files: int) -> NoReturn:
    from bot.jobs.child import main as be_one

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    *three, number = files
    for at, file in enumerate(three):
        os.dup2(file, at)
        os.close(file)
    os.close(number)
    try:
        be_one(words)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _be_a_bot(environment: dict[str, str], folder: str, entry: str, *rest: Any) -> None:
    import importlib

    *words, stdout, stderr, end = rest
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        turned = turning()
        os.environ.clear()
        os.environ.update(environment | turned)
        os.chdir(folder)
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        os.close(stdout)
        os.close(stderr)
        if not words:
            os.close(end)
        begins = importlib.import_module(entry)
        sys.argv = [entry]
        if entry == "bot.__main__":  # as `python -m` leaves it: its name is said when a word is wrong
            sys.modules["__main__"] = begins
            sys.argv = [str(begins.__file__), *words]
            warnings.simplefilter("error")
        begins.main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if words:
            os.write(end, str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    main()
