"""The strip above the status bar for failures that need a step: one at a time, the others counted."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casefile.gui import theme
from casefile.gui.speaking import announce, set_tip
from casefile.gui.widgets.buttons import Button, IconButton
from casefile.gui.widgets.plain import ElidedLabel, IconSign, PlainLabel, Surface, restyle

Weight = Literal["warn", "danger", "ok"]
_ICONS: dict[str, str] = {"warn": "triangle-alert", "danger": "octagon-alert", "ok": "circle-check"}


@dataclass(frozen=True)
class Message:
    """One sentence and its one next step. ``code`` stands in the tooltip, never in the sentence."""

    code: str
    words: str
    step: str = ""
    weight: Weight = "warn"


class MessageBar(Surface):
    """At most one message is shown; the rest wait and are counted as "1 of 3"."""

    stepped = Signal(str)  # the code whose step was taken
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn_soft", "top", parent)
        self._waiting: deque[Message] = deque()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(10)
        self._sign = IconSign("triangle-alert", "warn", 16)
        self.words = ElidedLabel("", "body")
        self._step = Button("", "step_warn")
        self._count = PlainLabel("", "small", "text2")
        away = IconButton("x", "Put this message away", shape="small", size=14)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        row.addWidget(self._step)
        row.addWidget(away)
        self._step.clicked.connect(self._take_step)
        away.clicked.connect(self._put_away)
        self.hide()
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    @property
    def shown(self) -> Message | None:
        return self._waiting[0] if self._waiting else None

    def post(self, message: Message) -> None:
        """Shows a message, or lets it wait its turn; the same code is never shown twice."""
        for place, waiting in enumerate(self._waiting):
            if waiting.code == message.code:
                self._waiting[place] = message
                self._show()
                return
        self._waiting.append(message)
        self._show()
        if len(self._waiting) == 1:
            announce(self, message.words, at_once=message.weight == "danger")

    def withdraw(self, code: str) -> None:
        """Takes a message away because what it told is mended."""
        self._waiting = deque(message for message in self._waiting if message.code != code)
        self._show()

    def _take_step(self) -> None:
        if self._waiting:
            message = self._waiting.popleft()
            self._show()
            self.stepped.emit(message.code)

    def _put_away(self) -> None:
        if self._waiting:
            message = self._waiting.popleft()
            self._show()
            self.dismissed.emit(message.code)

    def _show(self) -> None:
        message = self.shown
        self.setVisible(message is not None)
        if message is None:
            return
        self.set_surface(f"{message.weight}_soft")
        self._sign.set_icon(_ICONS[message.weight], message.weight)
        self.words.set_words(message.words)
        set_tip(self._sign, message.code)
        self._step.set_words(message.step)
        self._step.setVisible(bool(message.step))
        self._step.setProperty("kind", "step_danger" if message.weight == "danger" else "step_warn")
        restyle(self._step)
        more = len(self._waiting)
        self._count.setText(f"1 of {more}" if more > 1 else "")
        self.setAccessibleName(message.words)

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(36))
