"""The small field a claim is written into: one sentence and Enter, again and again, Esc to leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casefile.gui import theme
from casefile.gui.widgets import KeyCap, Surface


class NewClaimField(Surface):
    """`said` carries a sentence; the field stays open for the next one."""

    said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent_soft", "bottom_soft", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(8)
        self.edit = _Line(self)
        self.edit.setPlaceholderText("One sentence that can be checked")
        self.edit.setAccessibleName("New claim: one sentence that can be checked")
        self.edit.returnPressed.connect(self._enter)
        self.edit.left.connect(self.put_away)
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap("Enter"))
        self.setFocusProxy(self.edit)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)
        self.hide()

    def ask(self, words: str = "") -> None:
        """Shows the field and gives it the keyboard."""
        if words:
            self.edit.setText(words)
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def put_away(self) -> None:
        """Closes the field; what stands in it is let go."""
        self.edit.clear()
        self.hide()
        self.left.emit()

    def _enter(self) -> None:
        words = " ".join(self.edit.text().split())
        if words:
            self.edit.clear()
            self.said.emit(words)
        else:
            self.put_away()

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(46))


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
