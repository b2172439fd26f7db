"""interim"""

from __future__ import annotations

from casefile.search.query import And, Field, Not, Or, Query, Words
from casefile.store.case_store import CaseStore
from casefile.store.rows import column


def items(store: CaseStore, tree: Query | None, order: str, limit: int | None = None) -> list[int]:
    by = {
        "added": "created DESC, n DESC",
        "title": "coalesce(title, first_words), n",
        "date": "published IS NULL, published DESC, n",
        "kind": "kind, n",
        "passages": "(SELECT count(*) FROM passage p WHERE p.item = item.n AND p.trashed IS NULL) DESC, n",
        "rating": "reliability, credibility, n",
    }[order]
    found = column(store.db, f"SELECT n FROM item WHERE trashed IS NULL ORDER BY {by}")
    return [n for n in found if _holds(store, "I", n, tree)]


def passages(store: CaseStore, tree: Query | None, order: str, limit: int | None = None) -> list[int]:
    by = {"place": "item, start, n", "added": "created DESC, n DESC"}[order]
    found = column(store.db, f"SELECT n FROM passage WHERE trashed IS NULL ORDER BY {by}")
    return [n for n in found if _holds(store, "P", n, tree)]


def _holds(store: CaseStore, kind: str, n: int, tree: Query | None) -> bool:
    match tree:
        case None:
            return True
        case And(parts):
            return all(_holds(store, kind, n, p) for p in parts)
        case Or(parts):
            return any(_holds(store, kind, n, p) for p in parts)
        case Not(part):
            return not _holds(store, kind, n, part)
        case Field("tag", value):
            sql = "SELECT path FROM tagging JOIN tag ON tag.n = tag WHERE kind = ? AND target = ?"
            return any(value in p.split(":") or value == p for (p,) in store.db.conn.execute(sql, [kind, n]))
        case Words(term, _):
            table, col = ("item", "coalesce(title,'') || first_words") if kind == "I" else ("passage", "exact")
            sql = f"SELECT {col} LIKE ? FROM {table} WHERE n = ?"
            return bool(store.db.conn.execute(sql, [f"%{term}%", n]).fetchone()[0])
    return True
