"""Facts of a record: quiet name, value in place; *unknown* in italics, never an empty cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from casefile.gui import theme
from casefile.gui.inspector.fitting_words import FittingWords
from casefile.gui.speaking import set_tip
from casefile.gui.widgets import IconButton, PlainLabel, restyle

NAME_WIDTH = 88


class FactField(QLineEdit):
    """A value that is a field once it is touched. `said` carries new words after Enter or leaving it.

    Esc brings back what stood there.
    """

    said = Signal(str)

    def __init__(self, name: str, placeholder: str = "unknown", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("shape", "fact")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._held = ""
        self.textChanged.connect(self._slant)
        self._slant()

    def show_value(self, words: str) -> None:
        """Shows what is known; what she is typing right now is left alone."""
        self._held = words
        if not (self.hasFocus() and self.isModified()):
            self.setText(words)
            self.setCursorPosition(0)
            self.setModified(False)

    def refuse(self, why: str) -> None:
        """Shows that the words cannot be kept, and why; they stay to be mended."""
        self.setProperty("state", "wrong" if why else "")
        set_tip(self, why)
        self.setAccessibleDescription(why)
        restyle(self)

    def commit(self) -> None:
        """Says the words if they are new."""
        words = " ".join(self.text().split())
        self.setModified(False)
        if words != self._held:
            self._held = words
            self.said.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.commit()
            self.returnPressed.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text() != self._held:
            self.setText(self._held)
            self.setModified(False)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.commit()
            self.setCursorPosition(0)

    def _slant(self) -> None:
        """The placeholder is in italics, the words are not (by the style sheet)."""
        unknown = not self.text()
        if self.property("unknown") != unknown:
            self.setProperty("unknown", unknown)
            restyle(self)


class FactMenu(QToolButton):
    """A value chosen from a few words. `chosen` carries the key of the new one."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        more: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        nothing: str = "unknown",
    ) -> None:
        """``choices`` and ``more`` are (key, words); the latter stand under *More*. ``nothing`` is said
        where no key is known yet."""
        super().__init__(parent)
        self._name = name
        self._nothing = nothing
        self._words = dict([*choices, *more])
        self.setProperty("shape", "fact")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        menu.setAccessibleName(name)
        _fill(menu, choices, self.chosen.emit)
        if more:
            _fill(menu.addMenu("More"), more, self.chosen.emit)
        self.setMenu(menu)
        self.show_key("")

    def show_key(self, key: str) -> None:
        """Shows the words of a key; one it does not know as it is, none as *unknown*."""
        words = self._words.get(key, key)
        self.setText((words or self._nothing).replace("&", "&&"))
        if self.property("unknown") != (not words):
            self.setProperty("unknown", not words)
            restyle(self)
        self.setAccessibleName(f"{self._name}: {words or self._nothing}")


def _fill(menu: QMenu, choices: Sequence[tuple[str, str]], choose: Callable[[str], object]) -> None:
    for key, words in choices:
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(_chosen, choose, key))


def _chosen(choose: Callable[[str], object], key: str, _checked: bool = False) -> None:
    choose(key)


class Facts(QWidget):
    """Names at the left, values at the right, 26 apart."""

    def __init__(self, name_width: int = NAME_WIDTH, parent: QWidget | None = None) -> None:
        """``name_width`` in pixels at 100 %."""
        super().__init__(parent)
        self._name_width = name_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._names: list[PlainLabel] = []
        self._keep_width()
        theme.look().changed.connect(self._keep_width)

    def add(self, name: str, value: QWidget, *, height: int = 22) -> PlainLabel:
        """A fact; returns its name's label, so that both can be hidden. ``height`` of its first line."""
        label = PlainLabel(name, "small", "text2")
        if isinstance(value, QLineEdit | QToolButton):
            label.setBuddy(value)
        row = self._grid.rowCount()
        alone = isinstance(value, QLineEdit | QToolButton | QFrame) and not isinstance(value, PlainLabel)
        upright = Qt.AlignmentFlag.AlignVCenter if alone else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row, 0, upright | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(value, row, 1)
        label.setProperty("line", height)
        self._names.append(label)
        self._keep_width()
        return label

    def add_words(self, name: str, words: str, *, tone: str = "text") -> FittingWords:
        """A fact that is only shown; returns what shows it."""
        shown = FittingWords(words, "small", tone)
        self.add(name, shown)
        return shown

    def empty(self) -> None:
        """Takes all facts away."""
        self._names.clear()
        while (held := self._grid.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _keep_width(self) -> None:
        for label in self._names:
            label.setMinimumWidth(theme.look().px(self._name_width))
            label.setMinimumHeight(theme.look().px(int(label.property("line"))))


def with_copy(words: QWidget, button: IconButton) -> QWidget:
    """Words with a small button right behind them."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(words)
    row.addWidget(button)
    row.addStretch(1)
    return both
