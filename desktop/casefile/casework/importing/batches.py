"""The step an import is, and its rows before anything was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.casework.commands.tagging import tag_named
from casefile.casework.history import Writing
from casefile.casework.importing.strangers_files import Found, place_as_text, shown_name, shown_path
from casefile.domain.changes import Deed
from casefile.domain.ledger import Dropped, LedgerState
from casefile.domain.tags import clean_path
from casefile.store.batches import put_rows_aside
from casefile.store.case_store import CaseStore


@dataclass(frozen=True)
class BeginImport:
    """The one step of an import (decision 22): its undo trashes what the batch brought.

    The first rows stand in the ledger with it, and the tags it puts on are made with it, so that
    neither a crash nor an undo finds one without the other.
    """

    tags: tuple[str, ...] = field(repr=False)
    count: int
    first: tuple[Found, ...] = field(default=(), repr=False)

    def apply(self, case: Writing) -> Deed | None:
        tags: dict[str, int] = {}
        for path in self.tags:
            tag = tag_named(case, path)
            tags[clean_path(path)] = tag
        batch = case.store.ledger.open_batch(tags)
        add_rows(case.store, batch, self.first)
        case.recorder.batch(batch)
        return Deed("imported", {"count": self.count, "batch": batch})


def add_rows(store: CaseStore, batch: int, found: Sequence[Found]) -> None:
    """Writes the rows of what was found; what cannot be taken in has its reason at once.

    Rows of a batch that was undone or cancelled meanwhile are put aside like the others.
    """
    dropped = [
        Dropped(place_as_text(one.place), shown_path(one.relative), shown_name(one.place.name), one.size)
        for one in found
    ]
    for n, one in zip(store.ledger.add(batch, dropped), found, strict=True):
        if one.reason is not None:
            state = LedgerState.TOO_LARGE if one.reason == "too_large" else LedgerState.FAILED
            store.ledger.set(n, state, reason=one.reason)
    drop = store.ledger.batch(batch)
    if drop is not None and drop.taken_back:
        put_rows_aside(store.db, batch, drop.started)
    elif drop is not None and drop.state == "cancelled":
        store.ledger.cancel_batch(batch)
