"""The library's inspector."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casefile.gui.library.library import library_of
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane


def build(window: MainWindow) -> QWidget:
    """The inspector of the window's library."""
    return library_of(window).inspector


PANE = Pane(view="library", place="inspector", title="Details", build=build)
