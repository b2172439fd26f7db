"""The program's first lines: no socket leaves this computer.

A seccomp filter, laid over every thread of the process and inherited by whatever it starts, refuses
`socket()` and `socketpair()` for every family but AF_UNIX, and io_uring, which can make sockets past
such a filter. X11, Wayland, D-Bus and AT-SPI speak AF_UNIX and go on working. It cannot be taken off
again.

This module imports nothing of ours and nothing but a little of the standard library, so that
`__main__` can call it before any other import. `sandbox.confinement` builds on the same few pieces.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Sequence

Instruction = tuple[int, int, int, int]
"""One classic-BPF instruction: code, jump if true, jump if false, operand."""

# linux/bpf_common.h: the four instructions a filter here is made of.
LOAD_WORD = 0x20
JUMP_EQUAL = 0x15
JUMP_AT_LEAST = 0x35
JUMP_ANY_BIT = 0x45
RETURN = 0x06

# linux/seccomp.h: struct seccomp_data and the verdicts.
NUMBER_AT = 0
ARCHITECTURE_AT = 4
ARGUMENTS_AT = 16
ALLOW = 0x7FFF0000
REFUSE = 0x00050000
KILL = 0x80000000

PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_X32_BIT = 0x40000000

AF_UNIX = 1
_AF_INET = 2
_SOCK_DGRAM = 2

# asm/unistd.h and linux/audit.h of the two machines whose tables are written down here.
_AUDIT_NAMES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_SOCKETPAIR = {"x86_64": 53, "aarch64": 199}
_IO_URING_SETUP = 425


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def machine() -> str | None:
    """``x86_64`` or ``aarch64`` on Linux, in a 64-bit process; None anywhere else."""
    if not sys.platform.startswith("linux") or ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    name = os.uname().machine
    return name if name in _AUDIT_NAMES else None


def argument_at(index: int, *, high: bool = False) -> int:
    """Where the low (or high) half of a call's argument lies; both machines are little-endian."""
    return ARGUMENTS_AT + 8 * index + (4 if high else 0)


def opening(name: str) -> list[Instruction]:
    """How every filter begins: another machine's calls (i386, x32) end the process."""
    lines: list[Instruction] = [
        (LOAD_WORD, 0, 0, ARCHITECTURE_AT),
        (JUMP_EQUAL, 1, 0, _AUDIT_NAMES[name]),
        (RETURN, 0, 0, KILL),
        (LOAD_WORD, 0, 0, NUMBER_AT),
    ]
    if name == "x86_64":
        lines += [(JUMP_AT_LEAST, 0, 1, _X32_BIT), (RETURN, 0, 0, KILL)]
    return lines


def install_filter(program: Sequence[Instruction], name: str, *, all_threads: bool) -> None:
    """Lay a filter over this thread, or over every thread of the process.

    `OSError` where the kernel refuses; then nothing is filtered.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    packed = b"".join(
        code.to_bytes(2, "little") + bytes((yes, no)) + operand.to_bytes(4, "little")
        for code, yes, no, operand in program
    )
    instructions = ctypes.create_string_buffer(packed, len(packed))
    header = _FilterProgram(len(program), ctypes.addressof(instructions))
    zero = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    flags = _ALL_THREADS if all_threads else 0
    answer = libc.syscall(
        ctypes.c_long(_SECCOMP[name]),
        ctypes.c_ulong(_SET_MODE_FILTER),
        ctypes.c_ulong(flags),
        ctypes.byref(header),
    )
    if answer != 0:
        raise OSError(ctypes.get_errno() or errno.EBUSY, "the filter was refused")


def _program(name: str) -> list[Instruction]:
    lines = opening(name)
    lines += [
        (JUMP_EQUAL, 4, 0, _SOCKET[name]),
        (JUMP_EQUAL, 3, 0, _SOCKETPAIR[name]),
        (JUMP_EQUAL, 1, 0, _IO_URING_SETUP),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE | errno.ENOSYS),
        (LOAD_WORD, 0, 0, argument_at(0)),
        (JUMP_EQUAL, 0, 1, AF_UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE | errno.EACCES),
    ]
    return lines


def deny_internet() -> bool:
    """Refuse every socket but AF_UNIX, in all threads, for good, here and in what is started from here.

    True only when the refusal was installed and then seen to work. False means *not proved*: another
    system or machine, or a kernel that would not take the filter. May be called more than once.
    """
    name = machine()
    if name is None:
        return False
    try:
        install_filter(_program(name), name, all_threads=True)
    except OSError:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(_AF_INET, _SOCK_DGRAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
        return False
    return ctypes.get_errno() == errno.EACCES
