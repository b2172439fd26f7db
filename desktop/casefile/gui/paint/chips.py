"""Chips, filter chips, badges, counts and key caps. Sizes at 100 % are visual.md 4; all grow with text."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from casefile.gui import theme
from casefile.gui.actions import printed_key
from casefile.gui.icons import draw_icon
from casefile.gui.paint.marks import draw_mark
from casefile.gui.paint.words import draw_line, text_width

FilterState = Literal["include", "leave_out"]
Badge = Literal["plain", "warn", "ok", "danger", "protected", "accent"]


def chip_size(name: str, *, count: int | None = None) -> QSizeF:
    """A tag chip: 20 high, mark, name and, when given, a quiet count."""
    look = theme.look()
    width = look.px(7) + look.px(10) + look.px(5) + text_width(name, look.font("small")) + look.px(8)
    if count is not None:
        width += look.px(5) + text_width(f"{count:,}", look.font("small", tabular=True))
    return QSizeF(width, look.px(20))


def draw_chip(
    painter: QPainter, rect: QRectF, name: str, mark: int | None = None, *, count: int | None = None
) -> None:
    """A neutral chip; only the mark is coloured. The name is elided when ``rect`` is narrow."""
    look = theme.look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("line"), 1))
    painter.setBrush(QBrush(look.colour("surface")))
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    side = look.px(10)
    left = rect.left() + look.px(7)
    draw_mark(painter, QRectF(left, rect.center().y() - side / 2, side, side), mark)
    left += side + look.px(5)
    right = rect.right() - look.px(8)
    if count is not None:
        font = look.font("small", tabular=True)
        width = text_width(f"{count:,}", font)
        draw_line(
            painter,
            QRectF(right - width, rect.top(), width + 1, rect.height()),
            f"{count:,}",
            font,
            look.colour("text3"),
        )
        right -= width + look.px(5)
    draw_line(
        painter,
        QRectF(left, rect.top(), right - left + 1, rect.height()),
        name,
        look.font("small"),
        look.colour("text"),
    )
    painter.restore()


def filter_chip_size(name: str, *, mark: bool = True) -> QSizeF:
    """A filter chip: 24 high, sign, mark, name and ×."""
    look = theme.look()
    width = look.px(6) + look.px(12) + look.px(4) + (look.px(10) + look.px(5) if mark else 0)
    return QSizeF(
        width + text_width(name, look.font("small")) + look.px(6) + look.px(12) + look.px(6), look.px(24)
    )


def draw_filter_chip(
    painter: QPainter,
    rect: QRectF,
    name: str,
    state: FilterState = "include",
    mark: int | None = None,
    *,
    with_mark: bool = True,
    hovered: bool = False,
) -> None:
    """Included: pine line, +. Left out: red line, −. The × at the right takes it away."""
    look = theme.look()
    token = "accent" if state == "include" else "danger"
    fill = "accent_soft" if state == "include" else "danger_soft"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour(token), 2 if hovered else 1))
    painter.setBrush(QBrush(look.colour(fill)))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    side = look.px(12)
    left = rect.left() + look.px(6)
    place = QRectF(left, rect.center().y() - side / 2, side, side)
    draw_icon(painter, place, "plus" if state == "include" else "minus", token, pen=3)
    left += side + look.px(4)
    if with_mark:
        dot = look.px(10)
        draw_mark(painter, QRectF(left, rect.center().y() - dot / 2, dot, dot), mark)
        left += dot + look.px(5)
    right = rect.right() - look.px(6) - side
    draw_icon(painter, QRectF(right, rect.center().y() - side / 2, side, side), "x", "text", pen=2.5)
    words = QRectF(left, rect.top(), right - left - look.px(6) + 1, rect.height())
    draw_line(painter, words, name, look.font("small"), look.colour("text"))
    painter.restore()


def badge_size(words: str) -> QSizeF:
    """A badge: 17 high."""
    look = theme.look()
    return QSizeF(text_width(words, look.font("micro")) + 2 * look.px(5), look.px(17))


def draw_badge(painter: QPainter, rect: QRectF, words: str, kind: Badge = "plain") -> None:
    """A small named state: a line for plain ones, a soft fill for those that carry a meaning."""
    look = theme.look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "plain":
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = look.colour("text2")
    else:
        painter.setPen(QPen(look.colour(kind), 1) if look.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.colour(f"{kind}_soft")))
        ink = look.colour(kind)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    draw_line(painter, rect, words, look.font("micro"), ink, "centre")
    painter.restore()


def count_width(words: str) -> float:
    """The width of a count as `draw_count` sets it."""
    return text_width(words, theme.look().font("small", tabular=True))


def draw_count(painter: QPainter, rect: QRectF, words: str, *, quiet: bool = True) -> None:
    """A number (or "5 of 6") at the right of ``rect``, in figures of equal width."""
    look = theme.look()
    draw_line(
        painter,
        rect,
        words,
        look.font("small", tabular=True),
        look.colour("text3" if quiet else "text2"),
        "right",
    )


def key_cap_size(key: str) -> QSizeF:
    """A key cap: 16 high, never narrower than high."""
    look = theme.look()
    width = text_width(printed_key(key), look.font("micro")) + 2 * look.px(4) + 1
    return QSizeF(max(width, look.px(16)), look.px(16))


def draw_key_cap(painter: QPainter, rect: QRectF, key: str) -> None:
    """A key as printed on its cap."""
    look = theme.look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(look.colour("line"), 1))
    painter.setBrush(QBrush(look.colour("surface")))
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.setPen(QPen(look.colour("line_strong" if look.high_contrast else "line"), 1))
    painter.drawLine(QPointF(box.left() + 3, box.bottom()), QPointF(box.right() - 3, box.bottom()))
    draw_line(painter, rect, printed_key(key), look.font("micro"), look.colour("text2"), "centre")
    painter.restore()


def keys_width(keys: tuple[str, ...]) -> float:
    """The width of several caps 4 px apart."""
    gap = theme.look().px(4)
    return sum(key_cap_size(key).width() for key in keys) + gap * max(0, len(keys) - 1)


def draw_keys(painter: QPainter, rect: QRectF, keys: tuple[str, ...]) -> None:
    """Several caps from the right of ``rect``, in their order."""
    left = rect.right() - keys_width(keys)
    for key in keys:
        size = key_cap_size(key)
        draw_key_cap(
            painter, QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height()), key
        )
        left += size.width() + theme.look().px(4)
