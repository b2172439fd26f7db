"""Landlock: the kernel takes every path, port and neighbour away from this thread, for good.

From ``include/uapi/linux/landlock.h`` and the kernel's ``userspace-api/landlock`` page. A ruleset that
handles every right of the running ABI and allows no path at all leaves nothing to open.
"""

from __future__ import annotations

import ctypes
import os

from casefile.sandbox.no_network import PR_SET_NO_NEW_PRIVS, machine

# The same numbers on every machine.
_CREATE_RULESET = 444
_RESTRICT_SELF = 446
_ASK_VERSION = 1

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many file rights an ABI knows: 13 at first, then REFER, TRUNCATE, IOCTL_DEV."""
_TCP_SINCE, _TCP_RIGHTS = 4, 0b11
_SCOPES_SINCE, _SCOPES = 6, 0b11
"""Abstract sockets and signals of processes outside."""


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("file_rights", ctypes.c_uint64),
        ("network_rights", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    ]


def abi() -> int:
    """The kernel's Landlock ABI, 1 and up; 0 where there is none."""
    if machine() is None:
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(
        ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION)
    )
    return max(0, int(version))


def restrict() -> int:
    """Take every path, TCP port and outside neighbour from this thread; the ABI it was done by.

    `OSError` where the kernel cannot or will not.
    """
    version = abi()
    if version < 1:
        raise OSError("no Landlock here")
    ruleset = _Ruleset(
        (1 << max(count for since, count in _FILE_RIGHTS.items() if since <= version)) - 1,
        _TCP_RIGHTS if version >= _TCP_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    known = 24 if version >= _SCOPES_SINCE else 16 if version >= _TCP_SINCE else 8
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.syscall(
        ctypes.c_long(_CREATE_RULESET), ctypes.byref(ruleset), ctypes.c_size_t(known), ctypes.c_uint(0)
    )
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "the ruleset was refused")
    try:
        zero = ctypes.c_ulong(0)
        if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) != 0:
            raise OSError(ctypes.get_errno(), "no_new_privs was refused")
        if libc.syscall(ctypes.c_long(_RESTRICT_SELF), ctypes.c_int(descriptor), ctypes.c_uint(0)) != 0:
            raise OSError(ctypes.get_errno(), "the restriction was refused")
    finally:
        os.close(descriptor)
    return version
