"""Going round the window with F6, and what the command palette lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import ACTIONS
from casefile.gui.speaking import announce
from casefile.gui.widgets.command_palette import Entry, Group
from casefile.gui.window.hosts import ViewHost

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow

_UNLISTED = {"go.palette", "go.pane", "go.pane_back"} | {f"tag.toggle{n}" for n in range(1, 10)}


def panes_in_order(window: MainWindow) -> list[tuple[str, QWidget]]:
    """Name and widget of what F6 visits, in the order of visual.md 10; hidden ones are left out."""
    folding = window.folding
    order: list[tuple[str, QWidget | None]] = [
        ("Search", window.header.search.edit),
        ("Navigation", window.navigation if window.navigation.isVisible() else window.rail),
        ("Tags", folding.tags),
        ("List", window.list),
        ("Reader", window.centre),
        ("Inspector", window.inspector),
        ("Import tray", window.tray),
        ("Message", window.messages),
        ("Status", window.status),
    ]
    return [(name, widget) for name, widget in order if widget is not None and widget.isVisible()]


def next_pane(window: MainWindow, step: int) -> None:
    """The keyboard goes to the next pane that can take it, and its name is said."""
    order = panes_in_order(window)
    now = window.focusWidget()
    here = -1 if step > 0 else 0
    for number, (_name, widget) in enumerate(order):
        if now is not None and (widget is now or widget.isAncestorOf(now)):
            here = number  # the last one that holds it is the innermost: tags inside the navigation
    for turn in range(1, len(order) + 1):
        name, widget = order[(here + step * turn) % len(order)]
        if isinstance(widget, ViewHost) and _went_in(window, widget):
            announce(window, widget.accessibleName() or name)
            return
        target = _first_inside(widget)
        if target is not None and target is not now:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            announce(window, widget.accessibleName() or name)
            return


def _went_in(window: MainWindow, host: ViewHost) -> bool:
    """To what its pane is about, its rows or its text, rather than to the first button above them."""
    before = window.focusWidget()
    host.go_in()
    now = window.focusWidget()
    return now is not None and now is not before and now.isVisible() and host.isAncestorOf(now)


def _first_inside(widget: QWidget) -> QWidget | None:
    """The widget itself if it takes the keyboard, else the first child that does."""
    for candidate in (widget, *widget.findChildren(QWidget)):
        takes = candidate.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and candidate.isVisible() and candidate.isEnabled():
            return candidate
    return None


def entries(deeds: ActionTable) -> list[Entry]:
    """Every action as the palette lists it, with whether it works now and why not."""
    listed = []
    for action in ACTIONS:
        if action.id in _UNLISTED:
            continue
        group: Group = "Commands"
        if action.id.startswith(("view.", "go.")):
            group = "Go to"
        elif action.id == "app.settings":
            group = "Settings"
        made = deeds[action.id]
        listed.append(
            Entry(
                action.id,
                made.text().replace("&&", "&"),
                group,
                action.icon,
                deeds.keys(action.id),
                "",
                made.isEnabled(),
                deeds.reason(action.id),
            )
        )
    return listed
