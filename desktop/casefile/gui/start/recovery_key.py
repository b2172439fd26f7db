"""New case, second page: the recovery key, shown once, kept on paper, confirmed by typing two groups."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.gui.speaking import set_tip
from casefile.gui.start.fields import FieldLabel, LineBelow, labelled
from casefile.gui.widgets.buttons import Button
from casefile.gui.widgets.plain import PlainLabel, Surface

COLUMNS = 4
_OF_THE_CASE = (
    "It opens the case without the passphrase. It is shown only now. Keep it on paper, away from "
    "this computer. Without the passphrase or the recovery key, nobody can help."
)


class RecoveryKeyForm(QWidget):
    """Shows the groups; *Done* works once the two asked for were typed as they stand."""

    copy_asked = Signal()
    print_asked = Signal()
    confirmed = Signal(bool)  # whether this computer's login may open the case

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        title: str = "Write down the recovery key",
        words: str = _OF_THE_CASE,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Recovery key")
        self._groups: tuple[str, ...] = ()
        self._asked: tuple[int, int] = (0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(title, "display24", wrap=True))
        column.addSpacing(8)
        column.addWidget(PlainLabel(words, "body", "text2", wrap=True))
        column.addSpacing(16)
        self._card = Surface("surface", "card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(16, 14, 16, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        column.addWidget(self._card)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = Button("Copy", "", "", "copy")
        self._print = Button("Print…", "", "", "printer")
        copy.clicked.connect(self.copy_asked)
        self._print.clicked.connect(self.print_asked)
        row.addWidget(copy)
        row.addWidget(self._print)
        row.addStretch(1)
        column.addLayout(row)
        self.line = LineBelow()
        column.addWidget(self.line)
        column.addSpacing(20)
        self._fields = (QLineEdit(), QLineEdit())
        self._labels: list[FieldLabel] = []
        both = QHBoxLayout()
        both.setSpacing(12)
        for edit in self._fields:
            edit.setProperty("shape", "group")
            edit.setMaxLength(12)
            edit.textChanged.connect(self._look)
            edit.returnPressed.connect(self._done)
            label = FieldLabel("Group")
            self._labels.append(label)
            both.addLayout(labelled(label, edit))
        column.addLayout(both)
        column.addSpacing(4)
        self._below = LineBelow()
        column.addWidget(self._below)
        column.addSpacing(14)
        self._login = QCheckBox("Let this computer’s login open the case too")
        column.addWidget(self._login)
        self._login_line = PlainLabel(
            "Whoever can log in here could then open it. It can be turned off at any time.",
            "small",
            "text2",
            wrap=True,
        )
        column.addWidget(self._login_line)
        column.addSpacing(16)
        self._finish = Button("Done", "primary", "large")
        self._finish.clicked.connect(self._done)
        column.addWidget(self._finish, 0, Qt.AlignmentFlag.AlignLeft)
        self._look()

    def show_key(
        self,
        groups: Sequence[str],
        *,
        login_offered: bool,
        printing: bool = True,
        ask: tuple[int, int] | None = None,
    ) -> None:
        """Shows the groups and asks for two of them (chosen at random unless ``ask`` names their places).

        ``login_offered`` is False where no keyring is there or the level forbids it.
        """
        self._groups = tuple(groups)
        first, second = ask or tuple(sorted(secrets.SystemRandom().sample(range(len(groups)), 2)))
        self._asked = (first, second)
        while (old := self._grid.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, group in enumerate(groups):
            cell = QHBoxLayout()
            cell.setSpacing(6)
            place = PlainLabel(f"{number + 1}", "micro", "text3")
            place.setMinimumWidth(16)
            place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label = PlainLabel(group, "key")
            label.setAccessibleName(f"Group {number + 1}: {' '.join(group)}")
            box = QWidget()
            box.setLayout(cell)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.addWidget(place)
            cell.addWidget(label)
            cell.addStretch(1)
            self._grid.addWidget(box, number // COLUMNS, number % COLUMNS)
        for edit, label, number in zip(self._fields, self._labels, self._asked, strict=True):
            edit.clear()
            label.setText(f"Type group {number + 1}")
            edit.setAccessibleName(f"Group {number + 1}")
        self._login.setChecked(False)
        self._login.setVisible(login_offered)
        self._login_line.setVisible(login_offered)
        self._print.setVisible(printing)
        self.line.say("")
        self._look()

    def words(self) -> str:
        """The key as it is copied or printed."""
        return "-".join(self._groups)

    def forget(self) -> None:
        """Takes the key and what was typed out of the window."""
        self.show_key(("–", "–"), login_offered=False, ask=(0, 1))
        self._groups = ()
        self._look()

    def go_in(self) -> None:
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _right(self) -> list[bool | None]:
        """For both fields: right, wrong (only once a whole group was typed), or not yet known."""
        found: list[bool | None] = []
        for edit, number in zip(self._fields, self._asked, strict=True):
            typed = edit.text().strip().upper()
            group = self._groups[number].upper() if self._groups else ""
            if typed and typed == group:
                found.append(True)
            else:
                found.append(False if group and len(typed) >= len(group) else None)
        return found

    def _look(self) -> None:
        right = self._right()
        self._finish.setEnabled(right == [True, True])
        set_tip(self._finish, "" if right == [True, True] else "Type both groups first.")
        if False in right:
            number = self._asked[right.index(False)] + 1
            self._below.say(f"Group {number} reads differently above.", "warn", "triangle-alert")
        else:
            self._below.say("")

    def _done(self) -> None:
        if self._right() == [True, True]:
            self.confirmed.emit(self._login.isChecked() and self._login.isVisibleTo(self))
        elif self._right()[0] and not self._fields[1].text():
            self._fields[1].setFocus()
