"""Passages: exact words at an anchored place of a text layer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

CONTEXT_CHARACTERS = 32
"""Length of prefix and suffix (W3C Web Annotation, TextQuoteSelector; domain.md 2.5)."""


class PassageState(StrEnum):
    """Whether the words still stand where they were marked."""

    ANCHORED = "anchored"
    REANCHORED = "reanchored"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage. ``start`` and ``end`` are code points, 0-based, end exclusive.

    ``page`` is counted from 0 and None where the layer has no pages; ``boxes`` are rectangles
    (page, x0, y0, x1, y1) in points from the page's top left.
    """

    n: int
    id: str
    item: int
    layer: int
    layer_sha256: str
    start: int
    end: int
    exact: str = field(repr=False)
    prefix: str = field(repr=False)
    suffix: str = field(repr=False)
    created: str
    modified: str
    page: int | None = None
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    is_direct_quote: bool | None = None
    note: str = field(default="", repr=False)
    state: PassageState = PassageState.ANCHORED
    trashed: str | None = None

    @property
    def ref(self) -> str:
        return f"P{self.n}"


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What one row of the passage list paints; ``paragraph`` is counted from 1."""

    n: int
    item: int
    exact: str = field(repr=False)
    start: int
    end: int
    page_label: str | None
    paragraph: int | None
    state: PassageState
    tags: tuple[str, ...] = field(repr=False)
    relations: tuple[str, ...] = ()


def quote_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """(exact, prefix, suffix) of ``text[start:end]``, as `Passage` keeps them.

    Raises ValueError where the place does not lie in the text or is empty.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("the place does not lie in the text")
    before = text[max(0, start - CONTEXT_CHARACTERS) : start]
    return text[start:end], before, text[end : end + CONTEXT_CHARACTERS]
