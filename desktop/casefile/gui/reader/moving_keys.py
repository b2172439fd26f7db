"""The keys that move the caret, as every desktop has them."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence

from casefile.gui.reader.selection import Move

_S = QKeySequence.StandardKey
_MOVES: tuple[tuple[_S, Move, bool], ...] = (
    (_S.MoveToPreviousChar, "left", False),
    (_S.MoveToNextChar, "right", False),
    (_S.MoveToPreviousWord, "word_left", False),
    (_S.MoveToNextWord, "word_right", False),
    (_S.MoveToPreviousLine, "up", False),
    (_S.MoveToNextLine, "down", False),
    (_S.MoveToPreviousPage, "page_up", False),
    (_S.MoveToNextPage, "page_down", False),
    (_S.MoveToStartOfLine, "line_start", False),
    (_S.MoveToEndOfLine, "line_end", False),
    (_S.MoveToStartOfDocument, "start", False),
    (_S.MoveToEndOfDocument, "end", False),
    (_S.SelectPreviousChar, "left", True),
    (_S.SelectNextChar, "right", True),
    (_S.SelectPreviousWord, "word_left", True),
    (_S.SelectNextWord, "word_right", True),
    (_S.SelectPreviousLine, "up", True),
    (_S.SelectNextLine, "down", True),
    (_S.SelectPreviousPage, "page_up", True),
    (_S.SelectNextPage, "page_down", True),
    (_S.SelectStartOfLine, "line_start", True),
    (_S.SelectEndOfLine, "line_end", True),
    (_S.SelectStartOfDocument, "start", True),
    (_S.SelectEndOfDocument, "end", True),
)
_PARAGRAPHS: tuple[tuple[str, Move, bool], ...] = (
    ("Ctrl+Up", "paragraph_up", False),
    ("Ctrl+Down", "paragraph_down", False),
    ("Ctrl+Shift+Up", "paragraph_up", True),
    ("Ctrl+Shift+Down", "paragraph_down", True),
)


def move_of(event: QKeyEvent) -> tuple[Move, bool] | None:
    """The move a key asks for, and whether it selects on the way; None for every other key."""
    for standard, move, extend in _MOVES:
        if event.matches(standard):
            return move, extend
    pressed = QKeySequence(event.keyCombination())
    for key, move, extend in _PARAGRAPHS:
        if pressed == QKeySequence(key):
            return move, extend
    return None
