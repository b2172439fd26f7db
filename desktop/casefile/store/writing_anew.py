"""A new passphrase: the case is written anew under a new key and salt, and only then takes its place.

At whatever moment this is cut short, the old file or the new one stands there whole: the new one grows
under a hidden name, is verified and on the disk before one rename puts it in place.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from casefile.store.case_file import ANEW_SUFFIX
from casefile.store.connection import Database, checkpoint, connect, is_open_here, sqlite_place, wipe_text
from casefile.store.copying import take_inventory, verify_copy
from casefile.store.failures import writing_to_a_chosen_place
from casefile.store.placing import hidden_neighbour, remove_with_log, sync_file, sync_folder

T = TypeVar("T")


def replace_with_new_key(
    path: Path,
    key: bytes | bytearray,
    new_key: bytes | bytearray,
    new_salt: bytes,
    also: Callable[[Database], None] | None = None,
) -> None:
    """Writes a closed case (its lock held by us) anew under another key and salt, in its own place.

    ``also`` changes the new file before it takes its place: what hangs on the key (keys wrapped by it)
    has to be new in the same instant. The old key opens nothing of the new file; backups made before
    stay as they were. Raises ReporterCanFix: ``case_damaged``, ``copy_differs``, ``disk_full``,
    ``disk_gone``, ``place_not_writable``; the case is then as it was.
    """
    if is_open_here(path):
        raise RuntimeError("a case is closed before it is written anew")
    anew = hidden_neighbour(path, ANEW_SUFFIX)
    with writing_to_a_chosen_place():
        try:
            database = connect(path, key, writing=True)
            try:
                write_anew(database, anew, new_key, new_salt, also)
                if not checkpoint(database):
                    raise RuntimeError("another connection still reads the case")
            finally:
                database.close()
            _put_in_place(anew, path)
        finally:
            remove_with_log(anew)


def write_anew(
    source: Database,
    new_path: Path,
    new_key: bytes | bytearray,
    new_salt: bytes,
    also: Callable[[Database], None] | None = None,
) -> None:
    """Writes everything in an open case to a new file under another key and salt, and verifies it.

    Free pages and what was deleted do not travel. Raises ReporterCanFix ``copy_differs``; failures of
    SQLite and the disk pass as they are.
    """
    remove_with_log(new_path)
    os.close(os.open(new_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _attach(source, new_path, new_key, new_salt)
    try:
        with source.atomic():  # one moment: nothing is written between the counting and the copying
            inventory = take_inventory(source)
            source.execute("SELECT sqlcipher_export('anew')").fetchone()
    finally:
        source.execute("DETACH DATABASE anew")
    # Opened once for writing, so that the new file carries the journal mode of every case.
    _on(new_path, new_key, checkpoint)
    verify_copy(new_path, new_key, new_salt, inventory)
    if also is not None:
        _on(new_path, new_key, also)
        verify_copy(new_path, new_key, new_salt, _on(new_path, new_key, take_inventory))
    sync_file(new_path)


def _on(path: Path, key: bytes | bytearray, deed: Callable[[Database], T]) -> T:
    """Does something on a connection of its own that leaves no log behind."""
    database = connect(path, key, writing=True)
    try:
        result = deed(database)
        checkpoint(database)
    finally:
        database.close()
    return result


def _attach(source: Database, path: Path, key: bytes | bytearray, salt: bytes) -> None:
    """Attaches the new file as ``anew``. ATTACH takes its key as text; that text is wiped."""
    digits = key.hex() + salt.hex()
    script = f"ATTACH DATABASE '{sqlite_place(path)}' AS anew KEY \"x'{digits}'\";"
    try:
        source.conn.executescript(script)
    finally:
        wipe_text(script)
        wipe_text(digits)


def _put_in_place(anew: Path, path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # A log of the old file beside the new one would be played into it and destroy it.
        raise RuntimeError("the old case still has a log")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    anew.replace(path)
    sync_folder(path.parent)
