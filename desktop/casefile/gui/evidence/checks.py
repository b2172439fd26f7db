"""The tab *Checks*: how the check stands; the record of single checks is a view of its own, to come."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from casefile.gui.evidence.entering import room_of
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import EmptyState, Surface


class Checks(Surface):
    """Says that single checks cannot be recorded yet, and where the state of the check is set."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("inspector", "")
        self.setAccessibleName("Checks")
        room = room_of(window)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        state = EmptyState(
            "circle-check",
            "Checks come later.",
            "How the check stands is set in Claim.",
            (("claim", "Set how it stands", ""),),
        )
        state.asked.connect(lambda _id: room.ask_field("verification"))
        column.addWidget(state)
