"""How much of a stranger's file is read at most.

Figures: pages, pixels and seconds follow Dangerzone's limits for one document; all of them hold for the
reading of a single file, never for a batch.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one reading. What lies beyond is left unread and said to be so."""

    max_bytes: int = 2 * 1024**3
    """Largest file that is read at all, in bytes."""
    max_pages: int = 2_000
    max_text_characters: int = 20_000_000
    """Length of the whole text layer, in code points."""
    max_page_characters: int = 1_000_000
    """Length of one page's text, in code points."""
    max_page_pixels: int = 20_000_000
    max_page_side: int = 10_000
    """Longest side of a rendered page, in pixels."""
    seconds: float = 30.0
    """Wall clock for one reading; the child is ended afterwards."""
