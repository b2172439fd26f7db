"""The fields of a search sentence (``tag:leak``, ``is:contradicted`` …) as SQL on one kind of record.

Where a passage does not have a field itself, its item's counts (``from:``, ``kind:``, dates). Every table
of clauses below is by kind; what is not in it is met by no record of that kind.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache

from casefile.domain.claims import ClaimKind
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemKind, ItemStatus
from casefile.search.dates import day_bounds
from casefile.search.folding import fold
from casefile.search.query import THIS_LEVEL, Field, tag_matches
from casefile.store.connection import Database
from casefile.store.rows import as_json


@dataclass(frozen=True, slots=True)
class Clause:
    """A boolean piece of SQL about ``r``, with its bound values in order."""

    sql: str
    values: tuple[str | int, ...] = field(default=(), repr=False)


NOBODY = Clause("0")
EVERYBODY = Clause("1")

# The part of an EDTF interval before the slash, and the part behind it, without marks of doubt.
_BEGIN = "trim(substr({0}, 1, instr({0} || '/', '/') - 1), '.?~%')"
_END = "trim(substr({0}, instr({0}, '/') + 1), '.?~%')"
_FIRST_MONTHS = "CASE substr({0}, 6, 2) WHEN '21' THEN '03' WHEN '22' THEN '06' WHEN '23' THEN '09'"
_LAST_MONTHS = "CASE substr({0}, 6, 2) WHEN '21' THEN '05' WHEN '22' THEN '08' WHEN '23' THEN '11'"
_MONTH = "substr({0}, 1, 5) || {1} WHEN '24' THEN '12' ELSE substr({0}, 6, 2) END || substr({0}, 8, 3)"


def sorting_day(column: str) -> str:
    """SQL for the day by which a date is sorted: its first day, "2016" → "2016-01-01". The index
    ``item_by_day`` stands on this very expression."""
    return _first_of(_BEGIN.format(column))


def first_day(column: str) -> str:
    """SQL for the earliest day an EDTF date may mean; an unknown start is year 0. Spring begins in March."""
    begin = _BEGIN.format(column)
    return _first_of(_MONTH.format(begin, _FIRST_MONTHS.format(begin)))


def last_day(column: str) -> str:
    """SQL for the latest day an EDTF date may mean; an open end is year 9999."""
    end = _END.format(column)
    shown = f"replace({_MONTH.format(end, _LAST_MONTHS.format(end))}, 'X', '9')"
    return f"{shown} || substr('9999-12-31', length({shown}) + 1)"


def _first_of(begin: str) -> str:
    shown = f"replace({begin}, 'X', '0')"
    return f"{shown} || substr('0000-01-01', length({shown}) + 1)"


_LINKED = (
    "SELECT l.{whose} FROM evidence_link l JOIN passage p ON p.n = l.passage JOIN item h ON h.n = p.item"
)
_LINKED += " JOIN claim c ON c.n = l.claim"
_LINKED += " WHERE p.trashed IS NULL AND h.trashed IS NULL AND c.trashed IS NULL{such}"
_WHOSE = {Kind.CLAIM: "claim", Kind.PASSAGE: "passage"}


def field_clause(db: Database, asked: Field, kind: Kind) -> Clause:
    """What a field asks of the records of a kind (all but ``from:`` and ``said:``, which are words)."""
    name, value = asked.name, asked.value
    if name == "tag":
        return _tagged(db, value, kind)
    if name == "kind":
        return _of_kind(value, kind)
    if name == "origin":
        return _from_origin(db, value, kind)
    if name in ("before", "after"):
        return _dated(name, value, kind)
    if name == "is":
        return _is(value, kind)
    return _has(value, kind)


def _tagged(db: Database, path: str, kind: Kind) -> Clause:
    wanted = fold(path.removeprefix(THIS_LEVEL)).strip(":").rpartition(":")[2]
    paths = db.conn.execute("SELECT n, path FROM tag")
    tags = [n for n, held in paths if wanted in _folded(held) and tag_matches(path, held)]
    if not tags:
        return NOBODY
    one = "tag = ?" if len(tags) == 1 else "tag IN (SELECT value FROM json_each(?))"
    sql = f"r.n IN (SELECT target FROM tagging WHERE {one} AND kind = '{kind.value}')"
    return Clause(sql, (tags[0] if len(tags) == 1 else as_json(tags),))


@lru_cache(maxsize=32_768)
def _folded(path: str) -> str:
    return fold(path)


def _of_kind(value: str, kind: Kind) -> Clause:
    if value == kind.name.lower():
        return EVERYBODY
    if value in set(ItemKind):
        if kind is Kind.ITEM:
            return Clause("r.kind = ?", (value,))
        if kind is Kind.PASSAGE:
            return Clause("r.item IN (SELECT n FROM item WHERE kind = ?)", (value,))
    if kind is Kind.CLAIM and value in set(ClaimKind):
        return Clause("r.kind = ?", (value,))
    return NOBODY


def _from_origin(db: Database, value: str, kind: Kind) -> Clause:
    """Origins are few: their names are compared here, folded, by the words they contain."""
    wanted = fold(value)
    origins = [n for n, name in db.conn.execute("SELECT n, name FROM origin") if wanted in fold(name)]
    such = " AND l.origin IN (SELECT value FROM json_each(?))"
    return _linked(kind, such, (json.dumps(origins),)) if origins else NOBODY


def _linked(kind: Kind, such: str = "", values: tuple[str | int, ...] = ()) -> Clause:
    if kind is Kind.ITEM:
        return Clause(
            f"r.n IN ({_LINKED.format(whose='item', such=such).replace('l.item', 'p.item')})", values
        )
    if kind in _WHOSE:
        return Clause(f"r.n IN ({_LINKED.format(whose=_WHOSE[kind], such=such)})", values)
    return NOBODY


def _dated(name: str, value: str, kind: Kind) -> Clause:
    """A vague date answers wherever it may be meant: 2016 lies before and after 7 October 2016."""
    first, last = day_bounds(value)
    published = "i.published"
    asked = f"{first_day(published)} < ?" if name == "before" else f"{last_day(published)} > ?"
    bound = first if name == "before" else last
    column = {Kind.ITEM: "r.n", Kind.PASSAGE: "r.item"}.get(kind)
    if column is None:
        return NOBODY
    sql = f"{column} IN (SELECT i.n FROM item i WHERE i.published IS NOT NULL AND {asked})"
    return Clause(sql, (bound,))


_IS: dict[Kind, dict[str, str]] = {
    Kind.ITEM: {
        "unread": "r.reading_state = 'unread'",
        "read": "r.reading_state <> 'unread'",
        "held": "r.sha256 IS NOT NULL",
        "wanted": "r.sha256 IS NULL",
        **{state.value: f"r.status = '{state.value}'" for state in ItemStatus},
    },
    Kind.CLAIM: {
        state: f"r.verification = '{state}'" for state in ("unchecked", "verified", "disputed", "refuted")
    },
    Kind.TASK: {
        "due": "r.state IN ('todo', 'waiting') AND r.due <= date('now', 'localtime')",
        "done": "r.state = 'done'",
    },
}
_HAS: dict[Kind, dict[str, str]] = {
    Kind.ITEM: {
        "passage": "r.n IN (SELECT item FROM passage WHERE trashed IS NULL)",
        "note": "r.note <> ''",
        "text": "r.n IN (SELECT item FROM text_layer)",
        "date": "r.published IS NOT NULL",
        "author": "r.byline IS NOT NULL",
        "publisher": "r.publisher IS NOT NULL",
        "attachment": "r.n IN (SELECT parent FROM item WHERE parent IS NOT NULL AND trashed IS NULL)",
    },
    Kind.PASSAGE: {"note": "r.note <> ''", "text": "1"},
    Kind.CLAIM: {
        "note": "r.note <> ''",
        "date": "r.as_of IS NOT NULL",
        "author": "r.speaker IS NOT NULL",
        "passage": "r.n IN (SELECT claim FROM claim_said_in)",
    },
    Kind.CONTACT: {
        "note": "r.note <> ''",
        "reply": "r.n IN (SELECT contact FROM conversation WHERE outcome = 'replied')",
    },
    Kind.TASK: {"date": "r.due IS NOT NULL"},
}


def _is(value: str, kind: Kind) -> Clause:
    if value == "trashed":
        return Clause("r.trashed IS NOT NULL")
    if value in ("contradicted", "supported"):
        relation = "contradicts" if value == "contradicted" else "supports"
        return _linked(kind, f" AND l.relation = '{relation}'")
    if value in ("linked", "unlinked"):
        linked = _linked(kind)
        return (
            linked if value == "linked" or linked is NOBODY else Clause(f"NOT ({linked.sql})", linked.values)
        )
    known = _IS.get(kind, {}).get(value)
    return NOBODY if known is None else Clause(known)


def _has(value: str, kind: Kind) -> Clause:
    if value == "tag":
        return Clause(f"r.n IN (SELECT target FROM tagging WHERE kind = '{kind.value}')")
    if value == "link":
        return _linked(kind)
    known = _HAS.get(kind, {}).get(value)
    return NOBODY if known is None else Clause(known)
