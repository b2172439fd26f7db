"""What stands where nothing is yet: an icon, one line, one sentence, one or two buttons, the next keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets.buttons import Button
from casefile.gui.widgets.plain import Hairline, IconSign, KeyCap, PlainLabel


@dataclass(frozen=True)
class NextKey:
    """One row of "then": an icon, what to do, how, and the key."""

    icon: str
    words: str
    hint: str
    key: str


class EmptyState(QWidget):
    """Every empty state has this build (visual.md 8.14). ``framed`` draws the dashed drop frame."""

    asked = Signal(str)  # the id of the button's action

    def __init__(
        self,
        icon: str,
        line: str,
        sentence: str = "",
        buttons: tuple[tuple[str, str, str], ...] = (),
        next_keys: tuple[NextKey, ...] = (),
        foot: tuple[str, str] | None = None,
        *,
        framed: bool = False,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``buttons`` are (action id, words, icon), the first one filled; ``foot`` is (icon, words)."""
        super().__init__(parent)
        self._framed = framed
        self.setAccessibleName(f"{line.rstrip('.')}. {sentence}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 28, 28, 28)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(IconSign(icon, "accent" if framed else "text3", 34, pen=1.5), 0, _CENTRE)
        column.addSpacing(12)
        column.addWidget(_words(line, "headline" if large else "section", "text"), 0, _CENTRE)
        if sentence:
            column.addSpacing(6)
            column.addWidget(_words(sentence, "body", "text2"), 0, _CENTRE)
        if buttons:
            column.addSpacing(16)
            column.addLayout(self._buttons(buttons))
        if next_keys:
            column.addSpacing(36)
            column.addWidget(_keys(next_keys), 0, _CENTRE)
        if foot is not None:
            column.addSpacing(24)
            column.addLayout(_foot(*foot))
        column.addStretch(1)
        theme.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._framed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.look().colour("line_strong"), 1.5)
        pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)

    def _buttons(self, buttons: tuple[tuple[str, str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for number, (id, words, icon) in enumerate(buttons):
            button = Button(words, "" if number else "primary", "large", icon)
            button.clicked.connect(lambda _checked=False, id=id: self.asked.emit(id))
            row.addWidget(button)
            if not number:
                self.setFocusProxy(button)
        row.addStretch(1)
        return row


_CENTRE = Qt.AlignmentFlag.AlignHCenter


def _words(words: str, role: str, tone: str) -> PlainLabel:
    label = PlainLabel(words, role, tone)  # type: ignore[arg-type]
    label.setAlignment(_CENTRE)
    return label


def _keys(keys: tuple[NextKey, ...]) -> QWidget:
    box = QWidget()
    box.setFixedWidth(theme.look().px(470))
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Hairline("soft"))
    for key in keys:
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(12)
        row.addWidget(IconSign(key.icon, "accent", 20))
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(PlainLabel(key.words, "medium"))
        both.addWidget(PlainLabel(key.hint, "small", "text2"))
        row.addLayout(both, 1)
        row.addWidget(KeyCap(key.key))
        column.addLayout(row)
        column.addWidget(Hairline("soft"))
    return box


def _foot(icon: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addStretch(1)
    row.addWidget(IconSign(icon, "text3", 14))
    row.addWidget(PlainLabel(words, "small", "text3"))
    row.addStretch(1)
    return row
