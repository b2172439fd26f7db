"""Questions answered with numbers: which records a search tree means, in which order.

Every question is one statement that `CaseStore.interrupt` can stop; with a limit, the newest hits come
straight from the index and the rest is never looked at. Lists are numbers only: the window fetches the
rows it paints by number.
"""

from __future__ import annotations

from difflib import get_close_matches

from casefile.domain.found import Found, ItemOrder, PassageOrder
from casefile.domain.identifiers import Kind
from casefile.search.folding import fold, words_in
from casefile.search.query import And, Field, Not, Or, Query
from casefile.store.case_store import CaseStore
from casefile.store.rows import column, value
from casefile.store.search_fields import EVERYBODY, Clause, sorting_day
from casefile.store.search_index import LONGEST_WORD, row_bounds
from casefile.store.search_sql import Condition, as_clause, condition

GROUPS = (Kind.PASSAGE, Kind.CLAIM, Kind.ITEM, Kind.CONTACT, Kind.TASK)
"""The groups of the search results, in their order on screen (visual.md §8.10)."""

_MOST_LIKE = 400
"""Words that are compared letter by letter with one that was not found."""
_TABLES = {
    Kind.ITEM: "item",
    Kind.PASSAGE: "passage",
    Kind.CLAIM: "claim",
    Kind.CONTACT: "contact",
    Kind.TASK: "task",
}
_ITEM_ORDERS = {
    ItemOrder.DATE: f"{sorting_day('r.published')} DESC, r.n DESC",
    ItemOrder.TITLE: "coalesce(r.title, nullif(r.first_words, ''), r.original_name) COLLATE NOCASE, r.n",
    ItemOrder.KIND: "r.kind, r.n DESC",
    ItemOrder.RATING: "r.reliability, r.credibility, r.n DESC",
    ItemOrder.PASSAGES: "coalesce(q.passages, 0) DESC, r.n DESC",
}
_PASSAGE_COUNTS = (
    " LEFT JOIN (SELECT item, count(*) AS passages FROM passage WHERE trashed IS NULL GROUP BY item) q"
    " ON q.item = r.n"
)


def items(
    store: CaseStore,
    tree: Query | None,
    order: ItemOrder | str = ItemOrder.ADDED,
    limit: int | None = None,
) -> list[int]:
    """The items a tree means, outside the trash unless it asks for it; all of them for no tree."""
    wanted = condition(store.db, tree, Kind.ITEM)
    order = ItemOrder(order)
    if order is ItemOrder.ADDED:
        return _newest(store, wanted, tree, Kind.ITEM, limit)
    joined = _PASSAGE_COUNTS if order is ItemOrder.PASSAGES else ""
    return _ordered(store, wanted, tree, Kind.ITEM, _ITEM_ORDERS[order], limit, joined)


def passages(
    store: CaseStore,
    tree: Query | None,
    order: PassageOrder | str = PassageOrder.ADDED,
    limit: int | None = None,
) -> list[int]:
    """The passages a tree means, by their own words, tags and links, and by what is known of their item."""
    wanted = condition(store.db, tree, Kind.PASSAGE)
    if PassageOrder(order) is PassageOrder.ADDED:
        return _newest(store, wanted, tree, Kind.PASSAGE, limit)
    return _ordered(store, wanted, tree, Kind.PASSAGE, "r.item, r.start, r.n", limit)


def claims(store: CaseStore, tree: Query | None, limit: int | None = None) -> list[int]:
    """The claims a tree means, in the order they were written down."""
    return _ordered(store, condition(store.db, tree, Kind.CLAIM), tree, Kind.CLAIM, "r.n", limit)


def contacts(store: CaseStore, tree: Query | None, limit: int | None = None) -> list[int]:
    """The open contacts a tree means, by name."""
    order = "r.name COLLATE NOCASE, r.n"
    return _ordered(store, condition(store.db, tree, Kind.CONTACT), tree, Kind.CONTACT, order, limit)


def tasks(store: CaseStore, tree: Query | None, limit: int | None = None) -> list[int]:
    """The tasks a tree means: open ones first, by their day."""
    order = "r.state NOT IN ('todo', 'waiting'), r.due IS NULL, r.due, r.n"
    return _ordered(store, condition(store.db, tree, Kind.TASK), tree, Kind.TASK, order, limit)


def search(store: CaseStore, tree: Query | None, limit: int = 200) -> list[Found]:
    """Results of every kind, newest first, at most ``limit`` of each; kinds without any are left out."""
    conditions = {kind: condition(store.db, tree, kind) for kind in GROUPS}
    words = {one.words for one in conditions.values()}
    if len(words) == 1 and None not in words and not any(one.clauses for one in conditions.values()):
        numbers = _newest_of_every_kind(store, words.pop() or "", limit + 1)
    else:
        numbers = {kind: _newest(store, conditions[kind], tree, kind, limit + 1) for kind in GROUPS}
    return [
        Found(kind, tuple(numbers[kind][:limit]), more=len(numbers[kind]) > limit)
        for kind in GROUPS
        if numbers[kind]
    ]


def being_read(store: CaseStore) -> list[int]:
    """Items whose text is still to be read, so that no search finds it yet."""
    sql = "SELECT n FROM item WHERE status = 'stored' AND status <> 'ok' AND +trashed IS NULL ORDER BY n"
    return column(store.db, sql)


def count_without_text(store: CaseStore) -> int:
    """How many items outside the trash have no text to search, now or ever."""
    sql = (
        "SELECT count(*) FROM item WHERE status <> 'ok' AND +trashed IS NULL"
        " AND status IN ('stored', 'no_text', 'locked', 'corrupt', 'unsupported', 'empty')"
    )
    return int(value(store.db, sql))


def _newest_of_every_kind(store: CaseStore, words: str, limit: int) -> dict[Kind, list[int]]:
    """One walk through the index instead of five: finding where a beginning leads costs the most.

    The rows of a kind stand together, items last, so that the walk ends with the last item wanted.
    """
    bounds = {kind: row_bounds(kind) for kind in GROUPS}
    last_kind_first = sorted(GROUPS, key=lambda kind: bounds[kind], reverse=True)
    shown = " ".join(
        f"WHEN f.rowid >= {bounds[kind][0]} THEN EXISTS (SELECT 1 FROM {_TABLES[kind]} r"
        f" WHERE r.n = f.rowid - {bounds[kind][0]} AND {_shown(None, kind)})"
        for kind in last_kind_first
    )
    sql = (
        "SELECT f.rowid FROM search_words f WHERE f.search_words MATCH ?"
        f" AND CASE {shown} END ORDER BY f.rowid DESC"
    )
    numbers: dict[Kind, list[int]] = {kind: [] for kind in GROUPS}
    for (rowid,) in store.db.conn.execute(sql, [words]):
        kind = next(kind for kind in last_kind_first if rowid >= bounds[kind][0])
        if len(numbers[kind]) < limit:
            numbers[kind].append(rowid - bounds[kind][0])
        elif kind is last_kind_first[-1]:
            break
    return numbers


def nearest_word(store: CaseStore, word: str) -> str | None:
    """The word of the case most like one that finds nothing ("guciffer" → "guccifer"), or None.

    Words are compared that share a run of three letters with it; short ones by their beginning.
    """
    wanted = "".join(words_in(fold(word)))[:LONGEST_WORD]
    close = get_close_matches(wanted, store.search_index.words_like(wanted, _MOST_LIKE), n=3, cutoff=0.7)
    return next((one for one in close if one != wanted), None)


def _newest(
    store: CaseStore, wanted: Condition, tree: Query | None, kind: Kind, limit: int | None
) -> list[int]:
    """Newest first. Where words are asked for, the index leads and stops at the limit."""
    if wanted.words is None:
        return _ordered(store, wanted, tree, kind, "r.n DESC", limit)
    first, last = row_bounds(kind)
    rest = as_clause(Condition(None, wanted.clauses), kind)
    sql = (
        f"SELECT r.n FROM search_words f CROSS JOIN {_TABLES[kind]} r ON r.n = f.rowid - {first}"
        f" WHERE f.search_words MATCH ? AND f.rowid BETWEEN {first} AND {last}"
        f" AND {_shown(tree, kind)} AND {rest.sql} ORDER BY f.rowid DESC LIMIT ?"
    )
    return column(store.db, sql, [wanted.words, *rest.values, -1 if limit is None else limit])


def _ordered(
    store: CaseStore,
    wanted: Condition,
    tree: Query | None,
    kind: Kind,
    order: str,
    limit: int | None,
    joined: str = "",
) -> list[int]:
    clause: Clause = as_clause(wanted, kind)
    # With something else to go by, the plus keeps SQLite from walking the index of what is not in the
    # trash (nearly everything), which it takes for a small part as long as nobody ran ANALYZE.
    shown = _shown(tree, kind) if clause is EVERYBODY else "+" + _shown(tree, kind)
    sql = f"SELECT r.n FROM {_TABLES[kind]} r{joined} WHERE {shown} AND {clause.sql} ORDER BY {order} LIMIT ?"
    return column(store.db, sql, [*clause.values, -1 if limit is None else limit])


def _shown(tree: Query | None, kind: Kind) -> str:
    """Records in the trash, and passages of items in the trash, are shown only where they are asked for."""
    if _asks_for_trash(tree):
        return "1"
    if kind is Kind.PASSAGE:
        return "r.trashed IS NULL AND r.item NOT IN (SELECT n FROM item WHERE trashed IS NOT NULL)"
    return "r.trashed IS NULL"


def _asks_for_trash(tree: Query | None) -> bool:
    match tree:
        case Field("is", "trashed"):
            return True
        case And(parts) | Or(parts):
            return any(_asks_for_trash(part) for part in parts)
        case Not(part):
            return _asks_for_trash(part)
        case _:
            return False
