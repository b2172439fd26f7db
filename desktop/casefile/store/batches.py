"""An import as one step: taken back and brought again by the ledger, not by its single rows (decision 22).

What is undone: the batch's items go to the trash, the drop's tags come off them, and every row that
was not finished is put aside. What is made again: exactly these items, their tags, and the rows that
wait. Both run in the transaction of the step, so that an import under way sees one or the other.
"""

from __future__ import annotations

import json

from casefile.store.connection import Database
from casefile.store.rows import as_json, column, value

TAKEN_BACK = "taken_back"
"""The reason of ledger rows that were put aside with their import."""

_ITEMS = "SELECT n FROM item WHERE batch = ?"


def take_back(db: Database, batch: int, now: str) -> list[int]:
    """Undoes a batch; returns the items that went to the trash."""
    moved = column(
        db, "UPDATE item SET trashed = ? WHERE batch = ? AND trashed IS NULL RETURNING n", [now, batch]
    )
    db.conn.execute(
        f"DELETE FROM tagging WHERE kind = 'I' AND target IN ({_ITEMS})"
        " AND tag IN (SELECT value FROM json_each(?))",
        [batch, as_json(tags_of(db, batch))],
    )
    db.conn.execute("UPDATE import_batch SET taken_back = ? WHERE n = ?", [now, batch])
    put_rows_aside(db, batch, now)
    return moved


def bring_again(db: Database, batch: int, now: str) -> list[int]:
    """Makes an undone batch again; returns the items that came back. The rows put aside wait again."""
    moved = column(
        db,
        "UPDATE item SET trashed = NULL WHERE batch = ?1"
        " AND trashed = (SELECT taken_back FROM import_batch WHERE n = ?1) RETURNING n",
        [batch],
    )
    for tag in tags_of(db, batch):
        db.conn.execute(
            f"INSERT OR IGNORE INTO tagging (tag, kind, target) SELECT ?, 'I', n FROM ({_ITEMS})"
            " WHERE EXISTS (SELECT 1 FROM tag WHERE tag.n = ?)",
            [tag, batch, tag],
        )
    db.conn.execute("UPDATE import_batch SET taken_back = NULL WHERE n = ?", [batch])
    db.conn.execute(
        "UPDATE ledger SET state = CASE WHEN sha256 IS NULL THEN 'waiting' ELSE 'stored' END,"
        " reason = NULL, changed = ? WHERE batch = ? AND state = 'cancelled' AND reason = ?",
        [now, batch, TAKEN_BACK],
    )
    return moved


def put_rows_aside(db: Database, batch: int, now: str) -> None:
    """Sets aside what of an undone batch is not finished (also rows written after it was undone)."""
    db.conn.execute(
        "UPDATE ledger SET state = 'cancelled', reason = ?, changed = ? WHERE batch = ?"
        " AND state IN ('waiting', 'copying', 'stored', 'reading')",
        [TAKEN_BACK, now, batch],
    )


def is_taken_back(db: Database, batch: int) -> bool:
    """Whether a batch is undone now."""
    return value(db, "SELECT taken_back FROM import_batch WHERE n = ?", [batch]) is not None


def tags_of(db: Database, batch: int) -> list[int]:
    """The numbers of the tags that a drop puts on what it brings."""
    kept = value(db, "SELECT tags FROM import_batch WHERE n = ?", [batch])
    return [int(number) for _, number in json.loads(kept or "[]")]
