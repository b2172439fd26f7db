"""Tag chips that flow over several lines, painted in one widget; each may be pressed or taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.icons import draw_icon
from casefile.gui.library.words import tag_name
from casefile.gui.speaking import announce, show_tip
from casefile.gui.style import draw_ring


@dataclass(frozen=True)
class Chip:
    """A tag by its path, with its mark (None: the ring) and, if wanted, on how many things it stands."""

    path: str = field(repr=False)
    mark: int | None = None
    count: int | None = None


class TagChips(QWidget):
    """Chips from left to right, as many lines as they need; beyond ``most`` "9 more" unfolds the rest.

    With ``removable`` each has a ×; Delete and Backspace take the one under the cursor off.
    """

    pressed = Signal(str)
    removed = Signal(str)

    def __init__(
        self, name: str, *, removable: bool = False, most: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._removable, self._most = removable, most
        self._chips: tuple[Chip, ...] = ()
        self._unfolded = False
        self._at = 0
        self._places: list[QRectF] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.look().changed.connect(self._place)
        self.set_chips(())

    @property
    def chips(self) -> tuple[Chip, ...]:
        return self._chips

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Shows these tags; none hides the widget."""
        self._chips = tuple(chips)
        self._at = min(self._at, max(0, len(self._chips) - 1))
        self.setAccessibleName(f"{self._name}: {', '.join(map(self._said, self._chips)) or 'none'}")
        self.setVisible(bool(self._chips))
        self._place()

    def _said(self, chip: Chip) -> str:
        return tag_name(chip.path) if chip.count is None else f"{tag_name(chip.path)}, {chip.count}"

    @property
    def _shown(self) -> tuple[Chip, ...]:
        folded = self._most and not self._unfolded and len(self._chips) > self._most + 1
        return self._chips[: self._most] if folded else self._chips

    def _place(self) -> None:
        look, gap = theme.look(), theme.look().px(6)
        x = y = 0.0
        self._places = []
        widths = [self._width(chip) for chip in self._shown]
        if len(self._shown) < len(self._chips):
            widths.append(paint.text_width(self._more, look.font("small")) + 2 * look.px(8))
        for width in widths:
            width = min(width, float(max(self.width(), look.px(60))))
            if x and x + width > self.width():
                x, y = 0.0, y + look.px(26)
            self._places.append(QRectF(x, y, width, look.px(20)))
            x += width + gap
        height = round(y + look.px(22)) if self._places else 0
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self.update()

    def _width(self, chip: Chip) -> float:
        cross = theme.look().px(14) if self._removable else 0
        return paint.chip_size(tag_name(chip.path), count=chip.count).width() + cross

    @property
    def _more(self) -> str:
        return f"{len(self._chips) - len(self._shown)} more"

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(200), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        shown = self._shown
        for number, place in enumerate(self._places):
            if number >= len(shown):
                font = look.font("small")
                paint.draw_badge(painter, place, "")
                paint.draw_line(painter, place, self._more, font, look.colour("text2"), "centre")
            else:
                self._paint_chip(painter, place, shown[number])
            if self.hasFocus() and number == self._at:
                draw_ring(painter, place.toAlignedRect(), radius=place.height() / 2)

    def _paint_chip(self, painter: QPainter, place: QRectF, chip: Chip) -> None:
        look = theme.look()
        if not self._removable:
            paint.draw_chip(painter, place, tag_name(chip.path), chip.mark, count=chip.count)
            return
        cross = look.px(10)
        paint.draw_chip(painter, place, "", None)
        inner = place.adjusted(0, 0, -look.px(16), 0)
        side = look.px(10)
        mark = QRectF(place.left() + look.px(7), place.center().y() - side / 2, side, side)
        painter.fillRect(mark.adjusted(-1, -1, 1, 1), look.colour("surface"))
        paint.draw_mark(painter, mark, chip.mark)
        words = QRectF(mark.right() + look.px(5), inner.top(), inner.right() - mark.right(), inner.height())
        paint.draw_line(painter, words, tag_name(chip.path), look.font("small"), look.colour("text"))
        sign = QRectF(place.right() - look.px(17), place.center().y() - cross / 2, cross, cross)
        draw_icon(painter, sign, "x", "text", pen=2.5)

    def _number(self, place: QPoint) -> int:
        return next((number for number, rect in enumerate(self._places) if rect.contains(place)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number(event.position().toPoint())
        if number < 0:
            return
        if number >= len(self._shown):
            self.unfold()
            return
        crossed = self._removable and event.position().x() > self._places[number].right() - theme.look().px(
            20
        )
        (self.removed if crossed else self.pressed).emit(self._shown[number].path)

    def unfold(self) -> None:
        """Shows all chips."""
        self._unfolded = True
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = self._shown[self._at] if self._at < len(self._shown) else None
        if step is not None and self._places:
            self._at = min(max(self._at + step, 0), len(self._places) - 1)
            if self._at < len(self._shown):
                announce(self, self._said(self._shown[self._at]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if here is None:
                self.unfold()
            else:
                self.pressed.emit(here.path)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._removable and here:
            self.removed.emit(here.path)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        self.update()

    def event(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number(event.pos())
            words = self._shown[number].path if 0 <= number < len(self._shown) else ""
            show_tip(event.globalPos(), words, self)
            return True
        return bool(super().event(event))
