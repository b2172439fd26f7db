"""A text field in which ``@`` and a few letters offer contacts; what is chosen becomes plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.contacts.note_field import CarefulText
from casefile.gui.inspector.choices import Choice, ChoiceList

PAUSE_MS = 80
_BEGUN = re.compile(r"(?<![\w@])@([\w][\w.\- ]{0,40})?$")

Answer = Callable[[Sequence[Choice]], None]
Ask = Callable[[str, Answer], None]


class MentioningText(QWidget):
    """The field and, below it, the contacts offered. `mentioned` carries the choice's key."""

    typed = Signal()
    mentioned = Signal(object)

    def __init__(self, name: str, placeholder: str, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._asked = ask, 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = CarefulText(name, placeholder)
        self.edit.setMinimumHeight(theme.look().px(110))
        self.list = ChoiceList()
        column.addWidget(self.edit, 1)
        column.addWidget(self.list)
        self.setFocusProxy(self.edit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.complete)
        self.edit.textChanged.connect(self.typed)
        self.edit.textChanged.connect(self._pause.start)
        self.edit.installEventFilter(self)
        self.list.picked.connect(self._pick)

    @property
    def words(self) -> str:
        return self.edit.toPlainText()

    def set_words(self, words: str) -> None:
        """Shows other words; their undo history goes."""
        self._asked += 1
        self.edit.setPlainText(words)
        self._pause.stop()
        self.list.set_choices(())
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def complete(self) -> None:
        """Offers contacts for what stands behind the last ``@``."""
        self._pause.stop()
        self._asked += 1
        asked, begun = self._asked, self._begun()
        if begun is None:
            self.list.set_choices(())
            return

        def answered(choices: Sequence[Choice]) -> None:
            if asked == self._asked:
                self.list.set_choices(choices)

        self._ask(begun, answered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if not self.list.choices or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            if self.list.current is not None:
                self._pick(self.list.current)
        elif event.key() == Qt.Key.Key_Escape:
            self._asked += 1
            self.list.set_choices(())
        else:
            return False
        return True

    def _begun(self) -> str | None:
        cursor = self.edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _BEGUN.search(before)
        return None if found is None else (found[1] or "")

    def _pick(self, choice: Choice) -> None:
        begun = self._begun()
        if begun is None:
            return
        cursor = self.edit.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left,
            QTextCursor.MoveMode.KeepAnchor,
            len(begun.encode("utf-16-le")) // 2,
        )
        cursor.insertText(f"{choice.words} ")
        self.edit.setTextCursor(cursor)
        self._asked += 1
        self._pause.stop()
        self.list.set_choices(())
        self.mentioned.emit(choice.key)
