"""Tags, and what they stand on."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag, path_key
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, every, first

_WHOLE = "n, id, path, mark, description"


class Tags:
    """Names put on items, passages, claims and contacts alike."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Tag]:
        """Every tag, in the order of its path, levels above before those below."""
        return [Tag(**row) for row in every(self._db, f"SELECT {_WHOLE} FROM tag ORDER BY key")]

    def get(self, n: int) -> Tag | None:
        """The tag of that number."""
        return _tag(first(self._db, f"SELECT {_WHOLE} FROM tag WHERE n = ?", [n]))

    def by_path(self, path: str) -> Tag | None:
        """The tag of that path, whatever its case."""
        return _tag(first(self._db, f"SELECT {_WHOLE} FROM tag WHERE key = ?", [path_key(path)]))

    def by_mark(self, mark: int) -> Tag | None:
        """The tag on that digit key (1 to 9)."""
        return _tag(first(self._db, f"SELECT {_WHOLE} FROM tag WHERE mark = ?", [mark]))

    def below(self, path: str) -> list[Tag]:
        """The tags of all levels below a path, in order."""
        key = path_key(path)
        sql = f"SELECT {_WHOLE} FROM tag WHERE key > ? AND key < ? ORDER BY key"
        return [Tag(**row) for row in every(self._db, sql, [f"{key}:", f"{key};"])]

    def targets(self, tag: int) -> dict[Kind, list[int]]:
        """Everything a tag stands on, by kind, also what is in the trash."""
        found: dict[Kind, list[int]] = {}
        sql = "SELECT kind, target FROM tagging WHERE tag = ? ORDER BY kind, target"
        for kind, target in self._db.conn.execute(sql, [tag]):
            found.setdefault(Kind(kind), []).append(target)
        return found

    def of(self, kind: Kind, n: int) -> list[Tag]:
        """The tags on one record, in order."""
        sql = (
            "SELECT tag.n, tag.id, path, mark, description FROM tagging JOIN tag ON tag.n = tagging.tag"
            " WHERE tagging.kind = ? AND tagging.target = ? ORDER BY tag.key"
        )
        return [Tag(**row) for row in every(self._db, sql, [kind.value, n])]

    def on_selection(self, kind: Kind, ns: Sequence[int]) -> list[tuple[int, int]]:
        """(tag, how many of these records have it), the most frequent first."""
        sql = (
            "SELECT tagging.tag, count(*) AS frequency FROM json_each(?) wanted"
            " JOIN tagging ON tagging.kind = ? AND tagging.target = wanted.value"
            " JOIN tag ON tag.n = tagging.tag GROUP BY tagging.tag ORDER BY frequency DESC, tag.key"
        )
        cursor = self._db.conn.execute(sql, [as_json(dict.fromkeys(ns)), kind.value])
        return [(tag, frequency) for tag, frequency in cursor]


def tags_on(db: Database, kind: Kind, ns: Sequence[int]) -> dict[int, list[tuple[str, int | None]]]:
    """(path, mark) of the tags on each of a window's worth of records, in the order of their paths."""
    sql = (
        "SELECT tagging.target, tag.path, tag.mark FROM json_each(?) wanted"
        " JOIN tagging ON tagging.kind = ? AND tagging.target = wanted.value"
        " JOIN tag ON tag.n = tagging.tag ORDER BY tag.key"
    )
    found: dict[int, list[tuple[str, int | None]]] = {}
    for target, path, mark in db.conn.execute(sql, [as_json(dict.fromkeys(ns)), kind.value]):
        found.setdefault(target, []).append((path, mark))
    return found


def _tag(row: Row | None) -> Tag | None:
    return None if row is None else Tag(**row)
