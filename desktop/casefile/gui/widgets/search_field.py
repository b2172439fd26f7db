"""The one search field of the window: 468 wide, its key at the right, words settled before they are said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from casefile.gui import theme
from casefile.gui.widgets.buttons import IconButton
from casefile.gui.widgets.plain import IconSign, KeyCap, restyle

PAUSE = 150  # milliseconds after the last letter, visual.md 8.10


class SearchField(QFrame):
    """A field with a sign before it and a key cap or × behind it.

    `settled` carries the words 150 ms after the last letter (at once with Enter); `entered` is Enter;
    `left_down` is ↓ (into the results); `emptied_again` is Esc in an empty field.
    """

    settled = Signal(str)
    entered = Signal(str)
    left_down = Signal()
    emptied_again = Signal()

    def __init__(
        self,
        placeholder: str = "Search this case",
        key: str = "Ctrl+F",
        *,
        icon: str = "search",
        width: int | None = 468,
        height: int = 30,
        edit: QLineEdit | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``edit`` is a line edit of its own kind (the header's shows its sentence's parts)."""
        super().__init__(parent)
        self.setProperty("shape", "field")
        self._width, self._height, self._key = width, height, key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 7, 0)
        row.setSpacing(8)
        self.edit = edit or QLineEdit()
        self.edit.setProperty("shape", "bare")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.installEventFilter(self)
        self._cap = KeyCap(key) if key else None
        self._clear = IconButton("x", "Empty the field", shape="small", size=14)
        self._clear.clicked.connect(self.empty)
        self._clear.hide()
        row.addWidget(IconSign(icon, "text2", 16))
        row.addWidget(self.edit, 1)
        if self._cap is not None:
            row.addWidget(self._cap)
        row.addWidget(self._clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._say)
        self._said = ""
        self.edit.textChanged.connect(self._changed)
        self.setFocusProxy(self.edit)
        self._keep_size()
        theme.look().changed.connect(self._keep_size)

    @property
    def words(self) -> str:
        return self.edit.text()

    def set_words(self, words: str) -> None:
        """Shows a sentence made elsewhere (a click in the tag pane) without saying `settled`."""
        self._said = words
        self.edit.setText(words)
        self._pause.stop()

    def empty(self) -> None:
        """Empties the field and says so at once."""
        self.edit.clear()
        self._say()
        self.edit.setFocus()

    def set_wrong(self, wrong: bool, words: str = "") -> None:
        """Marks that part of the sentence is not understood; ``words`` say which."""
        self.setProperty("state", "wrong" if wrong else "")
        self.edit.setAccessibleDescription(words)
        restyle(self)

    def sizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.px(self._width or 200), look.px(self._height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
            restyle(self)
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event.key())
        return False

    def _pressed(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
            self.entered.emit(self.words)
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        elif key == Qt.Key.Key_Escape:
            if self.words:
                self.empty()
            else:
                self.emptied_again.emit()
        else:
            return False
        return True

    def _changed(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        if self._cap is not None:
            self._cap.setVisible(not words)
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        if self.words != self._said:
            self._said = self.words
            self.settled.emit(self.words)

    def _keep_size(self) -> None:
        self.setFixedHeight(theme.look().px(self._height))
        if self._width:
            self.setMaximumWidth(theme.look().px(self._width))
