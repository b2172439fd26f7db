"""The application: the start window first, then a case in its window, and a fresh process after a lock.

Little is imported here, so that the unlock window stands at once; the core comes while she types.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from casefile import settings
from casefile.gui import theme
from casefile.gui.collecting import Collector
from casefile.gui.focus_ring import FocusRing
from casefile.gui.start import StartWindow
from casefile.gui.theme import LookWish

LOCKED = 75
"""The event loop's code for "locked": the process is replaced by a fresh one that knows no key."""


def run_window(arguments: Sequence[str]) -> int:
    """Runs Casefile with a window; the first argument is a case to be opened, if it is one."""
    application = make_application()
    asked_to_end = EndSignals(application)
    start = make_start_window()
    start.show()
    from_outside = Path(arguments[0]).absolute() if arguments else None
    conductors: list[object] = []
    locked: list[Path] = []

    def go_on() -> None:
        from casefile.gui.conducting import Conductor

        conductor = Conductor(start, from_outside)
        conductor.locked.connect(lambda path: _leave(application, locked, path))
        conductors.append(conductor)

    QTimer.singleShot(0, go_on)
    code = application.exec()
    asked_to_end.stop()
    for conductor in conductors:
        conductor.end()  # type: ignore[attr-defined]
    if code == LOCKED:
        start_anew(locked[-1] if locked else None)
    return code


class EndSignals(QObject):
    """A polite end when the system asks for one (SIGTERM at log-out, SIGINT, SIGHUP): the case is closed
    as by Quit, so that nothing but the one file remains."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda number, frame: None)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def stop(self) -> None:
        """Before the process ends or is replaced."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._near.close()
        self._far.close()

    def _end(self) -> None:
        self._notifier.setEnabled(False)
        QApplication.closeAllWindows()
        QApplication.quit()


def make_application() -> QApplication:
    """The dressed application (also for tests and pictures)."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Casefile")
    application.setDesktopFileName("casefile")
    wanted = settings.load()
    wish = LookWish(theme=wanted.theme, text_size=wanted.text_size)  # type: ignore[arg-type]
    theme.dress(application, wish)
    FocusRing(application)
    if application.findChild(Collector) is None:
        Collector(application)
    return application


def make_start_window() -> StartWindow:
    """The start window; passphrases are made and judged by the core, which is loaded when needed."""
    from casefile.gui.start.new_case import Judgement

    def make_phrase() -> str:
        from casefile.casework.starting import new_phrase

        return new_phrase()

    def judge(passphrase: str, codename: str) -> Judgement:
        from casefile.casework.starting import judge as judged

        return Judgement(*judged(passphrase, codename))

    return StartWindow(make_phrase, judge)


def start_anew(path: Path | None) -> None:
    """Replaces this process by a fresh one (decision 28): what held the key is gone, whole."""
    again = [*sys.orig_argv[: len(sys.orig_argv) - len(sys.argv[1:])], *([str(path)] if path else [])]
    os.execv(sys.executable, [sys.executable, *again[1:]])


def _leave(application: QApplication, locked: list[Path], path: Path) -> None:
    locked.append(path)
    application.closeAllWindows()
    application.exit(LOCKED)
