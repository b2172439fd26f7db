"""Writing imports down: groups of originals first, what was read out of them later.

None of this is a command: the import's one step was made when it began, and its undo goes by the
ledger. Both writes are one transaction a group, so that a crash leaves whole files or none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile import __version__
from casefile.casework.commands.tagging import tag_named
from casefile.casework.history import Writing, utc_now
from casefile.casework.importing.filling_in import item_columns, layer_columns
from casefile.casework.importing.taking_in import TakenIn
from casefile.casework.open_case import OpenCase
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.ledger import LedgerState
from casefile.importers.parsed_item import ParsedItem
from casefile.store.case_store import CaseStore

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
    """What became of it: a new item to read, or (``new`` is False) the item that holds these bytes."""

    row: int
    item: int
    batch: int
    sha256: str
    name: str = field(repr=False)
    new: bool = True


@dataclass(frozen=True)
class Reading:
    """One reading done, waiting to be written; ``reason`` is set where no answer came."""

    row: int
    item: int
    parsed: ParsedItem | None = field(repr=False)
    reason: str | None = None
    suffix_mismatch: bool = False
    importer: str = ""


def store_group(case: OpenCase, batch: int, group: Sequence[Incoming]) -> list[Stored]:
    """Stores originals and makes their items; returns, in the same order, what became of each."""
    return case.write(lambda store: _store_now(store, batch, group)).result()


def _store_now(store: CaseStore, batch: int, group: Sequence[Incoming]) -> list[Stored]:
    now = utc_now()
    outcome = []
    with store.atomic():
        for incoming in group:
            taken = incoming.taken
            held = store.items.by_hash(taken.sha256)
            if held is not None and held.trashed is None:
                store.ledger.set(incoming.row, LedgerState.DUPLICATE, sha256=taken.sha256, item=held.n)
                outcome.append(Stored(incoming.row, held.n, batch, taken.sha256, incoming.name, new=False))
                continue
            store.originals.store(taken.sha256, taken.size, taken.chunks(), now)
            same_name = next(iter(store.items.named(incoming.name)), None)
            item = store.items.add(_new_item(incoming, batch, now))
            store.ledger.set(
                incoming.row, LedgerState.STORED, sha256=taken.sha256, item=item, same_name=same_name
            )
            store.audit.append("ingestion", f"I{item}", "stored")
            outcome.append(Stored(incoming.row, item, batch, taken.sha256, incoming.name))
        new = [one.item for one in outcome if one.new]
        _put_tags(store, batch, new, now)
        store.search_index.refresh(Kind.ITEM, new)
    return outcome


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


def _put_tags(store: CaseStore, batch: int, items: Sequence[int], now: str) -> None:
    """Puts the drop's tags on what it brought, making those that are new.

    No part of the import's step: undoing the import leaves the tags, which by then may be in use.
    """
    drop = store.ledger.batch(batch)
    if drop is None or not drop.tags or not items:
        return
    writing = Writing(store, now)
    for path in drop.tags:
        writing.recorder.tag(tag_named(writing, path), Kind.ITEM, items)


def take_readings(store: CaseStore, readings: Sequence[Reading]) -> None:
    """Writes what was read: the item's facts, its text layer, its words in the index, its row."""
    now = utc_now()
    with store.atomic():
        for reading in readings:
            parsed = reading.parsed
            if parsed is None:
                store.items.fill(reading.item, status="unsupported", reason=reading.reason, modified=now)
                store.ledger.set(reading.row, LedgerState.FAILED, reason=reading.reason)
                continue
            columns = item_columns(parsed, reading.suffix_mismatch)
            columns["facts"] = json.dumps(columns["facts"], ensure_ascii=False)
            store.items.fill(reading.item, **columns, modified=now)
            layer = layer_columns(parsed, f"{reading.importer} {__version__}", now)
            if layer is not None:
                store.text_layers.add(reading.item, **layer)
            store.ledger.set(reading.row, STATE_OF[parsed.status], reason=parsed.reason or None)
        store.search_index.refresh(Kind.ITEM, [reading.item for reading in readings])
