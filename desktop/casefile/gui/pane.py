"""How a pane gets into the window: one file in ``gui/panes`` with one ``PANE``.

    PANE = Pane(view="library", place="list", title="Items", build=LibraryList)

The window finds it by walking the folder and builds it when its view is first shown.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from casefile.gui import panes
from casefile.gui.actions import VIEWS

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow

PanePlace = Literal["list", "centre", "inspector", "tags", "tray"]
VIEW_NAMES: dict[str, str] = {
    "library": "Library",
    "evidence": "Evidence",
    "claims": "Claims",
    "board": "Board",
    "timeline": "Timeline",
    "contacts": "Contacts",
}


@dataclass(frozen=True)
class Pane:
    """One pane of one view.

    ``view`` is one of `VIEWS`, or "" for the tag pane and the import tray, which every view has.
    ``title`` is its accessible name and, in the inspector, its tab. ``order`` sorts inspector tabs.
    ``build`` is given the window, whose `MainWindow.case` it works on; it returns the widget.
    ``width`` replaces the usual width of the list (Evidence: 316) at 100 %.
    """

    view: str
    place: PanePlace
    title: str
    build: Callable[[MainWindow], QWidget]
    order: int = 0
    width: int | None = None

    def __post_init__(self) -> None:
        everywhere = self.place in ("tags", "tray")
        if (self.view == "") != everywhere or (self.view and self.view not in VIEWS):
            raise ValueError(f"no place {self.place!r} in view {self.view!r}")


def all_panes() -> list[Pane]:
    """Every ``PANE`` (or ``PANES``, a tuple of them) of the modules in ``casefile.gui.panes``."""
    found: list[Pane] = []
    for module in pkgutil.iter_modules(panes.__path__):
        loaded = importlib.import_module(f"{panes.__name__}.{module.name}")
        pane = getattr(loaded, "PANE", None)
        found += [pane] if isinstance(pane, Pane) else []
        found += [each for each in getattr(loaded, "PANES", ()) if isinstance(each, Pane)]
    return sorted(found, key=lambda pane: (pane.view, pane.place, pane.order, pane.title))
