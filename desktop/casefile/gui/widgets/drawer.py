"""A pane that has no room of its own slides over the next one: no dimming, a line, Esc closes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets.plain import Surface

Side = Literal["left", "right"]


class Drawer(Surface):
    """A child raised over ``over``, from its left or right edge, holding one widget."""

    opened = Signal(bool)

    def __init__(self, over: QWidget, side: Side, width: int, name: str) -> None:
        super().__init__(
            "inspector" if side == "right" else "side", "left" if side == "right" else "right", over
        )
        self._over, self._side, self._wide = over, side, width
        self._before: QWidget | None = None
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        self._slide = QPropertyAnimation(self, b"geometry", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        over.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        return self.isVisible()

    def take(self, widget: QWidget) -> None:
        """Holds this widget from now on (it is taken from where it was)."""
        self._held = widget
        self._column.addWidget(widget)
        widget.show()

    def give_back(self) -> QWidget | None:
        """Lets the widget go, so that it can be docked again; closes."""
        self.close_up()
        widget, self._held = self._held, None
        if widget is not None:
            self._column.removeWidget(widget)
        return widget

    def slide_open(self) -> None:
        """Opens; the keyboard goes to the first thing inside that takes it."""
        if self.isVisible():
            return
        self._before = self.window().focusWidget()
        end = self._place()
        outside = end.translated(end.width() if self._side == "right" else -end.width(), 0)
        self._slide.stop()
        self.setGeometry(outside if theme.look().motion() else end)
        self.show()
        self.raise_()
        if theme.look().motion():
            self._slide.setDuration(theme.look().motion())
            self._slide.setStartValue(outside)
            self._slide.setEndValue(end)
            self._slide.start()
        if self._held is not None:
            self._held.setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit(True)

    def close_up(self) -> None:
        """Closes at once; focus returns to where it was."""
        if not self.isVisible():
            return
        self._slide.stop()
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit(False)

    def toggle(self) -> None:
        if self.isVisible():
            self.close_up()
        else:
            self.slide_open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._slide.stop()
            self.setGeometry(self._place())
        return False

    def _place(self) -> QRect:
        width = min(theme.look().px(self._wide), self._over.width())
        left = self._over.width() - width if self._side == "right" else 0
        return QRect(left, 0, width, self._over.height())
