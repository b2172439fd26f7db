"""The trash: what was put there, to be put back, or erased for good. Nothing in it goes by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casefile.casework.commands.trashing import PutBack
from casefile.casework.trash import Trashed, in_trash
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.session import Session
from casefile.gui.widgets import Button, PlainLabel


class TrashDialog(DialogFrame):
    """Lists what is in the trash; *Put back* is one step a kind. `erase_wanted` carries numbers by kind."""

    erase_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Trash", parent)
        self._session = session
        self.rows = QListWidget()
        self.rows.setAccessibleName("In the trash")
        self.rows.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.body.addWidget(self.rows, 1)
        self._empty = PlainLabel("The trash is empty.", "body", "text2")
        self.body.addWidget(self._empty)
        self._erase = self.add_button(Button("Erase for good…", "danger", icon="shredder"))
        self._erase.clicked.connect(lambda: self.erase_wanted.emit(self.chosen()))
        self._back = self.add_button(Button("Put back", "primary", icon="archive-restore"))
        self._back.clicked.connect(self._put_back)
        self.add_close()
        self.rows.itemSelectionChanged.connect(self._allow)
        session.changed.connect(self._changed)
        self.ask()

    def ask(self) -> None:
        """Lists the trash as it is now."""
        self._session.case.ask(in_trash, self.while_open(self._show), instead_of="trash")

    def _changed(self, _change: CaseChanged) -> None:
        self.ask()

    def chosen(self) -> dict[Kind, list[int]]:
        """What is selected, by kind."""
        chosen: dict[Kind, list[int]] = {}
        for row in self.rows.selectedItems():
            one = row.data(Qt.ItemDataRole.UserRole)
            chosen.setdefault(one.kind, []).append(one.n)
        return chosen

    def _show(self, trashed: list[Trashed]) -> None:
        self.rows.clear()
        for one in trashed:
            row = QListWidgetItem(f"{one.kind.value}{one.n}   {one.words}")
            row.setData(Qt.ItemDataRole.UserRole, one)
            self.rows.addItem(row)
        self._empty.setVisible(not trashed)
        self._allow()

    def _allow(self) -> None:
        for button in (self._back, self._erase):
            button.setEnabled(bool(self.rows.selectedItems()))

    def _put_back(self) -> None:
        for kind, numbers in self.chosen().items():
            self._session.do(PutBack(kind, tuple(numbers)))
