"""The small bar of work in the background (120 × 4), and the 3 px one that only says *working*."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.gui import theme


class ProgressBar(QWidget):
    """A share of 1, or None when the end is not known: then a part of it travels (or stands, when
    motion is reduced).
    """

    def __init__(self, *, width: int | None = 120, height: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = (width, height)
        self._share: float | None = 0.0
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._travel)
        across = QSizePolicy.Policy.Expanding if width is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_share(0.0)

    @property
    def share(self) -> float | None:
        return self._share

    def set_share(self, share: float | None) -> None:
        """Shows a share between 0 and 1, or None for work without a known end."""
        self._share = None if share is None else min(1.0, max(0.0, share))
        self.setAccessibleName("working" if self._share is None else f"{round(self._share * 100)} per cent")
        if self._share is None and theme.look().motion() and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.px(self._wanted[0] or 120), look.px(self._wanted[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(24), theme.look().px(self._wanted[1]))

    def showEvent(self, event: object) -> None:
        self.set_share(self._share)

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(self.rect())
        radius = bar.height() / 2
        painter.setBrush(QBrush(look.colour("line")))
        painter.drawRoundedRect(bar, radius, radius)
        painter.setBrush(QBrush(look.colour("accent")))
        if self._share is None:
            length = bar.width() * 0.3
            left = (bar.width() - length) * abs(((self._step / 40) % 2) - 1)
            painter.drawRoundedRect(QRectF(left, 0, length, bar.height()), radius, radius)
        elif self._share > 0:
            painter.drawRoundedRect(
                QRectF(0, 0, max(bar.height(), bar.width() * self._share), bar.height()), radius, radius
            )

    def _travel(self) -> None:
        self._step += 1
        self.update()
