"""The only way a case file is opened: SQLCipher, one recipe, one key.

Importing this module makes sqlite_utils speak SQLCipher instead of Python's own sqlite3, which has
to happen before sqlite_utils is imported anywhere; so the store imports `Database` and `sqlite3`
from here and from nowhere else.

The recipe was tried by experiment (plaintext never reaches the disk with ``temp_store=MEMORY``;
1,500 of 1,500 simulated power cuts kept every acknowledged commit with WAL and ``synchronous=FULL``).
Never open a case file by other means while this process has it open: closing any other descriptor of
the file cancels SQLite's POSIX locks (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
import weakref
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as _sqlcipher

sqlite3: Any = _sqlcipher
"""SQLCipher's DB-API, untyped. Its exceptions are not those of Python's own sqlite3."""

# sqlite_utils looks for pysqlite3 before it falls back to Python's sqlite3. With the wrong one its
# `except OperationalError` branches would silently never match SQLCipher's exceptions.
sys.modules["pysqlite3"] = sqlite3
sys.modules["pysqlite3.dbapi2"] = sqlite3

import sqlite_utils  # noqa: E402
import sqlite_utils.utils  # noqa: E402
from sqlite_utils import Database  # noqa: E402

if (
    vars(sqlite_utils.utils)["sqlite3"] is not sqlite3
):  # pragma: no cover - needs a second interpreter, tested in one
    raise RuntimeError("sqlite_utils was imported before casefile.store.connection and would write plaintext")

__all__ = [
    "KEY_BYTES",
    "SALT_BYTES",
    "Database",
    "checkpoint",
    "connect",
    "is_open_here",
    "sqlite3",
    "sqlite_utils",
]

KEY_BYTES = 32
SALT_BYTES = 16

CACHED_STATEMENTS = 256
"""Prepared statements kept by a connection. Thirty different ones in turn: 15 µs each with the cache,
27 µs without. It costs no secrecy: the key's own statement is run by ``executescript``, which caches
nothing, and its text is wiped (key copies found in memory with and without the cache: none)."""

BUSY_SECONDS = 10.0
"""How long a connection waits for another of the same process before it gives up."""

LOG_PAGES = 16_000
"""Pages of the write-ahead log (64 MB) after which a deed would move it into the case by itself. The quiet
second does it long before; a deed that had to wait for it took 253 ms instead of 110."""

CACHE_KIB = 32 * 1024
"""Decrypted pages kept by a connection. Three connections stay under 100 MB of the 250 MB aimed at."""

# cipher_memory_security stays off, against the first recipe. It locks and wipes every allocation SQLite
# makes: at 100,000 items a search as typed took 1,876 ms (p95) with it and 22 ms without, making 5,000
# items 32 s against 6 s. What it was wanted for is had otherwise: `give_key` wipes the key's text, and a
# scan of the process found no copy of it, open or closed, with or without. Pages read were never wiped
# anyway: their words live on in Python's and Qt's strings.

_RECIPE = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA locking_mode=NORMAL",
    f"PRAGMA cache_size=-{CACHE_KIB}",
)


def connect(
    path: Path,
    key: bytes | bytearray,
    *,
    salt: bytes | None = None,
    writing: bool,
) -> Database:
    """Open the SQLCipher database at ``path``, or make it, and read its schema once.

    ``key`` is the 32-byte master key; the caller keeps it and wipes it. ``salt`` is the 16 bytes a
    *new* file starts with; for a file that exists, leave it out and SQLCipher takes it from the file.
    A connection that is not ``writing`` is ``query_only``. The connection may be used from any thread,
    by one thread at a time.

    Raises ``sqlite3.DatabaseError`` ("file is not a database") where the key does not open the file;
    `case_file` turns that into words. Raises ``ValueError`` for a key or salt of the wrong size and
    ``RuntimeError`` when what was opened is not encrypted.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a case key has {KEY_BYTES} bytes")
    if salt is not None and len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    connection = sqlite3.connect(
        _place(path, writing),
        uri=True,
        isolation_level=None,
        cached_statements=CACHED_STATEMENTS,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
    )
    try:
        connection.executescript("PRAGMA cipher_log_level=NONE")
        give_key(connection, key, salt)
        _assert_encrypting(connection)
        for pragma in _RECIPE:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if writing:
            _become_writer(connection)
        else:
            connection.execute("PRAGMA query_only=ON")
        database = Database(connection, execute_plugins=False)
        _remember_open(database, path)
        return database
    except BaseException:
        connection.close()
        raise


def sqlite_place(path: Path) -> str:
    """A path as SQLite is told it: a URI, so that it is plain ASCII and no letter of it can mean SQL."""
    return path.absolute().as_uri()


def _place(path: Path, writing: bool) -> str:
    """The URI of a case. On a stick that cannot be written to there is no room for SQLite's log: such a
    backup is read as a file that never changes (https://www.sqlite.org/uri.html, "immutable").
    """
    log = path.with_name(path.name + "-wal")
    if writing or os.access(path.absolute().parent, os.W_OK) or log.exists():
        return sqlite_place(path)
    return f"{sqlite_place(path)}?immutable=1"


def checkpoint(database: Database) -> bool:
    """Moves the write-ahead log into the case file and empties it, so that a copy holds everything.

    False when another connection was just reading or writing and a part stayed in the log.
    """
    blocked = database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return bool(blocked == 0)


def is_open_here(path: Path) -> bool:
    """Whether a connection of this process has that very file open, under whatever name."""
    try:
        wanted = path.stat()
    except OSError:
        return False
    for database, place in tuple(_OPEN.items()):
        if place == (wanted.st_dev, wanted.st_ino) and _is_alive(database):
            return True
    return False


_OPEN: weakref.WeakKeyDictionary[Database, tuple[int, int]] = weakref.WeakKeyDictionary()


def _remember_open(database: Database, path: Path) -> None:
    place = path.stat()
    _OPEN[database] = (place.st_dev, place.st_ino)


def _is_alive(database: Database) -> bool:
    try:
        database.conn.total_changes  # noqa: B018 - raises once the connection is closed
    except sqlite3.ProgrammingError:
        return False
    return True


def give_key(connection: Any, key: bytes | bytearray, salt: bytes | None, *, schema: str = "main") -> None:
    """Hand the raw key (and a salt, for a new file) to one schema of a connection, and wipe its text.

    PRAGMA takes no bound values, so the key has to pass as hexadecimal text; nothing but the digits
    of our own bytes is ever written into it.
    """
    digits = key.hex() + (salt.hex() if salt is not None else "")
    script = f"PRAGMA {schema}.key = \"x'{digits}'\";"
    try:
        connection.executescript(script)
    finally:
        wipe_text(script)
        wipe_text(digits)


def wipe_text(text: str) -> None:
    """Overwrite a freshly made ASCII string in place, so that no copy of a key lingers in memory.

    Only for strings this module has just built and nobody else can hold: CPython keeps the characters
    of an ASCII string at the object's end, before the closing NUL.
    """
    if not text.isascii():
        raise ValueError("only ASCII text can be wiped")
    if len(text) < 2:  # one-letter strings are shared by the whole interpreter
        return
    start = id(text) + sys.getsizeof(text) - len(text) - 1
    ctypes.memset(start, 0, len(text))


def _become_writer(connection: Any) -> None:
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise RuntimeError(f"the journal stayed {mode!r}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")


def _assert_encrypting(connection: Any) -> None:
    """Refuse a connection that would read or write plaintext, or that lacks the full-text index.

    A SQLite without SQLCipher ignores ``PRAGMA key`` without a word and writes plaintext.
    """
    version = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if version is None or not version[0] or status is None or str(status[0]) != "1":
        raise RuntimeError("this SQLite does not encrypt; nothing was opened")
    if not _has_full_text_index():
        raise RuntimeError("this SQLite has no FTS5")


@functools.cache
def _has_full_text_index() -> bool:
    memory = sqlite3.connect(":memory:")
    try:
        found = memory.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    finally:
        memory.close()
    return found is not None
