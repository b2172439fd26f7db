"""Tags, and what they stand on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag, TagCount, path_key
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first, value

_TABLES = {Kind.ITEM: "item", Kind.PASSAGE: "passage", Kind.CLAIM: "claim", Kind.CONTACT: "contact"}
_WHOLE = "n, id, path, mark, description"
_FEW = 4_000
"""Up to so many records their own tags are looked at; beyond, what stands on each level."""


class Tags:
    """Names put on items, passages, claims and contacts alike."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._held_totals: dict[Kind, tuple[tuple[int, int], dict[int, int]]] = {}
        self._held_level_totals: dict[Kind, tuple[tuple[int, int], dict[int, int]]] = {}

    def all(self) -> list[Tag]:
        """Every tag, in the order of its path, levels above before those below."""
        return [Tag(**row) for row in every(self._db, f"SELECT {_WHOLE} FROM tag ORDER BY key")]

    def stamp(self) -> tuple[int | str | None, ...]:
        """Differs whenever a tag was made, renamed, marked or deleted; not when one was put on or off."""
        sql = (
            "SELECT count(*), sum(n), max(modified), sum(n * length(path)), sum(n * coalesce(mark, 0))"
            " FROM tag"
        )
        return tuple(self._db.conn.execute(sql).fetchone())

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
            " CROSS JOIN tagging INDEXED BY tagging_by_target"
            " ON tagging.kind = ? AND tagging.target = wanted.value"
            " JOIN tag ON tag.n = tagging.tag GROUP BY tagging.tag ORDER BY frequency DESC, tag.key"
        )
        cursor = self._db.conn.execute(sql, [as_json(dict.fromkeys(ns)), kind.value])
        return [(tag, frequency) for tag, frequency in cursor]

    def counts(self, kind: Kind, within: Sequence[int] | None = None) -> list[TagCount]:
        """How many records of a kind carry each tag: of those ``within``, and of all outside the trash.

        ``within`` is what is listed now (None for all). Tags on nothing are left out. The totals stay
        valid until something is committed, so a change of the filter alone does not count them anew.
        """
        totals = self._totals(kind)
        if within is None:
            return [TagCount(tag, total, total) for tag, total in totals.items()]
        shown = self._shown(kind, within)
        return [TagCount(tag, shown.get(tag, 0), total) for tag, total in totals.items()]

    def level_counts(self, kind: Kind, within: Sequence[int] | None = None) -> list[TagCount]:
        """For each tag with others below it: how many records carry it or one of those, each once.

        ``within`` and the totals are as in `counts`.
        """
        levels = self._levels()
        totals = self._level_totals(kind, levels)
        if within is None:
            return [TagCount(tag, total, total) for tag, total in totals.items()]
        shown = self._levels_shown(kind, levels, totals, set(within))
        return [TagCount(tag, shown.get(tag, 0), total) for tag, total in totals.items()]

    def _levels_shown(
        self,
        kind: Kind,
        levels: Mapping[int, Sequence[int]],
        totals: Mapping[int, int],
        inside: set[int],
    ) -> Mapping[int, int]:
        """Levels among the records given; where they are nearly all, what is missing from the others."""
        if len(inside) <= _FEW:
            return self._levels_of_few(kind, levels, inside)
        held = column(self._db, f"SELECT n FROM {_TABLES[kind]} WHERE trashed IS NULL")
        outside = set(held) - inside
        if len(outside) <= _FEW:
            missing = self._levels_of_few(kind, levels, outside)
            return {level: total - missing.get(level, 0) for level, total in totals.items()}
        return {level: len(inside.intersection(self._all_on(kind, tags))) for level, tags in levels.items()}

    def _level_totals(self, kind: Kind, levels: Mapping[int, Sequence[int]]) -> Mapping[int, int]:
        version = (value(self._db, "PRAGMA data_version"), self._db.conn.total_changes)
        held = self._held_level_totals.get(kind)
        if held is not None and held[0] == version:
            return held[1]
        trashed = set(column(self._db, f"SELECT n FROM {_TABLES[kind]} WHERE trashed IS NOT NULL"))
        counted = {level: len(set(self._all_on(kind, tags)) - trashed) for level, tags in levels.items()}
        totals = {level: total for level, total in counted.items() if total}
        self._held_level_totals[kind] = (version, totals)
        return totals

    def _levels(self) -> dict[int, list[int]]:
        """Each tag that has others below it: itself and all of those."""
        numbers = dict(self._db.conn.execute("SELECT key, n FROM tag ORDER BY key").fetchall())
        levels: dict[int, list[int]] = {}
        for key, n in numbers.items():
            above = key
            while ":" in above:
                above = above.rpartition(":")[0]
                if above in numbers:
                    levels.setdefault(numbers[above], [numbers[above]]).append(n)
        return levels

    def _all_on(self, kind: Kind, tags: Sequence[int]) -> list[int]:
        """What these tags stand on, some of it twice: as one long value, as in `_on`. A count of
        different targets by SQLite itself took four times as long."""
        sql = (
            "SELECT json_group_array(tagging.target) FROM json_each(?) w"
            " CROSS JOIN tagging ON tagging.tag = w.value AND tagging.kind = ?"
        )
        found: list[int] = json.loads(value(self._db, sql, [as_json(tags), kind.value]))
        return found

    def _levels_of_few(
        self, kind: Kind, levels: Mapping[int, Sequence[int]], inside: set[int]
    ) -> Mapping[int, int]:
        above: dict[int, list[int]] = {}
        for level, tags in levels.items():
            for tag in tags:
                above.setdefault(tag, []).append(level)
        sql = (
            "SELECT tagging.tag, tagging.target FROM json_each(?) w"
            " CROSS JOIN tagging INDEXED BY tagging_by_target"
            " ON tagging.kind = ? AND tagging.target = w.value"
        )
        there: dict[int, set[int]] = {}
        for tag, target in self._db.conn.execute(sql, [as_json(sorted(inside)), kind.value]):
            for level in above.get(tag, ()):
                there.setdefault(level, set()).add(target)
        return {level: len(targets) for level, targets in there.items()}

    def _totals(self, kind: Kind) -> Mapping[int, int]:
        version = (value(self._db, "PRAGMA data_version"), self._db.conn.total_changes)
        held = self._held_totals.get(kind)
        if held is not None and held[0] == version:
            return held[1]
        # The plus keeps SQLite on the primary key, whose order groups by tag without sorting:
        # 40 ms for a million taggings, 640 by the other index.
        sql = "SELECT tag, count(*) FROM tagging WHERE +kind = ? GROUP BY tag"
        totals = dict(self._db.conn.execute(sql, [kind.value]).fetchall())
        in_trash = column(self._db, f"SELECT n FROM {_TABLES[kind]} WHERE trashed IS NOT NULL")
        for tag, count in self._on(kind, in_trash).items():
            totals[tag] -= count
        totals = {tag: total for tag, total in totals.items() if total}
        self._held_totals[kind] = (version, totals)
        return totals

    def _shown(self, kind: Kind, within: Sequence[int]) -> Mapping[int, int]:
        """Counts among the records given, or, where they are most of all, among the others."""
        inside = set(within)
        every_one = int(value(self._db, f"SELECT count(*) FROM {_TABLES[kind]} WHERE trashed IS NULL"))
        if len(inside) * 2 <= every_one:
            return self._on(kind, inside)
        held = column(self._db, f"SELECT n FROM {_TABLES[kind]} WHERE trashed IS NULL")
        left_out = self._on(kind, [n for n in held if n not in inside])
        return {tag: total - left_out.get(tag, 0) for tag, total in self._totals(kind).items()}

    def _on(self, kind: Kind, ns: Iterable[int]) -> Mapping[int, int]:
        """Tag → on how many of these records. One long value comes out of SQLite and is counted here:
        300,000 taggings in 55 ms, where its own GROUP BY took 170."""
        sql = (
            "SELECT json_group_array(tagging.tag) FROM json_each(?) w"
            " CROSS JOIN tagging INDEXED BY tagging_by_target"
            " ON tagging.kind = ? AND tagging.target = w.value"
        )
        return Counter(json.loads(value(self._db, sql, [as_json(sorted(ns)), kind.value])))


def tags_on(db: Database, kind: Kind, ns: Sequence[int]) -> dict[int, list[tuple[str, int | None]]]:
    """(path, mark) of the tags on each of a window's worth of records, in the order of their paths.

    The joins are crossed so that the records lead: for the order's sake SQLite begins with the tags
    and goes through every tagging of the case (16 ms instead of 0.2 with 5,000 of them).
    """
    sql = (
        "SELECT tagging.target, tag.path, tag.mark FROM json_each(?) wanted"
        " CROSS JOIN tagging INDEXED BY tagging_by_target"
        " ON tagging.kind = ? AND tagging.target = wanted.value"
        " CROSS JOIN tag ON tag.n = tagging.tag ORDER BY tag.key"
    )
    found: dict[int, list[tuple[str, int | None]]] = {}
    for target, path, mark in db.conn.execute(sql, [as_json(dict.fromkeys(ns)), kind.value]):
        found.setdefault(target, []).append((path, mark))
    return found


def _tag(row: Row | None) -> Tag | None:
    return None if row is None else Tag(**row)
