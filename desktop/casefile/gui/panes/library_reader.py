"""The library's reader."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casefile.gui.library.library import library_of
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane


def build(window: MainWindow) -> QWidget:
    """The reader of the window's library, or the invitation of an empty case."""
    return library_of(window).centre


PANE = Pane(view="library", place="centre", title="Reader", build=build)
