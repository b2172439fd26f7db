"""What a reader may ask of the kernel: a short list, and "no" to everything else.

Reading a document that is already in memory needs memory, time, threads and the two descriptors the
reader was given. Everything else (sockets, paths, processes, signals, keys, tracing, limits raised) is
answered with EPERM, so that a library that only asks politely carries on. The numbers stand in
``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h`` of Linux.
"""

from __future__ import annotations

import errno

from casefile.sandbox.no_network import (
    ALLOW,
    JUMP_ANY_BIT,
    JUMP_EQUAL,
    LOAD_WORD,
    NUMBER_AT,
    REFUSE,
    RETURN,
    Instruction,
    argument_at,
    opening,
)

_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    # name: number on x86_64, number on aarch64
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "poll": (7, None),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "select": (23, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "exit": (60, 93),
    "uname": (63, 160),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "getppid": (110, 173),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "time": (201, None),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "set_robust_list": (273, 99),
    "preadv": (295, 69),
    "preadv2": (327, 286),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "rseq": (334, 293),
}

_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_FCNTL = {"x86_64": 72, "aarch64": 25}
_PRCTL = {"x86_64": 157, "aarch64": 167}
_PRLIMIT = {"x86_64": 302, "aarch64": 261}

_CLONE_THREAD = 0x10000
_FCNTL_DEEDS = (0, 1, 2, 3, 1030)
"""Duplicate, read and set close-on-exec, read flags, duplicate close-on-exec. Not F_SETOWN: it sends
signals to other processes."""
_PRCTL_DEEDS = (15, 16, 0x53564D41)
"""Name a thread, read its name, name a piece of memory (glibc does so on its own)."""


def program(machine: str) -> list[Instruction]:
    """The filter for one machine; ``machine`` is ``x86_64`` or ``aarch64``."""
    column = 0 if machine == "x86_64" else 1
    numbers = [pair[column] for pair in _ALLOWED.values()]
    lines = opening(machine)
    for number in numbers:
        if number is not None:
            lines += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    # Without clone3 the C library asks for clone, whose flags a filter can read.
    lines += [(JUMP_EQUAL, 0, 1, _CLONE3), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    lines += _only_when(
        _CLONE[machine], [(LOAD_WORD, 0, 0, argument_at(0)), (JUMP_ANY_BIT, 0, 1, _CLONE_THREAD)]
    )
    for deed in _FCNTL_DEEDS:
        lines += _only_when(_FCNTL[machine], [(LOAD_WORD, 0, 0, argument_at(1)), (JUMP_EQUAL, 0, 1, deed)])
    for deed in _PRCTL_DEEDS:
        lines += _only_when(_PRCTL[machine], [(LOAD_WORD, 0, 0, argument_at(0)), (JUMP_EQUAL, 0, 1, deed)])
    lines += _only_when(
        _PRLIMIT[machine],  # limits may be read (no new one given), never set
        [
            (LOAD_WORD, 0, 0, argument_at(2)),
            (JUMP_EQUAL, 0, 3, 0),
            (LOAD_WORD, 0, 0, argument_at(2, high=True)),
            (JUMP_EQUAL, 0, 1, 0),
        ],
    )
    lines.append((RETURN, 0, 0, REFUSE | errno.EPERM))
    return lines


def _only_when(number: int, question: list[Instruction]) -> list[Instruction]:
    """Allow one call when the question about its arguments is answered yes; else go on below.

    The question ends in a jump that skips one line on "no". The number is loaded again afterwards.
    """
    return [
        (JUMP_EQUAL, 0, len(question) + 2, number),
        *question,
        (RETURN, 0, 0, ALLOW),
        (LOAD_WORD, 0, 0, NUMBER_AT),
    ]
