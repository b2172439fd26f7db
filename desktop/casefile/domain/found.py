"""What a search found, and the orders a list can stand in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casefile.domain.identifiers import Kind


class ItemOrder(StrEnum):
    """How the item list is sorted (visual.md §8.2)."""

    ADDED = "added"
    """Newest in the case first."""
    DATE = "date"
    """Published last first; without a date at the end."""
    TITLE = "title"
    """By title, or where there is none by its first words, or the file's name; without case."""
    KIND = "kind"
    PASSAGES = "passages"
    """Most passages first."""
    RATING = "rating"
    """A before F, then 1 before 6."""


class PassageOrder(StrEnum):
    """How the passage list is sorted."""

    ADDED = "added"
    """Newest first."""
    PLACE = "place"
    """By item, then in the order of the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """The results of one kind, in order; ``more`` says that there are others behind the last."""

    kind: Kind
    ns: tuple[int, ...]
    more: bool = False
