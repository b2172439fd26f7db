"""The import ledger: one row for every file that was dropped, whatever became of it (visual.md §8.11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LedgerState(StrEnum):
    """How far a dropped file has come."""

    WAITING = "waiting"
    COPYING = "copying"
    STORED = "stored"
    """The original is kept; its text waits to be read."""
    READING = "reading"
    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    NEEDS_PASSWORD = "needs_password"
    FAILED = "failed"
    """Its text could not be read (``reason`` says why); the original is kept where ``sha256`` is set."""
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    CANCELLED = "cancelled"


class LedgerGroup(StrEnum):
    """The four groups of the tray, in their order."""

    NEEDS_YOU = "needs_you"
    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"


GROUP_OF = {
    LedgerState.NEEDS_PASSWORD: LedgerGroup.NEEDS_YOU,
    LedgerState.FAILED: LedgerGroup.NEEDS_YOU,
    LedgerState.TOO_LARGE: LedgerGroup.NEEDS_YOU,
    LedgerState.COPYING: LedgerGroup.WORKING,
    LedgerState.READING: LedgerGroup.WORKING,
    LedgerState.STORED: LedgerGroup.WAITING,
    LedgerState.WAITING: LedgerGroup.WAITING,
    LedgerState.IMPORTED: LedgerGroup.DONE,
    LedgerState.DUPLICATE: LedgerGroup.DONE,
    LedgerState.UNKNOWN_KIND: LedgerGroup.DONE,
    LedgerState.CANCELLED: LedgerGroup.DONE,
}
"""State → group; within a group the states stand in this order, then the rows as they were dropped."""

RETRYABLE = frozenset(
    {
        LedgerState.NEEDS_PASSWORD,
        LedgerState.FAILED,
        LedgerState.TOO_LARGE,
        LedgerState.UNKNOWN_KIND,
        LedgerState.CANCELLED,
    }
)
"""States that *Retry* starts again."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file as it was dropped: its folder, its place below what was dropped, its name and size."""

    place: str = field(repr=False)
    relative: str = field(repr=False)
    name: str = field(repr=False)
    size: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the tray. ``same_name`` is an item with this name and other bytes, where there is one."""

    n: int
    batch: int
    place: str = field(repr=False)
    relative: str = field(repr=False)
    name: str = field(repr=False)
    size: int
    state: LedgerState
    reason: str | None
    sha256: str | None
    item: int | None
    same_name: int | None
    changed: str

    @property
    def group(self) -> LedgerGroup:
        """The group of the tray it stands in."""
        return GROUP_OF[self.state]


@dataclass(frozen=True, slots=True)
class Batch:
    """One drop. ``tags`` are the paths put on everything it brings, as they were called then, and
    ``tag_numbers`` the tags themselves; ``state`` is open or cancelled, ``taken_back`` undone."""

    n: int
    tags: tuple[str, ...] = field(repr=False)
    state: str
    started: str
    tag_numbers: tuple[int, ...] = ()
    taken_back: bool = False
