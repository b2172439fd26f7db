"""Free words about a contact, kept when the field is left; a protected source's are copied with care."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casefile.gui import clipboard, theme

PAUSE_MS = 1_500


class CarefulText(QPlainTextEdit):
    """Plain words; while ``careful``, what is copied is marked secret and cleared after ten seconds.

    Words are never dragged out, and an input method is told not to learn them.
    """

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.careful = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.viewport().setAcceptDrops(True)

    def set_careful(self, careful: bool) -> None:
        """Whether what stands here belongs to a protected source."""
        self.careful = careful
        hints = Qt.InputMethodHint.ImhMultiLine
        if careful:
            hints |= Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(hints)

    def createMimeDataFromSelection(self) -> QMimeData:
        words = self.textCursor().selectedText().replace("\u2029", "\n")
        if not self.careful:
            carried = QMimeData()
            carried.setText(words)
            return carried
        QTimer.singleShot(clipboard.CLEARS_AFTER_MS, lambda: clipboard.clear_if(words))
        return clipboard.secret_mime(words)

    def forget(self) -> None:
        """Takes the words and their undo history out of the window."""
        self.setPlainText("")


class NoteField(CarefulText):
    """`said` carries new words after a pause, or when the field is left."""

    said = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent)
        self._held = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._typed)
        self.setFixedHeight(theme.look().px(92))

    def show_value(self, words: str, *, other: bool) -> None:
        """Shows what is kept; what she is typing stays unless it is about another contact."""
        typing = self.hasFocus() and self.toPlainText() != self._held
        self._held = words
        if other or not typing:
            self._pause.stop()
            if self.toPlainText() != words:
                self.setPlainText(words)
                self._pause.stop()

    def commit(self) -> None:
        """Says the words if they are new."""
        self._pause.stop()
        words = self.toPlainText()
        if words != self._held:
            self._held = words
            self.said.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _typed(self) -> None:
        if self.toPlainText() != self._held:
            self._pause.start()
