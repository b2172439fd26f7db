"""Keeping a case safe: its backups, when the next is due, and which of them the present passphrase opens.

A backup is a copy for safety, verified as the passphrase opens it when it is written (decisions 1 and 5).
At most one a day is made by itself, when the case closes or locks; after a week without one she is told.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casefile.casework.open_case import OpenCase
from casefile.casework.sheet import backup_folder, refuse_under_legal_hold
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.store.backups import Backup, backups_in
from casefile.store.case_store import CaseStore
from casefile.store.copying import Progress
from casefile.store.failures import writing_to_a_chosen_place

OLD_AFTER_DAYS = 7
"""Days without a backup after which she is told (visual.md §9, backup_old)."""
AT_CLOSING_SECONDS = 60.0
"""How long a backup may hold up the closing of a case."""
AT_LOCKING_SECONDS = 5.0
"""How long it may hold up a lock, which is there to be quick; what is not done by then is broken off."""

HISTORY_KEPT = {"ordinary": 20_000, "sensitive": 2_000, "critical": 200}
"""Steps of the history a case keeps, by its level (decision 6)."""


class Outcome(StrEnum):
    """What became of a backup that was to be made by itself."""

    MADE = "made"
    NO_FOLDER = "no_folder"
    NOT_DUE = "not_due"
    BROKEN_OFF = "broken_off"
    HINDERED = "hindered"


@dataclass(frozen=True)
class KeptBackup:
    """One backup as the list shows it. ``opens`` is whether the present passphrase opens it."""

    backup: Backup
    size: int
    opens: bool

    @property
    def made(self) -> datetime.datetime:
        """When it was made, local time, as its name says."""
        return self.backup.made


def kept_backups(case: OpenCase, folder: Path | None = None) -> list[KeptBackup]:
    """The backups in the case's folder, newest first. Waits: opens each of them.

    Raises ReporterCanFix place_missing, disk_gone. Empty where no folder was chosen.
    """
    folder = folder or case.answer(backup_folder)
    if folder is None:
        return []
    opening = {backup.path for backup in case.backups_that_open(folder)}
    kept = []
    for backup in backups_in(folder, case.path):
        with writing_to_a_chosen_place():
            kept.append(KeptBackup(backup, backup.path.stat().st_size, backup.path in opening))
    return kept


def verify(case: OpenCase, kept: KeptBackup) -> list[str]:
    """Everything found wrong with a backup, a sentence each, its originals read again too. Waits."""
    findings = case.check_backup(kept.backup)
    return [say(ReporterCanFix(finding.code, place=finding.place)) for finding in findings]


def days_since_backup(case: OpenCase, now: datetime.datetime) -> int | None:
    """Whole days since the newest backup that opens, or since the case was made where there is none; None
    where no folder was chosen. Waits. ``now`` is local time."""
    if case.answer(backup_folder) is None:
        return None
    try:
        newest = next((kept.made for kept in kept_backups(case) if kept.opens), None)
    except ReporterCanFix:
        newest = None
    since = newest or case.answer(_made)
    return max(0, (now - since).days) if since is not None else None


def backup_reminder(case: OpenCase, now: datetime.datetime) -> ReporterCanFix | None:
    """ "The last backup is 9 days old.", where it is time to say so. Waits."""
    days = days_since_backup(case, now)
    return ReporterCanFix("backup_old", days=days) if days is not None and days > OLD_AFTER_DAYS else None


def back_up_if_due(case: OpenCase, now: datetime.datetime, seconds: float) -> Outcome:
    """Makes today's backup where there is none yet. Waits, for about ``seconds`` at most.

    Whatever hinders it is no reason to keep the case open: it is told at the next opening, by the age of
    the last backup.
    """
    try:
        folder = case.answer(backup_folder)
        if folder is None:
            return Outcome.NO_FOLDER
        if any(backup.made.date() == now.date() for backup in backups_in(folder, case.path)):
            return Outcome.NOT_DUE
        case.back_up(folder, now, _until(seconds))
    except _TooLong:
        return Outcome.BROKEN_OFF
    except ReporterCanFix:
        return Outcome.HINDERED
    return Outcome.MADE


def erase_backups(case: OpenCase, backups: Sequence[Backup]) -> None:
    """Removes backups for good. Waits. Raises legal_hold, place_not_writable, disk_gone."""
    case.answer(refuse_under_legal_hold)
    with writing_to_a_chosen_place():
        for backup in backups:
            backup.path.unlink(missing_ok=True)
    for _ in backups:
        case.written(_note_erased_backup)


def trim_history(case: OpenCase) -> int:
    """Forgets the oldest steps beyond what the case's level keeps; none under a legal hold. Waits."""

    def trim(store: CaseStore) -> int:
        try:
            refuse_under_legal_hold(store)
        except ReporterCanFix:
            return 0
        level = store.case_sheet.get("level") or "ordinary"
        with store.atomic():
            return store.steps.trim(HISTORY_KEPT[level])

    return case.written(trim)


class _TooLong(Exception):
    """A backup took longer than it may."""


def _until(seconds: float) -> Progress:
    end = time.monotonic() + seconds

    def progress(_done: int, _total: int) -> None:
        if time.monotonic() > end:
            raise _TooLong

    return progress


def _made(store: CaseStore) -> datetime.datetime | None:
    """When the case was made, local time: the first line of its audit log."""
    first = store.audit.first()
    if first is None:
        return None
    return datetime.datetime.fromisoformat(first.at).astimezone().replace(tzinfo=None)


def _note_erased_backup(store: CaseStore) -> None:
    with store.atomic():
        store.audit.append("backup_erasure", "backup", "done")
