"""The case's history: every deed one named step, undone and redone across restarts.

Runs on the writer lane. A command writes through a `Recorder`; what it changed is kept with the step,
in one transaction with the change itself, its index rows and its line in the audit log.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from casefile.domain.changes import CaseChanged, Deed, Step
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore
from casefile.store.recording import TABLES, Recorder, Stale, merge, pack, unpack

MERGE_SECONDS = 30
"""Consecutive edits of one field within this time become one step (visual.md §7: one gesture, one step)."""

INDEXED = (Kind.ITEM, Kind.PASSAGE, Kind.CLAIM, Kind.CONTACT, Kind.TASK)
"""Kinds whose words stand in the search indexes."""


def utc_now() -> str:
    """The present time as every record keeps it: UTC, ISO 8601, to the millisecond."""
    now = datetime.datetime.now(datetime.UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


class Command(Protocol):
    """A deed a reporter can do: a frozen dataclass that writes through a recorder.

    ``apply`` returns what the step is called, made from what really changed; None means that nothing
    changed and no step is kept. Commands that edit one field name it in ``merge_key``.
    """

    def apply(self, case: Writing) -> Deed | None: ...


class Writing:
    """What a command may use: the store for reading, the recorder for writing, one time for all rows."""

    def __init__(self, store: CaseStore, now: str | None = None) -> None:
        self.store = store
        self.recorder = Recorder(store.db)
        self.now = now or utc_now()
        self.made: dict[Kind, list[int]] = {}
        self.reindex: dict[Kind, set[int]] = {}

    def new_row(self, kind: Kind, table: str, row: Mapping[str, Any]) -> int:
        """Inserts a record with its times set; returns its number."""
        n = self.recorder.insert(table, {**row, "created": self.now, "modified": self.now})
        self.made.setdefault(kind, []).append(n)
        self.words_changed(kind, [n])
        return n

    def change(self, kind: Kind, table: str, n: int, /, **values: Any) -> bool:
        """Sets columns of a record; False where nothing differed."""
        changed = self.recorder.update(table, n, {**values, "modified": self.now})
        if changed:
            self.words_changed(kind, [n])
        return changed

    def words_changed(self, kind: Kind, numbers: Sequence[int]) -> None:
        """Marks records whose rows in the search indexes must be made anew."""
        if kind in INDEXED:
            self.reindex.setdefault(kind, set()).update(numbers)


class History:
    """Does, undoes and redoes steps on one writing store."""

    def __init__(self, store: CaseStore) -> None:
        self.store = store

    def do(self, command: Command, origin: str = "") -> CaseChanged | None:
        """Runs a command as one step in one transaction; None where it changed nothing.

        Raises ReporterCanFix where the command refuses; the case is then as before.
        """
        with self.store.atomic():
            writing = Writing(self.store)
            deed = command.apply(writing)
            changes = writing.recorder.changes
            if deed is None or not changes:
                return None
            self.store.steps.drop_undone()
            step = self._keep(deed, changes, getattr(command, "merge_key", None), writing.now)
            self._refresh_words(writing.reindex)
            self.store.audit.append(deed.code, f"step {step}", "done")
            made = {kind: frozenset(numbers) for kind, numbers in writing.recorder.touched.items()}
        return CaseChanged(made, deed, step, origin)

    def undo(self, origin: str = "") -> CaseChanged | None:
        """Takes the last step back; None where there is none. Raises ReporterCanFix("undo_stale")."""
        with self.store.atomic():
            step = self.store.steps.last_done()
            return self._move(step, "undo", origin) if step is not None else None

    def redo(self, origin: str = "") -> CaseChanged | None:
        """Makes the step undone last again; None where there is none. Raises ReporterCanFix("undo_stale")."""
        with self.store.atomic():
            step = self.store.steps.first_undone()
            return self._move(step, "redo", origin) if step is not None else None

    def _move(self, step: Step, direction: str, origin: str) -> CaseChanged:
        changes = unpack(self.store.steps.changes_of(step.n))
        recorder = Recorder(self.store.db)
        now = utc_now()
        try:
            (recorder.undo if direction == "undo" else recorder.redo)(changes, now)
        except Stale as stale:
            kind = TABLES.get(stale.table)
            ref = f"{kind.value}{stale.n}" if kind else "what it changed"
            raise ReporterCanFix("undo_stale", ref=ref) from None
        self.store.steps.mark(step.n, undone=direction == "undo")
        self._refresh_words(
            {kind: numbers for kind, numbers in recorder.touched.items() if kind in INDEXED},
            only_words_of=changes,
        )
        self.store.audit.append(direction, f"step {step.n}", "done")
        touched = {kind: frozenset(numbers) for kind, numbers in recorder.touched.items()}
        return CaseChanged(touched, step.deed, step.n, origin, direction)

    def _keep(self, deed: Deed, changes: list[list[Any]], merge_key: str | None, now: str) -> int:
        last = self.store.steps.last_mergeable(merge_key, _seconds_before(now)) if merge_key else None
        if last is not None:
            merged = merge(unpack(self.store.steps.changes_of(last)), changes)
            if merged is not None:
                self.store.steps.replace(last, deed, pack(merged), now)
                return last
        return self.store.steps.push(deed, pack(changes), merge_key, now)

    def _refresh_words(
        self, numbers: Mapping[Kind, set[int]], only_words_of: Sequence[Sequence[Any]] | None = None
    ) -> None:
        if only_words_of is not None and all(change[0] == "tagging" for change in only_words_of):
            return
        for kind, those in numbers.items():
            self.store.search_index.refresh(kind, sorted(those))


def _seconds_before(now: str) -> str:
    moment = datetime.datetime.strptime(now, "%Y-%m-%dT%H:%M:%S.%fZ")
    earlier = moment - datetime.timedelta(seconds=MERGE_SECONDS)
    return earlier.strftime("%Y-%m-%dT%H:%M:%S.") + f"{earlier.microsecond // 1000:03d}Z"
