"""History: every step with its time, the newest on top; "Undo back to here"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casefile.domain.changes import Step
from casefile.domain.step_labels import label
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.session import Session
from casefile.gui.widgets import Button, PlainLabel

MOST = 500


class HistoryDialog(DialogFrame):
    """Lists steps; undone ones stand struck through until something new is done."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("History", parent)
        self._session = session
        self.steps = QListWidget()
        self.steps.setAccessibleName("Steps")
        self.body.addWidget(self.steps, 1)
        self._empty = PlainLabel("Nothing was done yet.", "body", "text2")
        self.body.addWidget(self._empty)
        self._undo = self.add_button(Button("Undo back to here", "primary"))
        self._undo.clicked.connect(self._undo_back)
        self.add_close()
        self.steps.currentItemChanged.connect(lambda *_: self._allow())
        session.case.steps(self.while_open(self._show), MOST)

    def _show(self, steps: list[Step]) -> None:
        self.steps.clear()
        self._empty.setVisible(not steps)
        for step in steps:
            time = step.made[:16].replace("T", " ")
            note = " (undone)" if step.undone else "" if step.can_undo else " (can no longer be undone)"
            item = QListWidgetItem(f"{time}   {label(step.deed)}{note}")
            item.setData(Qt.ItemDataRole.UserRole, step)
            if step.undone:
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
            self.steps.addItem(item)
        self._allow()

    def _allow(self) -> None:
        item = self.steps.currentItem()
        step = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._undo.setEnabled(step is not None and not step.undone and step.can_undo)

    def _undo_back(self) -> None:
        """Takes back every step from the newest down to the chosen one."""
        chosen = self.steps.currentRow()
        steps = [self.steps.item(row).data(Qt.ItemDataRole.UserRole) for row in range(chosen + 1)]
        for step in steps:
            if not step.undone and step.can_undo:
                self._session.case.undo()
        self._session.case.steps(self.while_open(self._show), MOST)
