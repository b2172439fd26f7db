"""Rating: a letter for where an item came from, a digit for what it says; both are one step."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind

RELIABILITY = "ABCDEF"
CREDIBILITY = "123456"


@dataclass(frozen=True)
class RateItems:
    """Sets both halves of the rating of one or more items."""

    items: tuple[int, ...]
    reliability: str
    credibility: str

    def apply(self, case: Writing) -> Deed | None:
        if self.reliability not in RELIABILITY or self.credibility not in CREDIBILITY:
            raise ValueError("a rating is a letter from A to F and a digit from 1 to 6")
        changed = 0
        for n in self.items:
            if case.store.items.get(n) is None:
                raise ReporterCanFix("item_gone")
            values = {"reliability": self.reliability, "credibility": self.credibility}
            changed += case.change(Kind.ITEM, "item", n, **values)
        if not changed:
            return None
        fields: dict[str, str | int] = {"count": changed, "field": "reliability"}
        if len(self.items) == 1:
            fields["ref"] = f"I{self.items[0]}"
        return Deed("item_changed", fields)
