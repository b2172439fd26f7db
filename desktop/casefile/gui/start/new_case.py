"""New case, first page (visual.md 8.1, decisions 6 and 16): where, codename, passphrase twice, level, backup.

A phrase of random words is offered first, because people's own are guessed. The form makes nothing:
it says `create_requested`, and the recovery key's page follows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui.start.fields import LineBelow, PassphraseField, PlaceField, labelled
from casefile.gui.widgets.buttons import Button, SegmentedSwitch
from casefile.gui.widgets.plain import PlainLabel, Surface
from casefile.gui.widgets.progress import ProgressBar

LEAST_WORDS = 5
LEVEL_WORDS: dict[str, str] = {
    "ordinary": "Hides after 5 minutes without a key press and locks after an hour.",
    "sensitive": "Hides and locks sooner. The window title does not name the case.",
    "critical": "Hides and locks soonest, keeps a shorter history, and no login of a computer can open it.",
}
_ABOUT_THE_PLACE = ("case_exists", "place_missing", "place_not_writable", "disk_full", "disk_gone")


@dataclass(frozen=True)
class NewCaseWish:
    """What the reporter filled in. ``backups`` is the folder for backup copies, "" for none."""

    path: str
    codename: str
    passphrase: str = field(repr=False)
    level: str = "ordinary"
    backups: str = ""


@dataclass(frozen=True)
class Judgement:
    """How strong a passphrase is, in words, and whether a case may be made with it."""

    words: str
    enough: bool


def judge_by_length(passphrase: str, codename: str) -> Judgement:
    """Used where nothing better is given: five words or twenty letters."""
    if len(passphrase.split()) >= LEAST_WORDS or len(passphrase) >= 20:
        return Judgement("Long enough.", True)
    return Judgement(f"Too short: {LEAST_WORDS} words or more.", False)


class NewCaseForm(QWidget):
    """Five fields; Create is enabled when all that is needed is there, and says what is not."""

    create_requested = Signal(object)  # NewCaseWish
    cancelled = Signal()
    place_asked = Signal()
    backups_asked = Signal()

    def __init__(
        self,
        make_phrase: Callable[[], str] | None = None,
        judge: Callable[[str, str], Judgement] = judge_by_length,
        parent: QWidget | None = None,
    ) -> None:
        """``make_phrase`` gives a phrase of random words; ``judge`` (passphrase, codename) rates one."""
        super().__init__(parent)
        self._make_phrase, self._judge = make_phrase, judge
        self._busy = False
        self.setAccessibleName("New case")
        self._build()
        self.begin("")

    def begin(self, place: str) -> None:
        """Empties the form for a new case at ``place`` (a proposed file), with a fresh phrase."""
        self.place.set_place(place)
        self.codename.clear()
        for passphrase in (self.first, self.second):
            passphrase.set_words("")
        self.level.choose("ordinary")
        self._explain("ordinary")
        self.backup.setChecked(False)
        self.backups.set_place("")
        self._place_line.say("")
        self._offer.setVisible(self._make_phrase is not None)
        self._fresh()
        self._weigh()

    def set_busy(self, busy: bool) -> None:
        """While the case is made: nothing can be changed, a bar travels."""
        self._busy = busy
        self._fields.setEnabled(not busy)
        self._bar.setVisible(busy)
        self._bar.set_share(None if busy else 0.0)
        self._create.set_words("Creating…" if busy else "Create")
        self._weigh()

    def refuse(self, problem: ReporterCanFix) -> None:
        """Says under the field it belongs to why the case could not be made."""
        self.set_busy(False)
        line = self._place_line if problem.code in _ABOUT_THE_PLACE else self._strength
        line.say(say(problem), "danger", "circle-x", aloud=True)
        (self.place if line is self._place_line else self.first).setFocus()

    def forget(self) -> None:
        """Takes both passphrases and the offered one out of the window."""
        self.first.set_words("")
        self.second.set_words("")
        self._phrase.setText("")

    def go_in(self) -> None:
        (self.codename if self.place.place else self.place).setFocus(Qt.FocusReason.OtherFocusReason)

    def wish(self) -> NewCaseWish:
        """The fields as they stand."""
        return NewCaseWish(
            self.place.place,
            self.codename.text().strip(),
            self.first.words,
            self.level.value,
            self.backups.place if self.backup.isChecked() else "",
        )

    def missing(self) -> str:
        """What is still needed before the case can be made, in words; "" when nothing is."""
        wish = self.wish()
        if not wish.path:
            return "Choose where the case is kept."
        if not wish.codename:
            return "Give it a codename."
        if not self._judge(wish.passphrase, wish.codename).enough:
            return "Choose a longer passphrase."
        if self.second.words != wish.passphrase:
            return "Type the passphrase a second time."
        if self.backup.isChecked() and not wish.backups:
            return "Choose a folder for the backup copy."
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel("New case", "display24"))
        column.addSpacing(16)
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        self._build_names(fields)
        self._build_passphrase(fields)
        self._build_choices(fields)
        column.addWidget(self._fields)
        column.addSpacing(16)
        self._bar = ProgressBar(width=None, height=3)
        self._bar.hide()
        column.addWidget(self._bar)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._create = Button("Create", "primary", "large")
        self._create.clicked.connect(self._ask)
        self._needed = PlainLabel("", "small", "text3", wrap=True)
        cancel = Button("Cancel", "", "large")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self._create)
        row.addWidget(cancel)
        row.addWidget(self._needed, 1)
        column.addLayout(row)

    def _build_names(self, fields: QVBoxLayout) -> None:
        self._place_line = LineBelow()
        self.place = PlaceField("Where the case is kept")
        self.place.asked.connect(self.place_asked)
        self.place.edit.textChanged.connect(lambda _text: self._place_line.say(""))
        self.place.edit.textChanged.connect(self._weigh)
        fields.addLayout(labelled("Where", self.place, self._place_line, hint="One encrypted file"))
        self.codename = QLineEdit()
        self.codename.setAccessibleName("Codename")
        self.codename.setMaxLength(60)
        self.codename.textChanged.connect(self._weigh)
        hint = "Shown in the window title. Do not use the subject’s name."
        fields.addLayout(labelled("Codename", self.codename, hint=hint))

    def _build_passphrase(self, fields: QVBoxLayout) -> None:
        self._offer = Surface("ok_soft", "round")
        card = QVBoxLayout(self._offer)
        card.setContentsMargins(12, 8, 8, 6)
        card.setSpacing(2)
        card.addWidget(
            PlainLabel("A phrase nobody can guess. Write it down until you know it.", "small", "text2")
        )
        self._phrase = PlainLabel("", "phrase", wrap=True)
        self._phrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.addWidget(self._phrase)
        row = QHBoxLayout()
        row.setSpacing(16)
        use = Button("Use this phrase", "link", "small")
        other = Button("Another one", "link", "small")
        use.clicked.connect(self._use)
        other.clicked.connect(self._fresh)
        row.addWidget(use)
        row.addWidget(other)
        row.addStretch(1)
        card.addLayout(row)
        fields.addWidget(self._offer)
        self.first = PassphraseField("Passphrase", height=32)
        self.second = PassphraseField("Passphrase again", height=32)
        self._strength = LineBelow()
        self._again = LineBelow()
        self._caps = LineBelow()
        for passphrase in (self.first, self.second):
            passphrase.changed.connect(lambda _words: self._weigh())
            passphrase.entered.connect(self._ask)
            passphrase.caps_lock.connect(self._say_caps)
        fields.addLayout(labelled("Passphrase", self.first, self._caps, self._strength))
        fields.addLayout(labelled("Passphrase again", self.second, self._again))

    def _build_choices(self, fields: QVBoxLayout) -> None:
        parts = (("ordinary", "Ordinary"), ("sensitive", "Sensitive"), ("critical", "Critical"))
        self.level = SegmentedSwitch(parts, "Level")
        self.level.chosen.connect(self._explain)
        self._level_line = PlainLabel("", "small", "text2", wrap=True)
        self._level_line.setMinimumHeight(self._level_line.fontMetrics().lineSpacing() * 2)
        self._level_line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        fields.addLayout(labelled("Level", self.level, self._level_line))
        self.backup = QCheckBox("Make a backup copy on another disk")
        self.backup.toggled.connect(self._backup_turned)
        fields.addWidget(self.backup)
        self.backups = PlaceField("Folder for backup copies")
        self.backups.asked.connect(self.backups_asked)
        self.backups.edit.textChanged.connect(self._weigh)
        self.backups.hide()
        fields.addWidget(self.backups)

    # -- doing -----------------------------------------------------------------------------------

    def _fresh(self) -> None:
        if self._make_phrase is not None:
            self._phrase.setText(self._make_phrase())
            self._phrase.setAccessibleName(f"Offered phrase: {self._phrase.text()}")

    def _use(self) -> None:
        """Fills the first field; the second is typed, so that the words go through the fingers once."""
        self.first.set_words(self._phrase.text())
        self.second.edit.setFocus()

    def _backup_turned(self, on: bool) -> None:
        self.backups.setVisible(on)
        self._weigh()

    def _explain(self, level: str) -> None:
        self._level_line.setText(LEVEL_WORDS[level])

    def _weigh(self) -> None:
        words = self.first.words
        if words:
            judged = self._judge(words, self.codename.text().strip())
            icon = "circle-check" if judged.enough else "triangle-alert"
            self._strength.say(judged.words, "ok" if judged.enough else "warn", icon)
        else:
            self._strength.say("")
        again = self.second.words
        if not again or (words.startswith(again) and words != again):
            self._again.say("")
        elif again == words:
            self._again.say("The same.", "ok", "circle-check")
        else:
            self._again.say("Not the same as above.", "warn", "triangle-alert")
        missing = self.missing()
        self._create.setEnabled(not missing and not self._busy)
        self._needed.setText("" if self._busy else missing)

    def _say_caps(self, on: bool) -> None:
        self._caps.say("Caps Lock is on." if on else "", "warn", "arrow-big-up")

    def _ask(self) -> None:
        if not self._busy and not self.missing():
            self.create_requested.emit(self.wish())
