"""The nine tag marks, each a colour and a shape; the ring of all other tags; the tag pane's state box."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from casefile.gui import theme

# visual.md 2.4: number, shape and key are one and the same.
MARK_SHAPES: dict[int, str] = {
    1: "disc",
    2: "square",
    3: "triangle",
    4: "diamond",
    5: "ring",
    6: "half",
    7: "plus",
    8: "bar",
    9: "hexagon",
}
BoxState = Literal["off", "include", "leave_out", "all", "some", "checked"]


def mark_words(n: int | None) -> str:
    """For accessible names: "mark 2, square"; empty for a tag without a mark."""
    return f"mark {n}, {MARK_SHAPES[n]}" if n else ""


def draw_mark(painter: QPainter, rect: QRectF, n: int | None) -> None:
    """Tag mark 1–9 in the middle of ``rect``, or the small neutral ring for None (and 0).

    Raises `KeyError` for any other number.
    """
    if not n:
        draw_own_mark(painter, rect)
        return
    shape = MARK_SHAPES[n]
    colour = theme.look().colour(f"tag{n}")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center())
    painter.scale(side / 12, side / 12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    _shape(painter, shape, colour)
    painter.restore()


def _shape(painter: QPainter, shape: str, colour: QColor) -> None:
    """One shape on a 12 × 12 box whose middle is the origin."""
    if shape == "disc":
        painter.drawEllipse(QPointF(0, 0), 5, 5)
    elif shape == "square":
        painter.drawRoundedRect(QRectF(-4.6, -4.6, 9.2, 9.2), 1, 1)
    elif shape == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(0, -5.2), QPointF(5.6, 4.6), QPointF(-5.6, 4.6)]))
    elif shape == "diamond":
        half = 5.8
        painter.drawPolygon(
            QPolygonF([QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)])
        )
    elif shape == "ring":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.4))
        painter.drawEllipse(QPointF(0, 0), 4, 4)
    elif shape == "half":
        painter.drawPie(QRectF(-5, -5, 10, 10), 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.3))
        painter.drawEllipse(QPointF(0, 0), 4.4, 4.4)
    elif shape == "plus":
        painter.drawRect(QRectF(-5.2, -1.8, 10.4, 3.6))
        painter.drawRect(QRectF(-1.8, -5.2, 3.6, 10.4))
    elif shape == "bar":
        painter.drawRoundedRect(QRectF(-5.2, -2.4, 10.4, 4.8), 1, 1)
    else:
        points = [
            QPointF(5.6 * math.sin(math.radians(60 * k)), -5.6 * math.cos(math.radians(60 * k)))
            for k in range(6)
        ]
        painter.drawPolygon(QPolygonF(points))


def draw_own_mark(painter: QPainter, rect: QRectF) -> None:
    """The small neutral ring every tag without a number carries."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center())
    painter.scale(side / 12, side / 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.look().colour("text3"), 1.4))
    painter.drawEllipse(QPointF(0, 0), 3.3, 3.3)
    painter.restore()


def draw_state_box(painter: QPainter, rect: QRectF, state: BoxState) -> None:
    """The 16 px box of a tag: include (pine, +), leave out (red, −), on all (pine, ✓), on some (−).

    "checked" is a list row's check box when chosen; "off" its empty outline.
    """
    look = theme.look()
    fills = {"include": "accent", "leave_out": "danger", "all": "accent", "checked": "accent"}
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    unit = rect.width() / 16
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state in fills:
        painter.setPen(QPen(look.colour(fills[state]), 1))
        painter.setBrush(QBrush(look.colour(fills[state])))
        sign = look.colour("text_on_accent")
    else:
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.setBrush(QBrush(look.colour("field")))
        sign = look.colour("text2")
    painter.drawRoundedRect(box, 3 * unit, 3 * unit)
    painter.translate(rect.center())
    painter.scale(unit, unit)
    pen = QPen(sign, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if state in ("include", "leave_out", "some"):
        painter.drawLine(QPointF(-3.6, 0), QPointF(3.6, 0))
    if state == "include":
        painter.drawLine(QPointF(0, -3.6), QPointF(0, 3.6))
    if state in ("all", "checked"):
        painter.drawPolyline(QPolygonF([QPointF(-3.6, 0.2), QPointF(-1.1, 2.7), QPointF(3.7, -2.6)]))
    painter.restore()
