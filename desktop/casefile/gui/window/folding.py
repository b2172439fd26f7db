"""What the window does as it is resized: panes become drawers, the navigation a rail, sizes are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets.drawer import Drawer
from casefile.gui.widgets.sections import Splitter
from casefile.gui.window.arrangement import Arrangement, arrange

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow

UNLIMITED = 16777215  # QWIDGETSIZE_MAX


class Folding(QObject):
    """Owns the splitters and the two drawers of a window and puts its panes into them.

    ``wanted`` is what the reporter opened or closed; ``sizes`` are the widths she drew, by pane, view
    and step, in pixels.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.wanted = {"nav": True, "list": True, "inspector": True, "tray": False}
        self.sizes: dict[str, int] = {}
        self.centre_shown = False
        self.tags: QWidget | None = None
        self.here: Arrangement = arrange(1440, 900)
        self.across = Splitter()
        self.across.addWidget(window.list)
        self.across.addWidget(window.centre)
        self.across.setStretchFactor(1, 1)
        self.upright = Splitter(Qt.Orientation.Vertical)
        self.upright.addWidget(self.across)
        self.upright.addWidget(window.tray)
        self.upright.setStretchFactor(0, 1)
        self.stage = QWidget()  # a splitter would take a drawer for one more pane
        column = QVBoxLayout(self.stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.upright)
        self.outer = Splitter()
        self.outer.addWidget(window.navigation)
        self.outer.addWidget(self.stage)
        self.outer.addWidget(window.inspector)
        self.outer.setStretchFactor(1, 1)
        window.tray.hide()
        self.tag_drawer = Drawer(self.stage, "left", 260, "Tags")
        self.inspector_drawer = Drawer(self.stage, "right", 320, "Inspector")
        self.inspector_drawer.opened.connect(self._say_open)
        for splitter in (self.outer, self.across, self.upright):
            splitter.splitterMoved.connect(self.remember)
        theme.look().changed.connect(self.follow)

    def follow(self) -> None:
        """The window has another size, or the text has."""
        self.here = arrange(self._window.width(), self._window.height(), theme.look().scale)
        self.settle()

    def show_tray(self, shown: bool) -> None:
        """Opens the tray with its rows (six, or four in a low window), or closes it."""
        self.wanted["tray"] = shown
        self._window.deeds["view.tray"].setChecked(shown)
        self._window.tray.setVisible(shown)
        if shown:
            usual = theme.look().px(44 + 34 * self.here.tray_rows + 8)
            wanted = self.sizes.get("tray") or usual
            self.upright.setSizes([max(1, self.upright.height() - wanted), wanted])

    def go_to_tags(self) -> None:
        """Ctrl+G: the tag pane where it is, or its drawer over the list."""
        if self.here.navigation == "rail":
            self.tag_drawer.slide_open()
        elif not self.wanted["nav"]:
            self.toggle("nav")
        if self.tags is not None:
            self.tags.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Puts everything where `arrange` says for this size."""
        here = self.here
        self._window.header.set_kinds(here.menus, here.search, low=here.low)
        self._window.status.set_room(low=here.low, narrow=here.navigation == "rail")
        self._window.rail.setVisible(here.navigation == "rail" and self.wanted["nav"])
        self._window.navigation.setVisible(here.navigation == "pane" and self.wanted["nav"])
        self._put_tags(in_drawer=here.navigation == "rail")
        self._put_inspector(in_drawer=here.inspector == "drawer")
        has_list = self._window.list.has(self._window.view)
        one = here.list_or_centre and has_list
        self._window.list.setVisible(has_list and (not self.centre_shown if one else self.wanted["list"]))
        self._window.centre.setVisible(not one or self.centre_shown)
        self._set_limits(one)
        self._set_sizes()
        self._say_open()

    def _put_tags(self, *, in_drawer: bool) -> None:
        if self.tags is None:
            return
        held = self.tag_drawer.isAncestorOf(self.tags)
        if in_drawer and not held:
            self._window.navigation.hold_tags(None)
            self.tag_drawer.take(self.tags)
        elif not in_drawer and held:
            self.tag_drawer.give_back()
            self._window.navigation.hold_tags(self.tags)

    def _put_inspector(self, *, in_drawer: bool) -> None:
        held = self.inspector_drawer.isAncestorOf(self._window.inspector)
        has = self._window.inspector.has(self._window.view)
        if in_drawer and not held:
            self.inspector_drawer.take(self._window.inspector)
        elif not in_drawer and held:
            self.inspector_drawer.give_back()
            self.outer.addWidget(self._window.inspector)
        if in_drawer and not has:
            self.inspector_drawer.close_up()
        if not in_drawer:
            self._window.inspector.setVisible(has and self.wanted["inspector"])

    def _set_limits(self, one: bool) -> None:
        px = theme.look().px
        self._window.navigation.setMinimumWidth(px(208))
        self._window.navigation.setMaximumWidth(px(320))
        width = self._window.list.width_of(self._window.view)
        self._window.list.setMinimumWidth(px(min(300, width or 300)))
        self._window.list.setMaximumWidth(
            UNLIMITED if one or not self._window.centre.has(self._window.view) else px(560)
        )
        docked = self.here.inspector == "docked"
        self._window.inspector.setMinimumWidth(
            px(min(272, self._window.inspector.width_of(self._window.view) or 272)) if docked else 0
        )
        self._window.inspector.setMaximumWidth(px(420) if docked else UNLIMITED)
        self._window.centre.setMinimumWidth(px(440) if docked else 0)
        self._window.tray.setMinimumHeight(px(140))
        self._window.tray.setMaximumHeight(px(420))

    def _set_sizes(self) -> None:
        here, px = self.here, theme.look().px
        suffix = f"{here.navigation_width}"
        nav = self.sizes.get(f"nav_{suffix}") or px(here.navigation_width)
        own = self._window.list.width_of(self._window.view)
        usual = min(own, here.list_width) if own else here.list_width
        listed = self.sizes.get(f"list_{self._window.view}_{suffix}") or px(usual)
        inspected = self.sizes.get(f"inspector_{suffix}") or px(
            min(
                self._window.inspector.width_of(self._window.view) or here.inspector_width,
                here.inspector_width,
            )
        )
        whole = max(self.outer.width(), 1)
        shown_nav = nav if self._window.navigation.isVisibleTo(self.outer) else 0
        docked = here.inspector == "docked" and self._window.inspector.isVisibleTo(self.outer)
        middle = max(1, whole - shown_nav - (inspected if docked else 0))
        self.outer.setSizes([nav, middle, inspected] if docked else [nav, middle])
        self.across.setSizes([listed, max(1, middle - listed)])

    def remember(self) -> None:
        """Keeps the widths the reporter drew."""
        suffix = f"{self.here.navigation_width}"
        if self._window.navigation.isVisible():
            self.sizes[f"nav_{suffix}"] = self._window.navigation.width()
        if self._window.list.isVisible() and self._window.centre.isVisible():
            self.sizes[f"list_{self._window.view}_{suffix}"] = self._window.list.width()
        if self._window.inspector.isVisible() and self.here.inspector == "docked":
            self.sizes[f"inspector_{suffix}"] = self._window.inspector.width()
        if self._window.tray.isVisible():
            self.sizes["tray"] = self._window.tray.height()

    def toggle(self, name: str) -> None:
        """Shows or hides navigation, list or inspector; in narrow windows that is a drawer or a turn."""
        if name == "inspector" and self.here.inspector == "drawer":
            self.inspector_drawer.toggle()
            return
        if name == "list" and self.here.list_or_centre:
            self.centre_shown = not self.centre_shown
        else:
            self.wanted[name] = not self.wanted[name]
        self.settle()

    def _say_open(self) -> None:
        inspector = (
            self.inspector_drawer.is_open if self.here.inspector == "drawer" else self.wanted["inspector"]
        )
        for id, on in (("nav", self.wanted["nav"]), ("list", self.wanted["list"]), ("inspector", inspector)):
            self._window.deeds[f"view.{id}"].setChecked(on)
