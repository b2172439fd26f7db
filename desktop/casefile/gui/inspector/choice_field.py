"""A field that completes while one types: tags, claims, origins; the choices stand right below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casefile.gui.inspector.choices import Choice, ChoiceList
from casefile.gui.session import Session

PAUSE_MS = 60
Answer = Callable[[Sequence[Choice]], None]
Ask = Callable[[str, Answer], None]
"""Looks for what was typed and hands the choices over, now or later."""


class ChoiceField(QWidget):
    """A line to type in and up to eight choices under it.

    `picked` carries the choice and whether the field should stay open (Shift+Enter). With an empty
    field, Enter is `entered_empty` and Backspace `emptied_again`.
    """

    picked = Signal(object, bool)
    entered_empty = Signal()
    emptied_again = Signal()
    left = Signal()
    """Esc in an empty field without choices."""

    def __init__(
        self,
        placeholder: str,
        name: str,
        ask: Ask,
        parent: QWidget | None = None,
        session: Session | None = None,
    ) -> None:
        """With the ``session`` whose case is asked, nothing is asked any more once it closes."""
        super().__init__(parent)
        self._ask = ask
        self._asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.installEventFilter(self)
        self.list = ChoiceList()
        self.list.picked.connect(lambda choice: self._pick(choice, False))
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.setFocusProxy(self.edit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.complete)
        if session is not None:
            session.closing.connect(self._pause.stop)
        self.edit.textEdited.connect(lambda _text: self._pause.start())

    def clear(self) -> None:
        """Empties the field and hides the choices."""
        self._asked += 1
        self._pause.stop()
        self.edit.clear()
        self.list.set_choices(())

    def set_words(self, words: str) -> None:
        """Shows words that were chosen; nothing is completed."""
        self._asked += 1
        self._pause.stop()
        self.edit.setText(words)
        self.edit.setCursorPosition(0)
        self.list.set_choices(())

    def complete(self) -> None:
        """Looks for what stands in the field now."""
        self._pause.stop()
        self._asked += 1
        asked = self._asked

        def answered(choices: Sequence[Choice]) -> None:
            if asked == self._asked:
                self.list.set_choices(choices)

        self._ask(self.edit.text(), answered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
                self._focus_left(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.list.choices:
                self.complete()
            self.list.move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._has_modifier(event):
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Backspace and not self.edit.text():
            self.emptied_again.emit()
            return True
        return False

    @staticmethod
    def _has_modifier(event: QKeyEvent) -> bool:
        modifiers = Qt.KeyboardModifier
        return bool(event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier))

    def _enter(self, stay: bool) -> None:
        if not self.edit.text().strip() and self.list.current is None:
            self.entered_empty.emit()
            return
        if self._pause.isActive() or self.list.current is None:
            self._pause.stop()
            self._asked += 1
            self._ask(self.edit.text(), lambda choices: self._take_first(choices, stay))
            return
        self._pick(self.list.current, stay)

    def _take_first(self, choices: Sequence[Choice], stay: bool) -> None:
        if choices:
            self._pick(choices[0], stay)

    def _pick(self, choice: Choice, stay: bool) -> None:
        self.list.set_choices(())
        self.picked.emit(choice, stay)

    def _escape(self) -> bool:
        if self.list.choices:
            self.list.set_choices(())
        elif self.edit.text():
            self.clear()
        else:
            self.left.emit()
            return False
        return True

    def _focus_left(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._asked += 1
            self._pause.stop()
            self.list.set_choices(())
