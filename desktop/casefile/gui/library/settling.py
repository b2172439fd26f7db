"""Timers of panes that ask the case: one question for many changes, none once the case closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from casefile.gui.session import Session


def settling(session: Session, parent: QObject, wait: int, do: Callable[[], object]) -> QTimer:
    """A timer that calls ``do`` once, ``wait`` milliseconds after it was started last.

    Stopped for good when the session closes.
    """
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(wait)
    timer.timeout.connect(do)
    session.closing.connect(timer.stop)
    return timer
