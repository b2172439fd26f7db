"""One case, one window: a lock beside the case file, held by the system and not by a file's existence.

The lock ends with the process however it ends, so a crash never leaves a case that claims to be open.
It is a file of its own because closing any descriptor of the case file itself would cancel SQLite's
locks (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.store.failures import writing_to_a_chosen_place

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TRIES = 20
_LOCK_BYTE = 1 << 20
"""Where Windows locks one byte: past the text, so that a second opener can still read who holds it."""


def lock_path(case: Path) -> Path:
    """``.Larkspur.casefile.lock`` beside ``Larkspur.casefile``."""
    return case.with_name(f".{case.name}.lock")


class CaseLock:
    """The right to write one case, held until `release` or the end of the process."""

    def __init__(self, case: Path) -> None:
        """Takes the lock at once.

        Raises ReporterCanFix: ``case_in_use`` with the other window's process number (0 if unknown),
        ``place_cannot_lock`` where the file system keeps no locks, ``place_not_writable``.
        """
        self.path = lock_path(case)
        self._descriptor: int | None = None
        with writing_to_a_chosen_place():
            self._descriptor = _take(self.path)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, str(os.getpid()).encode("ascii"))

    @property
    def held(self) -> bool:
        """Whether the lock is still ours."""
        return self._descriptor is not None

    def release(self) -> None:
        """Gives the lock back and removes its file. Harmless when called again."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if sys.platform == "win32":
            _unlock(descriptor)
            os.close(descriptor)
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            # Removed while it is locked: whoever waits on this file sees that its name is gone.
            with contextlib.suppress(OSError):
                self.path.unlink()
            os.close(descriptor)

    def __enter__(self) -> CaseLock:
        return self

    def __exit__(self, *failure: object) -> None:
        self.release()


def _take(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    for _ in range(_TRIES):
        descriptor = os.open(path, flags, 0o600)
        try:
            _lock(descriptor)
        except OSError as problem:
            holder = _holder(descriptor)
            os.close(descriptor)
            if problem.errno in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
                raise ReporterCanFix("case_in_use", process=holder) from problem
            raise ReporterCanFix("place_cannot_lock") from problem
        if _still_named(descriptor, path):
            return descriptor
        os.close(descriptor)  # the one before us removed the file just as we opened it
    raise ReporterCanFix("case_in_use", process=0)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(descriptor: int) -> int:
    with contextlib.suppress(OSError, ValueError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return int(os.read(descriptor, 20))
    return 0


def _still_named(descriptor: int, path: Path) -> bool:
    try:
        named = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    ours = os.fstat(descriptor)
    return (named.st_dev, named.st_ino) == (ours.st_dev, ours.st_ino)
