"""A text read again from its original, in another encoding: a new layer above the old one, as one step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casefile.casework.commands.noting import move_passages
from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind

NEVER_CHANGED = frozenset({"kind", "mime", "format_name", "suffix_mismatch"})
"""What the file's bytes alone decide, whatever their letters mean."""


@dataclass(frozen=True)
class ReadAs:
    """Takes a new reading on. ``columns`` and ``earlier`` are what both readings say of the item: what she
    has typed herself since the earlier one is left as it is. ``layer`` is None where nothing was read.
    """

    item: int
    encoding: str
    columns: Mapping[str, Any] = field(repr=False)
    earlier: Mapping[str, Any] = field(repr=False)
    layer: Mapping[str, Any] | None = field(repr=False)

    def apply(self, case: Writing) -> Deed | None:
        item = case.store.items.get(self.item)
        if item is None:
            raise ReporterCanFix("item_gone")
        if self.layer is None:
            raise ReporterCanFix("reason_no_words")
        old = case.store.text_layers.current(self.item)
        if old is not None and old.sha256 == self.layer["sha256"] and old.encoding == self.layer["encoding"]:
            return None
        row = {
            **self.layer,
            "item": self.item,
            "parent": old.n if old is not None else None,
            "made": case.now,
        }
        for name in ("pages", "blocks"):
            row[name] = json.dumps(row[name], ensure_ascii=False, separators=(",", ":"))
        case.recorder.insert("text_layer", row)
        case.change(Kind.ITEM, "item", self.item, **self._columns(case))
        case.words_changed(Kind.ITEM, [self.item])
        move_passages(case, self.item)
        return Deed("read_as", {"ref": f"I{self.item}", "encoding": self.encoding})

    def _columns(self, case: Writing) -> dict[str, Any]:
        """The columns that still hold what the earlier reading said, as the new one says them."""
        held = case.store.items.columns(self.item, sorted(self.columns))
        return {
            name: value
            for name, value in self.columns.items()
            if name not in NEVER_CHANGED and held[name] == self.earlier.get(name)
        }
