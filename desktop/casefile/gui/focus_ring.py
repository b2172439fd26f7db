"""The 2 px ring, 2 px outside whatever has the keyboard's focus (visual.md 2.5).

Fields draw their own ring as their border, rows theirs inside; this one is for everything that is
pressed. It is shown once the keyboard was used to move, so that a click leaves no ring behind.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QTabBar, QWidget


class FocusRing(QObject):
    """One for the application; made by `app`, follows the focus by itself."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._frame: QFocusFrame | None = None
        application.focusChanged.connect(self._moved)

    @property
    def around(self) -> QWidget | None:
        """The widget that wears the ring now."""
        return self._frame.widget() if self._frame is not None else None

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        self._take_off()
        if now is None or not isinstance(now, QAbstractButton | QTabBar):
            return
        if not now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return
        self._frame = QFocusFrame(now)
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.destroyed.connect(self._forget)
        self._frame.setWidget(now)

    def _take_off(self) -> None:
        frame, self._frame = self._frame, None
        if frame is not None:
            frame.destroyed.disconnect(self._forget)
            frame.hide()
            frame.deleteLater()

    def _forget(self) -> None:
        self._frame = None
