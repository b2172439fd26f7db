"""The one place where SQLite's and the disk's failures become something the reporter can mend.

Result codes: https://www.sqlite.org/rescode.html. What is not named here (a broken rule of the schema,
a query stopped on purpose, a write through a reading connection) is our mistake and goes on upwards.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import sqlite3

SQLITE_IOERR = 10
SQLITE_CORRUPT = 11
SQLITE_FULL = 13
SQLITE_CANTOPEN = 14
SQLITE_NOTADB = 26
SQLITE_READONLY_DBMOVED = 1032

_BY_RESULT = {
    SQLITE_FULL: "disk_full",
    SQLITE_IOERR: "disk_gone",
    SQLITE_CANTOPEN: "disk_gone",
    SQLITE_CORRUPT: "case_damaged",
    SQLITE_NOTADB: "case_damaged",
}

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE})
_CLOSED_TO_US = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def code_for(problem: BaseException) -> str | None:
    """The sentence's code for a failure of SQLite or of the disk; None when it is our mistake."""
    if isinstance(problem, sqlite3.Error):
        result = getattr(problem, "sqlite_errorcode", None)
        if result is None:
            return None
        if result == SQLITE_READONLY_DBMOVED:
            return "disk_gone"
        return _BY_RESULT.get(result & 0xFF)
    if isinstance(problem, OSError):
        if problem.errno in _FULL:
            return "disk_full"
        if problem.errno in _GONE:
            return "disk_gone"
    return None


@contextmanager
def in_words() -> Iterator[None]:
    """Raises `ReporterCanFix` in place of a failure of SQLite or of the disk; lets all else pass.

    ``disk_full``, ``disk_gone`` or ``case_damaged``. The first failure stays as the cause.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as problem:
        code = code_for(problem)
        if code is None:
            raise
        raise ReporterCanFix(code) from problem


@contextmanager
def writing_to_a_chosen_place() -> Iterator[None]:
    """As `in_words`, for writing files where the reporter asked: a closed folder is said as well.

    Adds ``place_not_writable`` and ``place_missing``.
    """
    try:
        with in_words():
            yield
    except OSError as problem:
        if problem.errno in _CLOSED_TO_US:
            raise ReporterCanFix("place_not_writable") from problem
        if problem.errno in {errno.ENOENT, errno.ENOTDIR}:
            raise ReporterCanFix("place_missing") from problem
        raise
