"""The three relations with their words, in the toolbar above the columns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.paint.relations import Relation

_RELATIONS: tuple[Relation, ...] = ("supports", "contradicts", "context")


class RelationLegend(QWidget):
    """Glyph and word of each relation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Signs: disc supports, diamond contradicts, ring context")
        theme.look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.look()
        words = sum(paint.text_width(relation, look.font("small")) for relation in _RELATIONS)
        return QSize(round(words) + 3 * look.px(13 + 5 + 12), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        left, side = 0.0, look.px(13)
        for relation in _RELATIONS:
            paint.draw_relation(painter, QRectF(left, (self.height() - side) / 2, side, side), relation)
            left += side + look.px(5)
            width = paint.text_width(relation, look.font("small"))
            line = QRectF(left, 0, width + 1, self.height())
            paint.draw_line(painter, line, relation, look.font("small"), look.colour("text2"))
            left += width + look.px(12)
