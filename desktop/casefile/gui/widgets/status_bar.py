"""The 26 px at the foot: what just happened and Undo at the left; protected, saved, locks in at the right."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casefile.gui import theme
from casefile.gui.speaking import announce
from casefile.gui.widgets.buttons import Button
from casefile.gui.widgets.plain import ElidedLabel, Hairline, IconSign, KeyCap, PlainLabel, Surface, restyle
from casefile.gui.widgets.progress import ProgressBar

DEED_STAYS = 20_000  # milliseconds
Saved = Literal["saved", "saving", "not_saved"]
_SAVED: dict[str, tuple[str, str, Literal["text2", "danger"]]] = {
    "saved": ("check", "Saved", "text2"),
    "saving": ("loader-circle", "Saving…", "text2"),
    "not_saved": ("circle-x", "Not saved", "danger"),
}


class StatusBar(Surface):
    """Four things and nothing else; each is hidden while there is nothing to say."""

    undo_asked = Signal()
    protected_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "top", parent)
        self.setAccessibleName("Status")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        self._deed_sign = IconSign("", "text2", 14)
        self.deed = ElidedLabel("", "small", "text2")
        self.deed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._undo = Button("Undo", "link", "small")
        self._undo.setMinimumWidth(24)
        self._undo_key = KeyCap("Ctrl+Z")
        self._work = PlainLabel("", "small", "text2")
        self._bar = ProgressBar()
        row.addWidget(self._deed_sign)
        row.addWidget(self.deed)
        row.addWidget(self._undo)
        row.addWidget(self._undo_key)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addStretch(1)
        self._lock_sign = IconSign("lock", "text2", 14)
        self._protected = Button("Protected sources closed", "link", "small")
        self._saved_sign = IconSign("check", "text2", 14)
        self._saved = PlainLabel("Saved", "small", "text2")
        self._locks = PlainLabel("", "small", "text2")
        self._locks_line = self._line()
        row.addWidget(self._lock_sign)
        row.addWidget(self._protected)
        row.addSpacing(4)
        row.addWidget(self._line())
        row.addSpacing(4)
        row.addWidget(self._saved_sign)
        row.addWidget(self._saved)
        row.addSpacing(4)
        row.addWidget(self._locks_line)
        row.addSpacing(4)
        row.addWidget(self._locks)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(DEED_STAYS)
        self._fade.timeout.connect(self.forget_deed)
        self._undo.clicked.connect(self.undo_asked)
        self._protected.clicked.connect(self.protected_asked)
        self._low = self._narrow = False
        self._lock_words = ""
        self.forget_deed()
        self.show_work(None)
        self.show_protected(None)
        self.show_saved("saved")
        self.show_lock(None)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    def say_deed(self, words: str, icon: str = "", *, undoable: bool = True) -> None:
        """What just happened; stays 20 s. The words are spoken politely."""
        self.deed.set_words(words)
        self._deed_sign.set_icon(icon)
        for widget, shown in (
            (self.deed, True),
            (self._deed_sign, bool(icon)),
            (self._undo, undoable),
            (self._undo_key, undoable and not self._narrow),
        ):
            widget.setVisible(shown)
        self._undo.setAccessibleName(f"Undo {words}")
        self._fade.start()
        announce(self, words)

    def forget_deed(self) -> None:
        """The deed disappears; Undo stays in the Edit menu."""
        self._fade.stop()
        for widget in (self._deed_sign, self.deed, self._undo, self._undo_key):
            widget.hide()

    def show_work(self, words: str | None, share: float | None = None) -> None:
        """Work in the background, "Reading text, 3 of 12", with its bar; None hides both."""
        self._work.setText(words or "")
        self._work.setVisible(words is not None)
        self._bar.set_share(share)
        self._bar.setVisible(words is not None)

    def show_protected(self, seconds_left: int | None, *, exist: bool = True) -> None:
        """Closed (None), or open with the time left, in plum."""
        opened = seconds_left is not None
        if seconds_left is None:
            words = "Protected sources closed"
        else:
            words = f"Protected sources open, {_left(seconds_left)} left"
        self._protected.set_words(words)
        self._lock_sign.set_icon("lock-open" if opened else "lock", "protected" if opened else "text2")
        self._protected.setProperty("tone", "protected" if opened else "text2")
        restyle(self._protected)
        self._lock_sign.setVisible(exist)
        self._protected.setVisible(exist)

    def show_saved(self, state: Saved) -> None:
        icon, words, tone = _SAVED[state]
        self._saved_sign.set_icon(icon, tone)
        self._saved.setText(words)
        self._saved.set_tone(tone)

    def show_lock(self, seconds: int | None) -> None:
        """ "Locks in 12 min"; from 60 s on a count in `warn`; None when nothing is counted."""
        words = "" if seconds is None else f"Locks in {_left(seconds)}"
        self._lock_words = words
        self._locks.setText(words)
        self._locks.set_tone("warn" if seconds is not None and seconds <= 60 else "text2")
        self._fit()

    def set_room(self, *, low: bool, narrow: bool) -> None:
        """Low windows lose "Locks in", narrow ones the key beside Undo (visual.md 6)."""
        self._low, self._narrow = low, narrow
        self._fit()

    def _fit(self) -> None:
        shown = bool(self._lock_words) and not self._low
        self._locks.setVisible(shown)
        self._locks_line.setVisible(shown)
        if self._narrow:
            self._undo_key.hide()

    def _line(self) -> Hairline:
        line = Hairline("line", upright=True)
        line.setFixedHeight(12)
        return line

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(26))


def _left(seconds: int) -> str:
    if seconds > 60:
        return f"{-(-seconds // 60)} min"
    return f"{max(0, seconds)} s"
