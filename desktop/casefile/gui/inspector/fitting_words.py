"""Words of any length in a narrow pane: wrapped anywhere if need be, cut after a few lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.speaking import set_tip
from casefile.gui.tokens import Role


class FittingWords(QWidget):
    """A label that never asks for more width than it is given; its tooltip holds the whole where cut."""

    def __init__(
        self,
        words: str = "",
        role: Role = "small",
        tone: str = "text",
        most: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._role, self._tone, self._most = words, role, tone, most
        self._cut = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.look().changed.connect(self._measure)
        self._measure()

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str) -> None:
        """Shows other words; none takes no room."""
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._measure()

    def _measure(self) -> None:
        look = theme.look()
        lines, self._cut = paint.split_lines(
            self._words, max(1, self.width()), look.font(self._role), self._most
        )
        height = max(1, len(lines)) * look.line(self._role) + look.px(4)
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(160), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        place = QRectF(0, look.px(2), self.width(), self.height())
        paint.draw_lines(
            QPainter(self), place, self._words, look.font(self._role), look.colour(self._tone),
            line_height=look.line(self._role), most=self._most,
        )  # fmt: skip

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            set_tip(self, self._words if self._cut else "")
        return super().event(event)
