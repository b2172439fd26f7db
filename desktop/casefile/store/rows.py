"""Reading rows by name, and handing lists of numbers to SQL as one bound value.

Numbers travel as one JSON array read by ``json_each``: never a giant ``IN (…)`` list, whose text SQLite
would parse anew for each length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casefile.store.connection import Database

Row = dict[str, Any]


def every(db: Database, sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """All rows of a statement, by column name."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def first(db: Database, sql: str, values: Sequence[Any] = ()) -> Row | None:
    """The first row of a statement, or None."""
    cursor = db.conn.execute(sql, values)
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def column(db: Database, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """The first column of every row."""
    return [row[0] for row in db.conn.execute(sql, values)]


def value(db: Database, sql: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row, or None where there is no row."""
    row = db.conn.execute(sql, values).fetchone()
    return None if row is None else row[0]


def as_json(numbers: Iterable[int]) -> str:
    """Numbers as the one bound value that ``json_each(?)`` reads."""
    return "[" + ",".join(map(str, map(int, numbers))) + "]"


def insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    """Writes a row given by column names (ours, never a stranger's); returns its number."""
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" for _ in row)
    return int(value(db, f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING n", list(row.values())))
