"""Writing imports down: groups of originals first, what was read out of them later.

None of this is a command: the import's one step was made when it began, and its undo goes by the
ledger. Both writes are one transaction a group, so that a crash leaves whole files or none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from casefile import __version__
from casefile.casework.history import utc_now
from casefile.casework.importing.filling_in import item_columns, layer_columns
from casefile.casework.importing.taking_in import TakenIn
from casefile.casework.open_case import OpenCase
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.ledger import LedgerState
from casefile.importers.parsed_item import ParsedItem
from casefile.store.case_store import CaseStore
from casefile.store.recording import Recorder

STATE_OF = {
    "ok": LedgerState.IMPORTED,
    "partial": LedgerState.IMPORTED,
    "no_text": LedgerState.IMPORTED,
    "locked": LedgerState.NEEDS_PASSWORD,
    "corrupt": LedgerState.FAILED,
    "unsupported": LedgerState.UNKNOWN_KIND,
    "empty": LedgerState.UNKNOWN_KIND,
}
"""What the reader says of a file → the state of its row. The original is kept in every one of them."""


@dataclass(frozen=True)
class Incoming:
    """A file taken in, waiting to be stored; ``row`` is its row in the ledger."""

    row: int
    name: str = field(repr=False)
    taken: TakenIn = field(repr=False)


@dataclass(frozen=True)
class Stored:
    """An original that is kept and waits to be read; ``row`` is its row in the ledger."""

    row: int
    item: int
    batch: int
    sha256: str
    name: str = field(repr=False)


@dataclass
class Outcome:
    """What became of a group: by row what is to be read, the items made and the tags put on them."""

    to_read: dict[int, Stored] = field(default_factory=dict)
    items: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """One reading done, waiting to be written; ``reason`` is set where no answer came."""

    row: int
    item: int
    parsed: ParsedItem | None = field(repr=False)
    reason: str | None = None
    suffix_mismatch: bool = False
    importer: str = ""


def store_group(case: OpenCase, batch: int, group: Sequence[Incoming]) -> Outcome:
    """Stores originals and makes their items. Rows that were cancelled or undone meanwhile are left."""
    return case.written(lambda store: _store_now(store, batch, group))


def _store_now(store: CaseStore, batch: int, group: Sequence[Incoming]) -> Outcome:
    now = utc_now()
    outcome = Outcome()
    with store.atomic():
        drop = store.ledger.batch(batch)
        if drop is None or drop.taken_back:
            return outcome
        for incoming in group:
            row = store.ledger.get(incoming.row)
            if row is not None and row.state is LedgerState.WAITING:
                _store_one(store, batch, incoming, now, outcome)
        outcome.tags = _put_tags(store, drop.tag_numbers, outcome.items)
        store.search_index.refresh(Kind.ITEM, outcome.items)
    return outcome


def _store_one(store: CaseStore, batch: int, incoming: Incoming, now: str, outcome: Outcome) -> None:
    taken = incoming.taken
    held = store.items.by_hash(taken.sha256)
    if held is not None and held.trashed is None:
        store.ledger.set(incoming.row, LedgerState.DUPLICATE, sha256=taken.sha256, item=held.n)
        return
    store.originals.store(taken.sha256, taken.size, taken.chunks(), now)
    same_name = next(iter(store.items.named(incoming.name)), None)
    item = store.items.add(_new_item(incoming, batch, now))
    store.ledger.set(incoming.row, LedgerState.STORED, sha256=taken.sha256, item=item, same_name=same_name)
    store.audit.append("ingestion", f"I{item}", "stored")
    outcome.to_read[incoming.row] = Stored(incoming.row, item, batch, taken.sha256, incoming.name)
    outcome.items.append(item)


def _new_item(incoming: Incoming, batch: int, now: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "kind": "document",
        "status": "stored",
        "original_name": incoming.name,
        "size": incoming.taken.size,
        "sha256": incoming.taken.sha256,
        "mime": "application/octet-stream",
        "batch": batch,
        "created": now,
        "modified": now,
    }


def _put_tags(store: CaseStore, tags: Sequence[int], items: Sequence[int]) -> list[int]:
    """Puts the drop's tags on what it brought; a tag that was deleted meanwhile is passed over.

    They are no change of their own: undoing the import takes them off again (`store.batches`).
    """
    held = [tag for tag in tags if items and store.tags.get(tag) is not None]
    recorder = Recorder(store.db)
    for tag in held:
        recorder.tag(tag, Kind.ITEM, items)
    return held


def take_readings(store: CaseStore, readings: Sequence[Reading]) -> list[int]:
    """Writes what was read: the item's facts, its text layer, its words in the index, its row.

    Returns the items written. A row that is no longer *stored* (undone, or read already) is left.
    """
    now = utc_now()
    written = []
    with store.atomic():
        for reading in readings:
            row = store.ledger.get(reading.row)
            if row is None or row.state is not LedgerState.STORED:
                continue
            _take_reading(store, reading, now)
            written.append(reading.item)
        store.search_index.refresh(Kind.ITEM, written)
    return written


def take_held_up(store: CaseStore, reading: Reading) -> None:
    """Writes what was read at last of an item whose import was held up (a password was needed).

    Its row, whichever it is, goes on from there; ``reading.row`` is not looked at.
    """
    with store.atomic():
        rows = store.ledger.rows(store.ledger.of_item(reading.item))
        row = next((row.n for row in rows if row.state is LedgerState.NEEDS_PASSWORD), None)
        _take_reading(store, replace(reading, row=row or 0), utc_now())
        store.search_index.refresh(Kind.ITEM, [reading.item])


def _take_reading(store: CaseStore, reading: Reading, now: str) -> None:
    parsed = reading.parsed
    if parsed is None:
        store.items.fill(reading.item, status="unsupported", reason=reading.reason, modified=now)
        store.ledger.set(reading.row, LedgerState.FAILED, reason=reading.reason)
        return
    columns = item_columns(parsed, reading.suffix_mismatch)
    columns["facts"] = json.dumps(columns["facts"], ensure_ascii=False)
    store.items.fill(reading.item, **columns, modified=now)
    layer = layer_columns(parsed, f"{reading.importer} {__version__}", now)
    if layer is not None:
        present = store.text_layers.current(reading.item)
        if present is None or present.sha256 != layer["sha256"]:
            store.text_layers.add(reading.item, **layer)
    store.ledger.set(reading.row, STATE_OF[parsed.status], reason=parsed.reason or None)
