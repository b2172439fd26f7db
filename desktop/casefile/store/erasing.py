"""Erasing records for good: every row, word, piece and earlier version of them, in one transaction.

A record takes along what cannot stand without it: an item its texts, passages and parts; a passage its
links; a contact its calls. The steps of the history are searched for rows of theirs that stand nowhere else
any more (a link that was removed, a passage that was undone). Nothing here is undone again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casefile.domain.identifiers import TAGGABLE, Kind
from casefile.store.connection import Database
from casefile.store.ledger import Ledger
from casefile.store.originals import Originals
from casefile.store.recording import unpack
from casefile.store.rows import as_json, column
from casefile.store.scrubbing import rewrite_tables
from casefile.store.search_index import KINDS, SearchIndex
from casefile.store.steps import Steps

TABLE_OF = {
    Kind.ITEM: "item",
    Kind.PASSAGE: "passage",
    Kind.CLAIM: "claim",
    Kind.CONTACT: "contact",
    Kind.TASK: "task",
    Kind.CREDENTIAL: "credential",
}
"""The kinds that can be erased, and where they stand."""
KIND_OF = {**{table: kind for kind, table in TABLE_OF.items()}, "evidence_link": Kind.LINK}
"""Tables whose records have a ref."""

_BELONGS: Mapping[str, Mapping[str, str]] = {
    "item": {"parent": "item"},
    "text_layer": {"item": "item"},
    "passage": {"item": "item"},
    "evidence_link": {"passage": "passage", "claim": "claim"},
    "claim_said_in": {"passage": "passage", "claim": "claim"},
    "gap_aside": {"claim": "claim"},
    "conversation": {"contact": "contact"},
}
"""Table → its columns that name an owner, and the owner's table: such a row goes with its owner."""

_WORDS_ELSEWHERE = ("history_step", "ledger", "window_state", "original")
"""Tables that may have held words of any record, or its fingerprint."""

DRAFT = "draft "
"""Names of window state that begin so hold half-typed words; those that name an erased record go with it."""

Reach = dict[str, set[int]]
"""What an erasure takes along: numbers by table."""


@dataclass(frozen=True)
class Purged:
    """What was erased, by table; how many originals; how many steps can no longer be undone.

    ``claims`` are those that stay and lost a link or a place where they are said.
    """

    records: Mapping[str, frozenset[int]]
    claims: frozenset[int]
    originals: int
    steps: int


def reach_of(db: Database, kind: Kind, numbers: Iterable[int]) -> Reach:
    """Everything that goes with these records, they themselves included. Raises ValueError for a kind
    that has no trash."""
    return _Reaching(db).from_records(kind, numbers)


def purge(
    db: Database, kind: Kind, numbers: Iterable[int], now: str, also: Callable[[Reach], object]
) -> Purged:
    """Erases records and what belongs to them; ``now`` is UTC. ``also`` writes in the same transaction.

    The connection is the writer's, outside any transaction; all of it happens in one, or nothing does.
    Raises KeyError where none of the records is there.
    """
    reaching = _Reaching(db)
    reach = reaching.from_records(kind, numbers)
    if not column(
        db, f"SELECT n FROM {TABLE_OF[kind]} WHERE n IN {_LISTED}", [as_json(reach[TABLE_OF[kind]])]
    ):
        raise KeyError(kind)
    # Rows are taken out and put back below in whatever order; what must hold is asked at the end.
    db.conn.execute("PRAGMA foreign_keys=OFF")
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            purged = _purge(db, reach, reaching.fingerprints(reach), now)
            also(reach)
            if db.conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RuntimeError("an erasure would have left a row that speaks of what is gone")
        except BaseException:
            db.conn.rollback()
            raise
        try:
            db.conn.execute("COMMIT")
        except BaseException:
            db.conn.rollback()
            raise
    finally:
        db.conn.execute("PRAGMA foreign_keys=ON")
    return purged


_LISTED = "(SELECT value FROM json_each(?))"


def _purge(db: Database, reach: Reach, fingerprints: set[str], now: str) -> Purged:
    by_kind = {kind: reach[table] for kind, table in TABLE_OF.items() if reach.get(table)}
    SearchIndex(db).erase_several({kind: ns for kind, ns in by_kind.items() if kind in KINDS})
    for kind in TAGGABLE:
        db.conn.execute(
            f"DELETE FROM tagging WHERE kind = ? AND target IN {_LISTED}",
            [kind.value, as_json(by_kind.get(kind, ()))],
        )
    Ledger(db, lambda: now).forget(sorted(reach["item"]), sorted(fingerprints))
    _forget_drafts(db, by_kind)
    claims = {
        claim
        for table in ("evidence_link", "claim_said_in")
        for claim in column(db, f"SELECT claim FROM {table} WHERE n IN {_LISTED}", [as_json(reach[table])])
    }
    for table, ns in reach.items():
        db.conn.execute(f"DELETE FROM {table} WHERE n IN {_LISTED}", [as_json(ns)])
    steps = Steps(db).forget({(table, n) for table, ns in reach.items() for n in ns})
    originals = Originals(db).erase(sorted(fingerprints))
    rewrite_tables(db, [*(table for table, ns in reach.items() if ns), *_WORDS_ELSEWHERE])
    records = {table: frozenset(ns) for table, ns in reach.items()}
    return Purged(records, frozenset(claims) - records["claim"], originals, steps)


def _forget_drafts(db: Database, by_kind: Mapping[Kind, set[int]]) -> None:
    """Half-typed words go where they name an erased record by its ref or its id."""
    gone = {f"{kind.value}{n}" for kind, ns in by_kind.items() for n in ns}
    for kind, ns in by_kind.items():
        gone.update(column(db, f"SELECT id FROM {TABLE_OF[kind]} WHERE n IN {_LISTED}", [as_json(ns)]))
    for name, kept in db.conn.execute("SELECT name, value FROM window_state").fetchall():
        if name.startswith(DRAFT) and gone & {*name.split(), *_words_in(json.loads(kept))}:
            db.conn.execute("DELETE FROM window_state WHERE name = ?", [name])


def _words_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _words_in(held)
    elif isinstance(value, list):
        for held in value:
            yield from _words_in(held)


class _Reaching:
    """Finds what belongs to records: in the tables as they stand, and in the rows the history holds."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._past: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
        for (packed,) in db.conn.execute("SELECT changes FROM history_step WHERE can_undo = 1"):
            for change in unpack(packed):
                if change[0] == "row":
                    _, table, n, before, after = change
                    rows = self._past.setdefault(table, [])
                    rows += [(n, row) for row in (before, after) if row is not None]

    def from_records(self, kind: Kind, numbers: Iterable[int]) -> Reach:
        if kind not in TABLE_OF:
            raise ValueError(f"records of kind {kind!r} are removed at once and never erased")
        reach: Reach = {table: set() for table in (*_BELONGS, *TABLE_OF.values())}
        reach[TABLE_OF[kind]].update(numbers)
        while self._grow(reach):
            pass
        return reach

    def _grow(self, reach: Reach) -> bool:
        grown = False
        for table, owners in _BELONGS.items():
            for name, owner in owners.items():
                sql = f"SELECT n FROM {table} WHERE {name} IN {_LISTED}"
                found = set(column(self._db, sql, [as_json(reach[owner])]))
                found.update(n for n, row in self._past.get(table, ()) if row.get(name) in reach[owner])
                grown = grown or not found <= reach[table]
                reach[table] |= found
        return grown

    def fingerprints(self, reach: Reach) -> set[str]:
        """Originals of the erased items that nothing else needs: no item, in the trash or not, and no step
        that could bring one back."""
        gone = reach["item"]
        sql = f"SELECT sha256 FROM item WHERE sha256 IS NOT NULL AND n {{}} IN {_LISTED}"
        mine = set(column(self._db, sql.format(""), [as_json(gone)]))
        others = set(column(self._db, sql.format("NOT"), [as_json(gone)]))
        for n, row in self._past.get("item", ()):
            if row.get("sha256"):
                (mine if n in gone else others).add(row["sha256"])
        return mine - others
