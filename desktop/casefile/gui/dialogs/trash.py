"""The trash: what was put there, to be put back; emptied only by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casefile.casework.commands.trashing import PutBack
from casefile.casework.trash import Trashed, in_trash
from casefile.domain.identifiers import Kind
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.session import Session
from casefile.gui.widgets import Button, PlainLabel


class TrashDialog(DialogFrame):
    """Lists what is in the trash; *Put back* is one step a kind."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Trash", parent)
        self._session = session
        self.rows = QListWidget()
        self.rows.setAccessibleName("In the trash")
        self.rows.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.body.addWidget(self.rows, 1)
        self._empty = PlainLabel("The trash is empty.", "body", "text2")
        self.body.addWidget(self._empty)
        self._back = self.add_button(Button("Put back", "primary", icon="archive-restore"))
        self._back.clicked.connect(self._put_back)
        self.add_close()
        self.rows.itemSelectionChanged.connect(lambda: self._back.setEnabled(bool(self.rows.selectedItems())))
        self._ask()

    def _ask(self) -> None:
        self._session.case.ask(in_trash, self._show)

    def _show(self, trashed: list[Trashed]) -> None:
        self.rows.clear()
        for one in trashed:
            row = QListWidgetItem(f"{one.kind.value}{one.n}   {one.words}")
            row.setData(Qt.ItemDataRole.UserRole, one)
            self.rows.addItem(row)
        self._empty.setVisible(not trashed)
        self._back.setEnabled(False)

    def _put_back(self) -> None:
        chosen: dict[Kind, list[int]] = {}
        for row in self.rows.selectedItems():
            one = row.data(Qt.ItemDataRole.UserRole)
            chosen.setdefault(one.kind, []).append(one.n)
        for kind, numbers in chosen.items():
            self._session.do(PutBack(kind, tuple(numbers)))
        self._ask()
