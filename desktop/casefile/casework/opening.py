"""Making a case, and opening one: by passphrase, by recovery key, by this computer's login.

These wait on key derivation (about a second): the window calls them from a lane of its own. The key
lives in one bytearray that the open case owns and wipes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.credentials import keep_key, rewrap
from casefile.casework.lanes import Deliver
from casefile.casework.open_case import OpenCase
from casefile.casework.protected_keeping import keep_filler
from casefile.domain.errors import ReporterCanFix
from casefile.store import case_file
from casefile.store.case_lock import CaseLock
from casefile.store.case_store import CaseStore
from casefile.store.connection import Database
from casefile.store.writing_anew import replace_with_new_key
from casefile.vault import recovery_key
from casefile.vault.passphrase import PARAMETER_SETS, ParameterSets, derive, new_salt
from casefile.vault.process_hardening import wipe

LEVELS = ("ordinary", "sensitive", "critical")
"""How a case guards itself (decision 6); chosen when it is made."""


@dataclass(frozen=True)
class NewCase:
    """A case just made, with the recovery key that is shown once: 13 groups of five."""

    case: OpenCase
    recovery_groups: tuple[str, ...] = field(repr=False)


def new_case(
    path: Path,
    passphrase: str,
    codename: str,
    deliver: Deliver,
    *,
    level: str = "ordinary",
    sets: ParameterSets = PARAMETER_SETS,
) -> NewCase:
    """Makes a case at ``path`` and opens it.

    Raises ReporterCanFix: case_exists, place_missing, place_not_writable, disk_full, passphrase_empty.
    """
    if not passphrase:
        raise ReporterCanFix("passphrase_empty")
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}")
    salt = new_salt(sets)
    key = derive(passphrase, salt, sets)
    try:
        lock = CaseLock(path)
        try:
            case_file.create(path, key, salt)
            groups = recovery_key.write_out(key)
            case = OpenCase(path, key, lock, deliver, salt, sets)
        except BaseException:
            lock.release()
            raise
    except BaseException:
        wipe(key)
        raise
    case.write(lambda store: _first_words(store, key, codename, level, sets)).result()
    return NewCase(case, groups)


def open_with_passphrase(
    path: Path, passphrase: str, deliver: Deliver, *, sets: ParameterSets = PARAMETER_SETS
) -> OpenCase:
    """Opens a case. Raises ReporterCanFix: wrong_passphrase, case_missing, not_a_case, case_damaged,
    case_newer, case_in_use, case_read_only and what the disk says."""
    return _open(
        path, lambda: key_from_passphrase(path, passphrase, sets=sets), "wrong_passphrase", deliver, sets
    )


def open_with_recovery_key(
    path: Path, typed: str, deliver: Deliver, *, sets: ParameterSets = PARAMETER_SETS
) -> OpenCase:
    """Opens a case with the key that was written on paper. Raises also recovery_key_mistyped and
    recovery_key_incomplete."""
    return _open(path, lambda: key_from_recovery(typed), "wrong_recovery_key", deliver, sets)


def open_with_key(path: Path, key: bytearray, deliver: Deliver) -> OpenCase:
    """Opens a case with the key this computer's login keeps; the key now belongs to the case."""
    return _open(path, lambda: key, "remembered_key_wrong", deliver)


def key_from_passphrase(path: Path, passphrase: str, *, sets: ParameterSets = PARAMETER_SETS) -> bytearray:
    """The key a passphrase gives for the case at ``path``; the file must be closed in this process."""
    return derive(passphrase, case_file.read_salt(path), sets)


def key_from_recovery(typed: str) -> bytearray:
    """The key that was written on paper, typed or as the page `write_recovery` wrote."""
    return recovery_key.read_page(typed)


def write_recovery(groups: tuple[str, ...], place: Path, case: Path) -> None:
    """Writes the recovery key to a new file (0600), never beside the case."""
    key = recovery_key.read_back(" ".join(groups))
    try:
        recovery_key.write_file(place, key, case)
    finally:
        wipe(key)


def refuse_recovery_place(place: Path, case: Path) -> None:
    """Raises, before anything is written, what `write_recovery` would raise at that place."""
    recovery_key.refuse_place(place, case)


def new_passphrase(
    path: Path, key: bytearray, passphrase: str, *, sets: ParameterSets = PARAMETER_SETS
) -> tuple[str, ...]:
    """Writes a closed case anew under a new passphrase and returns its new recovery key.

    ``key`` opens the case as it is, and is wiped. What was copied before stays only as readable as it
    was. Raises ReporterCanFix; the case is then as it was.
    """
    if not passphrase:
        raise ReporterCanFix("passphrase_empty")
    salt = new_salt(sets)
    new_key = derive(passphrase, salt, sets)

    def rewrap_and_note(anew: Database) -> None:
        # Before the new file takes its place: a crash between the two would lose every credential.
        store = CaseStore(anew)
        rewrap(store, key, new_key)
        store.audit.append("passphrase_change", "case", "done")

    try:
        with CaseLock(path):
            case_file.ensure_opens(path, key)
            replace_with_new_key(path, key, new_key, salt, also=rewrap_and_note)
        return recovery_key.write_out(new_key)
    finally:
        wipe(key)
        wipe(new_key)


def _open(
    path: Path,
    key_of: Callable[[], bytearray],
    wrong: str,
    deliver: Deliver,
    sets: ParameterSets = PARAMETER_SETS,
) -> OpenCase:
    lock = CaseLock(path)
    try:
        salt = case_file.read_salt(path)
        key = key_of()
        try:
            case_file.ensure_opens(path, key, wrong=wrong)
            return OpenCase(path, key, lock, deliver, salt, sets)
        except BaseException:
            wipe(key)
            raise
    except BaseException:
        lock.release()
        raise


def _first_words(store: CaseStore, key: bytearray, codename: str, level: str, sets: ParameterSets) -> None:
    keep_filler(store, sets)
    keep_key(store, key)
    with store.atomic():
        store.case_sheet.put("codename", codename)
        store.case_sheet.put("level", level)
        store.audit.append("creation", "case", "done")
