"""Words painted by delegates: one line elided, several lines with the last one elided.

Laid-out lines are cached by (text, width, font), since a list paints the same rows over and over.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

Align = Literal["left", "right", "centre"]


# A font's description leaves out its fallback families, so the fonts themselves are kept by it.
_fonts: dict[str, QFont] = {}


def _key(font: QFont) -> str:
    key = str(font.toString())
    _fonts.setdefault(key, font)
    return key


@lru_cache(maxsize=256)
def _metrics(font_key: str) -> QFontMetricsF:
    return QFontMetricsF(_fonts[font_key])


@lru_cache(maxsize=8192)
def _split(text: str, width: float, font_key: str, most: int) -> tuple[tuple[str, ...], bool]:
    metrics = _metrics(font_key)
    plain = " ".join(text.split())
    if not plain or width <= 0 or most < 1:
        return (), False
    if most == 1 or metrics.horizontalAdvance(plain) <= width:
        shown = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, width)
        return (shown,), shown != plain
    layout = QTextLayout(plain, _fonts[font_key])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    units = plain.encode("utf-16-le")
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(lines) == most - 1:
            end = len(units) // 2
        lines.append(units[2 * start : 2 * end].decode("utf-16-le", "replace").strip())
    layout.endLayout()
    last = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    cut = last != lines[-1]
    lines[-1] = last
    return tuple(lines), cut


def forget_words() -> None:
    """Forgets every line laid out so far: among them may be words that are no longer to be in memory."""
    _split.cache_clear()
    _width.cache_clear()


def split_lines(text: str, width: float, font: QFont, most: int = 2) -> tuple[tuple[str, ...], bool]:
    """The lines of ``text`` at ``width`` pixels, at most ``most``; the last is elided at its right when
    more follows, and the second value says so.

    Line breaks of the text become spaces: a row is a row, whatever a stranger's title holds.
    """
    return _split(text, float(width), _key(font), most)


def elided(text: str, width: float, font: QFont) -> str:
    """One line of ``text``, cut with "…" at ``width``."""
    lines, _ = split_lines(text, width, font, 1)
    return lines[0] if lines else ""


def text_width(text: str, font: QFont) -> float:
    """How wide the text is on one line, in pixels."""
    return _width(text, _key(font))


@lru_cache(maxsize=8192)
def _width(text: str, font_key: str) -> float:
    return _metrics(font_key).horizontalAdvance(text)


def draw_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Align = "left",
    *,
    struck: bool = False,
) -> bool:
    """One plain line in the vertical middle of ``rect``; True when it had to be cut."""
    lines, cut = split_lines(text, rect.width(), font, 1)
    if not lines:
        return False
    metrics = _metrics(_key(font))
    width = metrics.horizontalAdvance(lines[0])
    left = rect.left()
    if align == "right":
        left = rect.right() - width
    elif align == "centre":
        left = rect.center().x() - width / 2
    base = round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)
    if struck:
        font = QFont(font)
        font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(left, base), lines[0])
    return cut


def draw_lines(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    line_height: float,
    most: int = 2,
) -> bool:
    """Up to ``most`` lines from the top of ``rect``, ``line_height`` apart; True when cut."""
    lines, cut = split_lines(text, rect.width(), font, most)
    for number, line in enumerate(lines):
        place = QRectF(rect.left(), rect.top() + number * line_height, rect.width() + 1, line_height)
        draw_line(painter, place, line, font, colour)
    return cut
