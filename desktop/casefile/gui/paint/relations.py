"""Supports, contradicts, context: glyph, line pattern and word, never colour alone (visual.md 2.3)."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from casefile.gui import theme
from casefile.gui.tokens import all_tokens

Relation = Literal["supports", "contradicts", "context"]
Strength = Literal["weak", "moderate", "strong"]

RELATION_WORDS: dict[str, str] = {
    "supports": "supports",
    "contradicts": "contradicts",
    "context": "context",
    "context_weakens": "context, weakens",
}
_BARS: dict[str, int] = {"weak": 1, "moderate": 2, "strong": 3}


def relation_words(relation: Relation, *, weakens: bool = False) -> str:
    """The word that stands in every tooltip and accessible name beside the glyph."""
    return RELATION_WORDS["context_weakens" if weakens and relation == "context" else relation]


def draw_relation(painter: QPainter, rect: QRectF, relation: Relation, *, weakens: bool = False) -> None:
    """The glyph in the middle of ``rect`` (11–16 px): disc with +, diamond with ×, ring with dot, or
    ring with an arrow down for context that weakens.
    """
    look = theme.look()
    colour = look.colour(relation)
    sign = look.colour("surface") if not look.dark else look.colour("window")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center())
    painter.scale(side / 14, side / 14)
    line = QPen(sign, 1.7)
    line.setCapStyle(Qt.PenCapStyle.RoundCap)
    if relation == "supports":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        painter.drawEllipse(QPointF(0, 0), 6.2, 6.2)
        painter.setPen(line)
        painter.drawLine(QPointF(-3, 0), QPointF(3, 0))
        painter.drawLine(QPointF(0, -3), QPointF(0, 3))
    elif relation == "contradicts":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        painter.drawPolygon(QPolygonF([QPointF(0, -7), QPointF(7, 0), QPointF(0, 7), QPointF(-7, 0)]))
        painter.setPen(line)
        painter.drawLine(QPointF(-2, -2), QPointF(2, 2))
        painter.drawLine(QPointF(-2, 2), QPointF(2, -2))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QPen(colour, 1.6)
        ring.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(ring)
        painter.drawEllipse(QPointF(0, 0), 5.4, 5.4)
        if weakens:
            painter.drawLine(QPointF(0, -2.8), QPointF(0, 2.6))
            painter.drawLine(QPointF(-2.1, 0.6), QPointF(0, 2.8))
            painter.drawLine(QPointF(2.1, 0.6), QPointF(0, 2.8))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(colour))
            painter.drawEllipse(QPointF(0, 0), 1.9, 1.9)
    painter.restore()


def relation_line(relation: Relation, strength: Strength = "weak", *, weakens: bool = False) -> QPen:
    """The pen of a link's line: colour, width by strength, and the relation's own pattern."""
    entry = all_tokens()["relation_lines"]["context_weakens" if weakens else relation]
    width = float(all_tokens()["relation_lines"]["width_by_strength"][strength])
    pen = QPen(theme.look().colour(relation), width)
    flat = entry["cap"] == "flat"
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if flat else Qt.PenCapStyle.RoundCap)
    if entry["dash"]:
        pen.setDashPattern([length / width for length in entry["dash"]])
    return pen


def draw_strength(painter: QPainter, rect: QRectF, strength: Strength) -> None:
    """Three rising bars on 13 × 11: those that count are filled, the others outlined."""
    look = theme.look()
    filled = _BARS[strength]
    painter.save()
    painter.translate(rect.center() - QPointF(6.5, 5.5) * min(rect.width() / 13, rect.height() / 11))
    unit = min(rect.width() / 13, rect.height() / 11)
    painter.scale(unit, unit)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(3):
        height = 4 + 3.5 * number
        bar = QRectF(number * 4.6, 11 - height, 3.4, height)
        if number < filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(look.colour("text2")))
            painter.drawRect(bar)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("line_strong"), 0.9))
            painter.drawRect(bar.adjusted(0.45, 0.45, -0.45, -0.45))
    painter.restore()


def draw_quotation(painter: QPainter, rect: QRectF) -> None:
    """The glyph of *where it is said*: not evidence, so it carries no relation's colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center())
    painter.scale(side / 14, side / 14)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(theme.look().colour("text2")))
    for left in (-5.6, 0.8):
        painter.drawEllipse(QRectF(left, -1.4, 4.6, 4.6))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, 1.2),
                    QPointF(left + 3.6, -4.4),
                    QPointF(left + 4.6, -3.6),
                    QPointF(left + 2.6, 0.2),
                ]
            )
        )
    painter.restore()
