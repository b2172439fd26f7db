"""Credentials: listed by name, their secret fields sealed (decision 30)."""

from __future__ import annotations

from casefile.domain.credentials import Credential
from casefile.store.connection import Database
from casefile.store.rows import every, first, value


class Credentials:
    """Logins and passwords the case needs. The sealed fields are opened by the vault, never here."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Credential]:
        """Every credential outside the trash, by name."""
        sql = (
            "SELECT n, id, name, trashed FROM credential WHERE trashed IS NULL"
            " ORDER BY name COLLATE NOCASE, n"
        )
        return [Credential(**row) for row in every(self._db, sql)]

    def get(self, n: int) -> Credential | None:
        """The open part of one credential, also from the trash."""
        row = first(self._db, "SELECT n, id, name, trashed FROM credential WHERE n = ?", [n])
        return None if row is None else Credential(**row)

    def sealed(self, n: int) -> bytes:
        """The sealed fields of a credential, as the vault sealed them. Raises KeyError."""
        found = value(self._db, "SELECT sealed FROM credential WHERE n = ?", [n])
        if found is None:
            raise KeyError(n)
        return bytes(found)
