"""What the reader says when there is no text to show."""

from __future__ import annotations

from typing import Literal

from casefile.gui.widgets import EmptyState

ReaderState = Literal["nothing", "reading", "text", "no_text", "not_read"]
"""No item chosen; text still being read; text there; an item without text; a file that was not read."""


def empty_state(state: ReaderState, *, kind: str = "item", reason: str = "") -> EmptyState:
    """The page shown instead of words. ``kind`` names what has no text ("image"); ``reason`` is a whole
    sentence on why a file could not be read. Its button asks "item.type_text" or "item.read_again".
    """
    if state == "reading":
        return EmptyState("scan-text", "Reading text…", "The original is safe in the case.")
    if state == "no_text":
        return EmptyState(
            "scan-text",
            f"This {kind} has no text layer.",
            "",
            (("item.type_text", "Type what it says", "pencil"),),
        )
    if state == "not_read":
        sentence = reason or "This file could not be read."
        kept = "" if "original was kept" in sentence else "The original was kept."
        return EmptyState("circle-x", sentence, kept, (("item.read_again", "Try again", "rotate-ccw"),))
    return EmptyState("book-open", "Choose an item.")
