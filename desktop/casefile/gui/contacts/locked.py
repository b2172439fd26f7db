"""Protected sources, closed (picture 10): three promises, a passphrase, and nothing that could be counted."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say
from casefile.gui import theme
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.start.fields import LineBelow, PassphraseField, labelled
from casefile.gui.widgets import Button, IconSign, PlainLabel, ProgressBar, Surface

_PROMISES = (
    ("eye-off", "Names, notes and calls in here are not in memory."),
    ("zoom-in", "Search, counts, timeline and board leave them out."),
    ("share", "Exports show an agreed description, never a name."),
)
_AFTER_OPENING = "Names, notes and calls in here are gone from memory after the next lock."
WIDTH = 468
With = Literal["passphrase", "recovery_key"]


class LockedForm(QWidget):
    """Opens protected sources. A wrong passphrase is told in the same words whether any are there or not."""

    set_up_wanted = Signal()

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._with: With = "passphrase"
        self.setAccessibleName("Protected sources, closed")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        outer.addStretch(1)
        card = Surface("surface", "card")
        card.setMaximumWidth(theme.look().px(WIDTH))
        self._build(card)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)
        room.unlock_wanted.connect(self.go_in)
        room.session.protected_changed.connect(self._follow)

    def go_in(self) -> None:
        """The keyboard goes to the passphrase."""
        if self.isVisible():
            (self.field if self._with == "passphrase" else self.key_field).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.go_in()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._busy:
            self._room.sources.give_up_opening()
            self._set_busy(False)
            return
        super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _build(self, card: Surface) -> None:
        self._busy = False
        column = QVBoxLayout(card)
        column.setContentsMargins(30, 26, 30, 24)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        tile = Surface("protected_soft", "round")
        tile.setFixedSize(theme.look().px(40), theme.look().px(40))
        inside = QVBoxLayout(tile)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(IconSign("lock", "protected", 20), 0, Qt.AlignmentFlag.AlignCenter)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(PlainLabel("Protected sources are closed", "title", wrap=True))
        both.addWidget(PlainLabel("The rest of the case works without them.", "body", "text2", wrap=True))
        head.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(both, 1)
        column.addLayout(head)
        column.addSpacing(18)
        self._promises: list[PlainLabel] = []
        for icon, words in _PROMISES:
            line = QHBoxLayout()
            line.setSpacing(10)
            label = PlainLabel(words, "body", "text2", wrap=True)
            self._promises.append(label)
            line.addWidget(IconSign(icon, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label, 1)
            column.addLayout(line)
            column.addSpacing(9)
        column.addSpacing(11)
        self.field = PassphraseField("Passphrase for protected sources", height=34)
        self.field.edit.setPlaceholderText("not the same as the case passphrase")
        self.key_field = QLineEdit()
        self.key_field.setAccessibleName("Recovery key of protected sources")
        self.key_field.setPlaceholderText("all groups, as they were written down")
        self.key_field.returnPressed.connect(self._ask)
        self._label = PlainLabel("Passphrase for protected sources", "small", "text2")
        self._bar = ProgressBar(width=None, height=3)
        self._caps, self._below = LineBelow(), LineBelow()
        self.field.entered.connect(self._ask)
        self.field.changed.connect(lambda _words: self._quiet())
        self.field.caps_lock.connect(self._say_caps)
        column.addLayout(
            labelled(self._label, self.field, self.key_field, self._bar, self._caps, self._below)
        )
        self._label.setBuddy(self.field)
        column.addSpacing(14)
        row = QHBoxLayout()
        self.open_button = Button("Open protected sources", "protected", "large")
        self.open_button.clicked.connect(self._ask)
        self._wait = PlainLabel("closes again after 5 minutes", "small", "text3", wrap=True)
        self._wait.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.open_button)
        row.addWidget(self._wait, 1)
        column.addLayout(row)
        column.addSpacing(8)
        links = QHBoxLayout()
        links.setSpacing(20)
        self._other = Button("Use the recovery key…", "link", "small")
        self._other.clicked.connect(self._turn)
        self.set_up_button = Button("Set up protected sources…", "link", "small")
        self.set_up_button.clicked.connect(self.set_up_wanted)
        links.addWidget(self._other)
        links.addWidget(self.set_up_button)
        links.addStretch(1)
        column.addLayout(links)
        self._show_with()
        self._set_busy(False)

    # -- doing -----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Takes what was typed out of the window."""
        self.field.set_words("")
        self.key_field.clear()
        self._quiet()

    def _ask(self) -> None:
        typed = self.field.words if self._with == "passphrase" else self.key_field.text()
        if self._busy or not typed:
            return
        self._set_busy(True)
        sources = self._room.sources
        ask = sources.open_later if self._with == "passphrase" else sources.open_with_recovery_key_later
        ask(typed, self._opened, self._refused)

    def _opened(self) -> None:
        self._set_busy(False)
        self.forget()

    def _refused(self, problem: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(problem, ReporterCanFix):
            self._room.session.trouble.emit(problem)
            return
        sentence = SENTENCES.get(problem.code)
        words = say(problem)
        if sentence is not None and sentence.step:
            self._room.session.trouble.emit(problem)
        if self._with == "passphrase":
            self.field.set_wrong(True)
        else:
            self.key_field.setFocus()
            self.key_field.selectAll()
        self._below.say(words, "danger", "circle-x", aloud=True)

    def _follow(self) -> None:
        """Closed again: an empty field, and what can honestly be said of memory now."""
        if self._room.sources.is_open:
            self.forget()
        self._promises[0].setText(_AFTER_OPENING if self._room.opened_before else _PROMISES[0][1])

    def _turn(self) -> None:
        self._with = "recovery_key" if self._with == "passphrase" else "passphrase"
        self.forget()
        self._show_with()
        self.go_in()

    def _show_with(self) -> None:
        by_key = self._with == "recovery_key"
        self.field.setVisible(not by_key)
        self.key_field.setVisible(by_key)
        named = "Recovery key of protected sources" if by_key else "Passphrase for protected sources"
        self._label.setText(named)
        self._other.set_words("Use the passphrase…" if by_key else "Use the recovery key…")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.field.set_busy(busy)
        self.key_field.setReadOnly(busy)
        self.open_button.setEnabled(not busy)
        self.open_button.set_words("Opening…" if busy else "Open protected sources")
        self._wait.setText("Esc cancels" if busy else "closes again after 5 minutes")
        for widget in (self._other, self.set_up_button):
            widget.setEnabled(not busy)
        self._bar.set_share(None if busy else 0.0)
        self._bar.setVisible(busy)
        if busy:
            self._below.say("")

    def _quiet(self) -> None:
        self.field.set_wrong(False)
        self._below.say("")

    def _say_caps(self, on: bool) -> None:
        self._caps.say("Caps Lock is on." if on else "", "warn", "arrow-big-up")
