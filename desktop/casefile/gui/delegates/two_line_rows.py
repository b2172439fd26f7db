"""Rows of two lines in the inspector: a link, a step of the history."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from casefile.domain.evidence import Relation, Strength
from casefile.gui import paint, theme
from casefile.gui.icons import draw_icon

MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class TwoLines:
    """``first`` may take two lines; ``second`` is quiet. A relation paints its glyph, else the icon."""

    n: int
    first: str = field(repr=False)
    second: str = field(repr=False)
    relation: Relation | None = None
    weakens: bool = False
    strength: Strength | None = None
    icon: str = ""
    struck: bool = False

    def said(self) -> str:
        """The row for a screen reader."""
        parts = [self.first, self.second]
        if self.relation is not None:
            parts.insert(0, paint.relation_words(self.relation.value, weakens=self.weakens))
        if self.strength is not None:
            parts.append(self.strength.value)
        if self.struck:
            parts.append("undone")
        return ", ".join(part for part in parts if part)


class TwoLinePainter:
    """Paints `TwoLines`, 50 to 68 high."""

    def __init__(self, surface: str = "inspector") -> None:
        self._surface = surface

    def usual_height(self) -> int:
        return theme.look().px(50)

    def height(self, row: TwoLines | None, width: int) -> int:
        look = theme.look()
        if row is None:
            return self.usual_height()
        lines, _ = paint.split_lines(row.first, self._width(width), look.font("body"), MOST_LINES)
        return look.px(32) + look.px(18) * max(1, len(lines))

    def box(self, rect: QRect) -> QRect:
        return QRect()

    def tip(self, row: TwoLines, rect: QRect, place: QPoint) -> str:
        return row.first

    def link(self, row: TwoLines, rect: QRect, place: QPoint) -> str:
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: TwoLines, *, boxes: bool) -> None:
        look, rect = theme.look(), QRect(option.rect)
        paint.draw_row(painter, option, surface=self._surface)
        sign = QRectF(rect.left() + look.px(14), rect.top() + look.px(11), look.px(14), look.px(14))
        if row.relation is not None:
            paint.draw_relation(painter, sign, row.relation.value, weakens=row.weakens)
        elif row.icon:
            draw_icon(painter, sign, row.icon, "text2")
        left, width = rect.left() + look.px(36), self._width(rect.width())
        words = QRectF(left, rect.top() + look.px(8), width, look.px(36))
        ink = look.colour("text3" if row.struck else "text")
        paint.draw_lines(
            painter, words, row.first, look.font("body"), ink, line_height=look.px(18), most=MOST_LINES
        )
        bottom = QRectF(left, rect.bottom() - look.px(23), width, look.px(16))
        if row.strength is not None:
            bars = QRectF(left, bottom.center().y() - look.px(6), look.px(13), look.px(11))
            paint.draw_strength(painter, bars, row.strength.value)
            bottom.setLeft(left + look.px(18))
        paint.draw_line(painter, bottom, row.second, look.font("small"), look.colour("text3"))

    def _width(self, width: int) -> float:
        return float(width - theme.look().px(36 + 14))
