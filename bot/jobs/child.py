"""A process of its own, from within: it takes one order after the other, and ends with the bot.

Nothing of it may reach the bot's log by itself: what it says on stderr goes to the bot, which keeps the end
of it for when the process has died.
"""

from __future__ import annotations

import ctypes
import faulthandler
import importlib
import json
import os
import pickle
import select
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

HEAD = struct.Struct(">Q")  #: how many bytes follow
TAKEN, IS, RAISED = b"t", b"i", b"r"  #: the order is here whole; what it came to; what it raised

_BEHIND = 10  #: steps of priority after the bot itself
_DEATH_OF_THE_PARENT = 1  #: PR_SET_PDEATHSIG of <linux/prctl.h>
GRACE = 5  #: seconds
_STDERR = 2


@dataclass(frozen=True)
class Spec:
    """What such a process is started with; nothing secret, for anybody can read it."""

    most: int  #: bytes of address space
    strict: bool  #: it opens what strangers sent
    path: list[str] = field(default_factory=lambda: list(sys.path))
    #: Packages of the program that lie outside of Python's own folders -> their folders.
    packages: dict[str, str] = field(default_factory=dict)

    def words(self) -> str:
        return json.dumps(asdict(self))


class TookTooLong(Exception):
    """What was given was made to take long."""


class Died(Exception):
    """The process ended over what it was given."""


def within(seconds: int, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In the child process: what `act` says, if it says it in time. Raises TookTooLong.

    What lets no Python run meanwhile, as a reader written in Rust, ends the process a little later.
    """

    def enough(_number: int, _frame: object) -> NoReturn:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, enough)
    signal.alarm(seconds)
    faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=_STDERR)
    try:
        return act(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main(words: str) -> None:
    """Until the bot closes the line. What goes wrong in between is said to the bot and nobody else."""
    spec = Spec(**json.loads(words))
    sys.path[:] = spec.path
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the bot ends, and this by it
    orders, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(_STDERR, 1)  # what is printed may not be taken for an answer
    os.close(nothing)
    for name in spec.packages:  # the folder they lie in may not be looked into any more afterwards
        importlib.import_module(name)
    os.nice(_BEHIND)
    held: dict[str, Any] = {}
    if spec.strict:
        from bot.jobs.calls import only_these_calls
        from bot.jobs.confining import confine

        given_up = confine(spec.most, spec.packages.values())
        _die_with_the_bot()
        held = {**asdict(given_up), "calls": given_up.privileges and only_these_calls()}
    else:
        _most(spec.most)
        _die_with_the_bot()
    _end_with_the_bot(orders)
    try:
        _send(answers, IS, pickle.dumps(held))
        while (order := _received(orders)) is not None:
            _send(answers, TAKEN)
            _send(answers, *_done(order, strict=spec.strict))
            del order
    except (BrokenPipeError, KeyboardInterrupt):  # the bot is gone
        pass


def _most(memory: int) -> None:
    import resource  # not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _die_with_the_bot() -> None:
    """At once, even from within something that lets no thread run."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_OF_THE_PARENT, signal.SIGKILL)


def _end_with_the_bot(orders: int) -> None:
    """A bot that was killed leaves nobody behind who draws on: nobody would ever take it."""

    def watch() -> None:
        line = select.poll()
        line.register(orders, 0)  # the other end was closed
        line.poll()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _received(line: int) -> bytes | None:
    head = _read(line, HEAD.size)
    return None if head is None else _read(line, HEAD.unpack(head)[0])


def _read(line: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(line, min(size - len(parts), 1024 * 1024))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _send(line: int, kind: bytes, content: bytes = b"") -> None:
    rest = memoryview(HEAD.pack(len(content) + 1) + kind + content)
    while rest:
        rest = rest[os.write(line, rest) :]


def _done(order: bytes, *, strict: bool) -> tuple[bytes, bytes]:
    """The answer to one order, as bytes: to a bot that trusts this process, or to one that does not."""
    try:
        act, args, kwargs = pickle.loads(order)  # noqa: S301  # of the bot itself
        del order
        made = act(*args, **kwargs)
        return IS, _packed(made, strict=strict)
    except Exception as fault:
        words = "".join(traceback.format_exception(fault))
        try:
            return RAISED, _packed((fault, words), strict=strict)
        except Exception:  # it cannot travel
            return RAISED, _packed((RuntimeError(f"{type(fault).__name__}: {fault}"), words), strict=strict)


def _packed(value: object, *, strict: bool) -> bytes:
    if not strict:
        return pickle.dumps(value)
    from bot.jobs.travelling import pack

    return pack(value)
