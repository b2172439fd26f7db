"""The audit log: what was done to which record, chained so that a change or a gap is noticed.

It holds ids and types, never names or text (domain.md 2.11: the log is discoverable in litigation).
Each line carries the HMAC-SHA256 of itself and of the line before, under a random key kept in the case,
so that the chain outlives a new passphrase (decision 21). Whoever can open the case could forge the
chain; it shows accidents, faulty disks and hands that do not know it, not a determined owner.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from casefile.store.connection import Database
from casefile.store.rows import every, value

_KEY_NAME = "audit"
_START = bytes(32)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the log; ``at`` is UTC, ISO 8601."""

    seq: int
    at: str
    type: str
    object: str
    outcome: str


class AuditLog:
    """Appended to, never changed (triggers of the schema refuse it)."""

    def __init__(self, db: Database, now: Callable[[], str]) -> None:
        self._db = db
        self._now = now

    def append(self, type: str, object: str, outcome: str) -> int:
        """Writes a line in the caller's transaction and returns its number."""
        last = self._db.conn.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (last[0] + 1, bytes(last[1])) if last is not None else (1, _START)
        line = AuditLine(seq, self._now(), type, object, outcome)
        self._db.conn.execute(
            "INSERT INTO audit (seq, at, type, object, outcome, previous, mac) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [seq, line.at, type, object, outcome, previous, _mac(self._key(), line, previous)],
        )
        return seq

    def verify(self) -> list[int]:
        """The numbers of lines that were changed, are missing, or do not follow the one before.

        Lines cut off at the end are seen by the number the case gave last.
        """
        key = self._stored_key()
        wrong: list[int] = []
        expected, previous = 1, _START
        for seq, at, type_, object_, outcome, said_previous, mac in self._db.conn.execute(
            "SELECT seq, at, type, object, outcome, previous, mac FROM audit ORDER BY seq"
        ):
            missing = range(expected, seq)
            wrong.extend(missing)
            line = AuditLine(seq, at, type_, object_, outcome)
            before = bytes(said_previous)
            genuine = key is not None and hmac.compare_digest(_mac(key, line, before), bytes(mac))
            if not genuine or (not missing and before != previous):
                wrong.append(seq)
            expected, previous = seq + 1, bytes(mac)
        given = value(self._db, "SELECT seq FROM sqlite_sequence WHERE name = 'audit'") or 0
        wrong.extend(range(expected, given + 1))
        return wrong

    def first(self) -> AuditLine | None:
        """The oldest line: when and how the case began."""
        sql = "SELECT seq, at, type, object, outcome FROM audit ORDER BY seq LIMIT 1"
        return next((AuditLine(**row) for row in every(self._db, sql)), None)

    def newest(self, limit: int = 200) -> list[AuditLine]:
        """The newest lines, newest first."""
        sql = "SELECT seq, at, type, object, outcome FROM audit ORDER BY seq DESC LIMIT ?"
        return [AuditLine(**row) for row in every(self._db, sql, [limit])]

    def _key(self) -> bytes:
        key = self._stored_key()
        if key is None:
            key = secrets.token_bytes(32)
            self._db.conn.execute("INSERT INTO sealed_key (name, body) VALUES (?, ?)", [_KEY_NAME, key])
        return key

    def _stored_key(self) -> bytes | None:
        found = value(self._db, "SELECT body FROM sealed_key WHERE name = ?", [_KEY_NAME])
        return None if found is None else bytes(found)


def _mac(key: bytes, line: AuditLine, previous: bytes) -> bytes:
    said = [line.seq, line.at, line.type, line.object, line.outcome, previous.hex()]
    return hmac.digest(key, json.dumps(said, ensure_ascii=False, default=repr).encode(), hashlib.sha256)
