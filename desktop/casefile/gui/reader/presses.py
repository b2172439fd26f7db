"""Counts presses of the button at one place: word, sentence, paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from casefile.gui.reader.selection import UNITS, Unit


class Presses:
    """Qt tells single from double presses only; here a third selects a sentence, a fourth a paragraph."""

    def __init__(self) -> None:
        self._count = 0
        self._when = 0
        self._where = QPoint()

    def unit_of(self, event: QMouseEvent) -> Unit:
        """What a press selects: a place, then the word, the sentence, the paragraph, and from the start."""
        where = event.position().toPoint()
        near = (where - self._where).manhattanLength() <= QApplication.startDragDistance()
        soon = 0 <= event.timestamp() - self._when <= QApplication.doubleClickInterval()
        self._count = self._count % len(UNITS) + 1 if near and soon and self._count else 1
        self._when, self._where = event.timestamp(), where
        return UNITS[self._count - 1]
