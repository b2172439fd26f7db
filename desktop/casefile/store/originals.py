"""Originals: an item's untouched bytes, in pieces of 1 MiB, named by their SHA-256.

SQLite's incremental blob handle is not offered by sqlite_utils, and one row of 2 GiB would have to
pass through memory whole; rows of 1 MiB go in at 125 MiB/s and out at 339 (performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casefile.store.connection import Database
from casefile.store.rows import value

CHUNK_BYTES = 1024 * 1024
"""Size of every piece but the last."""

ERASED = "erased"
"""Under this name stand the emptied pieces of originals that were erased."""


class Originals:
    """The bytes of the files the case holds. An original without its size set is not finished yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def store(self, sha256: str, size: int, chunks: Iterable[bytes], stored: str) -> bool:
        """Keeps an original given in pieces of any size; False where the case already holds it.

        ``stored`` is the time, UTC. Runs in the caller's transaction. Raises ValueError where the
        pieces are not ``size`` bytes together (the hash is the caller's, who read them).
        """
        if self.holds(sha256):
            return False
        self._db.conn.execute(
            "INSERT INTO original (sha256, size, stored) VALUES (?, ?, ?)", [sha256, size, stored]
        )
        total = 0
        for seq, piece in enumerate(in_pieces(chunks)):
            total += len(piece)
            self._db.conn.execute(
                "INSERT INTO original_chunk (original, seq, bytes) VALUES (?, ?, ?)", [sha256, seq, piece]
            )
        if total != size:
            raise ValueError(f"{total} bytes came where {size} were announced")
        return True

    def holds(self, sha256: str) -> bool:
        """Whether the case holds these bytes."""
        return value(self._db, "SELECT 1 FROM original WHERE sha256 = ?", [sha256]) is not None

    def size(self, sha256: str) -> int | None:
        """The size of an original in bytes, or None where the case does not hold it."""
        found = value(self._db, "SELECT size FROM original WHERE sha256 = ?", [sha256])
        return None if found is None else int(found)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes of an original in order, at most `CHUNK_BYTES` at a time. Raises KeyError.

        Each piece is a query of its own, so that a long reading never keeps a statement (and the
        write-ahead log) open between two of them.
        """
        if not self.holds(sha256):
            raise KeyError(sha256)
        seq = 0
        while (piece := self.chunk(sha256, seq)) is not None:
            yield piece
            seq += 1

    def chunk(self, sha256: str, seq: int) -> bytes | None:
        """One piece of an original, counted from 0; None behind the last."""
        sql = "SELECT bytes FROM original_chunk WHERE original = ? AND seq = ?"
        piece = value(self._db, sql, [sha256, seq])
        return None if piece is None else bytes(piece)

    def total_bytes(self) -> int:
        """The size of all originals together, in bytes."""
        return int(value(self._db, "SELECT coalesce(sum(size), 0) FROM original"))

    def erase(self, names: Iterable[str]) -> int:
        """Takes originals away; returns how many were there. No item may name them any more.

        Their pieces stay as empty rows under `ERASED`: shrinking a row overwrites it and moves no other,
        while taking rows out would leave copies of their neighbours behind (see `scrubbing`).
        """
        gone = [name for name in names if name != ERASED and self.holds(name)]
        if gone:
            self._db.conn.execute(
                "INSERT OR IGNORE INTO original (sha256, size, stored) VALUES (?, 0, '')", [ERASED]
            )
        for name in gone:
            self._db.conn.execute(
                "UPDATE original_chunk SET bytes = zeroblob(0), original = ?, seq = -id WHERE original = ?",
                [ERASED, name],
            )
            self._db.conn.execute("DELETE FROM original WHERE sha256 = ?", [name])
        return len(gone)


def in_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly `CHUNK_BYTES`, the last one shorter."""
    held = bytearray()
    for chunk in chunks:
        if not held and len(chunk) == CHUNK_BYTES:
            yield bytes(chunk)
            continue
        held += chunk
        while len(held) >= CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES])
            del held[:CHUNK_BYTES]
    if held:
        yield bytes(held)
