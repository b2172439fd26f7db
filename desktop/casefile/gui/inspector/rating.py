"""The rating row: A–F for where it came from, 1–6 for what it says, and what both mean in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from casefile.gui import theme
from casefile.gui.library.words import CREDIBILITY_WORDS, RELIABILITY_WORDS, is_judged, rating_words
from casefile.gui.speaking import set_tip
from casefile.gui.widgets import PlainLabel


class LetterSwitch(QFrame):
    """Six narrow letters of which one is chosen; the arrow keys and the letters themselves choose."""

    chosen = Signal(str)

    def __init__(
        self, name: str, meanings: dict[str, str], width: int = 22, parent: QWidget | None = None
    ) -> None:
        """``width`` of one letter in pixels at 100 %."""
        super().__init__(parent)
        self._width = width
        self.setProperty("shape", "switch")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self._letters: dict[str, QToolButton] = {}
        for letter, meaning in meanings.items():
            button = QToolButton()
            button.setText(letter)
            button.setCheckable(True)
            button.setProperty("shape", "letter")
            button.setProperty("edge", "" if self._letters else "first")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{name}: {letter}, {meaning}")
            set_tip(button, f"{letter}: {meaning}")
            button.clicked.connect(lambda _checked=False, letter=letter: self.chosen.emit(letter))
            group.addButton(button)
            self._letters[letter] = button
            row.addWidget(button)
        self._keep_widths()
        theme.look().changed.connect(self._keep_widths)

    @property
    def value(self) -> str:
        return next((letter for letter, button in self._letters.items() if button.isChecked()), "")

    def choose(self, letter: str) -> None:
        """Shows a letter as chosen, without saying so."""
        self._letters[letter].setChecked(True)

    def _keep_widths(self) -> None:
        for button in self._letters.values():
            button.setFixedWidth(theme.look().px(self._width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = list(self._letters)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        wanted = event.text().upper()
        if step is not None and self.value:
            wanted = letters[min(max(letters.index(self.value) + step, 0), len(letters) - 1)]
        if wanted in self._letters and not event.modifiers():
            self.choose(wanted)
            self._letters[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(wanted)
            return
        super().keyPressEvent(event)


class RatingRow(QWidget):
    """Both switches. `rated` carries the field ("reliability" or "credibility") and its letter."""

    rated = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.reliability = LetterSwitch("Source", RELIABILITY_WORDS)
        self.credibility = LetterSwitch("Content", CREDIBILITY_WORDS, 19)
        self.reliability.chosen.connect(lambda letter: self.rated.emit("reliability", letter))
        self.credibility.chosen.connect(lambda letter: self.rated.emit("credibility", letter))
        row.addWidget(self.reliability)
        row.addWidget(self.credibility)
        row.addStretch(1)
        self._meaning = PlainLabel("", "small", "text2", wrap=True)
        self.judged = PlainLabel("not judged", "small", "text2")
        column.addLayout(row)
        column.addWidget(self._meaning)

    def show_rating(self, reliability: str, credibility: str) -> None:
        self.reliability.choose(reliability)
        self.credibility.choose(credibility)
        self._meaning.setText(rating_words(reliability, credibility))
        judged = is_judged(reliability, credibility)
        self.judged.setText(f"{reliability}{credibility}" if judged else "not judged")
