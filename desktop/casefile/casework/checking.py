"""Looking a case over: its pages, its tables, its audit chain and (in full) every original's bytes."""

from __future__ import annotations

from pathlib import Path

from casefile.store import case_file
from casefile.store.case_lock import CaseLock
from casefile.store.checking import check as check_store
from casefile.vault.process_hardening import wipe


def check(path: Path, key: bytearray, *, full: bool = False) -> list[str]:
    """Everything found wrong with a closed case, a sentence each; nothing where nothing is.

    The log is moved into the file first, or torn writes would look like damage. ``key`` is wiped.
    Raises ReporterCanFix where the case cannot be opened at all.
    """
    try:
        with CaseLock(path):
            case_file.ensure_opens(path, key)
            return check_store(path, key, full=full)
    finally:
        wipe(key)
