"""How far the imports are: the numbers the tray's head and the status bar show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NEEDS_YOU = ("locked", "failed", "too_large", "not_a_file", "not_readable", "too_deep")
WORKING = ("copying", "stored", "reading")
WAITING = ("queued",)
DONE = ("imported", "kept", "duplicate", "cancelled")
"""States of a ledger row, in the order of the tray: needs you · working · waiting · done.

``kept`` is an original without a reader or without text; it is done, and says so.
"""

UNDER_WAY = (*WAITING, *WORKING)


@dataclass(frozen=True)
class ImportProgress:
    """Rows by state over every batch still shown, and whether the work is paused."""

    counts: Mapping[str, int] = field(default_factory=dict)
    paused: bool = False
    batch: int | None = None

    def among(self, states: tuple[str, ...]) -> int:
        """How many rows are in one of these states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_go(self) -> int:
        """Rows that still wait or are worked on."""
        return self.among(UNDER_WAY)
