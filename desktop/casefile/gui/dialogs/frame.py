"""The frame of a small dialog: a title, a body, a row of buttons; Esc closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from casefile.gui.widgets import Button, PlainLabel

T = TypeVar("T")


class DialogFrame(QDialog):
    """Window-modal; made for one use and deleted when closed."""

    def __init__(self, title: str, parent: QWidget, width: int = 560, height: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.resize(width, height)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, "title"))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)

    def add_button(self, button: Button) -> Button:
        """Puts a button at the right of the foot."""
        self._buttons.addWidget(button)
        return button

    def while_open(self, told: Callable[[T], object]) -> Callable[[T], None]:
        """Hands an answer on only while the dialog is there; one that comes later is for nobody."""

        def hand_on(answer: T) -> None:
            if isValid(self):
                told(answer)

        return hand_on

    def add_close(self, words: str = "Close") -> Button:
        """The button that closes."""
        button = self.add_button(Button(words))
        button.clicked.connect(self.reject)
        return button
