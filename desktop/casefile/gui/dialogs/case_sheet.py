"""*About this case*: codename, question, how much of a story there is, where it stands, how it is kept.

Every field is kept as it is left, one step each; the dialog itself has nothing to save.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QScrollArea, QWidget

from casefile.casework import sheet
from casefile.casework.sheet import SetSheet, sheet_of
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui import file_dialogs
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.evidence.claim_sheet import GrowingField
from casefile.gui.session import Session
from casefile.gui.start.fields import PlaceField
from casefile.gui.widgets import Button, PlainLabel
from casefile.gui.widgets.buttons import Toggle

ORIGIN = "case sheet"
LEVEL_MEANS = {
    "ordinary": "Hidden after 5 minutes, locked after an hour. This computer’s login may open the case.",
    "sensitive": "Hidden after 3 minutes, locked after 30. The window’s title does not name the case.",
    "critical": "Hidden after a minute, locked after 10. This computer’s login never opens the case.",
}
HOLD_MEANS = "Nothing is erased, trimmed or thinned out while it is on."


class CaseSheetDialog(DialogFrame):
    """Follows the sheet while it is open, also when a step is taken back."""

    backups_wanted = Signal()
    """The list of backups."""
    critical_chosen = Signal()
    """The case shall be guarded as *Critical*: this computer's login may no longer open it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("About this case", parent, 620, 640)
        self._session = session
        self._held: Mapping[str, str] = {}
        self.codename = QLineEdit()
        self.codename.setAccessibleName("Codename")
        self.codename.editingFinished.connect(lambda: self._set(sheet.CODENAME, self.codename.text()))
        self.question = self._paragraph("Question", sheet.QUESTION)
        self.minimum = self._paragraph("Minimum story", sheet.MINIMUM_STORY)
        self.maximum = self._paragraph("Maximum story", sheet.MAXIMUM_STORY)
        self.state = self._choice("State", sheet.STATE, sheet.STATES)
        self.level = self._choice("Level", sheet.LEVEL, sheet.LEVELS)
        self._level_means = PlainLabel("", "small", "text2", wrap=True)
        self.hold = Toggle("Legal hold")
        self.hold.clicked.connect(lambda on: self._set(sheet.LEGAL_HOLD, "on" if on else ""))
        self.backups = PlaceField("Folder of backups")
        self.backups.edit.setReadOnly(True)
        self.backups.asked.connect(self._choose_backups)
        self._said = PlainLabel("", "small", "warn", wrap=True)
        self._build()
        session.changed.connect(self._changed)
        self._ask()

    def _build(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 8, 0)
        form.setSpacing(10)
        list_button = Button("Backups…", "link", "small")
        list_button.clicked.connect(self.backups_wanted)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Codename", self.codename),
            ("Question", self.question),
            ("Minimum story", self.minimum),
            ("Maximum story", self.maximum),
            ("State", self.state),
            ("Level", self.level),
            ("", self._level_means),
            ("Legal hold", self.hold),
            ("", PlainLabel(HOLD_MEANS, "small", "text2", wrap=True)),
            ("Backups in", self.backups),
            ("", list_button),
        )
        for words, field in rows:
            label = PlainLabel(words, "body", "text2")
            label.setBuddy(field)
            form.addRow(label, field)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._said)
        self.add_close("Done")

    def _paragraph(self, name: str, field: str) -> GrowingField:
        made = GrowingField(name)
        made.said.connect(partial(self._set, field))
        return made

    def _choice(self, name: str, field: str, choices: Mapping[str, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for key, words in choices.items():
            box.addItem(words, key)
        box.activated.connect(lambda _row: self._set(field, str(box.currentData())))
        return box

    # -- what stands there -----------------------------------------------------------------------

    def _ask(self) -> None:
        self._session.case.ask(sheet_of, self.while_open(self._show), instead_of="case sheet")

    def _changed(self, change: CaseChanged) -> None:
        if change.deed is not None and change.deed.code == sheet.SHEET_CHANGED:
            self._ask()

    def _show(self, held: Mapping[str, str]) -> None:
        self._held = held
        if not self.codename.hasFocus() or not self.codename.isModified():
            self.codename.setText(held[sheet.CODENAME])
        self.question.show_value(held[sheet.QUESTION])
        self.minimum.show_value(held[sheet.MINIMUM_STORY])
        self.maximum.show_value(held[sheet.MAXIMUM_STORY])
        self.state.setCurrentIndex(max(0, self.state.findData(held[sheet.STATE] or "active")))
        level = held[sheet.LEVEL] or "ordinary"
        self.level.setCurrentIndex(max(0, self.level.findData(level)))
        self._level_means.setText(LEVEL_MEANS.get(level, ""))
        self.hold.setChecked(bool(held[sheet.LEGAL_HOLD]))
        self.backups.set_place(held[sheet.BACKUPS])

    # -- what she sets ---------------------------------------------------------------------------

    def _set(self, field: str, value: str) -> None:
        self._said.setText("")
        if value.strip() == self._held.get(field, ""):
            return
        done = self.while_open(lambda _change: self._kept(field, value))
        self._session.case.do(SetSheet(field, value), done, self.while_open(self._refused), ORIGIN)

    def _kept(self, field: str, value: str) -> None:
        self.codename.setModified(False)
        if field == sheet.LEVEL and value == "critical":
            self.critical_chosen.emit()

    def _refused(self, problem: BaseException) -> None:
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self._said.setText(say(fixable))
        self.codename.setModified(False)
        self._ask()

    def _choose_backups(self) -> None:
        start = Path(self.backups.place) if self.backups.place else Path.home()
        folder = file_dialogs.choose_folder(self, start, "Folder for backup copies")
        if folder is not None:
            self._set(sheet.BACKUPS, str(folder))
