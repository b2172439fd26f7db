"""The keys that work here, from the one table of actions."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import ACTIONS, printed_key
from casefile.gui.dialogs.frame import DialogFrame


class KeysDialog(DialogFrame):
    """Every action with a key: its words, its keys, where they work."""

    def __init__(self, deeds: ActionTable, parent: QWidget) -> None:
        super().__init__("Keys that work here", parent, 620, 560)
        rows = [(action, deeds.keys(action.id)) for action in ACTIONS if deeds.keys(action.id)]
        self.table = QTableWidget(len(rows), 3)
        self.table.setAccessibleName("Keys")
        self.table.setHorizontalHeaderLabels(["What", "Key", "Where"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        for row, (action, keys) in enumerate(rows):
            where = ", ".join(sorted(action.places)) or "everywhere"
            words = (action.text.rstrip("…"), "  ".join(printed_key(key) for key in keys), where)
            for column, text in enumerate(words):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.resizeColumnToContents(1)
        self.body.addWidget(self.table, 1)
        self.add_close()
