"""Garbage is collected on the window's thread and on no other.

Python runs its cycle collector on whichever thread happens to allocate. A window that has become garbage
would then be destroyed by a lane, and Qt ends the process for that (seen: a segmentation fault in the reader
lane after a window was closed). So the collector is switched off and run from the event loop.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
YOUNG = 5_000
"""Objects made since the last look, from which on it is worth looking."""
ROUNDS = 10
"""Looks at the young before the older ones are looked at too (Python's own numbers are of this kind)."""


class Collector(QObject):
    """Collects while the event loop runs; what stands from the start is never looked at again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collects as much as is due: mostly nothing, mostly only what is young."""
        young, middle, old = gc.get_count()
        if young > YOUNG:
            gc.collect(2 if old > ROUNDS else 1 if middle > ROUNDS else 0)
