"""Unlock (visual.md 8.1, decision 15): choose a case of the folder, type its passphrase, and it opens.

The form calls nothing: it says what the reporter asked for, and is told what came of it.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say
from casefile.gui.start.case_list import CaseFile, CaseList, size_words
from casefile.gui.start.fields import FieldLabel, LineBelow, PassphraseField, labelled
from casefile.gui.widgets.buttons import Button
from casefile.gui.widgets.plain import ElidedLabel, Hairline, IconSign, KeyCap, PlainLabel, Surface
from casefile.gui.widgets.progress import ProgressBar

WITH = Literal["passphrase", "recovery_key"]
_IN_THE_FIELD = ("wrong_passphrase", "wrong_recovery_key")


class UnlockForm(QWidget):
    """States: no case, idle, busy, and whatever failure it was told; see `show_cases` and `refuse`."""

    unlock_requested = Signal(str, str)  # path, passphrase
    recovery_requested = Signal(str, str)  # path, recovery key as typed
    login_requested = Signal(str)  # path: open with this computer's login
    cancelled = Signal()
    case_chosen = Signal(str)
    folder_asked = Signal()
    open_asked = Signal()
    new_asked = Signal()
    sample_asked = Signal()  # an invented case to look around in
    step_asked = Signal(str)  # the code whose next step was pressed
    move_asked = Signal(str)  # path of a case in a synced folder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: list[CaseFile] = []
        self._path: str | None = None
        self._with: WITH = "passphrase"
        self._busy = False
        self._wrongs = 0
        self._code = ""
        self._build()
        self.show_cases("", [])

    @property
    def path(self) -> str | None:
        """The case that would be unlocked."""
        return self._path

    def show_cases(self, folder: str, cases: list[CaseFile], choose: str | None = None) -> None:
        """The folder's name (not its path) and its cases; ``choose`` is the path to stand on."""
        self._cases = list(cases)
        paths = [case.path for case in cases]
        self._path = choose if choose in paths else (paths[0] if paths else None)
        self._list.show_cases(self._cases, self._path)
        self._folder.set_words(f"Cases in {folder}" if folder else "")
        self._several.setVisible(len(cases) > 1)
        self._single.setVisible(len(cases) == 1)
        self._none.setVisible(not cases)
        self._opening.setVisible(bool(cases))
        self._title.setText("Unlock the case" if cases else "Casefile")
        self._show_case()

    def set_synced(self, synced: bool) -> None:
        """The strip for a case that a cloud service copies."""
        self._synced.setVisible(synced)

    def set_busy(self, busy: bool) -> None:
        """While the key is derived: the field is read-only, a bar travels, Esc cancels."""
        self._busy = busy
        self._field.set_busy(busy)
        self._unlock.setEnabled(not busy)
        self._unlock.set_words("Unlocking…" if busy else "Unlock")
        self._wait.setText("Esc cancels" if busy else "takes about one second")
        for widget in (
            self._list,
            self._login,
            self._other,
            self._new,
            self._open,
            self._sample,
            self._another,
            self._folder_link,
        ):
            widget.setEnabled(not busy)
        self._bar.set_share(None if busy else 0.0)
        self._bar.setVisible(busy)
        if busy:
            self._below.say("")

    def refuse(self, problem: ReporterCanFix) -> None:
        """Says what came of it: a wrong passphrase in the field, everything else with its one step."""
        self.set_busy(False)
        self._code = problem.code
        words = say(problem)
        if problem.code in _IN_THE_FIELD:
            self._wrongs += 1
            if self._wrongs >= 3 and problem.code == "wrong_passphrase":
                words = f"{words} Check Caps Lock and keyboard layout{keyboard_layout()}."
            self._field.set_wrong(True)
        sentence = SENTENCES.get(problem.code)
        step = sentence.step if sentence is not None else None
        self._step.setVisible(bool(step))
        self._step.set_words(step or "")
        self._below.say(words, "danger", "circle-x", aloud=True)

    def forget(self) -> None:
        """Takes the typed words out of the fields: after opening, and before hiding."""
        self._field.set_words("")
        self._wrongs = 0
        self._quiet()

    def go_in(self) -> None:
        """Focus starts in the passphrase field; without a case, on *New case…*."""
        (self._field if self._path else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._busy:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = PlainLabel("Unlock the case", "display24")
        column.addWidget(self._title)
        column.addSpacing(8)
        self._build_cases(column)
        self._none = PlainLabel("Open a case or make a new one.", "body", "text2", wrap=True)
        column.addWidget(self._none)
        self._opening = QWidget()
        self._build_opening()
        column.addWidget(self._opening)
        column.addSpacing(24)
        column.addWidget(Hairline("line"))
        column.addSpacing(20)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self._new = Button("New case…", "", "large", "file-plus")
        self._open = Button("Open a case…", "", "large", "folder-open")
        self._new.clicked.connect(self.new_asked)
        self._open.clicked.connect(self.open_asked)
        buttons.addWidget(self._new)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(10)
        self._sample = Button("Look around in a sample case…", "link")
        self._sample.clicked.connect(self.sample_asked)
        column.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(14)
        self.files_line = LineBelow()
        column.addWidget(self.files_line)
        column.addLayout(_honest())

    def _build_cases(self, column: QVBoxLayout) -> None:
        self._single = QWidget()
        row = QHBoxLayout(self._single)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._name = ElidedLabel("", "body", strong=False, middle=True)
        self._size = PlainLabel("", "small", "text3")
        self._another = Button("Choose another…", "link")
        self._another.clicked.connect(self.folder_asked)
        row.addWidget(IconSign("file-lock-2", "text2", 16))
        row.addWidget(self._name)
        row.addWidget(self._size)
        row.addStretch(1)
        row.addWidget(self._another)
        column.addWidget(self._single)
        self._several = QWidget()
        both = QVBoxLayout(self._several)
        both.setContentsMargins(0, 4, 0, 0)
        both.setSpacing(4)
        head = QHBoxLayout()
        self._folder = ElidedLabel("", "small", "text2")
        self._folder_link = Button("Another folder…", "link", "small")
        self._folder_link.clicked.connect(self.folder_asked)
        head.addWidget(self._folder, 1)
        head.addWidget(self._folder_link)
        self._list = CaseList()
        self._list.chosen.connect(self._choose)
        self._list.entered.connect(self.go_in)
        both.addLayout(head)
        both.addWidget(self._list)
        column.addWidget(self._several)
        self._synced = Surface("warn_soft", "warn")
        strip = QHBoxLayout(self._synced)
        strip.setContentsMargins(10, 4, 6, 4)
        strip.addWidget(IconSign("triangle-alert", "warn", 16))
        strip.addWidget(
            PlainLabel("This folder is copied to a cloud service. Move the case?", "small", wrap=True), 1
        )
        move = Button("Move…", "step_warn")
        move.clicked.connect(lambda: self.move_asked.emit(self._path or ""))
        strip.addWidget(move)
        self._synced.hide()
        column.addSpacing(8)
        column.addWidget(self._synced)

    def _build_opening(self) -> None:
        column = QVBoxLayout(self._opening)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self._field = PassphraseField()
        self._bar = ProgressBar(width=None, height=3)
        self._below = LineBelow()
        self._caps = LineBelow()
        self._step = Button("", "link", "small")
        self._field.entered.connect(self._ask)
        self._field.changed.connect(lambda _words: self._quiet())
        self._field.caps_lock.connect(self._say_caps)
        self._step.clicked.connect(lambda: self.step_asked.emit(self._code))
        self._label = FieldLabel("Passphrase")
        column.addLayout(labelled(self._label, self._field, self._bar, self._caps, self._below))
        column.addWidget(self._step, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._unlock = Button("Unlock", "primary", "large")
        self._unlock.clicked.connect(self._ask)
        self._wait = PlainLabel("takes about one second", "small", "text3")
        row.addWidget(self._unlock)
        row.addWidget(KeyCap("Enter"))
        row.addStretch(1)
        row.addWidget(self._wait)
        column.addLayout(row)
        column.addSpacing(10)
        others = QHBoxLayout()
        others.setSpacing(20)
        self._login = Button("Open with this computer’s login", "link")
        self._login.clicked.connect(lambda: self.login_requested.emit(self._path or ""))
        self._other = Button("Use the recovery key…", "link")
        self._other.clicked.connect(self._turn)
        others.addWidget(self._login)
        others.addWidget(self._other)
        others.addStretch(1)
        column.addLayout(others)
        self._bar.hide()
        self._step.hide()

    # -- doing -----------------------------------------------------------------------------------

    def _choose(self, path: str) -> None:
        if path != self._path:
            self._path = path
            self.forget()
            self._show_case()
            self.case_chosen.emit(path)

    def _show_case(self) -> None:
        case = next((case for case in self._cases if case.path == self._path), None)
        self._synced.hide()
        self._quiet()
        if case is None:
            return
        self._name.set_words(case.name)
        self._size.setText(f"· {size_words(case.size)}")
        self._login.setVisible(case.login)
        self.setAccessibleName(f"Unlock {case.name}")

    def _ask(self) -> None:
        if self._busy or self._path is None or not self._field.words:
            return
        asked = self.unlock_requested if self._with == "passphrase" else self.recovery_requested
        asked.emit(self._path, self._field.words)

    def _turn(self) -> None:
        """Between passphrase and recovery key."""
        recovery = self._with == "passphrase"
        self._with = "recovery_key" if recovery else "passphrase"
        self._label.setText("Recovery key" if recovery else "Passphrase")
        self._field.edit.setAccessibleName("Recovery key" if recovery else "Passphrase")
        self._other.set_words("Use the passphrase…" if recovery else "Use the recovery key…")
        self.forget()
        self._field.edit.setFocus()

    def _quiet(self) -> None:
        self._below.say("")
        self._step.hide()
        self._field.set_wrong(False)

    def _say_caps(self, on: bool) -> None:
        self._caps.say("Caps Lock is on." if on else "", "warn", "arrow-big-up")


def keyboard_layout() -> str:
    """The layout in force, " (now: English, United States)"; nothing where the system does not tell."""
    locale = QGuiApplication.inputMethod().locale()
    if locale.language() == QLocale.Language.C:
        return ""
    language, where = locale.languageToString(locale.language()), locale.territoryToString(locale.territory())
    return f" (now: {language}, {where})"


def _honest() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    words = (
        "Without the passphrase or the recovery key, nobody can help.\n"
        "If this computer is infected, or someone watches while the case is open, they can read it."
    )
    row.addWidget(IconSign("info", "text2", 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(words, "small", "text2", wrap=True), 1)
    return row
