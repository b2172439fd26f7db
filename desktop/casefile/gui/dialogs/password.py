"""A password for locked files: one prompt, tried on every locked file of the same import."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from casefile.casework.reading_again import Unlocked
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.sentences import SENTENCES, say
from casefile.domain.step_labels import counted
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.session import Session
from casefile.gui.start.fields import LineBelow, PassphraseField
from casefile.gui.widgets import Button, PlainLabel


class PasswordDialog(DialogFrame):
    """Stays open while some are still locked. `unlocked` says in words what was opened."""

    unlocked = Signal(str)

    def __init__(self, session: Session, items: Sequence[int], parent: QWidget) -> None:
        super().__init__("Password of locked files", parent, 440, 220)
        self._session = session
        self._items = tuple(items)
        self.about = PlainLabel("", "body", "text2", wrap=True)
        self.field = PassphraseField("Password")
        self.below = LineBelow()
        self.keep = QCheckBox("Keep the password in the case, sealed, so that pages open again")
        for widget in (self.about, self.field, self.below, self.keep):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.open_button = self.add_button(Button("Open", "primary", icon="lock-open"))
        self.add_close()
        self.field.entered.connect(self._try)
        self.field.changed.connect(lambda _words: self._quiet())
        self.open_button.clicked.connect(self._try)
        self._say_about()
        self.field.edit.setFocus()

    def _say_about(self) -> None:
        tried = "It is tried on" if len(self._items) == 1 else "It is tried on all"
        self.about.setText(f"{tried} {counted(Kind.ITEM, len(self._items))} still locked in this import.")

    def _quiet(self) -> None:
        self.below.say("")
        self.field.set_wrong(False)

    def _try(self) -> None:
        if not self.field.words or not self.open_button.isEnabled():
            return
        self._set_busy(True)
        self._session.again.unlock(
            self._items,
            self.field.words,
            keep=self.keep.isChecked(),
            then=self.while_open(self._tried),
            trouble=self.while_open(self._failed),
        )

    def _tried(self, told: Unlocked) -> None:
        self._set_busy(False)
        self._items = told.still_locked
        if not told.opened:
            self.below.say(SENTENCES["password_opens_none"].text, "danger", "circle-x", aloud=True)
            self.field.set_wrong(True)
            return
        self.field.edit.clear()
        self.unlocked.emit(f"Opened {counted(Kind.ITEM, len(told.opened))}.")
        if not self._items:
            self.accept()
            return
        self._say_about()
        opened = counted(Kind.ITEM, len(told.opened))
        self.below.say(
            f"Opened {opened}. The others have another password.", "ok", "circle-check", aloud=True
        )

    def _failed(self, problem: BaseException) -> None:
        self._set_busy(False)
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self.below.say(say(fixable), "danger", "circle-x", aloud=True)

    def _set_busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.field.set_busy(busy)
