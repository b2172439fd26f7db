"""Who a protected source really is: hidden, shown for ten seconds, copied only after a question."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.protected import Identity
from casefile.gui import clipboard
from casefile.gui.speaking import announce
from casefile.gui.widgets import Button, IconButton, PlainLabel, Surface

SHOWN_SECONDS = 10
MASK = "• • • • • • • •"
"""Always of one length, so that it tells nothing, not even whether anything is written down."""
PARTS = (("name", "Name"), ("employer", "Employer"), ("phone", "Phone"), ("other", "Other"))


class MaskedValue(PlainLabel):
    """Words that are dots until shown; a screen reader hears "hidden"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "body", "text2", wrap=True, parent=parent)
        self._name = name
        self._words = ""
        self.hide_words()

    def show_words(self, words: str) -> None:
        """Shows the words, or that none were written down."""
        self._words = words
        self.setText(words or "not written down")
        self.set_tone("text" if words else "text3")
        self.setAccessibleName(f"{self._name}: {words or 'not written down'}")

    def hide_words(self) -> None:
        """Dots again; the words leave the window."""
        self._words = ""
        self.setText(MASK)
        self.set_tone("text2")
        self.setAccessibleName(f"{self._name}: hidden")


class Unmasking(QWidget):
    """Shows something for `SHOWN_SECONDS`, and hides it sooner when the window is left."""

    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._left = 0
        self._is_shown = False
        self._watched: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.button = Button(f"Show for {SHOWN_SECONDS} seconds", "", "small", "eye")
        self.button.clicked.connect(self._pressed)
        row.addWidget(self.button)
        row.addStretch(1)

    @property
    def is_shown(self) -> bool:
        return self._is_shown

    def show_now(self) -> None:
        """Ten seconds from now on."""
        self._left, self._is_shown = SHOWN_SECONDS, True
        self._timer.start()
        self._watch()
        self._say()
        self.shown.emit(True)

    def hide_now(self) -> None:
        """Hidden at once. Harmless while hidden."""
        self._timer.stop()
        was_shown = self._is_shown
        self._left, self._is_shown = 0, False
        self._say()
        if was_shown:
            self.shown.emit(False)

    def hideEvent(self, event: object) -> None:
        self.hide_now()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.hide_now()
        return False

    def _watch(self) -> None:
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def _pressed(self) -> None:
        if self.is_shown:
            self.hide_now()
        else:
            self.show_now()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.hide_now()
        else:
            self._say()

    def _say(self) -> None:
        words = f"Hide ({self._left} s)" if self._is_shown else f"Show for {SHOWN_SECONDS} seconds"
        self.button.set_words(words)


class CopyQuestion(QWidget):
    """Asks before a secret goes to the clipboard, right where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._words = PlainLabel("", "small", "text2", wrap=True)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button("Copy", "", "small", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.keep_button = Button("Do not", "link", "small")
        self.keep_button.clicked.connect(self.put_away)
        row.addWidget(self.copy_button)
        row.addWidget(self.keep_button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def ask(self, what: str, secret: str) -> None:
        """``what`` is named in the question ("the name"); ``secret`` is what would be copied."""
        self._secret = secret
        self._words.setText(f"Copy {what}? Other programs can read it until it is cleared in 10 seconds.")
        self.show()
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._words.text())

    def put_away(self) -> None:
        """Nothing is copied."""
        self._secret = ""
        self.hide()

    def _copy(self) -> None:
        clipboard.copy_secret(self._secret)
        self.put_away()
        announce(self, "Copied. The clipboard is cleared in 10 seconds.")


class IdentityCard(Surface):
    """Name, employer, phone and more; dots until asked for."""

    changed = Signal(object)
    """An `Identity`."""
    unmasked = Signal(bool)
    """The other hidden parts of the sheet show and hide with this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "card", parent)
        self._identity = Identity()
        self._editing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 13, 12, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Real identity", "strong"))
        head.addStretch(1)
        self._badge = PlainLabel("hidden", badge="protected")
        head.addWidget(self._badge)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self.values: dict[str, MaskedValue] = {}
        self.edits: dict[str, QLineEdit] = {}
        self._copies: dict[str, IconButton] = {}
        for number, (key, words) in enumerate(PARTS):
            label = PlainLabel(words, "small", "text2")
            value, edit = MaskedValue(words), QLineEdit()
            edit.setAccessibleName(words)
            edit.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            )
            edit.returnPressed.connect(self.save)
            edit.hide()
            copy = IconButton("copy", f"Copy the {words.lower()}…", shape="small", size=14)
            copy.clicked.connect(partial(self._ask_copy, key, words))
            copy.hide()
            cell = QVBoxLayout()
            cell.setSpacing(0)
            for part in (label, value, edit):
                cell.addWidget(part)
            grid.addLayout(cell, number, 0)
            grid.addWidget(copy, number, 1, Qt.AlignmentFlag.AlignBottom)
            self.values[key], self.edits[key], self._copies[key] = value, edit, copy
        column.addLayout(grid)
        self.question = CopyQuestion()
        column.addWidget(self.question)
        self.unmasking = Unmasking()
        self.unmasking.shown.connect(self._shown)
        column.addWidget(self.unmasking)
        self.change = Button("Change…", "link", "small")
        self.change.clicked.connect(self.edit)
        self._saving = QWidget()
        row = QHBoxLayout(self._saving)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.save_button = Button("Save", "protected", "small")
        self.save_button.clicked.connect(self.save)
        cancel = Button("Cancel", "link", "small")
        cancel.clicked.connect(self.put_away)
        row.addWidget(self.save_button)
        row.addWidget(cancel)
        row.addStretch(1)
        self._saving.hide()
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._saving)
        column.addWidget(PlainLabel("Copying asks first.", "small", "text3", wrap=True))
        column.addStretch(1)

    def show_identity(self, identity: Identity, *, other_source: bool) -> None:
        """Another source's hides what was shown; while she writes, her words stay."""
        if other_source:
            self.put_away()
            self.unmasking.hide_now()
        self._identity = identity
        if self.unmasking.is_shown:
            self._shown(True)

    def forget(self) -> None:
        """They are closed: nothing of it stays in the window."""
        self._identity = Identity()
        self.put_away()
        self.unmasking.hide_now()
        self._shown(False)

    def edit(self) -> None:
        """The parts become fields."""
        self._editing = True
        self.unmasking.hide_now()
        for key, edit in self.edits.items():
            edit.setText(getattr(self._identity, key))
        self._show_fields()
        self.edits["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Writes the fields down."""
        typed = {key: " ".join(edit.text().split()) for key, edit in self.edits.items()}
        self.put_away()
        self.changed.emit(Identity(**typed))

    def put_away(self) -> None:
        """Leaves the fields; nothing is written."""
        self._editing = False
        for edit in self.edits.values():
            edit.clear()
        self.question.put_away()
        self._show_fields()

    def _show_fields(self) -> None:
        for key in self.values:
            self.values[key].setVisible(not self._editing)
            self.edits[key].setVisible(self._editing)
        self.unmasking.button.setVisible(not self._editing)
        self.change.setVisible(not self._editing)
        self._saving.setVisible(self._editing)

    def _shown(self, shown: bool) -> None:
        for key, value in self.values.items():
            words = getattr(self._identity, key)
            if shown:
                value.show_words(words)
            else:
                value.hide_words()
            self._copies[key].setVisible(shown and bool(words))
        self._badge.setText("shown" if shown else "hidden")
        if not shown:
            self.question.put_away()
        self.unmasked.emit(shown)

    def _ask_copy(self, key: str, words: str, _checked: bool = False) -> None:
        self.question.ask(f"the {words.lower()}", getattr(self._identity, key))
