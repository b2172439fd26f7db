"""Passages: anchored words, with the relations they stand in."""

from __future__ import annotations

import json
from collections.abc import Sequence

from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.passages import Passage, PassageRow, PassageState
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first, value
from casefile.store.tags import tags_on

_WHOLE = (
    'n, id, item, layer, layer_sha256, start, "end", exact, prefix, suffix, page, boxes,'
    " is_direct_quote, note, state, created, modified, trashed"
)
_ROWS = (
    'SELECT p.n, p.item, p.exact, p.start, p."end", p.page_label, p.paragraph, p.state,'
    " (SELECT group_concat(DISTINCT relation) FROM evidence_link l JOIN claim c ON c.n = l.claim"
    "  WHERE l.passage = p.n AND c.trashed IS NULL) AS relations"
    " FROM json_each(?) wanted JOIN passage p ON p.n = wanted.value ORDER BY wanted.key"
)
_RELATION_ORDER = ("supports", "contradicts", "context")


class Passages:
    """Exact words at an anchored place."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def rows(self, ns: Sequence[int]) -> list[PassageRow]:
        """List rows of these passages, in their order; numbers the case does not have are left out."""
        tags = tags_on(self._db, Kind.PASSAGE, ns)
        return [_row(row, tags.get(row["n"], [])) for row in every(self._db, _ROWS, [as_json(ns)])]

    def get(self, n: int) -> Passage | None:
        """One passage whole, also from the trash."""
        row = first(self._db, f"SELECT {_WHOLE} FROM passage WHERE n = ?", [n])
        return None if row is None else _passage(row)

    def of_item(self, item: int) -> list[Passage]:
        """The item's passages outside the trash, in the order of the text, longer before shorter."""
        sql = f'SELECT {_WHOLE} FROM passage WHERE item = ? AND trashed IS NULL ORDER BY start, "end" DESC, n'
        return [_passage(row) for row in every(self._db, sql, [item])]

    def relations_in(self, item: int) -> dict[int, tuple[str, ...]]:
        """Linked passages of an item, with the relations each stands in (each once, in fixed order).

        Passages that are not linked to a claim outside the trash are not in it.
        """
        sql = (
            "SELECT DISTINCT p.n, l.relation FROM passage p JOIN evidence_link l ON l.passage = p.n"
            " JOIN claim c ON c.n = l.claim WHERE p.item = ? AND p.trashed IS NULL AND c.trashed IS NULL"
        )
        found: dict[int, list[str]] = {}
        for n, relation in self._db.conn.execute(sql, [item]):
            found.setdefault(n, []).append(relation)
        return {n: tuple(sorted(relations, key=_RELATION_ORDER.index)) for n, relations in found.items()}

    def at(self, item: int, start: int, end: int) -> int | None:
        """The passage outside the trash that marks exactly these words of the present layer."""
        sql = (
            'SELECT p.n FROM passage p WHERE p.item = ? AND p.start = ? AND p."end" = ?'
            " AND p.trashed IS NULL AND p.layer = (SELECT max(n) FROM text_layer WHERE item = p.item)"
            " ORDER BY p.n LIMIT 1"
        )
        found = value(self._db, sql, [item, start, end])
        return None if found is None else int(found)

    def count(self) -> int:
        """How many passages the case holds outside the trash."""
        return int(value(self._db, "SELECT count(*) FROM passage WHERE trashed IS NULL"))

    def number_of(self, id_or_ref: str) -> int | None:
        """The number of a passage given by its UUID or its ref (``P12``), or None."""
        ref = parse_ref(id_or_ref)
        if ref is not None:
            if ref.kind is not Kind.PASSAGE:
                return None
            found = value(self._db, "SELECT n FROM passage WHERE n = ?", [ref.n])
        else:
            found = value(self._db, "SELECT n FROM passage WHERE id = ?", [id_or_ref.strip().lower()])
        return None if found is None else int(found)

    def in_trash(self) -> list[int]:
        """The passages in the trash, newest there first."""
        return column(
            self._db, "SELECT n FROM passage WHERE trashed IS NOT NULL ORDER BY trashed DESC, n DESC"
        )


def _passage(row: Row) -> Passage:
    direct = row["is_direct_quote"]
    return Passage(
        **{
            **row,
            "boxes": tuple((int(page), a, b, c, d) for page, a, b, c, d in json.loads(row["boxes"])),
            "is_direct_quote": None if direct is None else bool(direct),
            "state": PassageState(row["state"]),
        }
    )


def _row(row: Row, tags: list[tuple[str, int | None]]) -> PassageRow:
    relations = row["relations"].split(",") if row["relations"] else []
    return PassageRow(
        n=row["n"],
        item=row["item"],
        exact=row["exact"],
        start=row["start"],
        end=row["end"],
        page_label=row["page_label"],
        paragraph=row["paragraph"],
        state=PassageState(row["state"]),
        tags=tuple(path for path, _ in tags),
        relations=tuple(sorted(relations, key=_RELATION_ORDER.index)),
    )
