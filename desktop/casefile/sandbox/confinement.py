"""Shutting a reader in: from here on it has memory, time and what it was handed, and nothing else.

On Linux three layers, none of which is enough alone (security 3d): Landlock takes paths, a seccomp
list takes every other deed, and resource limits turn bombs into `MemoryError`. All three, or nothing
is read. The standard library's ctypes is all it needs; a confined process costs about a millisecond.

On macOS the *pure computation* profile of Seatbelt is asked for, and limits. That code has never run
where we could see it: it is **unproved**, says so in `Confinement.proved`, and the program reads no
stranger's file on the strength of it. On Windows there is nothing yet.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

from casefile.domain.limits import Limits
from casefile.sandbox import landlock, system_calls
from casefile.sandbox.no_network import install_filter, machine

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_MOST_THREADS = 4096
"""RLIMIT_NPROC counts every thread of the user, so it is a far bound; the address space is the near one."""
_SEATBELT_NAMED = 1


class CannotConfine(Exception):
    """This computer cannot shut a reader in; the message says which layer is missing."""


@dataclass(frozen=True)
class Confinement:
    """Which layers were applied to this process."""

    landlock_abi: int = 0
    """The Landlock ABI it was done by, 0 for none."""
    seccomp: bool = False
    rlimits: bool = False
    seatbelt: bool = False
    """macOS only, and unproved."""

    @property
    def proved(self) -> bool:
        """Whether every layer of the proved design (Linux, x86_64 and aarch64) is in place."""
        return self.landlock_abi >= 1 and self.seccomp and self.rlimits


def obstacle() -> str:
    """Why a reader could not be shut in on this computer, in a few words; "" when it can."""
    if not sys.platform.startswith("linux"):
        return "not Linux"
    if machine() is None:
        return "no list of calls for this processor"
    if landlock.abi() < 1:
        return "the kernel has no Landlock"
    return ""


def die_with(parent: int) -> None:
    """End this process when the thread that forked it ends. Only for a child of a one-threaded parent.

    ``parent`` is that parent's process id: if it is gone already, this process ends here.
    """
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(ctypes.c_int(_PR_SET_PDEATHSIG), ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def confine(limits: Limits, *, cpu_seconds: int | None = None) -> Confinement:
    """Shut this process in for good, and say how.

    ``cpu_seconds`` stands in for the limit of that name where a process lives longer than one reading.
    `CannotConfine` where a layer is missing; then part of them may be in place, and the process must end.
    """
    try:
        _limit_resources(limits, limits.cpu_seconds if cpu_seconds is None else cpu_seconds)
        if sys.platform == "darwin":
            return Confinement(rlimits=True, seatbelt=_apply_seatbelt())
        hide_memory()
        version = landlock.restrict()
        name = machine()
        if name is None:
            raise OSError("no list of calls for this processor")
        install_filter(system_calls.program(name), name, all_threads=True)
    except OSError as problem:
        raise CannotConfine(problem.strerror or str(problem)) from problem
    return Confinement(landlock_abi=version, seccomp=True, rlimits=True)


def hide_memory() -> None:
    """No core dump and no tracing by other programs of the same user: a document is in this memory.

    `OSError` where the kernel will not.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(ctypes.c_int(_PR_SET_DUMPABLE), ctypes.c_ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), "the memory could not be hidden")


def _limit_resources(limits: Limits, cpu_seconds: int) -> None:
    """Bounds the kernel keeps. Never raises what is already lower; `OSError` where it will not."""
    if sys.platform == "win32":
        raise OSError("no resource limits here")
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_AS: limits.address_space,
        resource.RLIMIT_CPU: cpu_seconds + 1,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: _MOST_THREADS,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for kind, bound in wanted.items():
        _, hardest = resource.getrlimit(kind)
        lowest = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
        try:
            # At the lower bound of processor time comes SIGXCPU, which can be told from other ends.
            softer = lowest - 1 if kind == resource.RLIMIT_CPU and lowest > 1 else lowest
            resource.setrlimit(kind, (softer, lowest))
        except ValueError as refused:
            raise OSError(f"limit {kind} was refused") from refused


def _apply_seatbelt() -> bool:
    """macOS: the system's own *pure computation* profile. Unproved: never run where we could see it."""
    system = ctypes.CDLL("/usr/lib/libSystem.dylib", use_errno=True)
    message = ctypes.c_char_p()
    answer = system.sandbox_init(b"pure-computation", ctypes.c_uint64(_SEATBELT_NAMED), ctypes.byref(message))
    if answer != 0:
        raise OSError("Seatbelt refused")
    return True
