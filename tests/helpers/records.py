"""Builders: records in a case, written as briefly as a test can say them. Their words hold the canary."""

from __future__ import annotations

import hashlib
from typing import Any

from casefile.domain.identifiers import Kind, new_id
from casefile.store.case_store import CaseStore
from casefile.store.rows import insert
from casefile.store.text_layers import place_columns
from tests.helpers.canary import CANARY

WHEN = "2016-10-08T09:00:00.000Z"


def make_item(store: CaseStore, text: str | None = None, **columns: Any) -> int:
    """An item, with a text layer where a text is given: one paragraph a line, each line a page."""
    row = {
        "id": new_id(), "kind": "document", "status": "ok" if text is not None else "no_text",
        "original_name": f"{CANARY}.txt", "size": 1, "sha256": None, "mime": "text/plain",
        "created": WHEN, "modified": WHEN, **columns,
    }  # fmt: skip
    item = store.items.add(row)
    if text is not None:
        make_layer(store, item, text)
    store.search_index.refresh(Kind.ITEM, [item])
    return item


def make_layer(store: CaseStore, item: int, text: str) -> int:
    """A text layer of an item: one paragraph a line, each line a page."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return store.text_layers.add(
        item, method="as_is", tool="test", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text,
        made=WHEN, pages=[(a, b, f"p{number}") for number, (a, b) in enumerate(spans, 1)],
        blocks=[(a, b, "paragraph") for a, b in spans],
    )  # fmt: skip


def make_passage(store: CaseStore, item: int, start: int, end: int, **columns: Any) -> int:
    """A passage on the present layer of an item."""
    layer = store.text_layers.current(item)
    assert layer is not None
    row = {
        "id": new_id(), "item": item, "layer": layer.n, "layer_sha256": layer.sha256, "start": start,
        "end": end, "exact": layer.text[start:end], "prefix": "", "suffix": "",
        **place_columns(layer, start), "created": WHEN, "modified": WHEN, **columns,
    }  # fmt: skip
    n = insert(store.db, "passage", row)
    store.search_index.refresh(Kind.PASSAGE, [n])
    return n


def make_claim(store: CaseStore, proposition: str = f"{CANARY} paid", **columns: Any) -> int:
    """A claim, not checked yet and said by nobody."""
    row = {
        "id": new_id(), "proposition": proposition, "kind": "fact", "verification": "unchecked",
        "publish": "hold", "created": WHEN, "modified": WHEN, **columns,
    }  # fmt: skip
    n = insert(store.db, "claim", row)
    store.search_index.refresh(Kind.CLAIM, [n])
    return n


def make_origin(store: CaseStore, name: str, *, named: bool = True) -> int:
    """An origin."""
    row = {"id": new_id(), "name": name, "named": int(named), "created": WHEN, "modified": WHEN}
    return insert(store.db, "origin", row)


def make_link(store: CaseStore, passage: int, claim: int, relation: str = "supports", **columns: Any) -> int:
    """A weak link with a reason and no origin."""
    row = {
        "id": new_id(), "passage": passage, "claim": claim, "relation": relation, "strength": "weak",
        "reason": "it says so", "created": WHEN, "modified": WHEN, **columns,
    }  # fmt: skip
    return insert(store.db, "evidence_link", row)


def make_tag(store: CaseStore, path: str, mark: int | None = None) -> int:
    """A tag."""
    row = {
        "id": new_id(),
        "path": path,
        "key": path.casefold(),
        "mark": mark,
        "created": WHEN,
        "modified": WHEN,
    }
    return insert(store.db, "tag", row)


def put_tag(store: CaseStore, tag: int, kind: Kind, *targets: int) -> None:
    """Puts a tag on records."""
    store.db.conn.executemany(
        "INSERT INTO tagging (tag, kind, target) VALUES (?, ?, ?)", [(tag, kind.value, n) for n in targets]
    )


def make_contact(store: CaseStore, name: str, **columns: Any) -> int:
    """An office the reporter may call."""
    row = {"id": new_id(), "name": name, "kind": "office", "created": WHEN, "modified": WHEN, **columns}
    n = insert(store.db, "contact", row)
    store.search_index.refresh(Kind.CONTACT, [n])
    return n


def make_task(store: CaseStore, what: str, **columns: Any) -> int:
    """A to-do."""
    row = {
        "id": new_id(), "what": what, "kind": "todo", "state": "todo", "created": WHEN, "modified": WHEN,
        **columns,
    }  # fmt: skip
    n = insert(store.db, "task", row)
    store.search_index.refresh(Kind.TASK, [n])
    return n
