"""Looking a case over: its pages, its tables, its audit chain and (in full) every original's bytes."""

from __future__ import annotations

from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.store.case_lock import CaseLock
from casefile.store.checking import check as check_store
from casefile.vault.process_hardening import wipe


def check(path: Path, key: bytearray, *, full: bool = False, wrong: str = "wrong_passphrase") -> list[str]:
    """Everything found wrong with a closed case, a sentence each; nothing where nothing is.

    The log is moved into the file first, or torn writes would look like damage. ``key`` is wiped.
    Raises ReporterCanFix ``wrong`` where the key opens nothing, and what the disk says.
    """
    try:
        with CaseLock(path):
            findings = check_store(path, key, full=full, wrong=wrong)
            return [say(ReporterCanFix(finding.code, place=finding.place)) for finding in findings]
    finally:
        wipe(key)
