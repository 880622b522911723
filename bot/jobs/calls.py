"""The list of what the kernel still does for a process that opens strangers' files (seccomp).

No connection, no program, no other process, no file that is written, no limit that is raised again. What is
newer than the list "does not exist", so that libraries take their older ways.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

_SECCOMP, _FILTER = 22, 2  #: PR_SET_SECCOMP, SECCOMP_MODE_FILTER
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _WORDS = 0, 4, 16  #: where <linux/seccomp.h> has them
_X32 = 0x40000000  #: the numbers of another kind of program on the same processor
_NEW = 424  #: calls from here on are newer than 2019
_THREAD = 0x00010000  #: CLONE_THREAD
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: Processor -> its mark of <linux/audit.h>, and its column below.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

#: The numbers of x86_64 and of aarch64; None: not there.
_ALLOWED: tuple[tuple[int | None, int | None], ...] = (
    # read, write, readv, writev, pread64, preadv, close, lseek, fadvise64, dup, dup2, dup3
    *((0, 63), (1, 64), (19, 65), (20, 66), (17, 67), (295, 69), (3, 57), (8, 62), (221, 223)),
    *((32, 23), (33, None), (292, 24)),
    # fstat, newfstatat, stat, lstat, statx, statfs, fstatfs, access, faccessat, faccessat2
    *((5, 80), (262, 79), (4, None), (6, None), (332, 291), (137, 43), (138, 44), (21, None), (269, 48)),
    (439, 439),
    # readlink, readlinkat, getcwd, getdents64, poll, ppoll, select, pselect6
    *((89, None), (267, 78), (79, 17), (217, 61), (7, None), (271, 73), (23, None), (270, 72)),
    # mmap, munmap, mremap, mprotect, madvise, brk, mincore, membarrier
    *((9, 222), (11, 215), (25, 216), (10, 226), (28, 233), (12, 214), (27, 232), (324, 283)),
    # rt_sigaction, rt_sigprocmask, rt_sigreturn, rt_sigpending, rt_sigtimedwait, sigaltstack, restart_syscall
    *((13, 134), (14, 135), (15, 139), (127, 136), (128, 137), (131, 132), (219, 128)),
    # alarm, setitimer, getitimer, pause
    *((37, None), (38, 103), (36, 102), (34, None)),
    # futex, set_robust_list, get_robust_list, set_tid_address, rseq, sched_yield, sched_getaffinity, getcpu
    *((202, 98), (273, 99), (274, 100), (218, 96), (334, 293), (24, 124), (204, 123), (309, 168)),
    # socketpair, recvfrom, epoll_create1, epoll_ctl, epoll_wait, epoll_pwait: a loop that wakes itself up
    *((53, 199), (45, 207), (291, 20), (233, 21), (232, None), (281, 22)),
    # gettid, getpid, getppid, getuid, geteuid, getgid, getegid, getresuid, getresgid, getgroups
    *((186, 178), (39, 172), (110, 173), (102, 174), (107, 175), (104, 176), (108, 177), (118, 148)),
    *((120, 150), (115, 158)),
    # getrusage, times, uname, sysinfo, getrlimit, getpriority, getrandom, arch_prctl
    *((98, 165), (100, 153), (63, 160), (99, 179), (97, 163), (140, 141), (318, 278), (158, None)),
    # clock_gettime, clock_getres, clock_nanosleep, nanosleep, gettimeofday, time, exit, exit_group
    *((228, 113), (229, 114), (230, 115), (35, 101), (96, 169), (201, None), (60, 93), (231, 94)),
)
_OPEN, _OPENAT, _CLONE, _LIMIT, _SIGNAL = (2, None), (257, 56), (56, 220), (302, 261), (234, 131)
_FCNTL, _IOCTL, _SENDTO = (72, 25), (16, 29), (44, 206)
_OF_FCNTL = (0, 1, 2, 3, 4, 1030)  #: copy, flags; not to whom signals go
_OF_IOCTL = (0x5401, 0x5421, 0x541B, 0x5451)  #: is it a terminal, does it wait, how much is there, close


def only_these_calls() -> bool:
    """From here on, in this thread and all that it starts; whether the kernel holds to it."""
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    program = _program(*machine, os.getpid())
    kept = ctypes.create_string_buffer(program)
    words = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    return bool(ctypes.CDLL(None).prctl(_SECCOMP, _FILTER, words) == 0)


def _program(mark: int, column: int, me: int) -> bytes:
    """In the kernel's small language: each step says how many of the next are left out if so, if not."""
    refused = _step(_RETURN, _REFUSE | errno.EPERM)
    allowed = _step(_RETURN, _ALLOW)
    steps = [
        *(_step(_LOAD, _MACHINE), _step(_EQUAL, mark, 1, 0), _step(_RETURN, _KILL)),
        _step(_LOAD, _NUMBER),
        *(_step(_AT_LEAST, _X32, 0, 1), refused),
    ]
    for numbers in _ALLOWED:
        if (number := numbers[column]) is not None:
            steps += [_step(_EQUAL, number, 0, 1), allowed]
    for numbers, asks in (
        (_OPEN, [_word(1), _step(_ANY_BIT, _WRITES, 1, 0), allowed]),
        (_OPENAT, [_word(2), _step(_ANY_BIT, _WRITES, 1, 0), allowed]),
        (_CLONE, [_word(0), _step(_ANY_BIT, _THREAD, 0, 1), allowed]),
        # of limits: looked at, not set; of signals: to itself; of words: to the other end of a pair
        (_LIMIT, [_word(2), _step(_EQUAL, 0, 0, 3), _word(2, 4), _step(_EQUAL, 0, 0, 1), allowed]),
        (_SIGNAL, [_word(0), _step(_EQUAL, me, 0, 1), allowed]),
        (_SENDTO, [_word(4), _step(_EQUAL, 0, 0, 3), _word(4, 4), _step(_EQUAL, 0, 0, 1), allowed]),
        (_FCNTL, [_word(1), *_one_of(_OF_FCNTL)]),
        (_IOCTL, [_word(1), *_one_of(_OF_IOCTL)]),
    ):
        if (number := numbers[column]) is not None:
            steps += [_step(_EQUAL, number, 0, len(asks) + 1), *asks, refused]
    steps += [_step(_AT_LEAST, _NEW, 0, 1), _step(_RETURN, _REFUSE | errno.ENOSYS), refused]
    return b"".join(steps)


def _one_of(values: tuple[int, ...]) -> list[bytes]:
    return [part for value in values for part in (_step(_EQUAL, value, 0, 1), _step(_RETURN, _ALLOW))]


def _word(argument: int, half: int = 0) -> bytes:
    """Load the lower half of an argument, as these processors lay it down; or the upper."""
    return _step(_LOAD, _WORDS + 8 * argument + half)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
