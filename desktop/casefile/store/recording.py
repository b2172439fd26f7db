"""Writing rows so that what really changed is known, and can be taken back and made again.

A command writes only through a `Recorder`. What it gathers is the step's inverse and its redo in
one: undoing restores every *before*, redoing every *after*, and both refuse (`Stale`) where the
present value is neither what the step left behind nor what it found. Derived tables (search index,
counts) are never recorded; they follow `touched`.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casefile.domain.identifiers import Kind
from casefile.store.batches import bring_again, tags_of, take_back
from casefile.store.case_sheet import CaseSheet
from casefile.store.connection import Database

Row = Mapping[str, Any]

TABLES: dict[str, Kind | None] = {
    "item": Kind.ITEM,
    "passage": Kind.PASSAGE,
    "tag": Kind.TAG,
    "claim": Kind.CLAIM,
    "claim_said_in": None,
    "gap_aside": None,
    "origin": Kind.ORIGIN,
    "evidence_link": Kind.LINK,
    "contact": Kind.CONTACT,
    "conversation": None,
    "task": Kind.TASK,
    "credential": Kind.CREDENTIAL,
    "text_layer": None,
}
"""Every table a command may write, and the kind of record its numbers name."""

_OWNERS: dict[str, tuple[tuple[Kind, str], ...]] = {
    "claim_said_in": ((Kind.CLAIM, "claim"), (Kind.PASSAGE, "passage")),
    "gap_aside": ((Kind.CLAIM, "claim"),),
    "conversation": ((Kind.CONTACT, "contact"),),
    "text_layer": ((Kind.ITEM, "item"),),
    "evidence_link": ((Kind.CLAIM, "claim"), (Kind.PASSAGE, "passage")),
}
"""Rows whose change is also a change of the records they belong to."""


class Stale(Exception):
    """A step cannot be undone (or redone): the record named by ``kind`` and ``n`` changed since."""

    def __init__(self, table: str, n: int) -> None:
        super().__init__(f"{table} {n}")
        self.table = table
        self.n = n


class Recorder:
    """Writes rows of one connection inside a transaction, and remembers the differences."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.changes: list[list[Any]] = []
        self.touched: dict[Kind, set[int]] = {}

    def touch(self, kind: Kind, numbers: Iterable[int]) -> None:
        """Adds to the numbers that will be published as changed."""
        self.touched.setdefault(kind, set()).update(numbers)

    def insert(self, table: str, row: Row) -> int:
        """Writes a new row and returns its number (its own ``n`` where the row brings one)."""
        columns = list(row)
        names = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join("?" for _ in columns)
        cursor = self.db.conn.execute(
            f"INSERT INTO {_known(table)} ({names}) VALUES ({places})", [row[column] for column in columns]
        )
        n = int(row["n"]) if "n" in row else int(cursor.lastrowid or 0)
        written = _whole_row(self.db, table, n)
        assert written is not None
        self.changes.append(["row", table, n, None, written])
        self._touch_row(table, n, written)
        return n

    def update(self, table: str, n: int, values: Row) -> bool:
        """Sets columns of a row; False (and nothing recorded) where they already held these values."""
        present = _whole_row(self.db, table, n)
        if present is None:
            raise KeyError(f"{table} {n}")
        differing = {column: value for column, value in values.items() if present[column] != value}
        if not [column for column in differing if column != "modified"]:
            return False
        _set(self.db, table, n, differing)
        before = {column: present[column] for column in differing}
        self.changes.append(["row", table, n, before, differing])
        self._touch_row(table, n, present)
        self._touch_row(table, n, differing)
        return True

    def delete(self, table: str, n: int) -> None:
        """Takes a row away whole."""
        present = _whole_row(self.db, table, n)
        if present is None:
            return
        self.db.conn.execute(f"DELETE FROM {_known(table)} WHERE n = ?", [n])
        self.changes.append(["row", table, n, present, None])
        self._touch_row(table, n, present)

    def tag(self, tag: int, kind: Kind, targets: Sequence[int]) -> list[int]:
        """Puts a tag on records of one kind; returns those that did not have it."""
        added = _tag(self.db, tag, kind, targets)
        if added:
            self.changes.append(["tagging", tag, kind.value, added, []])
            self.touch(kind, added)
            self.touch(Kind.TAG, [tag])
        return added

    def untag(self, tag: int, kind: Kind, targets: Sequence[int]) -> list[int]:
        """Takes a tag off records of one kind; returns those that had it."""
        removed = _untag(self.db, tag, kind, targets)
        if removed:
            self.changes.append(["tagging", tag, kind.value, [], removed])
            self.touch(kind, removed)
            self.touch(Kind.TAG, [tag])
        return removed

    def set_sheet(self, name: str, text: str | None) -> bool:
        """Sets a value of the case sheet (None takes it away); False where it already stood there."""
        sheet = CaseSheet(self.db)
        before = sheet.get(name)
        if before == text:
            return False
        sheet.put(name, text)
        self.changes.append(["sheet", name, before, text])
        return True

    def batch(self, batch: int) -> None:
        """Records an import: its undo trashes what the batch brought, by the ledger (decision 22)."""
        self.changes.append(["batch", batch])

    def undo(self, changes: Sequence[Sequence[Any]], now: str) -> None:
        """Takes recorded changes back, last first. Raises `Stale` before anything is half done
        (the caller's transaction rolls back)."""
        for change in reversed(changes):
            self._move(change, now, forward=False)

    def redo(self, changes: Sequence[Sequence[Any]], now: str) -> None:
        """Makes recorded changes again, first first. Raises `Stale`."""
        for change in changes:
            self._move(change, now, forward=True)

    def _move(self, change: Sequence[Any], now: str, *, forward: bool) -> None:
        what = change[0]
        if what == "row":
            _, table, n, before, after = change
            self._move_row(table, n, *((before, after) if forward else (after, before)))
        elif what == "tagging":
            _, tag, kind, added, removed = change
            put, take = (added, removed) if forward else (removed, added)
            _tag(self.db, tag, Kind(kind), put)
            _untag(self.db, tag, Kind(kind), take)
            self.touch(Kind(kind), [*put, *take])
            self.touch(Kind.TAG, [tag])
        elif what == "sheet":
            _, name, before, after = change
            self._move_sheet(name, *((before, after) if forward else (after, before)))
        elif what == "batch":
            self._move_batch(change[1], now, forward=forward)
        else:
            raise ValueError(f"unknown change {what!r}")

    def _move_row(self, table: str, n: int, present_wanted: Row | None, target: Row | None) -> None:
        present = _whole_row(self.db, table, n)
        if present_wanted is None:
            if present is not None or target is None:
                raise Stale(table, n)
            names = ", ".join(f'"{column}"' for column in target)
            places = ", ".join("?" for _ in target)
            values = [_from_json(value) for value in target.values()]
            self.db.conn.execute(f"INSERT INTO {_known(table)} ({names}) VALUES ({places})", values)
            self._touch_row(table, n, {key: _from_json(value) for key, value in target.items()})
            return
        if present is None:
            raise Stale(table, n)
        for column, value in present_wanted.items():
            if column != "modified" and present[column] != _from_json(value):
                raise Stale(table, n)
        if target is None:
            self.db.conn.execute(f"DELETE FROM {_known(table)} WHERE n = ?", [n])
        else:
            restored = {column: _from_json(value) for column, value in target.items()}
            _set(self.db, table, n, restored)
            self._touch_row(table, n, restored)
        self._touch_row(table, n, present)

    def _move_sheet(self, name: str, present_wanted: str | None, target: str | None) -> None:
        sheet = CaseSheet(self.db)
        if sheet.get(name) != present_wanted:
            raise Stale("case_sheet", 0)
        sheet.put(name, target)

    def _move_batch(self, batch: int, now: str, *, forward: bool) -> None:
        moved = (bring_again if forward else take_back)(self.db, batch, now)
        self.touch(Kind.ITEM, moved)
        if tags := tags_of(self.db, batch):
            self.touch(Kind.TAG, tags)

    def _touch_row(self, table: str, n: int, row: Row) -> None:
        kind = TABLES[table]
        if kind is not None:
            self.touch(kind, [n])
        for owner, column in _OWNERS.get(table, ()):
            if row.get(column) is not None:
                self.touch(owner, [row[column]])


def pack(changes: Sequence[Sequence[Any]]) -> bytes:
    """Changes as kept in the history: compressed JSON, blobs in base64."""
    return zlib.compress(json.dumps(changes, separators=(",", ":"), default=_to_json).encode(), 6)


def unpack(packed: bytes) -> list[list[Any]]:
    """The changes that `pack` packed."""
    changes: list[list[Any]] = json.loads(zlib.decompress(packed))
    return changes


def merge(earlier: Sequence[Sequence[Any]], later: Sequence[Sequence[Any]]) -> list[list[Any]] | None:
    """One change standing for two consecutive edits of the same columns of the same row, or None."""
    if len(earlier) != 1 or len(later) != 1:
        return None
    (first,), (second,) = earlier, later
    if first[0] == second[0] == "sheet" and first[1] == second[1]:
        return [["sheet", first[1], first[2], second[3]]]
    if first[0] != "row" or second[0] != "row" or first[1:3] != second[1:3]:
        return None
    if first[3] is None or first[4] is None or second[3] is None or second[4] is None:
        return None
    if not set(second[3]) <= set(first[3]) | {"modified"}:
        return None
    return [["row", first[1], first[2], {**second[3], **first[3]}, {**first[4], **second[4]}]]


def _tag(db: Database, tag: int, kind: Kind, targets: Sequence[int]) -> list[int]:
    rows = db.conn.execute(
        "INSERT OR IGNORE INTO tagging (tag, kind, target)"
        " SELECT ?, ?, value FROM json_each(?) RETURNING target",
        [tag, kind.value, json.dumps(list(targets))],
    ).fetchall()
    return [row[0] for row in rows]


def _untag(db: Database, tag: int, kind: Kind, targets: Sequence[int]) -> list[int]:
    rows = db.conn.execute(
        "DELETE FROM tagging WHERE tag = ? AND kind = ? AND target IN (SELECT value FROM json_each(?))"
        " RETURNING target",
        [tag, kind.value, json.dumps(list(targets))],
    ).fetchall()
    return [row[0] for row in rows]


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"no command writes {table}")
    return table


def _whole_row(db: Database, table: str, n: int) -> dict[str, Any] | None:
    cursor = db.conn.execute(f"SELECT * FROM {_known(table)} WHERE n = ?", [n])
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _set(db: Database, table: str, n: int, values: Row) -> None:
    sets = ", ".join(f'"{column}" = ?' for column in values)
    db.conn.execute(f"UPDATE {_known(table)} SET {sets} WHERE n = ?", [*values.values(), n])


def _to_json(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(type(value).__name__)


def _from_json(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    return value
