"""Rows to choose from under a field: painted, a handful of them, chosen by arrows or a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.icons import draw_icon
from casefile.gui.speaking import announce, show_tip

MOST = 8


@dataclass(frozen=True)
class Choice:
    """One row. ``key`` is what choosing it means; ``lead`` stands bold before the words ("C27"),
    ``note`` quiet behind them, ``right`` at the right edge. ``mark`` 0 to 9 paints a tag's mark (0 the
    ring), None none; ``icon`` an icon in its place.
    """

    key: Any
    words: str = field(repr=False)
    lead: str = ""
    note: str = field(default="", repr=False)
    right: str = ""
    mark: int | None = None
    icon: str = ""

    def said(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.lead, self.words, self.note, self.right) if part)


class ChoiceList(QWidget):
    """At most `MOST` choices. `picked` carries the choice."""

    picked = Signal(object)
    changed = Signal()
    """It shows other rows, or none: what holds it may need another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Choices")
        self.hide()
        theme.look().changed.connect(self.updateGeometry)

    def set_choices(self, choices: Sequence[Choice], at: int = 0) -> None:
        """Shows these; none hides the list."""
        self._choices = tuple(choices[:MOST])
        self._at = min(at, len(self._choices) - 1)
        self.setVisible(bool(self._choices))
        self.updateGeometry()
        self.update()
        self.changed.emit()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    @property
    def current(self) -> Choice | None:
        """The choice Enter takes."""
        return self._choices[self._at] if 0 <= self._at < len(self._choices) else None

    def move(self, step: int) -> None:  # type: ignore[override]
        """One row down or up, round the ends; what is reached is said."""
        if self._choices:
            self._at = (self._at + step) % len(self._choices)
            announce(self, self._choices[self._at].said())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(200), theme.look().px(8 + 28 * len(self._choices)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line_strong" if look.high_contrast else "line"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        for number, choice in enumerate(self._choices):
            self._row(painter, self._rect(number), choice, number == self._at)

    def _rect(self, number: int) -> QRectF:
        px = theme.look().px
        return QRectF(px(4), px(4) + number * px(28), self.width() - 2 * px(4), px(28))

    def _row(self, painter: QPainter, rect: QRectF, choice: Choice, here: bool) -> None:
        look = theme.look()
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect, 4, 4)
        left, right, middle = rect.left() + look.px(7), rect.right() - look.px(7), rect.center().y()
        if choice.mark is not None:
            side = look.px(10)
            paint.draw_mark(painter, QRectF(left, middle - side / 2, side, side), choice.mark)
            left += side + look.px(7)
        elif choice.icon:
            side = look.px(14)
            draw_icon(painter, QRectF(left, middle - side / 2, side, side), choice.icon, "text2")
            left += side + look.px(6)
        if choice.right:
            width = paint.count_width(choice.right)
            paint.draw_count(painter, QRectF(right - width, rect.top(), width, rect.height()), choice.right)
            right -= width + look.px(8)
        if choice.lead:
            font = look.font("small", strong=True)
            width = paint.text_width(choice.lead, font) + look.px(8)
            box = QRectF(left, rect.top(), width, rect.height())
            paint.draw_line(painter, box, choice.lead, font, look.colour("text"))
            left += width
        font, note = look.font("body"), look.font("small")
        width = min(paint.text_width(choice.words, font) + 1, right - left)
        box = QRectF(left, rect.top(), width, rect.height())
        paint.draw_line(painter, box, choice.words, font, look.colour("text"))
        left += width + look.px(8)
        if choice.note and right - left > look.px(20):
            box = QRectF(left, rect.top(), right - left, rect.height())
            paint.draw_line(painter, box, choice.note, note, look.colour("text3"))

    def _number(self, place: QPoint) -> int:
        for number in range(len(self._choices)):
            if self._rect(number).contains(place):
                return number
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number(event.position().toPoint())
        if number >= 0 and number != self._at:
            self._at = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number(event.position().toPoint())
        if number >= 0:
            self.picked.emit(self._choices[number])

    def event(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number(event.pos())
            words = self._choices[number].said() if number >= 0 else ""
            show_tip(event.globalPos(), words, self)
            return True
        return bool(super().event(event))
