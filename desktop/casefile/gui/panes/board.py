"""The board, to come: its place says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane
from casefile.gui.widgets import EmptyState


def build(window: MainWindow) -> QWidget:
    """One line that says what will stand here, and where the same is seen until then."""
    state = EmptyState(
        "network",
        "The board comes later.",
        "Who and what is connected will be drawn here. Evidence shows what bears on each claim.",
        (("view.evidence", "Go to Evidence", "waypoints"),),
    )
    state.asked.connect(lambda id_: window.deeds[id_].trigger())
    return state


PANE = Pane(view="board", place="centre", title="Board", build=build)
