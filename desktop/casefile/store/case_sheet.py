"""The case sheet: few named facts of the case itself (codename, level, question, report words)."""

from __future__ import annotations

from casefile.store.connection import Database
from casefile.store.rows import value


class CaseSheet:
    """Names and values, both text."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str) -> str | None:
        """What stands under a name, or None."""
        found = value(self._db, "SELECT value FROM case_sheet WHERE name = ?", [name])
        return None if found is None else str(found)

    def put(self, name: str, text: str | None) -> None:
        """Writes a value under a name; None takes it away."""
        if text is None:
            self._db.conn.execute("DELETE FROM case_sheet WHERE name = ?", [name])
            return
        self._db.conn.execute(
            "INSERT INTO case_sheet (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, text],
        )

    def all(self) -> dict[str, str]:
        """Everything on the sheet."""
        return dict(self._db.conn.execute("SELECT name, value FROM case_sheet ORDER BY name").fetchall())
