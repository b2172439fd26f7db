"""Keeping keys inside this process: no core dump, no debugger, no lingering copy.

What the platform offers, and no more than that: a computer whose administrator is hostile, or swap and
hibernation files, are not helped by any of it.
"""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4
_PT_DENY_ATTACH = 31
_SEM_QUIET = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX: no crash window, no memory sent to anybody."""


def harden() -> tuple[str, ...]:
    """Applies every measure this platform has, and names those that took hold.

    ``core`` no core file; ``dumpable`` other processes of the same user cannot read our memory
    (prctl(2), Linux); ``attach`` no debugger (ptrace(2), macOS); ``crash_window`` no crash report
    (Windows). Call it once, early, before a key is in memory.
    """
    measures = {
        "core": _no_core_file,
        "dumpable": _not_readable_by_others,
        "attach": _no_debugger,
        "crash_window": _no_crash_window,
    }
    return tuple(name for name, measure in measures.items() if measure())


def wipe(secret: bytearray) -> None:
    """Overwrites the bytes in place with zeros; the length stays."""
    if secret:
        view = (ctypes.c_char * len(secret)).from_buffer(secret)
        ctypes.memset(ctypes.addressof(view), 0, len(secret))


def _no_core_file() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _not_readable_by_others() -> bool:
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _no_debugger() -> bool:
    if sys.platform != "darwin":
        return False
    return bool(ctypes.CDLL(None, use_errno=True).ptrace(_PT_DENY_ATTACH, 0, None, 0) == 0)


def _no_crash_window() -> bool:
    if sys.platform != "win32":
        return False
    ctypes.windll.kernel32.SetErrorMode(_SEM_QUIET)
    return True
