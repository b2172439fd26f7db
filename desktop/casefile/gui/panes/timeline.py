"""The timeline, to come: its place says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane
from casefile.gui.widgets import EmptyState


def build(window: MainWindow) -> QWidget:
    """One line that says what will stand here."""
    state = EmptyState(
        "calendar-range",
        "The timeline comes later.",
        "Events will stand here with their dates as they are known. Passages keep the words until then.",
        (("view.library", "Go to the library", "library"),),
    )
    state.asked.connect(lambda id_: window.deeds[id_].trigger())
    return state


PANE = Pane(view="timeline", place="centre", title="Timeline", build=build)
