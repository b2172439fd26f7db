"""What stands between and above the cards: lines with their glyphs, heads, the bar a claim's lines leave."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from casefile.domain.claims import Claim
from casefile.gui import paint, theme
from casefile.gui.evidence.arranging import BAR_HEIGHT, BAR_WIDTH, GLYPH
from casefile.gui.evidence.columns import Card, Group
from casefile.gui.icons import draw_icon

DIMMED = 0.35
"""Opacity of lines that do not belong to what is hovered or chosen (visual.md 8.5)."""


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A cubic curve whose control points lie at half the distance."""
    middle = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path


class LineItem(QGraphicsItem):
    """One line of a card's chain: from its claim, or on to its origin. ``glyph`` stands before the card."""

    def __init__(self, card: Card, *, glyph: bool) -> None:
        super().__init__()
        self.card = card
        self._glyph = glyph
        self._path = QPainterPath()
        self._pen = _pen(card)
        self.setZValue(1)

    def run(self, start: QPointF, end: QPointF) -> None:
        """Lets the line go from one place to another; a relation's glyph takes its last 14 px."""
        self.prepareGeometryChange()
        side = theme.look().px(GLYPH) if self._glyph and self.card.linked.link is not None else 0
        self._end = end
        self._path = curve(start, QPointF(end.x() - side, end.y()))

    def boundingRect(self) -> QRectF:
        reach = theme.look().px(GLYPH)
        return self._path.boundingRect().adjusted(-4, -reach, reach + 2, reach)

    def shape(self) -> QPainterPath:
        """Lines are not grabbed: the card at their end is."""
        return QPainterPath()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.drawPath(self._path)
        link = self.card.linked.link
        if self._glyph and link is not None:
            side = theme.look().px(GLYPH)
            rect = QRectF(self._end.x() - side, self._end.y() - side / 2, side, side)
            paint.draw_relation(painter, rect, link.relation.value, weakens=link.weakens)


def _pen(card: Card) -> QPen:
    link = card.linked.link
    if link is None:
        return QPen(theme.look().colour("line_strong"), 1)
    return paint.relation_line(link.relation.value, link.strength.value, weakens=link.weakens)


class BarItem(QGraphicsItem):
    """The 3 × 34 bar at the left edge, beside the claim's row in the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        height = theme.look().px(BAR_HEIGHT)
        return QRectF(0, -height / 2, BAR_WIDTH, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.fillRect(self.boundingRect(), theme.look().colour("accent"))


class HeadItem(QGraphicsItem):
    """A group's title and count; where groups fold, with a chevron, and it can be chosen."""

    def __init__(self, title: str, count: str, rect: QRectF, group: Group | None = None) -> None:
        super().__init__()
        self.heads_group = group
        self._title, self._count = title, count
        self._size = QRectF(0, 0, rect.width(), rect.height())
        self._folded: bool | None = None
        self._chosen = False
        self.setPos(rect.topLeft())
        self.setZValue(2)

    @property
    def place(self) -> QRectF:
        """Where it stands in the scene."""
        return self._size.translated(self.pos())

    def show_fold(self, folded: bool) -> None:
        """Shows the chevron."""
        self._folded = folded
        self.update()

    def choose(self, chosen: bool) -> None:
        self._chosen = chosen
        self.update()

    def said(self) -> str:
        """The head for a screen reader."""
        state = "" if self._folded is None else ", folded" if self._folded else ", open"
        return f"{self._title}, {self._count}{state}"

    def boundingRect(self) -> QRectF:
        return self._size

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        look = theme.look()
        px = look.px
        line = QRectF(0, self._size.bottom() - px(21), self._size.width(), px(18))
        left = 0.0
        if self._folded is not None:
            name = "chevron-right" if self._folded else "chevron-down"
            draw_icon(painter, QRectF(0, line.center().y() - px(7), px(14), px(14)), name, "text2")
            left = px(18)
        strong, plain = look.font("micro", strong=True), look.font("micro")
        width = paint.text_width(self._title, strong) + 1
        place = QRectF(left, line.top(), width, line.height())
        paint.draw_line(painter, place, self._title, strong, look.colour("text"))
        left += width + px(6)
        rest = QRectF(left, line.top(), line.right() - left, line.height())
        paint.draw_line(painter, rest, self._count, plain, look.colour("text2"))
        if self._chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(line.adjusted(-1, 0, -1, 0), 3, 3)


class ClaimHeadItem(QGraphicsItem):
    """The sentence of a claim above its groups, where several claims are shown."""

    def __init__(self, claim: Claim, rect: QRectF) -> None:
        super().__init__()
        self._claim = claim
        self._size = QRectF(0, 0, rect.width(), rect.height())
        self.setPos(rect.topLeft())
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        return self._size

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        look = theme.look()
        px = look.px
        line = QRectF(0, self._size.bottom() - px(22), self._size.width(), px(18))
        ref = look.font("micro", strong=True, tabular=True)
        width = paint.text_width(self._claim.ref, ref) + px(8)
        place = QRectF(0, line.top(), width, line.height())
        paint.draw_line(painter, place, self._claim.ref, ref, look.colour("text2"))
        rest = line.adjusted(width, 0, 0, 0)
        font = look.font("body", strong=True)
        paint.draw_line(painter, rest, self._claim.proposition, font, look.colour("text"))
        rule = QRectF(0, self._size.bottom() - 1, self._size.width(), 1)
        painter.fillRect(rule, look.colour("line_soft"))
