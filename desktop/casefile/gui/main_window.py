"""The window: header, navigation, list, centre, inspector, import tray, message bar, status bar.

It knows no case and no view: panes come by `Pane`, deeds by the actions table, and what stands where
at which size by `arrange`. Sizes and open panes are one plain dict, kept inside the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import BY_ID, VIEWS
from casefile.gui.pane import VIEW_NAMES, Pane, all_panes
from casefile.gui.speaking import announce
from casefile.gui.widgets import CommandPalette, DropEffect, DropOverlay, MessageBar, StatusBar
from casefile.gui.window.arrangement import SMALLEST
from casefile.gui.window.curtain import Curtain
from casefile.gui.window.folding import Folding
from casefile.gui.window.header import Header
from casefile.gui.window.hosts import InspectorHost, ViewHost
from casefile.gui.window.navigation import Navigation, Rail
from casefile.gui.window.walking import entries, next_pane

_VIEW_ICONS = {view: BY_ID[f"view.{view}"].icon for view in VIEWS}


class DropHandler(Protocol):
    """Who knows what letting go would do (`gui/drop`); the window only shows it."""

    def effect(self, event: QDropEvent, place: QPoint) -> tuple[DropEffect, QRect | None] | None:
        """The effect at a place of the window, with the one row to light if it is a row's; None refuses."""

    def drop(self, event: QDropEvent, place: QPoint) -> None:
        """Does it."""


class MainWindow(QMainWindow):
    """The frame of visual.md 6. ``case`` is handed to the panes as it is."""

    view_changed = Signal(str)
    closing = Signal()

    def __init__(self, case: object = None, panes: Sequence[Pane] | None = None) -> None:
        super().__init__()
        self.case = case
        self.drops: DropHandler | None = None
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.setWindowTitle("Casefile")
        self.deeds = ActionTable(self)
        self._panes = list(all_panes() if panes is None else panes)
        self._view = ""
        self._build()
        self._connect()
        self.resize(1440, 900)
        self.show_view("library")

    # -- what the controller says ----------------------------------------------------------------

    def set_case(self, codename: str, state: str, line: str, *, in_title: bool = True) -> None:
        """Names the case; at Sensitive and Critical the window's title does not (decision 6)."""
        self._title = f"{codename} – Casefile" if in_title else "Casefile"
        if not self.curtain.isVisible():
            self.setWindowTitle(self._title)
        self.navigation.case.show_case(codename, state, line)

    def set_counts(self, counts: dict[str, int | None]) -> None:
        """The numbers beside the views."""
        for view, count in counts.items():
            self.navigation.rows[view].set_count(count)

    def set_tray_number(self, needs_you: int) -> None:
        """The badge on the import tray's button: files that need the reporter."""
        said = f"{needs_you} files need you" if needs_you != 1 else "1 file needs you"
        self.header.button_of("view.tray").set_number(needs_you, said if needs_you else "")

    def add_pane(self, pane: Pane) -> None:
        """A pane that was not in the folder, such as a test's."""
        self._panes.append(pane)
        self._fill(pane)

    @property
    def view(self) -> str:
        return self._view

    def show_view(self, view: str) -> None:
        """Shows one of the six views. Raises `KeyError` for another name."""
        self.deeds[f"view.{view}"].setChecked(True)
        if view == self._view:
            return
        self._view = view
        self.folding.centre_shown = False
        for host in (self.list, self.centre, self.inspector):
            host.show_view(view)
        self.folding.settle()
        self.view_changed.emit(view)
        announce(self, VIEW_NAMES[view])

    def enter_centre(self) -> None:
        """In a narrow window: the reader instead of the list (Enter)."""
        self.folding.centre_shown = True
        self.folding.settle()
        self.centre.go_in()

    def leave_centre(self) -> bool:
        """In a narrow window: back to the list (Esc). False when the list was there all along."""
        if not (self.folding.here.list_or_centre and self.folding.centre_shown and self.list.has(self._view)):
            return False
        self.folding.centre_shown = False
        self.folding.settle()
        self.list.go_in()
        return True

    def show_tray(self, shown: bool) -> None:
        """Opens or closes the import tray below list and reader."""
        self.folding.show_tray(shown)

    def draw_curtain(self, why: str = "") -> None:
        """Hides everything, the title too; nothing below can be reached until `lift_curtain`."""
        self.setWindowTitle("Casefile")
        self.commands.close_up()
        self.overlay.put_away()
        self._frame.hide()
        self.deeds.allow_only({"case.lock", "app.quit"})
        self.curtain.draw(why)

    def lift_curtain(self) -> None:
        """The PIN was right."""
        self.curtain.hide()
        self.deeds.allow_only(None)
        self._frame.show()
        self.setWindowTitle(self._title)
        self.centre.go_in()

    def save_state(self) -> dict[str, Any]:
        """Sizes, open panes and view, as numbers, booleans and words only."""
        self.folding.remember()
        return {
            "version": 1,
            "view": self._view,
            "open": dict(self.folding.wanted),
            "sizes": dict(self.folding.sizes),
            "window": [self.width(), self.height()],
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` gave; anything not understood is left as it is by default."""
        if state.get("version") != 1:
            return
        size = state.get("window", ())
        if len(size) == 2 and all(isinstance(side, int) for side in size):
            self.resize(max(SMALLEST[0], size[0]), max(SMALLEST[1], size[1]))
        for name, shown in dict(state.get("open", {})).items():
            if name in self.folding.wanted and isinstance(shown, bool):
                self.folding.wanted[name] = shown
        sizes = dict(state.get("sizes", {}))
        self.folding.sizes = {
            name: size for name, size in sizes.items() if isinstance(size, int) and size > 0
        }
        if state.get("view") in VIEWS:
            self.show_view(state["view"])
        self.folding.settle()
        self.show_tray(self.folding.wanted["tray"])

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = "Casefile"
        self._frame = QWidget()
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header(self.deeds)
        self.search = self.header.search
        self.navigation = Navigation(self.deeds, _VIEW_ICONS)
        self.rail = Rail(self.deeds)
        self.list = ViewHost("List", "pane")
        self.centre = ViewHost("Centre", "pane")
        self.inspector = InspectorHost()
        self.tray = ViewHost("Import tray", "pane")
        self.folding = Folding(self)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addWidget(self.folding.outer, 1)
        self.messages = MessageBar()
        self.status = StatusBar()
        column.addWidget(self.header)
        column.addLayout(body, 1)
        column.addWidget(self.messages)
        column.addWidget(self.status)
        central = self._central = QWidget()
        stack = QVBoxLayout(central)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._frame)
        self.setCentralWidget(central)
        self.overlay = DropOverlay(central)
        self.commands = CommandPalette(central, lambda: entries(self.deeds))
        self.curtain = Curtain(central)
        for pane in self._panes:
            self._fill(pane)

    def _fill(self, pane: Pane) -> None:
        hosts: dict[str, ViewHost | InspectorHost] = {
            "list": self.list,
            "centre": self.centre,
            "inspector": self.inspector,
        }
        if pane.place in hosts:
            hosts[pane.place].register(pane, self)
        elif pane.place == "tray":
            self.tray.register(pane, self)
            self.tray.show_view("")
        else:
            self.folding.tags = pane.build(self)
            self.folding.tags.setAccessibleName(pane.title)
            self.navigation.hold_tags(self.folding.tags)

    def _connect(self) -> None:
        views = QActionGroup(self)
        views.setExclusive(True)
        for view in VIEWS:
            views.addAction(self.deeds[f"view.{view}"])
            self.deeds.when(f"view.{view}", partial(self.show_view, view))
        deeds = {
            "go.search": self.header.go_to_search,
            "go.palette": self.commands.ask,
            "go.pane": lambda: next_pane(self, 1),
            "go.pane_back": lambda: next_pane(self, -1),
            "go.tags": self.folding.go_to_tags,
            "view.nav": lambda: self.folding.toggle("nav"),
            "view.list": lambda: self.folding.toggle("list"),
            "view.inspector": lambda: self.folding.toggle("inspector"),
            "view.tray": lambda: self.show_tray(not self.folding.wanted["tray"]),
            "case.curtain": self.draw_curtain,
        }
        for id, do in deeds.items():
            self.deeds.when(id, do)
        self.commands.run.connect(lambda id: self.deeds[id].trigger())
        self.rail.tags_asked.connect(self.folding.tag_drawer.toggle)
        self.status.undo_asked.connect(self.deeds["edit.undo"].trigger)
        self.status.protected_asked.connect(self.deeds["protected.toggle"].trigger)
        self.curtain.lock_asked.connect(self.deeds["case.lock"].trigger)

    # -- events ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() in (None, self.search.edit):
            (self.list if self.list.has(self._view) else self.centre).go_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.folding.follow()
        if self.curtain.isVisible():
            self.curtain.setGeometry(self._central.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step out: drawer, then reader to list."""
        if event.key() == Qt.Key.Key_Escape:
            for drawer in (self.folding.tag_drawer, self.folding.inspector_drawer):
                if drawer.is_open:
                    drawer.close_up()
                    return
            if self.leave_centre():
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._dragged(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._dragged(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.put_away()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.put_away()
        if self.drops is not None and not self.curtain.isVisible():
            event.acceptProposedAction()
            self.drops.drop(event, event.position().toPoint())

    def _dragged(self, event: QDropEvent) -> None:
        found = None
        if self.drops is not None and not self.curtain.isVisible():
            found = self.drops.effect(event, event.position().toPoint())
        if found is None:
            self.overlay.put_away()
            event.ignore()
            return
        effect, row = found
        area = self.drop_area() if row is None else self._central.rect()  # a tag's row is no pane's
        self.overlay.show_effect(effect, area, row)
        event.acceptProposedAction()

    def drop_area(self) -> QRect:
        """The panes' rectangle in window coordinates: where the overlay lies when no row is meant."""
        panes = self.folding.stage
        area = QRect(panes.mapTo(self._central, QPoint(0, 0)), panes.size())
        if self.tray.isVisible():  # what is under way stays readable
            area.setBottom(self.tray.mapTo(self._central, QPoint(0, 0)).y() - 1)
        return area
