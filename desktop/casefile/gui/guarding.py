"""When the window hides and when it locks: by key, menu, idleness, suspend and screen lock (decision 11).

The curtain hides everything and keeps the key; locking ends the process that held it. While the tray
works, idleness only draws the curtain.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from casefile.casework import curtain_pin
from casefile.casework.importing.progress import ImportProgress
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.window.curtain import TRIES

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_HEAR: Any = SLOT("hear(QDBusMessage)")
"""PySide's stubs ask for bytes here; at run time it takes only the words `SLOT` gives."""


@dataclass(frozen=True)
class Times:
    """Seconds without a sign of life until the curtain is drawn, and until the case locks."""

    curtain: int
    lock: int


TIMES = {
    "ordinary": Times(5 * 60, 60 * 60),
    "sensitive": Times(3 * 60, 30 * 60),
    "critical": Times(60, 10 * 60),
}
"""Decision 11's times at *Ordinary*, shorter at the other levels (decision 6)."""


class Guard(QObject):
    """Watches for signs of life and for the computer going to sleep."""

    lock_wanted = Signal()

    def __init__(self, session: Session, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self.follow_sheet()
        self._last_sign = time.monotonic()
        self._tries = TRIES
        self._importing = False
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self.look_at_the_clock)
        self._ticking.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        session.importing.listen(self._imports_moved)
        window.curtain.pin_entered.connect(self._try_pin)
        window.deeds.when("case.curtain", self.draw)
        self._hear_the_computer()

    def follow_sheet(self) -> None:
        """The level the case sheet says now, with its times (decision 6)."""
        self.level = self._session.case.look.case_sheet.get("level") or "ordinary"
        self.times = TIMES.get(self.level, TIMES["ordinary"])

    def draw(self, why: str = "") -> None:
        """Draws the curtain. Without a PIN it asks for the passphrase."""
        self._tries = TRIES
        self._window.draw_curtain(why)
        named = "PIN" if curtain_pin.has_pin(self._session.case.look) else "passphrase"
        self._window.curtain.ask_for(named)

    def look_at_the_clock(self, now: float | None = None) -> None:
        """Once a second: how long since the last sign of life, and what follows from it."""
        quiet = (time.monotonic() if now is None else now) - self._last_sign
        left = int(self.times.lock - quiet)
        if left <= 0 and not self._importing:
            self._ticking.stop()
            self.lock_wanted.emit()
            return
        if quiet >= self.times.curtain and not self._window.curtain.isVisible():
            minutes = self.times.curtain // 60
            unit = "minute" if minutes == 1 else "minutes"
            self.draw(f"Hidden after {minutes} {unit} without a key press.")
        self._window.status.show_lock(max(left, 0) if not self._importing else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and not self._window.curtain.isVisible():
            self._last_sign = time.monotonic()
        return False

    def stop(self) -> None:
        """Before the window goes."""
        self._ticking.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def _try_pin(self, typed: str) -> None:
        case = self._session.case
        if curtain_pin.has_pin(case.look):
            case.ask(lambda store: curtain_pin.fits(store, typed), self._answer)
        else:
            case.ask(lambda store: case.opens_with(typed), self._answer)

    def _answer(self, fits: bool) -> None:
        if fits:
            self._last_sign = time.monotonic()
            self._window.lift_curtain()
            return
        self._tries -= 1
        if self._tries <= 0:
            self.lock_wanted.emit()
        else:
            self._window.curtain.refuse(self._tries)

    def _imports_moved(self, progress: ImportProgress) -> None:
        self._importing = progress.to_go > 0 and not progress.paused

    def _hear_the_computer(self) -> None:
        """Suspend (logind) and screen lock (the desktop's screen saver), where there is a bus."""
        system, own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                self,
                _HEAR,
            )
        if own.isConnected():
            for service, path in (
                ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
                ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
            ):
                own.connect(service, path, service, "ActiveChanged", self, _HEAR)

    @Slot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        """The computer goes to sleep or its screen locks: the case locks first."""
        arguments = message.arguments()
        if arguments and arguments[0] is True:
            self.lock_wanted.emit()
