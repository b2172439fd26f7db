"""A word with a chevron behind it that opens a menu: *Match any*, *More*."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from casefile.gui import icons, paint, theme


class WordMenu(QToolButton):
    """Quiet words that open ``menu`` at once."""

    def __init__(self, words: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("shape", "word")
        self.setText(words)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = paint.text_width(self.text(), look.font("small"))
        return QSize(round(width) + look.px(6 + 3 + 12 + 5), look.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        words = rect.adjusted(look.px(6), 0, 0, 0)
        paint.draw_line(painter, words, self.text(), look.font("small"), look.colour("text2"))
        side = look.px(12)
        place = QRectF(rect.right() - side - look.px(4), rect.center().y() - side / 2, side, side)
        icons.draw_icon(painter, place, "chevron-down", "text2", pen=2)
