"""The seam between the lanes and the event loop: a call made anywhere, run on the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Give `deliver` to the core; what it delivers runs here, in the order it came."""

    _called = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._called.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Queues a call for the window's thread. Calls that come after `shut` are dropped."""
        if self._open:
            self._called.emit(call)

    def shut(self) -> None:
        """Drops whatever comes from now on: what it would have told belongs to a closed case."""
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
