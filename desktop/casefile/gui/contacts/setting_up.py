"""Setting protected sources up: what may be lost is said first, then a passphrase, then the recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casefile.casework.starting import judge, new_phrase
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui import clipboard, theme
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.start.fields import LineBelow, PassphraseField, labelled
from casefile.gui.start.recovery_key import RecoveryKeyForm
from casefile.gui.widgets import Button, IconSign, PlainLabel, ProgressBar, Surface

WIDTH = 468
_WARNING = (
    "Nobody can tell whether protected sources lie here already, not even Casefile. If they do, under another"
    " passphrase, everything in them is lost for good when you go on."
)
_KEY_WORDS = (
    "It opens protected sources without their passphrase. It is shown only now. Keep it on paper, away from "
    "this computer and away from the recovery key of the case."
)
LOST = "Keep no recovery key. Lost means lost."


class SetUpForm(QWidget):
    """A passphrase of their own, typed twice, after a tick that nothing there is needed any more."""

    left = Signal()
    made = Signal(object)
    """The recovery key's groups."""

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._busy = False
        self.setAccessibleName("Set up protected sources")
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

    def begin(self) -> None:
        """An empty form with a fresh phrase to take or leave."""
        self.forget()
        self._offer.setText(new_phrase())
        self._weigh()
        self.nothing_there.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Takes what was typed and offered out of the window."""
        self.first.set_words("")
        self.second.set_words("")
        self._offer.setText("")
        self.nothing_there.setChecked(False)
        self._below.say("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.nothing_there.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _build(self, card: Surface) -> None:
        column = QVBoxLayout(card)
        column.setContentsMargins(30, 24, 30, 22)
        column.setSpacing(12)
        column.addWidget(PlainLabel("Set up protected sources", "title", wrap=True))
        strip = Surface("warn_soft", "warn")
        inside = QHBoxLayout(strip)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(10)
        inside.addWidget(IconSign("triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(PlainLabel(_WARNING, "small", wrap=True), 1)
        column.addWidget(strip)
        self.nothing_there = QCheckBox("Nothing lies there that I need")
        self.nothing_there.toggled.connect(lambda _on: self._weigh())
        column.addWidget(self.nothing_there)
        offered = QVBoxLayout()
        offered.setSpacing(2)
        offered.addWidget(PlainLabel("A phrase nobody can guess. Or type one of your own.", "small", "text2"))
        self._offer = PlainLabel("", "phrase", wrap=True)
        self._offer.setAccessibleDescription("Offered phrase")
        offered.addWidget(self._offer)
        links = QHBoxLayout()
        links.setSpacing(16)
        use, other = Button("Use this phrase", "link", "small"), Button("Another one", "link", "small")
        use.clicked.connect(self._use)
        other.clicked.connect(lambda: self._offer.setText(new_phrase()))
        links.addWidget(use)
        links.addWidget(other)
        links.addStretch(1)
        offered.addLayout(links)
        column.addLayout(offered)
        self.first = PassphraseField("Passphrase for protected sources", height=32)
        self.second = PassphraseField("Passphrase for protected sources again", height=32)
        self._strength, self._again, self._below = LineBelow(), LineBelow(), LineBelow()
        for field in (self.first, self.second):
            field.changed.connect(lambda _words: self._weigh())
            field.entered.connect(self.set_up)
        column.addLayout(labelled("Passphrase for protected sources", self.first, self._strength))
        column.addLayout(labelled("The same again", self.second, self._again))
        self._bar = ProgressBar(width=None, height=3)
        self._bar.hide()
        column.addWidget(self._bar)
        column.addWidget(self._below)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.button = Button("Set up", "protected", "large")
        self.button.clicked.connect(self.set_up)
        cancel = Button("Cancel", "", "large")
        cancel.clicked.connect(self._leave)
        self._needed = PlainLabel("", "small", "text3", wrap=True)
        row.addWidget(self.button)
        row.addWidget(cancel)
        row.addWidget(self._needed, 1)
        column.addLayout(row)

    def missing(self) -> str:
        """What is still needed, in words; "" when nothing is."""
        if not self.nothing_there.isChecked():
            return "Tick that nothing there is needed."
        if not judge(self.first.words, "")[1]:
            return "Choose a longer passphrase."
        if self.first.words != self.second.words:
            return "Type the passphrase a second time."
        return ""

    def set_up(self) -> None:
        """Makes them, where nothing is missing."""
        if self._busy or self.missing():
            return
        self._set_busy(True)
        self._room.sources.set_up_later(self.first.words, self._made, self._refused)

    def _made(self, groups: tuple[str, ...]) -> None:
        self._set_busy(False)
        self.forget()
        self.made.emit(groups)

    def _refused(self, problem: BaseException) -> None:
        self._set_busy(False)
        if isinstance(problem, ReporterCanFix):
            self._below.say(say(problem), "danger", "circle-x", aloud=True)
        else:
            self._room.session.trouble.emit(problem)

    def _use(self) -> None:
        self.first.set_words(self._offer.text())
        self.second.edit.setFocus()

    def _leave(self) -> None:
        self._room.sources.give_up_opening()
        self._set_busy(False)
        self.forget()
        self.left.emit()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for field in (self.first, self.second):
            field.set_busy(busy)
        self.nothing_there.setEnabled(not busy)
        self._bar.set_share(None if busy else 0.0)
        self._bar.setVisible(busy)
        self._weigh()

    def _weigh(self) -> None:
        words, again = self.first.words, self.second.words
        if words:
            said, enough = judge(words, "")
            self._strength.say(
                said, "ok" if enough else "warn", "circle-check" if enough else "triangle-alert"
            )
        else:
            self._strength.say("")
        differs = bool(again) and not words.startswith(again)
        self._again.say("Not the same as above." if differs else "", "warn", "triangle-alert")
        missing = self.missing()
        self.button.setEnabled(not missing and not self._busy)
        self._needed.setText("" if self._busy else missing)


class ProtectedKeyPage(QWidget):
    """Their recovery key, shown once, confirmed by typing two groups, or given up in plain words."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Recovery key of protected sources")
        self.form = RecoveryKeyForm(title="Write down their recovery key", words=_KEY_WORDS)
        self.form.setMaximumWidth(theme.look().px(WIDTH))
        self.form.copy_asked.connect(lambda: clipboard.copy_secret(self.form.words()))
        self.form.confirmed.connect(lambda _login: self._finish())
        self.give_up = Button(LOST, "link", "small")
        self.give_up.clicked.connect(self._finish)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        outer.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        both = QVBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.form)
        both.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(both, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Shows the key and asks for two of its groups."""
        self.form.show_key(groups, login_offered=False, printing=False)
        self.form.go_in()

    def forget(self) -> None:
        """Takes the key out of the window."""
        self.form.forget()

    def _finish(self) -> None:
        self.forget()
        self.done.emit()
