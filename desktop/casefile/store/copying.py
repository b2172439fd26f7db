"""Copies of a case: the same salt, the same key, so that the same passphrase opens them (decision 1).

A copy counts only after it was closed and opened again the way the reporter would open it: the salt read
from its first bytes, the key given without a salt, every table counted, the audit log's head compared.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import Database, checkpoint, connect, sqlite3
from casefile.store.failures import writing_to_a_chosen_place
from casefile.store.page_seals import read_salt
from casefile.store.placing import give_name, hidden_neighbour, remove_with_log, sync_file

T = TypeVar("T")

UNFINISHED_SUFFIX = ".part"
_PAGES_A_STEP = 2048
"""8 MiB between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told pages done and pages in all."""


@dataclass(frozen=True)
class Inventory:
    """What a case holds, in numbers: rows of each table, and the newest line of the audit log."""

    rows: Mapping[str, int]
    audit_head: tuple[int, bytes] | None


def take_inventory(database: Database) -> Inventory:
    """Counts every table of an open case as one connection sees it now."""
    names = [
        row[0]
        for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        ).fetchall()
    ]
    rows = {name: database.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0] for name in names}
    head = None
    if "audit" in rows:
        head = database.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Inventory(rows, None if head is None else (head[0], bytes(head[1])))


def copy_case(
    source: Path,
    key: bytes | bytearray,
    salt: bytes,
    destination: Path,
    progress: Progress | None = None,
) -> Inventory:
    """Copies a case, open or closed, to ``destination`` as it stands now, and verifies the copy.

    ``salt`` is what `read_salt` gave before the case was opened. The copy is taken from one moment:
    work on the case may go on. It gets its name only when it is known to be good; on any failure
    nothing is left behind. Returns what the copy holds.

    Raises ReporterCanFix: ``case_exists``, ``copy_differs``, ``place_missing``, ``place_not_writable``,
    ``disk_full``, ``disk_gone``, ``case_damaged``.
    """
    if os.path.lexists(destination):
        raise ReporterCanFix("case_exists")
    part = hidden_neighbour(destination, UNFINISHED_SUFFIX)
    with writing_to_a_chosen_place():
        remove_with_log(part)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            inventory = _copy_pages(source, key, salt, part, progress)
            verify_copy(part, key, salt, inventory)
            sync_file(part)
            give_name(part, destination)
        finally:
            remove_with_log(part)
    return inventory


def verify_copy(copy: Path, key: bytes | bytearray, salt: bytes, expected: Inventory) -> None:
    """Opens a closed copy as her passphrase would and compares it. Raises ``copy_differs``."""
    try:
        same_salt = read_salt(copy) == salt
    except ReporterCanFix as problem:
        raise ReporterCanFix("copy_differs") from problem
    try:
        whole = (
            same_salt
            and not _asked_freshly(copy, key, page_findings)
            and not _asked_freshly(copy, key, tree_findings)
            and _asked_freshly(copy, key, take_inventory) == expected
        )
    except sqlite3.DatabaseError as problem:
        raise ReporterCanFix("copy_differs") from problem
    if not whole:
        raise ReporterCanFix("copy_differs")


def _asked_freshly(copy: Path, key: bytes | bytearray, question: Callable[[Database], T]) -> T:
    """The answer of one question on a connection of its own (see `checking`)."""
    database = connect(copy, key, writing=False)
    try:
        return question(database)
    finally:
        database.close()


def page_findings(database: Database) -> list[str]:
    """What SQLCipher says of every page's seal; nothing when all are whole."""
    return [str(row[0]) for row in database.execute("PRAGMA cipher_integrity_check").fetchall()]


def tree_findings(database: Database) -> list[str]:
    """What SQLite says of tables and indexes; nothing when all are whole."""
    rows = database.execute("PRAGMA integrity_check").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]


def quoted(name: str) -> str:
    """A table's name as SQL spells it."""
    return '"' + name.replace('"', '""') + '"'


def _copy_pages(
    source: Path, key: bytes | bytearray, salt: bytes, part: Path, progress: Progress | None
) -> Inventory:
    reading = connect(source, key, writing=False)
    try:
        writing = connect(part, key, salt=salt, writing=True)
        try:
            # One read transaction holds the moment: the writer's later commits do not start it over.
            reading.execute("BEGIN")
            inventory = take_inventory(reading)

            def told(_status: int, left: int, total: int) -> Any:
                if progress is not None:
                    progress(total - left, total)

            reading.conn.backup(writing.conn, pages=_PAGES_A_STEP, progress=told)
            reading.execute("ROLLBACK")
            checkpoint(writing)
        finally:
            writing.close()
    finally:
        reading.close()
    return inventory
