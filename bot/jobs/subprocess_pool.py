"""A process of its own for what takes long: a thread would hold everybody up."""

from __future__ import annotations

import asyncio
import os
import pickle
import selectors
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any, ParamSpec, Protocol, TypeVar, cast

import structlog

from bot.jobs.child import GRACE, HEAD, IS, TAKEN, Died, Spec, TookTooLong, within
from bot.jobs.confining import Held
from bot.jobs.travelling import NotOurs, unpack

__all__ = ["Died", "SubprocessPool", "TookTooLong", "within"]

LOG = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

#: Bytes of address space; what wants more was made to want more. A report of 1,100 usulan takes 130 MiB of
#: it, 5,000 rows of Excel 105, a PDF that is checked 150, a photo of 25 million pixels 300.
MOST_MEMORY = 2048 * 1024**2  #: for what is our own, pictures and all
OTHERS_MEMORY = 768 * 1024**2  #: for what somebody sent
LONGEST_LOOK = 20  #: seconds; a file that takes longer was made to take longer
LONGEST_WORK = 600  #: seconds; what we make ourselves and is not done by then has no end
MOST_FILES = 50  #: of strangers in one process: whoever took it over is gone with it
MOST_SAID = 512 * 1024**2  #: bytes of an answer
_TAIL = 600  #: letters of what a process said last
_PIECE = 1024 * 1024
_BEGIN = "import sys; sys.path[:0] = [sys.argv[2]]; from bot.jobs.child import main; main(sys.argv[1])"


class Started(Protocol):
    """A process; the same words as those of subprocess.Popen."""

    pid: int
    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]

    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


def begin(spec: Spec, environment: dict[str, str]) -> Started:
    """A new process, which knows of the bot what is said here and no more."""
    here = str(Path(__file__).parent.parent.parent)
    begun = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BEGIN, spec.words(), here],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    return cast("Started", begun)


class _Gone(Exception):
    """The process ended; whether it had the whole order by then, and whether it was ended for being late."""

    def __init__(self, *, taken: bool, late: bool = False) -> None:
        super().__init__(taken, late)
        self.taken, self.late = taken, late


class _Line:
    """What goes to the process and comes back, in a thread that may wait for it."""

    def __init__(self, process: Started) -> None:
        self.process = process
        self.said = b""
        self.files = 0
        self.spent = 0.0
        self.held: Held | None = None
        self._orders, self._answers, self._stderr = process.stdin, process.stdout, process.stderr
        self._come = bytearray()
        os.set_blocking(self._orders.fileno(), False)

    def ask(self, order: bytes, longest: float | None) -> tuple[bytes, bytes]:
        """What it answers. Raises _Gone."""
        end = None if longest is None else time.monotonic() + longest
        with selectors.DefaultSelector() as many:
            many.register(self._answers, selectors.EVENT_READ)
            many.register(self._stderr, selectors.EVENT_READ)
            if self.held is None:
                _, content = self._answer(many, memoryview(b""), end, taken=False)
                self.held = Held(**pickle.loads(content))  # noqa: S301  # said before it saw any file
            many.register(self._orders, selectors.EVENT_WRITE)
            kind, content = self._answer(many, memoryview(HEAD.pack(len(order)) + order), end, taken=False)
            if kind == TAKEN:
                began = time.monotonic()
                try:
                    kind, content = self._answer(many, memoryview(b""), end, taken=True)
                finally:
                    self.spent = time.monotonic() - began
            return kind, content

    def _answer(
        self, many: selectors.BaseSelector, rest: memoryview, end: float | None, *, taken: bool
    ) -> tuple[bytes, bytes]:
        while True:
            whole = self._whole()
            if whole is not None:
                return whole[:1], whole[1:]
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                self.process.kill()
                raise _Gone(taken=taken, late=True)
            for key, _ in many.select(left):
                if key.fileobj is self._orders:
                    rest = self._writes(many, rest, taken)
                elif key.fileobj is self._stderr:
                    self._hears(many)
                elif part := os.read(self._answers.fileno(), _PIECE):
                    self._come += part
                else:
                    raise _Gone(taken=taken)

    def _writes(self, many: selectors.BaseSelector, rest: memoryview, taken: bool) -> memoryview:
        try:
            rest = rest[os.write(self._orders.fileno(), rest[:_PIECE]) :]
        except BlockingIOError:
            return rest
        except BrokenPipeError:
            raise _Gone(taken=taken) from None
        if not rest:
            many.unregister(self._orders)
        return rest

    def _hears(self, many: selectors.BaseSelector) -> None:
        part = os.read(self._stderr.fileno(), _PIECE)
        if not part:
            many.unregister(self._stderr)
        self.said = (self.said + part)[-_TAIL:]

    def _whole(self) -> bytes | None:
        if len(self._come) < HEAD.size:
            return None
        (size,) = HEAD.unpack_from(self._come)
        if not 0 < size <= MOST_SAID:
            self.process.kill()
            raise _Gone(taken=True)
        if len(self._come) < HEAD.size + size:
            return None
        whole = bytes(memoryview(self._come)[HEAD.size : HEAD.size + size])
        del self._come[: HEAD.size + size]
        return whole

    def close(self) -> int:
        """It ends, whatever it does; with what."""
        self.process.kill()
        code = self.process.wait()
        for stream in (self._orders, self._answers, self._stderr):
            stream.close()
        return code


class SubprocessPool:
    """Runs one function at a time in a child process, which is started when it is first needed.

    A strict one opens what strangers sent: it starts with an empty environment, gives up what it does not
    need (`bot/jobs/confining.py`), and is believed nothing but plain values.
    """

    def __init__(self, most: int = MOST_MEMORY, *, strict: bool = False, alone: bool = True) -> None:
        """`alone`: it needs nothing of the bot's environment."""
        self._spec = Spec(most=most, strict=strict, path=[])
        self._alone = alone or strict
        self._line: _Line | None = None
        self._hands = ThreadPoolExecutor(1, "subprocess pool")
        self.spent = 0.0  #: seconds that were worked at what was run last
        self._turn = asyncio.Lock()  #: what a file breaks is its own: nobody else's waits in that process

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result. Raises Died when the process died of it."""
        # The bot counts the seconds too: who took the process over stops every clock in it.
        longest = cast("int", args[0]) + 2 * GRACE if cast("object", act) is within else None
        async with self._turn:
            self.spent = 0.0
            try:
                return cast("T", await self._twice((act, args, kwargs), longest))
            except _Gone:
                raise Died from None

    async def _twice(self, order: object, longest: float | None) -> Any:
        """It had died before, or died as it was given this: that is not this file's fault."""
        try:
            return await self._given(order, longest)
        except _Gone as gone:
            if gone.taken:
                raise
        return await self._given(order, longest)

    async def _given(self, order: object, longest: float | None) -> Any:
        """Handed to the process; to a new one where there is none."""
        if self._line is not None and self._spec.strict and self._line.files >= MOST_FILES:
            self._end()
        if self._line is None:
            # in this thread: the process ends with the thread that started it
            self._line = _Line(begin(self._begun_with(), self._env()))
        line = self._line
        line.files += 1
        hands = partial(asyncio.get_running_loop().run_in_executor, self._hands)
        try:
            return await hands(self._ask, line, order, longest)
        except _Gone as gone:
            self._line = None
            code = await hands(line.close)
            LOG.warning(
                "a process of ours ended", code=code, late=gone.late, said=line.said.decode(errors="replace")
            )
            # SIGKILL that is not ours is the kernel, short of memory, or somebody at the machine
            if code == -9 and not gone.late:
                gone.taken = False
            raise
        except asyncio.CancelledError:
            self._end()  # its answer would be taken for that to the next order
            raise

    def _ask(self, line: _Line, order: object, longest: float | None) -> Any:
        try:
            kind, content = line.ask(pickle.dumps(order), longest)
        finally:
            self.spent += line.spent
        try:
            made = unpack(content) if self._spec.strict else pickle.loads(content)  # noqa: S301
        except NotOurs:
            line.process.kill()
            raise _Gone(taken=True, late=True) from None
        if kind == IS:
            return made
        fault, words = made
        fault.__cause__ = _There(words)
        raise fault

    def _begun_with(self) -> Spec:
        return replace(self._spec, path=list(sys.path), packages=_packages() if self._spec.strict else {})

    def _env(self) -> dict[str, str]:
        return {} if self._alone else dict(os.environ)

    async def held(self) -> Held | None:
        """What a process of this pool has given up."""
        await self.run(_nothing)
        return self._line.held if self._line is not None else None

    def _end(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.process.kill()
            self._hands.submit(line.close)

    def close(self) -> None:
        """What is being done ends here, and is begun again after the start: Python would wait for it."""
        self._end()
        self._hands.shutdown()


class _There(Exception):
    """Where it was raised, in the words of the process."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def _nothing() -> None:
    pass


def _packages() -> dict[str, str]:
    """The program's own packages that do not lie among Python's: what is beside them may be the data."""
    python = tuple({*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix})
    found = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if "." not in name and file and Path(file).name == "__init__.py":
            folder = str(Path(file).parent)
            if not folder.startswith(python):
                found[name] = folder
    return found
