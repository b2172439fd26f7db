"""Every value of every table of a case as its own passphrase shows them."""

from __future__ import annotations

from collections.abc import Iterator

from casefile.casework.open_case import OpenCase
from casefile.store.connection import connect
from tests.helpers.canary import holds_canary


def every_cell(case: OpenCase) -> Iterator[tuple[str, object]]:
    """Table and value, the search indexes' own tables among them."""
    db = connect(case.path, case._key, writing=False)
    try:
        for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in db.conn.execute(f"SELECT * FROM [{name}]").fetchall():
                for cell in row:
                    yield name, cell
    finally:
        db.conn.close()


def tables_that_name(case: OpenCase) -> set[str]:
    """The tables in which the canary stands readable."""
    case.write(lambda store: None).result()
    return {table for table, cell in every_cell(case) if isinstance(cell, str | bytes) and holds_canary(cell)}


def cells_that_say(case: OpenCase, words: str) -> set[str]:
    """The tables in which these words stand readable, in any case."""
    case.write(lambda store: None).result()
    low = words.casefold()
    return {
        table
        for table, cell in every_cell(case)
        if (isinstance(cell, str) and low in cell.casefold())
        or (isinstance(cell, bytes) and low.encode() in cell.lower())
    }
