"""The line a search is typed in: known parts stand on painted chips, mistakes are underlined.

It stays plain text throughout; the chips lie under the letters and nothing moves.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLineEdit, QWidget

from casefile.gui import theme
from casefile.search.mistakes import Mistake
from casefile.search.parse import Parsed, parse

_HALF_TYPED = ("missing_value", "nothing_to_join", "unknown_value", "not_a_date")
"""Mistakes that the next letter may mend by itself, while the cursor stands behind them."""
_CURSOR_MARGIN = 5
"""Qt's cursor rectangle begins this far left of the cursor."""


class SentenceEdit(QLineEdit):
    """A line edit that shows how its sentence is understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parsed: Parsed = parse("")
        self.textEdited.connect(self._read)  # comes before textChanged, and is what others hear first
        self.textChanged.connect(self._read)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is not understood, but for the part that is being typed."""
        cursor = self.points(self.cursorPosition())
        last = len(self.text())
        return tuple(
            mistake
            for mistake in self.parsed.mistakes
            if not (mistake.code in _HALF_TYPED and mistake.end == cursor == last)
        )

    def points(self, position: int) -> int:
        """A cursor position (UTF-16 units) in code points."""
        units, points = 0, 0
        for letter in self.text():
            if units >= position:
                break
            units += 2 if letter > "\uffff" else 1
            points += 1
        return points

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.parsed.parts or self.parsed.mistakes:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            layout, left = self._layout()
            for part in self.parsed.parts:
                if part.kind == "field":
                    start = part.start - (part.negated and self.text()[part.start - 1 : part.start] == "-")
                    self._chip(painter, self._stretch(layout, left, start, part.end), negated=part.negated)
            for mistake in self.mistakes:
                self._underline(painter, self._stretch(layout, left, mistake.start, mistake.end))
            painter.end()
        super().paintEvent(event)

    def _read(self, text: str) -> None:
        self.parsed = parse(text)
        self.update()

    def _layout(self) -> tuple[QTextLayout, float]:
        """The line laid out as Qt lays it out, and where its first letter stands now."""
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        return layout, self.cursorRect().x() + _CURSOR_MARGIN - _x(line, self.cursorPosition())

    def _stretch(self, layout: QTextLayout, left: float, start: int, end: int) -> QRectF:
        """The rectangle of code points ``start`` to ``end``."""
        line, text = layout.lineAt(0), self.text()
        places = [left + _x(line, len(text[:point].encode("utf-16-le")) // 2) for point in (start, end)]
        height = theme.look().px(20)
        top = (self.height() - height) / 2
        return QRectF(min(places), top, abs(places[1] - places[0]), height)

    def _chip(self, painter: QPainter, rect: QRectF, *, negated: bool) -> None:
        look = theme.look()
        token = "danger" if negated else "accent"
        painter.setPen(QPen(look.colour(token), 1))
        painter.setBrush(look.colour(f"{token}_soft"))
        painter.drawRoundedRect(rect.adjusted(-1.5, 0.5, 1.5, -0.5), 4, 4)

    def _underline(self, painter: QPainter, rect: QRectF) -> None:
        """A zigzag: a sign that does without its colour."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.look().colour("danger"), 1.4))
        low, step, x, up = rect.bottom() - 1, 2.5, rect.left(), False
        points = []
        while x <= max(rect.right(), rect.left() + 6):
            points.append(QPointF(x, low - (2.5 if up else 0)))
            x, up = x + step, not up
        painter.drawPolyline(QPolygonF(points))


def _x(line: QTextLine, position: int) -> float:
    """Where a place (UTF-16 units) of a line stands; the binding gives the place back beside it."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)
