"""Places of the window that hold one pane per view, built when the view is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.pane import Pane
from casefile.gui.widgets.plain import PlainLabel, Surface

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow


class ViewHost(Surface):
    """Holds at most one pane per view and shows the one of the view in force."""

    def __init__(self, name: str, surface: str, parent: QWidget | None = None) -> None:
        super().__init__(surface, "", parent)
        self.setAccessibleName(name)
        self._panes: dict[str, Pane] = {}
        self._built: dict[str, QWidget] = {}
        self._window: MainWindow | None = None
        self._view: str | None = None
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)

    def register(self, pane: Pane, window: MainWindow) -> None:
        """Takes a pane for its view. A second one for the same view is our mistake: `ValueError`."""
        if pane.view in self._panes:
            raise ValueError(f"two panes for {pane.place} of {pane.view}")
        self._panes[pane.view] = pane
        self._window = window
        if pane.view == self._view:
            self.show_view(pane.view)

    def has(self, view: str) -> bool:
        return view in self._panes

    def width_of(self, view: str) -> int | None:
        pane = self._panes.get(view)
        return pane.width if pane is not None else None

    def widget_of(self, view: str) -> QWidget | None:
        """The built pane of a view, for the controller that fills it."""
        return self._built.get(view)

    def show_view(self, view: str) -> None:
        self._view = view
        pane = self._panes.get(view)
        if pane is not None and view not in self._built and self._window is not None:
            widget = pane.build(self._window)
            if not widget.accessibleName():
                widget.setAccessibleName(pane.title)
            self._built[view] = widget
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(self._built.get(view, self._blank))

    def go_in(self) -> None:
        """Gives the keyboard to the pane."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)


class InspectorHost(Surface):
    """The right pane: tabs at the top (at most four), one pane under each, per view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("inspector", "", parent)
        self.setAccessibleName("Inspector")
        self._panes: dict[str, list[Pane]] = {}
        self._built: dict[tuple[str, str], QWidget] = {}
        self._chosen: dict[str, str] = {}
        self._window: MainWindow | None = None
        self._view = ""
        self._head = Surface("none", "bottom")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(14, 0, 8, 0)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Inspector")
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._stack = QStackedWidget()
        self._blank = PlainLabel("Select something to see its details.", "body", "text3", wrap=True)
        self._blank.setContentsMargins(14, 14, 14, 14)
        self._blank.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turned)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    def register(self, pane: Pane, window: MainWindow) -> None:
        """Takes a pane as a tab of its view. A fifth tab is our mistake: `ValueError`."""
        panes = self._panes.setdefault(pane.view, [])
        if len(panes) == 4:
            raise ValueError(f"a fifth inspector tab for {pane.view}")
        panes.append(pane)
        panes.sort(key=lambda each: each.order)
        self._window = window
        if pane.view == self._view:
            self.show_view(pane.view)

    def has(self, view: str) -> bool:
        return bool(self._panes.get(view))

    def width_of(self, view: str) -> int | None:
        widths = [pane.width for pane in self._panes.get(view, ()) if pane.width]
        return max(widths) if widths else None

    def widget_of(self, view: str, title: str) -> QWidget | None:
        """The built pane under a tab."""
        return self._built.get((view, title))

    def show_view(self, view: str) -> None:
        self._view = view
        panes = self._panes.get(view, [])
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for pane in panes:
            self.tabs.addTab(pane.title.replace("&", "&&"))
        titles = [pane.title for pane in panes]
        chosen = self._chosen.get(view, titles[0] if titles else "")
        self.tabs.setCurrentIndex(titles.index(chosen) if chosen in titles else 0)
        self.tabs.blockSignals(False)
        self._head.setVisible(bool(panes))
        self._turned(self.tabs.currentIndex())

    def show_tab(self, title: str) -> None:
        """Turns to a tab of the view in force; nothing happens when it has none of that name."""
        for number in range(self.tabs.count()):
            if self.tabs.tabText(number) == title:
                self.tabs.setCurrentIndex(number)

    def go_in(self) -> None:
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self, number: int) -> None:
        panes = self._panes.get(self._view, [])
        if not 0 <= number < len(panes) or self._window is None:
            self._stack.setCurrentWidget(self._blank)
            return
        pane = panes[number]
        self._chosen[self._view] = pane.title
        key = (self._view, pane.title)
        if key not in self._built:
            widget = pane.build(self._window)
            if not widget.accessibleName():
                widget.setAccessibleName(pane.title)
            self._built[key] = widget
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(self._built[key])

    def _keep_height(self) -> None:
        self._head.setFixedHeight(theme.look().px(44))
