"""One connection's view of a case: every repository, and the transaction they share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from casefile.store.audit import AuditLog
from casefile.store.case_sheet import CaseSheet
from casefile.store.claims import Claims
from casefile.store.connection import BUSY_SECONDS, Database, sqlite3
from casefile.store.contacts import Contacts
from casefile.store.credentials import Credentials
from casefile.store.erasing import TABLE_OF
from casefile.store.evidence import Evidence
from casefile.store.failures import in_words
from casefile.store.items import Items
from casefile.store.ledger import Ledger
from casefile.store.originals import Originals
from casefile.store.passages import Passages
from casefile.store.rows import as_json, value
from casefile.store.sealed import Sealed
from casefile.store.search_index import SearchIndex
from casefile.store.steps import Steps
from casefile.store.tags import Tags
from casefile.store.tasks import Tasks
from casefile.store.text_layers import TextLayers
from casefile.store.window_state import WindowState

SETTLE_MS = 50
"""How long moving the log waits for a reader; what the reporter does next comes first."""


def utc_now() -> str:
    """The present time as every record keeps it: UTC, ISO 8601, to the millisecond."""
    now = datetime.datetime.now(datetime.UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


_TRASHED = frozenset({("claim", "proposition"), ("contact", "name"), ("task", "what")})


class CaseStore:
    """The repositories of one open connection. Used by one thread at a time, like the connection."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.items = Items(db)
        self.originals = Originals(db)
        self.text_layers = TextLayers(db)
        self.passages = Passages(db)
        self.tags = Tags(db)
        self.claims = Claims(db)
        self.evidence = Evidence(db)
        self.contacts = Contacts(db)
        self.tasks = Tasks(db)
        self.credentials = Credentials(db)
        self.sealed = Sealed(db)
        self.ledger = Ledger(db, utc_now)
        self.steps = Steps(db)
        self.audit = AuditLog(db, utc_now)
        self.case_sheet = CaseSheet(db)
        self.window_state = WindowState(db)
        self.search_index = SearchIndex(db)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction: all of what is written inside, or, where anything is raised, nothing.

        Begins at once as a writer, so that it never fails half-way for another's lock. Not nested:
        raises RuntimeError inside another `atomic`.
        """
        connection = self.db.conn
        if connection.in_transaction:
            raise RuntimeError("a transaction is already under way")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        try:
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise

    def trashed(self, table: str, column: str) -> list[tuple[int, str]]:
        """Numbers and words of a table's records in the trash, the newest there first."""
        if (table, column) not in _TRASHED:
            raise ValueError(f"{table} has no trash shown by {column}")
        sql = f"SELECT n, {column} FROM {table} WHERE trashed IS NOT NULL ORDER BY trashed DESC, n DESC"
        return [(int(n), str(words)) for n, words in self.db.conn.execute(sql).fetchall()]

    def first_created(self, table: str, ns: Iterable[int]) -> str | None:
        """When the oldest of these records of a table was made (UTC), or None where none is there."""
        if table not in TABLE_OF.values():
            raise ValueError(f"{table} does not say when its records were made")
        sql = f"SELECT min(created) FROM {table} WHERE n IN (SELECT value FROM json_each(?))"
        found = value(self.db, sql, [as_json(ns)])
        return None if found is None else str(found)

    def interrupt(self) -> None:
        """Stops the statement this connection runs now (callable from any thread); it then raises
        ``sqlite3.OperationalError`` ("interrupted")."""
        self.db.conn.interrupt()

    def checkpoint(self) -> None:
        """Moves the write-ahead log into the case file and empties it (decision 2).

        Raises ``sqlite3.OperationalError`` where a reader keeps it from being emptied.
        """
        busy, _, _ = self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise sqlite3.OperationalError("the log is still read and could not be emptied")

    def settle(self) -> bool:
        """As `checkpoint`, without keeping who waits to write: False where a reader needs the log now.

        Raises ReporterCanFix.
        """
        with in_words():
            self.db.conn.execute(f"PRAGMA busy_timeout={SETTLE_MS}")
            try:
                blocked = self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                self.db.conn.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")
        return bool(blocked == 0)

    def close(self) -> None:
        """Closes the connection."""
        self.db.conn.close()
