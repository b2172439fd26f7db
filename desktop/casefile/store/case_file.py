"""A case on the disk: one SQLCipher file whose first 16 bytes are its salt.

What is asked of a closed file (its salt, whether a key fits it) is read from its bytes, before anything
opens it; never while this process has it open (see `connection`).
"""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.store import page_seals
from casefile.store.case_lock import CaseLock
from casefile.store.connection import Database, checkpoint, connect
from casefile.store.copying import copy_case
from casefile.store.failures import in_words, writing_to_a_chosen_place
from casefile.store.migrations import MIGRATIONS, SCHEMA_VERSION
from casefile.store.page_seals import read_salt
from casefile.store.placing import give_name, hidden_neighbour, remove_with_log, sync_file

__all__ = [
    "APPLICATION_MARK",
    "CaseLock",
    "checkpoint",
    "create",
    "ensure_opens",
    "read_salt",
    "remove_remains",
]

APPLICATION_MARK = "casefile"
NEW_SUFFIX = ".new"
ANEW_SUFFIX = ".anew"


def create(path: Path, key: bytes | bytearray, salt: bytes) -> None:
    """Makes an empty case at ``path`` with today's schema, wholly or not at all.

    It is made under a hidden name beside its place and then given its name. Raises ReporterCanFix:
    ``case_exists`` (the file there is not touched), ``place_missing``, ``place_not_writable``,
    ``disk_full``, ``disk_gone``.
    """
    if os.path.lexists(path):
        raise ReporterCanFix("case_exists")
    unnamed = hidden_neighbour(path, NEW_SUFFIX)
    with writing_to_a_chosen_place():
        # SQLite only says "unable to open"; this says why, and keeps the file from other users.
        remove_with_log(unnamed)
        os.close(os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            database = connect(unnamed, key, salt=salt, writing=True)
            try:
                bring_up_to_date(database)
                checkpoint(database)
            finally:
                database.close()
            if read_salt(unnamed) != salt or page_seals.fit(unnamed, key) is not page_seals.Fit.WHOLE:
                raise RuntimeError("the new case is not encrypted as it should be")
            sync_file(unnamed)
            give_name(unnamed, path)
        finally:
            remove_with_log(unnamed)


def ensure_opens(
    path: Path,
    key: bytes | bytearray,
    *,
    wrong: str = "wrong_passphrase",
    writing: bool = True,
    copies_in: Path | None = None,
) -> None:
    """Makes sure that ``key`` opens the closed case and that this Casefile may work on it.

    With ``writing`` (the lock has to be held) a case of an older Casefile is brought up to date, after a
    verified copy of it was made in ``copies_in``, else beside the case; remains of work that was cut
    short are cleared away.

    Raises ReporterCanFix: what `read_salt` says; ``wrong`` where no page answers to the key (then
    nothing at all was opened); ``case_damaged``; ``not_a_case`` (encrypted, but not ours);
    ``case_newer``; ``case_read_only``; and while copying ``disk_full`` and the like.
    """
    read_salt(path)
    with in_words():
        if page_seals.fit(path, key) is page_seals.Fit.NONE:
            raise ReporterCanFix(wrong)
    if writing and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReporterCanFix("case_read_only")
    with in_words():
        database = connect(path, key, writing=False)
        try:
            pending = _schema_of(database) < SCHEMA_VERSION
        finally:
            database.close()
    if not writing:
        if pending:
            raise ReporterCanFix("case_older_read_only")
        return
    remove_remains(path)
    if pending:
        _migrate(path, key, copies_in)


def bring_up_to_date(database: Database) -> None:
    """Applies every step of the schema not yet applied and writes mark and version down.

    Both stand in a table: a case written anew under another key keeps no header fields.
    """
    MIGRATIONS.apply(database)
    with database.atomic():
        for name, value in (("application", APPLICATION_MARK), ("schema", str(SCHEMA_VERSION))):
            database.execute(
                "INSERT INTO case_sheet (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, value],
            )


def remove_remains(path: Path) -> None:
    """Removes what a creation or a new passphrase left unfinished beside the case (lock held)."""
    with contextlib.suppress(OSError):
        for suffix in (NEW_SUFFIX, ANEW_SUFFIX):
            remove_with_log(hidden_neighbour(path, suffix))


def _schema_of(database: Database) -> int:
    """The version of an opened case's schema. Raises ``not_a_case`` and ``case_newer``."""
    known = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'case_sheet'").fetchone()
    sheet = dict(database.execute("SELECT name, value FROM case_sheet").fetchall()) if known else {}
    version = sheet.get("schema", "")
    if sheet.get("application") != APPLICATION_MARK or not version.isdecimal():
        raise ReporterCanFix("not_a_case")
    if int(version) > SCHEMA_VERSION:
        raise ReporterCanFix("case_newer")
    return int(version)


def _migrate(path: Path, key: bytes | bytearray, copies_in: Path | None) -> None:
    copy_case(path, key, read_salt(path), _free_name(copies_in or path.parent, path))
    with in_words():
        database = connect(path, key, writing=True)
        try:
            bring_up_to_date(database)
            checkpoint(database)
        finally:
            database.close()


def _free_name(folder: Path, path: Path) -> Path:
    """``Larkspur before 2.casefile``, with a counter when an earlier try left one behind."""
    name = folder / f"{path.stem} before {SCHEMA_VERSION}{path.suffix}"
    for number in itertools.count(2):
        if not os.path.lexists(name):
            break
        name = folder / f"{path.stem} before {SCHEMA_VERSION} ({number}){path.suffix}"
    return name
