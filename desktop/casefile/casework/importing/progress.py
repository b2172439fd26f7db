"""How far the imports are: the numbers the tray's head and the status bar show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casefile.domain.ledger import GROUP_OF, LedgerGroup, LedgerState


@dataclass(frozen=True)
class ImportProgress:
    """Rows by state over every batch still shown, and whether the work is paused."""

    counts: Mapping[LedgerState, int] = field(default_factory=dict)
    paused: bool = False

    def among(self, group: LedgerGroup) -> int:
        """How many rows stand in one of the tray's groups."""
        return sum(count for state, count in self.counts.items() if GROUP_OF[state] is group)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def to_go(self) -> int:
        """Rows that still wait or are worked on."""
        return self.among(LedgerGroup.WAITING) + self.among(LedgerGroup.WORKING)
