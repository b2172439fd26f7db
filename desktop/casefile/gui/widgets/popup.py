"""Popups inside the window: a frame with a quiet shadow below it that is painted once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets.plain import Surface


class PopupFrame(Surface):
    """A child of the window raised over its panes: 9 px radius, a line, a shadow (none in contrast).

    The shadow lies under an empty frame of its own, so that nothing that scrolls is ever drawn
    through an effect. Esc closes; the keyboard goes back to where it was.
    """

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__("surface", "popup", window)
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self._shadow = QFrame(window)
        self._shadow.setProperty("surface", "surface")
        self._shadow.setProperty("edge", "popup")
        self._shadow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._before: QWidget | None = None
        self._shadow.hide()
        self.hide()
        window.installEventFilter(self)
        theme.look().changed.connect(self._shade)
        self._shade()

    def open_at(self, place: QRect, focus: QWidget | None = None) -> None:
        """Shows the popup at a rectangle of the window and gives ``focus`` the keyboard, if any."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.setGeometry(place)
        self._shadow.setGeometry(place)
        self._shadow.show()
        self._shadow.raise_()
        self.show()
        self.raise_()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Hides the popup; focus returns to where it was."""
        if not self.isVisible():
            return
        mine = self.isAncestorOf(self.window().focusWidget() or self) or self.hasFocus()
        self.hide()
        before, self._before = self._before, None
        if before is not None and mine and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def showEvent(self, event: object) -> None:
        self._shadow.setGeometry(self.geometry())
        self._shadow.show()
        self._shadow.stackUnder(self)

    def hideEvent(self, event: object) -> None:
        self._shadow.hide()

    def moveEvent(self, event: object) -> None:
        self._shadow.setGeometry(self.geometry())

    def resizeEvent(self, event: object) -> None:
        self._shadow.setGeometry(self.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def place_again(self) -> None:
        """Called when the window was resized; a popup that follows something says where it is now."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place_again()
        return False

    def _shade(self) -> None:
        look = theme.look()
        if look.high_contrast:
            self._shadow.setGraphicsEffect(None)  # type: ignore[arg-type]
            return
        effect = QGraphicsDropShadowEffect(self._shadow)
        effect.setBlurRadius(22)
        effect.setOffset(QPoint(0, 6))
        effect.setColor(look.colour("shadow"))
        self._shadow.setGraphicsEffect(effect)
