"""Writing imports down: groups of originals first, what was read out of them later.

None of this is a command: the import's one step was made when it began, and its undo goes by the
ledger. Both writes are one transaction a group, so that a crash leaves whole files or none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.casework.history import utc_now
from casefile.casework.importing.filling_in import item_columns, layer_columns
from casefile.casework.importing.taking_in import TakenIn
from casefile.casework.open_case import OpenCase
from casefile.domain.identifiers import Kind, new_id
from casefile.importers.parsed_item import ParsedItem
from casefile.store.case_store import CaseStore

SLICE_BYTES = 64 * 1024 * 1024
"""A large original is written in slices of this size, so that the reporter's own deeds go between."""

KEPT_ONLY = frozenset({"unsupported", "no_text", "empty", "corrupt"})
"""Statuses whose row in the tray says that the original was kept."""


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


def store_group(case: OpenCase, batch: int, group: Sequence[Incoming]) -> list[Stored]:
    """Stores originals and makes their items; returns, in the same order, what became of each."""
    for incoming in group:
        if incoming.taken.size > SLICE_BYTES:
            _store_in_slices(case, incoming.taken)
    return case.write(lambda store: _store_now(store, batch, group)).result()


def _store_now(store: CaseStore, batch: int, group: Sequence[Incoming]) -> list[Stored]:
    now = utc_now()
    outcome = []
    with store.atomic():
        tags = store.ledger.batch_tags(batch)
        for incoming in group:
            taken = incoming.taken
            held = store.items.by_hash(taken.sha256)
            if held is not None:
                store.ledger.found_duplicate(incoming.row, held, taken.sha256, now)
                outcome.append(Stored(incoming.row, held, batch, taken.sha256, incoming.name, new=False))
                continue
            if not store.originals.holds(taken.sha256):
                store.originals.store(taken.sha256, taken.size, taken.chunks(), now)
            same_name = store.items.by_original_name(incoming.name)
            item = store.items.add(
                {
                    "id": new_id(),
                    "kind": "document",
                    "status": "stored",
                    "original_name": incoming.name,
                    "size": taken.size,
                    "sha256": taken.sha256,
                    "mime": "application/octet-stream",
                    "batch": batch,
                    "created": now,
                    "modified": now,
                }
            )
            store.tags.put_on_import(tags, item, now)
            store.ledger.stored(incoming.row, item, taken.size, taken.sha256, same_name, now)
            store.audit.append("ingestion", f"I{item}", "stored")
            outcome.append(Stored(incoming.row, item, batch, taken.sha256, incoming.name))
        store.search_index.refresh(Kind.ITEM, [one.item for one in outcome if one.new])
    return outcome


def _store_in_slices(case: OpenCase, taken: TakenIn) -> None:
    if case.ask(lambda store: store.originals.holds(taken.sha256)).result():
        return
    case.write(lambda store: store.originals.begin(taken.sha256, taken.size, utc_now())).result()
    slice_of: list[bytes] = []
    first, weight = 0, 0
    for seq, chunk in enumerate(taken.chunks()):
        slice_of.append(chunk)
        weight += len(chunk)
        if weight >= SLICE_BYTES:
            _append(case, taken.sha256, first, slice_of)
            first, weight, slice_of = seq + 1, 0, []
    _append(case, taken.sha256, first, slice_of)


def _append(case: OpenCase, sha256: str, first: int, chunks: list[bytes]) -> None:
    case.write(lambda store: store.originals.append(sha256, first, chunks)).result()


def take_readings(store: CaseStore, readings: Sequence[Reading]) -> None:
    """Writes what was read: the item's facts, its text layer, its words in the index, its row."""
    now = utc_now()
    with store.atomic():
        for reading in readings:
            parsed = reading.parsed
            if parsed is None:
                store.items.fill_in(
                    reading.item, {"status": "unsupported", "reason": reading.reason, "modified": now}
                )
                store.ledger.set_state(reading.row, "failed", reading.reason, now)
                continue
            columns = item_columns(parsed, reading.suffix_mismatch)
            store.items.fill_in(
                reading.item, {**columns, "facts": json.dumps(columns["facts"]), "modified": now}
            )
            layer = layer_columns(reading.item, parsed, now)
            if layer is not None:
                store.text_layers.add(layer)
            store.ledger.set_state(reading.row, _state(parsed), parsed.reason or None, now)
        store.search_index.refresh(Kind.ITEM, [reading.item for reading in readings])


def _state(parsed: ParsedItem) -> str:
    if parsed.status == "locked":
        return "locked"
    return "kept" if parsed.status in KEPT_ONLY else "imported"
