"""Exact words with a pine bar at their left, and where they stand below (picture 04)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefile.gui import paint, theme
from casefile.gui.widgets import PlainLabel

MOST_LINES = 8


class QuotedWords(QWidget):
    """The words in serif, at most eight lines; the whole of them is the accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self._measure)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(f"Exact words: {' '.join(words.split())}")
        self._measure()

    def _measure(self) -> None:
        look = theme.look()
        width = max(1, self.width() - look.px(14))
        lines, _ = paint.split_lines(self._words, width, look.font("quote"), MOST_LINES)
        height = max(1, len(lines)) * look.line("quote")
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(200), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.colour("accent"))
        words = QRectF(look.px(14), 0, self.width() - look.px(14), self.height())
        paint.draw_lines(
            painter, words, self._words, look.font("quote"), look.colour("text"),
            line_height=look.line("quote"), most=MOST_LINES,
        )  # fmt: skip


class PlaceLine(QWidget):
    """Where words stand, and badges: "¶10", *overlaps another passage*, *direct quote*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_place(self, place: str, badges: Sequence[tuple[str, str]] = ()) -> None:
        """``badges`` are (words, badge kind)."""
        while (held := self._row.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if place:
            self._row.addWidget(PlainLabel(place, "small", "text2"))
        for words, kind in badges:
            self._row.addWidget(PlainLabel(words, badge=kind))
        self._row.addStretch(1)


def stacked(*widgets: QWidget, spacing: int = 6) -> QWidget:
    """Widgets one below the other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return box
