"""The curtain: everything is hidden at once, the key stays, a PIN shows it again (decision 11)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.gui.speaking import announce
from casefile.gui.widgets.buttons import Button
from casefile.gui.widgets.plain import IconSign, PlainLabel, Surface, restyle

TRIES = 3


class Curtain(Surface):
    """A blank pane over the whole window. It knows no PIN: `pin_entered` asks, `refuse` answers no."""

    pin_entered = Signal(str)
    lock_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__("window", "", window)
        self.setAccessibleName("Hidden")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        column.addWidget(IconSign("eye-off", "text3", 34, pen=1.5), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self._line = PlainLabel("Hidden. Type your PIN.", "section")
        column.addWidget(self._line, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.field.setAccessibleName("PIN")
        self.field.setFixedWidth(180)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.returnPressed.connect(self._enter)
        row.addWidget(self.field)
        self._show = Button("Show", "primary")
        self._show.clicked.connect(self._enter)
        row.addWidget(self._show)
        row.addStretch(1)
        column.addLayout(row)
        self._below = PlainLabel("", "small", "danger")
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        lock = Button("Lock the case instead", "link")
        lock.clicked.connect(self.lock_asked)
        column.addWidget(lock, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._why, self._named = "Hidden.", "PIN"
        self.hide()

    def draw(self, why: str = "") -> None:
        """Covers the window. ``why`` says what drew it: "Hidden after 5 minutes without a key press."."""
        self._why = why or "Hidden."
        self.ask_for("PIN")
        self._below.setText("")
        self.field.clear()
        self.field.setProperty("state", "")
        restyle(self.field)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for(self, named: str) -> None:
        """Says what shows the window again: the "PIN", or the "passphrase" where no PIN was set."""
        self._line.setText(f"{self._why} Type your {named}.")
        self.field.setAccessibleName(named if named.isupper() else named.capitalize())
        self._named = named

    def refuse(self, tries_left: int) -> None:
        """The PIN was not the one. After the third try the case is locked by whoever counts."""
        times = "time" if tries_left == 1 else "times"
        words = (
            f"That is not the {self._named}. It can be tried {tries_left} more {times}; then the case locks."
        )
        self._below.setText(words)
        self.field.setProperty("state", "wrong")
        restyle(self.field)
        self.field.selectAll()
        self.field.setFocus()
        announce(self, words, at_once=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing goes through the curtain."""
        event.accept()

    def _enter(self) -> None:
        if self.field.text():
            self.pin_entered.emit(self.field.text())
