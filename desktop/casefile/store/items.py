"""Items, read by number: a window's worth of rows in two statements, an item whole in one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.items import Item, ItemKind, ItemRow, ItemStatus, Marking, ReadingState
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first, insert, value
from casefile.store.tags import tags_on

_WHOLE = (
    "n, id, kind, status, reason, original_name, size, sha256, mime, format_name, title, title_basis,"
    " byline, publisher, published, published_basis, url, language, encoding, reliability, credibility,"
    " marking, reading_state, provenance, facts, suffix_mismatch, pages, note, batch, parent,"
    " created, modified, trashed"
)
_ROWS = (
    "SELECT i.n, i.kind, i.status, i.reason, i.title, i.title_basis, i.first_words, i.original_name,"
    " i.publisher, i.published, i.reading_state, i.reliability, i.credibility, i.trashed,"
    " (SELECT count(*) FROM passage p WHERE p.item = i.n AND p.trashed IS NULL) AS passages"
    " FROM json_each(?) wanted JOIN item i ON i.n = wanted.value ORDER BY wanted.key"
)


class Items:
    """What the case holds."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def rows(self, ns: Sequence[int]) -> list[ItemRow]:
        """List rows of these items, in their order; numbers the case does not have are left out."""
        tags = tags_on(self._db, Kind.ITEM, ns)
        return [_row(row, tags.get(row["n"], [])) for row in every(self._db, _ROWS, [as_json(ns)])]

    def get(self, n: int) -> Item | None:
        """One item whole, also from the trash."""
        row = first(self._db, f"SELECT {_WHOLE} FROM item WHERE n = ?", [n])
        return None if row is None else _item(row)

    def columns(self, n: int, names: Iterable[str]) -> dict[str, Any]:
        """Columns of an item as its row holds them, by name. Raises KeyError for an item or a name that is
        not there."""
        row = first(self._db, "SELECT * FROM item WHERE n = ?", [n])
        if row is None:
            raise KeyError(n)
        return {name: row[name] for name in names}

    def several(self, ns: Sequence[int]) -> list[Item]:
        """Items whole, in the order of their numbers given."""
        sql = (
            f"WITH wanted(place, number) AS (SELECT key, value FROM json_each(?)) SELECT {_WHOLE}"
            " FROM wanted JOIN item ON item.n = wanted.number ORDER BY wanted.place"
        )
        return [_item(row) for row in every(self._db, sql, [as_json(ns)])]

    def by_hash(self, sha256: str) -> Item | None:
        """The item that holds these very bytes (the first, and one outside the trash before others)."""
        sql = f"SELECT {_WHOLE} FROM item WHERE sha256 = ? ORDER BY trashed IS NOT NULL, n LIMIT 1"
        row = first(self._db, sql, [sha256])
        return None if row is None else _item(row)

    def named(self, original_name: str) -> list[int]:
        """Items outside the trash whose file had this name."""
        sql = "SELECT n FROM item WHERE original_name = ? AND +trashed IS NULL ORDER BY n"
        return column(self._db, sql, [original_name])

    def number_of(self, id_or_ref: str) -> int | None:
        """The number of an item given by its UUID or its ref (``I12``), or None."""
        ref = parse_ref(id_or_ref)
        if ref is not None:
            if ref.kind is not Kind.ITEM:
                return None
            found = value(self._db, "SELECT n FROM item WHERE n = ?", [ref.n])
        else:
            found = value(self._db, "SELECT n FROM item WHERE id = ?", [id_or_ref.strip().lower()])
        return None if found is None else int(found)

    def of_batch(self, batch: int) -> list[int]:
        """The items an import brought, in order."""
        return column(self._db, "SELECT n FROM item WHERE batch = ? ORDER BY n", [batch])

    def parts_of(self, parent: int) -> list[int]:
        """What came inside an item (attachments, members of an archive), outside the trash."""
        sql = "SELECT n FROM item WHERE parent = ? AND +trashed IS NULL ORDER BY n"
        return column(self._db, sql, [parent])

    def without_fact(self, name: str, mimes: Iterable[str], after: int = 0) -> int | None:
        """The first item behind a number that was read, is of one of these types and has no such fact."""
        sql = (
            "SELECT n FROM item WHERE n > ? AND trashed IS NULL AND status IN ('ok', 'partial', 'no_text')"
            " AND mime IN (SELECT value FROM json_each(?)) AND instr(facts, ?) = 0 ORDER BY n LIMIT 1"
        )
        begun = "[" + json.dumps(name, ensure_ascii=False)
        found = value(self._db, sql, [after, json.dumps(list(mimes)), begun])
        return None if found is None else int(found)

    def marked(self, marking: str) -> list[int]:
        """Items outside the trash with this marking."""
        sql = "SELECT n FROM item WHERE marking = ? AND trashed IS NULL ORDER BY n"
        return column(self._db, sql, [str(marking)])

    def come_by(self, methods: Iterable[str]) -> list[int]:
        """Items, also in the trash, whose provenance is one of these methods."""
        sql = "SELECT n FROM item WHERE provenance IN (SELECT value FROM json_each(?)) ORDER BY n"
        return column(self._db, sql, [json.dumps(sorted(methods))])

    def in_trash(self) -> list[int]:
        """The items in the trash, newest there first."""
        return column(self._db, "SELECT n FROM item WHERE trashed IS NOT NULL ORDER BY trashed DESC, n DESC")

    def add(self, row: Mapping[str, Any]) -> int:
        """Writes an item an import brought (no step of its own); returns its number.

        ``row`` holds columns by name; ``id``, ``kind``, ``status``, ``original_name``, ``size``,
        ``mime``, ``created`` and ``modified`` are needed.
        """
        return insert(self._db, "item", row)

    def fill(self, n: int, **values: Any) -> None:
        """Sets columns of an item that an import is still filling in (no step of its own)."""
        sets = ", ".join(f'"{name}" = ?' for name in values)
        self._db.conn.execute(f"UPDATE item SET {sets} WHERE n = ?", [*values.values(), n])

    def count(self) -> int:
        """How many items the case holds outside the trash."""
        return int(value(self._db, "SELECT count(*) FROM item WHERE trashed IS NULL"))


def _item(row: Row) -> Item:
    return Item(
        **{
            **row,
            "kind": ItemKind(row["kind"]),
            "status": ItemStatus(row["status"]),
            "marking": Marking(row["marking"]),
            "reading_state": ReadingState(row["reading_state"]),
            "facts": tuple((name, text) for name, text in json.loads(row["facts"])),
            "suffix_mismatch": bool(row["suffix_mismatch"]),
        }
    )


def _row(row: Row, tags: list[tuple[str, int | None]]) -> ItemRow:
    return ItemRow(
        n=row["n"],
        kind=ItemKind(row["kind"]),
        status=ItemStatus(row["status"]),
        reason=row["reason"],
        title=row["title"],
        title_basis=row["title_basis"],
        first_words=row["first_words"],
        original_name=row["original_name"],
        publisher=row["publisher"],
        published=row["published"],
        reading_state=ReadingState(row["reading_state"]),
        reliability=row["reliability"],
        credibility=row["credibility"],
        passages=row["passages"],
        marks=tuple(sorted(mark for _, mark in tags if mark is not None)),
        tags=tuple(path for path, _ in tags),
        trashed=row["trashed"] is not None,
    )
