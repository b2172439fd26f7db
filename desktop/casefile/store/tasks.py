"""Tasks: what is still to do."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.tasks import Task, TaskKind, TaskState
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first

_WHOLE = "t.n, t.id, t.what, t.due, t.about, t.kind, t.state, t.created, t.modified, t.trashed"
_OPEN = "t.state IN ('todo', 'waiting') AND t.trashed IS NULL"


class Tasks:
    """The reporter's to-dos."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, n: int) -> Task | None:
        """One task, also from the trash."""
        row = first(self._db, f"SELECT {_WHOLE} FROM task t WHERE t.n = ?", [n])
        return None if row is None else _task(row)

    def rows(self, ns: Sequence[int]) -> list[Task]:
        """These tasks, in their order; numbers the case does not have are left out."""
        sql = f"SELECT {_WHOLE} FROM json_each(?) w JOIN task t ON t.n = w.value ORDER BY w.key"
        return [_task(row) for row in every(self._db, sql, [as_json(ns)])]

    def all(self) -> list[int]:
        """Every task outside the trash: open ones first, by their day, those without a day last."""
        sql = (
            "SELECT t.n FROM task t WHERE t.trashed IS NULL"
            " ORDER BY t.state NOT IN ('todo', 'waiting'), t.due IS NULL, t.due, t.n"
        )
        return column(self._db, sql)

    def open(self) -> list[int]:
        """Tasks still to do or waiting, by their day, those without a day last."""
        return column(self._db, f"SELECT t.n FROM task t WHERE {_OPEN} ORDER BY t.due IS NULL, t.due, t.n")

    def due(self, day: str) -> list[Task]:
        """Open tasks due on that day (YYYY-MM-DD) or before it, the oldest day first."""
        sql = f"SELECT {_WHOLE} FROM task t WHERE {_OPEN} AND t.due <= ? ORDER BY t.due, t.n"
        return [_task(row) for row in every(self._db, sql, [day])]

    def about(self, ref: str) -> list[Task]:
        """Tasks outside the trash about one record, given by its ref."""
        sql = f"SELECT {_WHOLE} FROM task t WHERE t.about = ? AND t.trashed IS NULL ORDER BY t.n"
        return [_task(row) for row in every(self._db, sql, [ref])]


def _task(row: Row) -> Task:
    return Task(**{**row, "kind": TaskKind(row["kind"]), "state": TaskState(row["state"])})
