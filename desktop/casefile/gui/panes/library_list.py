"""The library's list of items and passages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casefile.gui.library.library import library_of
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane
from casefile.gui.search.over_list import with_results


def build(window: MainWindow) -> QWidget:
    """The list pane of the window's library, under the results of a search."""
    return with_results(window, library_of(window))


PANE = Pane(view="library", place="list", title="Items", build=build)
