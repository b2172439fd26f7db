"""Leaving nothing of erased rows on the pages of a case.

``secure_delete`` overwrites a row where it is deleted and a page that is freed. It does not reach the copies
that SQLite leaves in the unused middle of a page whose rows it once moved to a neighbour (`rebuildPage` in
its ``btree.c``): in a case of 400 notes, one page still held words after all rows were gone, seen with the
key in hand. So the tables concerned are emptied, which frees and overwrites every page they have, and their
living rows are written again in order.

The pieces of originals are never written anew (they are most of the case) and need not be: they are only
ever added at the end, which moves no row, and erased by shrinking, which moves none either.
"""

from __future__ import annotations

from collections.abc import Iterable

from casefile.store.connection import Database

_MEANWHILE = "erasing_rows"
_OF_THE_INDEX = ("search_words", "search_parts", "search_word_parts")
_SEARCH = (
    "search_word",
    "search_row",
    *(f"{name}_{part}" for name in _OF_THE_INDEX for part in ("data", "idx")),
)
"""The index's words, and FTS5's own tables (https://www.sqlite.org/fts5.html, "FTS5 Data Structures")."""


def rewrite_tables(db: Database, tables: Iterable[str]) -> None:
    """Writes these tables and the search index anew, row by row as they are.

    Runs inside the caller's transaction, with foreign keys off; the numbers given so far are not touched.
    """
    for table in dict.fromkeys((*tables, *_SEARCH)):
        db.conn.execute(f"CREATE TABLE {_MEANWHILE} AS SELECT * FROM {table}")
        db.conn.execute(f"DELETE FROM {table}")
        db.conn.execute(f"INSERT INTO {table} SELECT * FROM {_MEANWHILE}")
        db.conn.execute(f"DROP TABLE {_MEANWHILE}")
    db.conn.execute("REINDEX original_chunk_in_order")
