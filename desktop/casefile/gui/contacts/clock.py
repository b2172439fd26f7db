"""When protected sources close by themselves: after five minutes without use, behind the curtain, on leaving.

Use is a key, a click or the wheel inside the panes that show them; work elsewhere does not keep them open.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casefile.casework.protecting import ProtectedSources
from casefile.domain.errors import ReporterCanFix
from casefile.gui.messages import message_for

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow

CLOSES_AFTER = 5 * 60
"""Seconds without use (visual.md 8.9)."""
WARNS_AT = 20
"""Seconds left when a message offers to keep them open."""
WARNING = "protected_closing"

_USE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class ProtectedClock(QObject):
    """Counts down while they are open, shows the time left and closes them."""

    ticked = Signal(int)
    """Seconds left, once a second while they are open."""

    def __init__(
        self,
        window: MainWindow,
        sources: ProtectedSources,
        close: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._sources, self._close = window, sources, close
        self._panes: list[QWidget] = []
        self._last_use = time.monotonic()
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self.look_at_the_clock)
        sources.listen(self._follow)
        window.curtain.installEventFilter(self)
        window.view_changed.connect(self._left_view)
        window.messages.stepped.connect(self._stepped)
        self._follow()

    def watch(self, pane: QWidget) -> None:
        """What is done in this pane keeps them open."""
        self._panes.append(pane)
        pane.destroyed.connect(lambda: self._panes.remove(pane) if pane in self._panes else None)

    def use(self) -> None:
        """They were used just now."""
        self._last_use = time.monotonic()
        self._window.messages.withdraw(WARNING)
        self.look_at_the_clock()

    @property
    def seconds_left(self) -> int:
        return max(0, round(CLOSES_AFTER - (time.monotonic() - self._last_use)))

    def look_at_the_clock(self, now: float | None = None) -> None:
        """Once a second: how long since they were used, and what follows from it."""
        if not self._sources.is_open:
            return
        quiet = (time.monotonic() if now is None else now) - self._last_use
        left = round(CLOSES_AFTER - quiet)
        if left <= 0:
            self._close()
            return
        if left <= WARNS_AT:
            self._window.messages.post(message_for(ReporterCanFix(WARNING, seconds=left)))
        self._window.status.show_protected(left)
        self.ticked.emit(left)

    def stop(self) -> None:
        """Before the window goes."""
        self._ticking.stop()
        self._listen(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window.curtain:
            if event.type() == QEvent.Type.Show:
                self._close()
        elif event.type() in _USE and isinstance(watched, QWidget) and self._is_inside(watched):
            self._last_use = time.monotonic()
            if self._window.messages.shown is not None:
                self._window.messages.withdraw(WARNING)
        return False

    def _is_inside(self, widget: QWidget) -> bool:
        return any(pane is widget or pane.isAncestorOf(widget) for pane in self._panes)

    def _follow(self) -> None:
        """They were opened, changed or closed."""
        if self._sources.is_open:
            if not self._ticking.isActive():
                self._ticking.start()
                self._listen(True)
            self.use()
            return
        self._ticking.stop()
        self._listen(False)
        self._window.messages.withdraw(WARNING)
        self._window.status.show_protected(None)

    def _listen(self, listen: bool) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if listen:
                application.installEventFilter(self)

    def _left_view(self, view: str) -> None:
        leaving = view != "contacts" and self._sources.is_open
        if leaving and self._sources.contents.closes_on_leaving:
            self._close()

    def _stepped(self, code: str) -> None:
        if code == WARNING:
            self.use()
        elif code == "protected_closed":
            self._window.deeds["protected.toggle"].trigger()
