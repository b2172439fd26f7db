"""What the reporter says of an item: its title, its facts, its rating, its marking, her reading of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemKind, Marking, ReadingState

_CHECKED: dict[str, Callable[[str], object]] = {
    "kind": ItemKind,
    "marking": Marking,
    "reading_state": ReadingState,
    "reliability": lambda value: "ABCDEF".index(value),
    "credibility": lambda value: "123456".index(value),
}
_OFTEN_NULL = ("title", "byline", "publisher", "published", "url", "language")
EDITABLE = (*_OFTEN_NULL, *_CHECKED, "provenance", "note")
_BASIS = {"title": "title_basis", "published": "published_basis"}


@dataclass(frozen=True)
class EditItems:
    """Sets one field (one of `EDITABLE`) of one or more items; an empty text makes it unknown again."""

    items: tuple[int, ...]
    name: str
    value: str | None = field(repr=False)

    @property
    def merge_key(self) -> str | None:
        return f"item {self.items[0]} {self.name}" if len(self.items) == 1 else None

    def apply(self, case: Writing) -> Deed | None:
        if self.name not in EDITABLE:
            raise ValueError(f"an item has no field {self.name!r} to edit")
        value = (self.value or "").strip() or None
        if self.name in _CHECKED:
            _CHECKED[self.name](value or "")
        elif self.name == "provenance":
            value = value or "unknown"
        elif self.name == "note":
            value = self.value or ""
        changed = 0
        for n in self.items:
            if case.store.items.get(n) is None:
                raise ReporterCanFix("item_gone")
            values: dict[str, object] = {self.name: value}
            if self.name in _BASIS:
                values[_BASIS[self.name]] = "typed" if value else None
            changed += case.change(Kind.ITEM, "item", n, **values)
        if not changed:
            return None
        fields: dict[str, str | int] = {"count": changed, "field": self.name}
        if len(self.items) == 1:
            fields["ref"] = f"I{self.items[0]}"
        return Deed("item_changed", fields)
