"""Steps of the history: what was done, with what takes it back, kept in the case across restarts."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from casefile.domain.changes import Deed, Step
from casefile.store.connection import Database
from casefile.store.recording import TABLES, pack, unpack
from casefile.store.rows import Row, every, first, insert, value

ERASED = "erased"
"""What a step is called once the records it wrote are erased."""

_WHOLE = "n, code, fields, made, undone, can_undo"


class Steps:
    """One line of steps: those done, then those undone and waiting to be redone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def push(self, deed: Deed, packed: bytes, merge_key: str | None, now: str) -> int:
        """Adds a step that was just done (``packed`` as `recording.pack` makes it); returns its number."""
        row = {"code": deed.code, "fields": _fields(deed), "changes": packed, "merge_key": merge_key}
        return insert(self._db, "history_step", {**row, "made": now})

    def replace(self, n: int, deed: Deed, packed: bytes, now: str) -> None:
        """Lets a step stand for itself and an edit that followed it."""
        self._db.conn.execute(
            "UPDATE history_step SET code = ?, fields = ?, changes = ?, made = ? WHERE n = ?",
            [deed.code, _fields(deed), packed, now, n],
        )

    def last_done(self) -> Step | None:
        """The step Undo takes back; one whose records were erased is passed over."""
        return self._one("undone = 0 AND can_undo = 1 ORDER BY n DESC")

    def first_undone(self) -> Step | None:
        """The step Redo makes again."""
        return self._one("undone = 1 AND can_undo = 1 ORDER BY n")

    def last_mergeable(self, merge_key: str, since: str) -> int | None:
        """The last step done, if it edited the same thing, no earlier than ``since``."""
        sql = (
            "SELECT n, merge_key, made FROM history_step WHERE undone = 0 AND can_undo = 1"
            " ORDER BY n DESC LIMIT 1"
        )
        last = first(self._db, sql)
        if last is None or last["merge_key"] != merge_key or last["made"] < since:
            return None
        return int(last["n"])

    def get(self, n: int) -> Step | None:
        """One step."""
        return self._one("n = ?", [n])

    def changes_of(self, n: int) -> bytes:
        """What a step changed, packed. Raises KeyError."""
        found = value(self._db, "SELECT changes FROM history_step WHERE n = ?", [n])
        if found is None:
            raise KeyError(n)
        return bytes(found)

    def mark(self, n: int, *, undone: bool) -> None:
        """Says whether a step is undone now."""
        self._db.conn.execute("UPDATE history_step SET undone = ? WHERE n = ?", [int(undone), n])

    def drop_undone(self) -> None:
        """Forgets what could still be redone: something new was done instead."""
        self._db.conn.execute("DELETE FROM history_step WHERE undone = 1")

    def newest(self, limit: int = 200, before: int | None = None) -> list[Step]:
        """A page of steps, newest first; ``before`` is the last number of the page before."""
        sql = f"SELECT {_WHOLE} FROM history_step WHERE n < ? ORDER BY n DESC LIMIT ?"
        bound = before if before is not None else 2**62
        return [_step(row) for row in every(self._db, sql, [bound, limit])]

    def trim(self, keep: int) -> int:
        """Forgets all but the newest ``keep`` steps; returns how many went."""
        sql = "DELETE FROM history_step WHERE n NOT IN (SELECT n FROM history_step ORDER BY n DESC LIMIT ?)"
        return int(self._db.conn.execute(sql, [keep]).rowcount)

    def forget(self, records: Collection[tuple[str, int]]) -> int:
        """Takes erased records out of every step (decision 4); returns how many steps done or undone
        can no longer be moved because of it.

        ``records`` are (table, number). A step that wrote one of them loses its payload and its label's
        words; from taggings only the erased numbers go, and the step stays whole.
        """
        wanted = {(table, n) for table, n in records}
        targets = {(kind.value, n) for table, n in wanted if (kind := TABLES.get(table)) is not None}
        tags = {n for table, n in wanted if table == "tag"}
        spoiled = 0
        for n, packed in self._db.conn.execute(
            "SELECT n, changes FROM history_step WHERE can_undo = 1"
        ).fetchall():
            changes = unpack(packed)
            if any(_wrote(change, wanted, tags) for change in changes):
                self._db.conn.execute(
                    "UPDATE history_step SET code = ?, fields = '{}', changes = ?, merge_key = NULL,"
                    " can_undo = 0 WHERE n = ?",
                    [ERASED, pack([]), n],
                )
                spoiled += 1
            elif (kept := _without(changes, targets)) != changes:
                self._db.conn.execute("UPDATE history_step SET changes = ? WHERE n = ?", [pack(kept), n])
        return spoiled

    def _one(self, where: str, values: Sequence[Any] = ()) -> Step | None:
        row = first(self._db, f"SELECT {_WHOLE} FROM history_step WHERE {where} LIMIT 1", values)
        return None if row is None else _step(row)


def _wrote(change: Sequence[Any], records: Collection[tuple[str, int]], tags: Collection[int]) -> bool:
    if change[0] == "row":
        return (change[1], change[2]) in records
    return change[0] == "tagging" and change[1] in tags


def _without(changes: Sequence[Sequence[Any]], targets: Collection[tuple[str, int]]) -> list[list[Any]]:
    kept: list[list[Any]] = []
    for change in changes:
        if change[0] == "tagging":
            what, tag, kind, added, removed = change
            added = [n for n in added if (kind, n) not in targets]
            removed = [n for n in removed if (kind, n) not in targets]
            if added or removed:
                kept.append([what, tag, kind, added, removed])
        else:
            kept.append(list(change))
    return kept


def _fields(deed: Deed) -> str:
    return json.dumps(dict(deed.fields), ensure_ascii=False, separators=(",", ":"))


def _step(row: Row) -> Step:
    return Step(
        n=row["n"],
        deed=Deed(row["code"], json.loads(row["fields"])),
        made=row["made"],
        undone=bool(row["undone"]),
        can_undo=bool(row["can_undo"]),
    )
