"""Erasing: records gone for good, out of the case file too (decision 4). No step, and never taken back.

What an erasure cannot reach is told: backups made while the record was there, and what else repeats its
words. A legal hold on the case refuses every erasure, and everything that trims.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.lanes import Turn
from casefile.casework.open_case import OpenCase
from casefile.casework.sheet import backup_folder, refuse_under_legal_hold
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, Ref
from casefile.search.query import Phrase
from casefile.store import finding
from casefile.store.backups import Backup, backups_in
from casefile.store.case_store import CaseStore, utc_now
from casefile.store.connection import sqlite3
from casefile.store.erasing import KIND_OF, TABLE_OF, Reach, purge, reach_of

MOST_NAMED = 20
"""Records of a kind that are named where they hold an erased contact's name."""
REPEATED = 12
"""Letters a passage has at least before a claim that holds its words is told of."""


@dataclass(frozen=True)
class ErasurePlan:
    """What would go: the records asked for and how many others they take along, by kind.

    ``backups`` still hold them; ``repeated_in`` are refs of what stays and repeats their words or names.
    """

    kind: Kind
    numbers: tuple[int, ...]
    along: dict[Kind, int] = field(default_factory=dict)
    backups: tuple[Backup, ...] = ()
    repeated_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erased:
    """What was erased; ``steps`` is how many earlier steps can no longer be undone.

    ``log_emptied`` is False where a reader kept the log from being emptied: the next quiet second does it.
    """

    plan: ErasurePlan
    originals: int
    steps: int
    log_emptied: bool = True


def plan_erasure(store: CaseStore, kind: Kind, numbers: Iterable[int], case: Path) -> ErasurePlan:
    """What erasing would take along, and where it would still stand. Raises legal_hold."""
    refuse_under_legal_hold(store)
    wanted = tuple(dict.fromkeys(numbers))
    reach = reach_of(store.db, kind, wanted)
    along = {
        other: len(reach[table]) for table, other in KIND_OF.items() if reach[table] and other is not kind
    }
    if len(reach[TABLE_OF[kind]]) > len(wanted):
        along[kind] = len(reach[TABLE_OF[kind]]) - len(wanted)
    backups = tuple(_backups_that_hold(store, TABLE_OF[kind], wanted, case))
    return ErasurePlan(kind, wanted, along, backups, tuple(dict.fromkeys(_repeated(store, reach))))


def erase(
    case: OpenCase,
    kind: Kind,
    numbers: Sequence[int],
    then: Callable[[Erased], None] | None = None,
    trouble: Callable[[BaseException], None] | None = None,
) -> Future[Erased]:
    """Erases records and everything that belongs to them, in one transaction; nothing brings it back.

    Raises (in the future) legal_hold, erased_already, and what the disk refuses; the case is then as before.
    """

    def work(store: CaseStore) -> Erased:
        plan = plan_erasure(store, kind, numbers, case.path)
        try:
            purged = purge(store.db, kind, plan.numbers, utc_now(), lambda reach: _note_down(store, reach))
        except KeyError:
            raise ReporterCanFix("erased_already") from None
        touched = {KIND_OF[table]: ns for table, ns in purged.records.items() if ns and table in KIND_OF}
        case.publish(
            CaseChanged(touched | {Kind.CLAIM: purged.claims | touched.get(Kind.CLAIM, frozenset())})
        )
        return Erased(plan, purged.originals, purged.steps, _empty_log(store))

    return case.write(work, then, trouble, Turn.REPORTER)


def _note_down(store: CaseStore, reach: Reach) -> None:
    """One line of the audit log a record: its ref and nothing else."""
    for table, kind in KIND_OF.items():
        for n in sorted(reach[table]):
            store.audit.append("erasure", f"{kind.value}{n}", "done")


def _empty_log(store: CaseStore) -> bool:
    """The log still holds the pages as they were: it is moved into the file and cut to nothing."""
    try:
        store.checkpoint()
    except sqlite3.OperationalError:
        return False
    return True


def _backups_that_hold(store: CaseStore, table: str, numbers: Sequence[int], case: Path) -> Iterable[Backup]:
    """Backups made since the oldest of these records was. A folder that is not there now has none to show."""
    folder, oldest = backup_folder(store), store.first_created(table, numbers)
    if folder is None or oldest is None:
        return
    made = datetime.datetime.fromisoformat(oldest).astimezone().replace(tzinfo=None, microsecond=0)
    try:
        yield from (backup for backup in backups_in(folder, case) if backup.made >= made)
    except ReporterCanFix:
        return


def _of_kind(reach: Reach, kind: Kind) -> set[int]:
    """The numbers of one kind that an erasure takes along."""
    return reach.get(TABLE_OF[kind], set())


def _repeated(store: CaseStore, reach: Reach) -> Iterable[str]:
    """Records that stay and hold the very words of an erased passage, or the name of an erased contact."""
    words = [
        passage.exact.strip()
        for n in sorted(reach["passage"])
        if (passage := store.passages.get(n)) is not None and len(passage.exact.strip()) >= REPEATED
    ]
    for n in store.claims.that_say(words):
        if n not in reach["claim"]:
            yield f"{Kind.CLAIM.value}{n}"
    for n in sorted(reach["contact"]):
        contact = store.contacts.get(n)
        if contact is not None and contact.name.split():
            for named in finding.search(store, Phrase(contact.name), MOST_NAMED):
                yield from (str(Ref(named.kind, m)) for m in named.ns if m not in _of_kind(reach, named.kind))
