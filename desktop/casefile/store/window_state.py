"""Where the window stood: kept in the case and nowhere else, so that nothing betrays it outside."""

from __future__ import annotations

import json
from typing import Any

from casefile.store.connection import Database
from casefile.store.rows import value


class WindowState:
    """Small JSON values by name."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str) -> Any:
        """What was put under a name, or None."""
        found = value(self._db, "SELECT value FROM window_state WHERE name = ?", [name])
        return None if found is None else json.loads(found)

    def put(self, name: str, what: Any) -> None:
        """Keeps a value JSON can express; None takes the name away."""
        if what is None:
            self._db.conn.execute("DELETE FROM window_state WHERE name = ?", [name])
            return
        self._db.conn.execute(
            "INSERT INTO window_state (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, json.dumps(what, ensure_ascii=False, separators=(",", ":"))],
        )
