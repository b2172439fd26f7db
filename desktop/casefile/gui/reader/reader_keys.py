"""The actions of the table that are the reader's, and the keys they have when the reader acts by itself."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeyEvent, QKeySequence

from casefile.gui.actions import ACTIONS
from casefile.gui.reader.reading import READING_ACTIONS

READER_ACTIONS: tuple[str, ...] = (*sorted(READING_ACTIONS), "go.find_here", "zoom.in", "zoom.out")
"""The ids of the actions table that `ReaderPane.do` does."""

_KEYS = [
    (QKeySequence(key), action.id)
    for action in ACTIONS
    if action.id in READER_ACTIONS
    for key in (*action.keys, *action.far_keys)
]


def actions_of(event: QKeyEvent) -> Iterator[str]:
    """The reader's actions that a pressed key stands for."""
    pressed = QKeySequence(event.keyCombination())
    return (action for key, action in _KEYS if key == pressed)
