"""The step an import is, and its rows before anything was read."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.history import Writing
from casefile.domain.changes import Deed


@dataclass(frozen=True)
class BeginImport:
    """The one step of an import (decision 22): its undo trashes what the batch brought."""

    tags: tuple[str, ...]
    count: int

    def apply(self, case: Writing) -> Deed | None:
        batch = case.store.ledger.open_batch(self.tags)
        case.recorder.batch(batch)
        return Deed("imported", {"count": self.count, "batch": batch})
