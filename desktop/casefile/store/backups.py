"""Backups: copies of a case in a folder the reporter chose, ordinary case files under the same passphrase.

Kept are the three newest, one that is at least a week old, and the oldest younger one, which grows into
that place. An older one goes only after a newer one was verified, and only if the same key opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import connect, sqlite3
from casefile.store.copying import Progress, copy_case
from casefile.store.failures import in_words, writing_to_a_chosen_place
from casefile.store.page_seals import Fit, fit, read_salt
from casefile.store.placing import sync_folder

RECENT_KEPT = 3
WEEK = timedelta(days=7)
_TIME = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.casefile")


@dataclass(frozen=True)
class Backup:
    """One backup: where it lies, and when it was made by its name (local time)."""

    path: Path
    made: datetime


def make_backup(
    case: Path,
    key: bytes | bytearray,
    salt: bytes,
    folder: Path,
    now: datetime,
    *,
    trim: bool = True,
    progress: Progress | None = None,
) -> Backup:
    """Copies the case, open or closed, into ``folder``, verifies the copy, then removes what is older.

    ``now`` is local time, as the names of backups say it. With ``trim`` off (a legal hold) nothing is
    removed. Raises ReporterCanFix as `copying.copy_case`;
    every older backup is then still there. A file that cannot be removed is left and is no failure.
    """
    made = _free_moment(folder, case, now.replace(microsecond=0, tzinfo=None))
    path = folder / f"{case.stem} {made.strftime(_TIME)}.casefile"
    copy_case(case, key, salt, path, progress)
    backup = Backup(path, made)
    if trim:
        _trim(case, key, salt, folder, backup)
    return backup


def backups_in(folder: Path, case: Path) -> list[Backup]:
    """The files in a folder named as backups of this case, newest first. Opens none of them.

    Raises ReporterCanFix ``place_missing`` and ``disk_gone``.
    """
    with writing_to_a_chosen_place():
        return sorted(_named_as_backups(folder, case), key=lambda backup: backup.made, reverse=True)


def that_open_with(folder: Path, case: Path, key: bytes | bytearray, salt: bytes) -> list[Backup]:
    """The backups this key opens, newest first; after a new passphrase, those still readable by the old.

    Told from their bytes and from one look at their tables; see `checking` for a thorough check.
    """
    return [backup for backup in backups_in(folder, case) if _opens(backup.path, key, salt)]


def newest_verified(folder: Path, case: Path, key: bytes | bytearray, salt: bytes) -> Backup | None:
    """The newest backup the key opens, for "The last backup is 9 days old"."""
    for backup in backups_in(folder, case):
        if _opens(backup.path, key, salt):
            return backup
    return None


def to_remove(backups: list[Backup], now: datetime) -> list[Backup]:
    """Which of the backups (newest first) are no longer needed."""
    kept = set(backups[:RECENT_KEPT])
    grown = [backup for backup in backups if now - backup.made >= WEEK]
    growing = [backup for backup in backups if now - backup.made < WEEK]
    kept.update(grown[:1], growing[-1:])
    return [backup for backup in backups if backup not in kept]


def _free_moment(folder: Path, case: Path, now: datetime) -> datetime:
    """Now, or a second after the backup that was made just before: names tell them apart and in order."""
    just_made = [one.made for one in backups_in(folder, case) if abs(one.made - now) < timedelta(minutes=1)]
    return max([now, *(made + timedelta(seconds=1) for made in just_made)])


def _trim(case: Path, key: bytes | bytearray, salt: bytes, folder: Path, newest: Backup) -> None:
    opening = that_open_with(folder, case, key, salt)
    if newest not in opening:
        return
    past = [backup for backup in opening if backup.made <= newest.made]
    for backup in to_remove(past, newest.made):
        try:
            backup.path.unlink()
        except OSError:
            continue
    sync_folder(folder)


def _named_as_backups(folder: Path, case: Path) -> Iterator[Backup]:
    for path in folder.iterdir():
        named = _NAME.fullmatch(path.name.removeprefix(case.stem))
        if path.name.startswith(case.stem) and named and path.is_file() and not path.is_symlink():
            try:
                yield Backup(path, datetime.strptime(named[1], _TIME))
            except ValueError:
                continue


def _opens(path: Path, key: bytes | bytearray, salt: bytes) -> bool:
    try:
        if read_salt(path) != salt:
            return False
        with in_words():
            if fit(path, key) is not Fit.WHOLE:
                return False
            database = connect(path, key, writing=False)
            try:
                database.execute("SELECT count(*) FROM case_sheet").fetchone()
            finally:
                database.close()
    except (ReporterCanFix, sqlite3.Error):
        return False
    return True
