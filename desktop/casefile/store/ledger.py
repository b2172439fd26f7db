"""The import ledger: rows for the tray, one for every dropped file, kept across lock and restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from casefile.domain.ledger import GROUP_OF, RETRYABLE, Batch, Dropped, LedgerGroup, LedgerRow, LedgerState
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first, insert

_WHOLE = (
    "l.n, l.batch, l.place, l.relative, l.name, l.size, l.state, l.reason, l.sha256, l.item,"
    " l.same_name, l.changed"
)
_LEFT: Any = object()
_FINISHED = {state.value for state, group in GROUP_OF.items() if group is LedgerGroup.DONE}


class Ledger:
    """What was dropped, and what became of it."""

    def __init__(self, db: Database, now: Callable[[], str]) -> None:
        self._db = db
        self._now = now

    def open_batch(self, tags: Mapping[str, int] | None = None) -> int:
        """Begins a drop; ``tags`` (path → number) are put on everything it brings. Returns its number."""
        kept = json.dumps(list((tags or {}).items()), ensure_ascii=False)
        row = {"tags": kept, "state": "open", "started": self._now()}
        return insert(self._db, "import_batch", row)

    def add(self, batch: int, dropped: Iterable[Dropped]) -> list[int]:
        """Writes one waiting row for each file, in order; returns their numbers."""
        before = self._db.conn.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
        now = self._now()
        self._db.conn.executemany(
            "INSERT INTO ledger (batch, place, relative, name, size, state, changed)"
            " VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
            [(batch, one.place, one.relative, one.name, one.size, now) for one in dropped],
        )
        return column(self._db, "SELECT n FROM ledger WHERE batch = ? AND n > ? ORDER BY n", [batch, before])

    def batch(self, n: int) -> Batch | None:
        """One drop."""
        row = first(self._db, "SELECT n, tags, state, started, taken_back FROM import_batch WHERE n = ?", [n])
        return None if row is None else _batch(row)

    def batches(self) -> list[Batch]:
        """Every drop, newest first."""
        sql = "SELECT n, tags, state, started, taken_back FROM import_batch ORDER BY n DESC"
        return [_batch(row) for row in every(self._db, sql)]

    def set_batch(self, n: int, state: str) -> None:
        """Says that a drop is ``open`` or ``cancelled``."""
        self._db.conn.execute("UPDATE import_batch SET state = ? WHERE n = ?", [state, n])

    def get(self, n: int) -> LedgerRow | None:
        """One row."""
        row = first(self._db, f"SELECT {_WHOLE} FROM ledger l WHERE l.n = ?", [n])
        return None if row is None else _row(row)

    def rows(self, ns: Sequence[int]) -> list[LedgerRow]:
        """These rows, in their order; numbers that do not exist are left out."""
        sql = f"SELECT {_WHOLE} FROM json_each(?) w JOIN ledger l ON l.n = w.value ORDER BY w.key"
        return [_row(row) for row in every(self._db, sql, [as_json(ns)])]

    def listing(self, batch: int | None = None) -> list[int]:
        """The tray's order: needs you, working, waiting, done; within each as dropped."""
        found: list[int] = []
        for group in LedgerGroup:
            found.extend(self.in_states([state for state in GROUP_OF if GROUP_OF[state] is group], batch))
        return found

    def in_states(
        self, states: Iterable[LedgerState], batch: int | None = None, limit: int | None = None
    ) -> list[int]:
        """The rows in these states, state by state, each in the order dropped."""
        found: list[int] = []
        where = "state = ?" if batch is None else "state = ? AND batch = ?"
        for state in states:
            left = -1 if limit is None else limit - len(found)
            values = [state.value, *([] if batch is None else [batch]), left]
            sql = f"SELECT n FROM ledger WHERE {where} ORDER BY n LIMIT ?"
            found.extend(column(self._db, sql, values))
        return found

    def batches_in(self, state: LedgerState) -> list[int]:
        """The drops that have rows in a state, oldest first."""
        return column(self._db, "SELECT DISTINCT batch FROM ledger WHERE state = ? ORDER BY 1", [state.value])

    def next(self, state: LedgerState, limit: int = 1) -> list[LedgerRow]:
        """The rows that come next in a state (waiting to be copied, stored to be read), oldest first."""
        return self.rows(self.in_states([state], limit=limit))

    def counts(self, batch: int | None = None) -> dict[LedgerState, int]:
        """How many rows are in each state (states without a row are left out)."""
        where, values = ("", []) if batch is None else (" WHERE batch = ?", [batch])
        sql = f"SELECT state, count(*) FROM ledger{where} GROUP BY state"
        return {LedgerState(state): count for state, count in self._db.conn.execute(sql, values)}

    def group_counts(self, batch: int | None = None) -> dict[LedgerGroup, int]:
        """How many rows stand in each of the tray's four groups."""
        found = dict.fromkeys(LedgerGroup, 0)
        for state, count in self.counts(batch).items():
            found[GROUP_OF[state]] += count
        return found

    def of_item(self, item: int) -> list[int]:
        """The rows that became an item or point to it."""
        return column(self._db, "SELECT n FROM ledger WHERE item = ? ORDER BY n", [item])

    def set(
        self,
        n: int,
        state: LedgerState,
        *,
        reason: str | None = None,
        sha256: str | None = _LEFT,
        item: int | None = _LEFT,
        same_name: int | None = _LEFT,
    ) -> None:
        """Moves a row to a state. The reason is always replaced; what is left out stays as it was."""
        values: dict[str, Any] = {"state": state.value, "reason": reason, "changed": self._now()}
        further = {"sha256": sha256, "item": item, "same_name": same_name}
        values |= {name: given for name, given in further.items() if given is not _LEFT}
        sets = ", ".join(f"{name} = ?" for name in values)
        self._db.conn.execute(f"UPDATE ledger SET {sets} WHERE n = ?", [*values.values(), n])

    def retry(self, ns: Sequence[int]) -> list[int]:
        """Starts rows again that failed, need something or were cancelled; returns those.

        What was already kept is only read anew (*stored*), the rest is copied anew (*waiting*). Rows of
        an import that is undone stay as they are: redoing it brings them again.
        """
        states = json.dumps([state.value for state in RETRYABLE])
        sql = (
            "UPDATE ledger SET reason = NULL, changed = ?,"
            " state = CASE WHEN sha256 IS NULL THEN 'waiting' ELSE 'stored' END"
            " WHERE n IN (SELECT value FROM json_each(?)) AND state IN (SELECT value FROM json_each(?))"
            " AND batch NOT IN (SELECT n FROM import_batch WHERE taken_back IS NOT NULL) RETURNING n"
        )
        return sorted(column(self._db, sql, [self._now(), as_json(ns), states]))

    def cancel(self, ns: Sequence[int]) -> list[int]:
        """Cancels rows that were not kept yet (waiting or copying); returns those."""
        sql = (
            "UPDATE ledger SET state = 'cancelled', reason = NULL, changed = ?"
            " WHERE n IN (SELECT value FROM json_each(?)) AND state IN ('waiting', 'copying') RETURNING n"
        )
        return sorted(column(self._db, sql, [self._now(), as_json(ns)]))

    def cancel_batch(self, batch: int) -> list[int]:
        """Cancels what of a drop was not kept yet; returns those rows."""
        left = self.in_states([LedgerState.WAITING, LedgerState.COPYING], batch)
        self.set_batch(batch, "cancelled")
        return self.cancel(left)

    def resume(self) -> None:
        """After a crash or a lock: what was under way waits again, at the stage it had reached."""
        now = self._now()
        for under_way, again in (("copying", "waiting"), ("reading", "stored")):
            self._db.conn.execute(
                "UPDATE ledger SET state = ?, changed = ? WHERE state = ?", [again, now, under_way]
            )

    def forget(self, items: Sequence[int], fingerprints: Sequence[str] = ()) -> None:
        """Takes the names, places and fingerprints of erased items out of the ledger.

        The rows stay countable; what still waited to be read is cancelled.
        """
        erased = as_json(items)
        self._db.conn.execute(
            "UPDATE ledger SET place = '', relative = '', name = '', size = 0, sha256 = NULL, reason = NULL,"
            " changed = ?, state = CASE WHEN state IN (SELECT value FROM json_each(?)) THEN state"
            " ELSE 'cancelled' END"
            " WHERE item IN (SELECT value FROM json_each(?)) OR sha256 IN (SELECT value FROM json_each(?))",
            [self._now(), json.dumps(sorted(_FINISHED)), erased, json.dumps(list(fingerprints))],
        )
        self._db.conn.execute(
            "UPDATE ledger SET same_name = NULL WHERE same_name IN (SELECT value FROM json_each(?))", [erased]
        )


def _row(row: Mapping[str, Any]) -> LedgerRow:
    return LedgerRow(**{**row, "state": LedgerState(row["state"])})


def _batch(row: Row) -> Batch:
    tags = json.loads(row["tags"])
    return Batch(
        row["n"],
        tuple(path for path, _ in tags),
        row["state"],
        row["started"],
        tuple(number for _, number in tags),
        row["taken_back"] is not None,
    )
