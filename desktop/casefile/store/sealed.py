"""Sealed blocks and wrapped keys, as bytes: the vault seals and opens, the store only keeps.

Nothing here tells how many blocks are filler, what they hold or when they were written (decision 7):
all have one size, and all are written anew together.
"""

from __future__ import annotations

from collections.abc import Sequence

from casefile.store.connection import Database
from casefile.store.rows import column, value


class Sealed:
    """The protected compartment's bytes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def key(self, name: str) -> bytes | None:
        """A wrapped key by name, or None."""
        found = value(self._db, "SELECT body FROM sealed_key WHERE name = ?", [name])
        return None if found is None else bytes(found)

    def put_key(self, name: str, body: bytes) -> None:
        """Keeps a wrapped key."""
        self._db.conn.execute(
            "INSERT INTO sealed_key (name, body) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            [name, body],
        )

    def blocks(self) -> list[bytes]:
        """Every block, filler among them, in the order of their slots."""
        return [bytes(body) for body in column(self._db, "SELECT body FROM sealed_block ORDER BY slot")]

    def replace_blocks(self, blocks: Sequence[bytes]) -> None:
        """Writes all blocks anew, each over the one before it. Raises ValueError where their sizes differ
        or there would be fewer: a count that shrinks would tell that something was taken out.

        Never deleted and inserted: that moves pages and leaves free ones, and one look at the file would
        tell that the blocks were written after the case was made.
        """
        if len({len(block) for block in blocks}) > 1:
            raise ValueError("sealed blocks have one size")
        if len(blocks) < int(value(self._db, "SELECT count(*) FROM sealed_block")):
            raise ValueError("there are never fewer sealed blocks than before")
        self._db.conn.executemany(
            "INSERT INTO sealed_block (slot, body) VALUES (?, ?)"
            " ON CONFLICT (slot) DO UPDATE SET body = excluded.body",
            list(enumerate(blocks)),
        )
