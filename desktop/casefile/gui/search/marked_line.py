"""One line of words with its hits marked, begun so late that the first hit is seen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from casefile.gui import theme

Marks = tuple[tuple[int, int], ...]
_fonts: dict[str, QFont] = {}
_CUT = "…"


@lru_cache(maxsize=2048)
def _fitted(text: str, marks: Marks, width: float, font_key: str, goes_on: bool) -> tuple[str, Marks]:
    metrics = QFontMetricsF(_fonts[font_key])
    if marks and metrics.horizontalAdvance(text[: marks[0][1]]) > width * 0.8:
        start = marks[0][0]
        room = width * 0.3
        while start > 0 and metrics.horizontalAdvance(text[start : marks[0][0]]) < room:
            start -= 1
        space = text.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
        text = _CUT + text[start:]
        marks = tuple((begin - start + 1, end - start + 1) for begin, end in marks if begin >= start)
    elif goes_on and text:
        text, marks = _CUT + text, tuple((begin + 1, end + 1) for begin, end in marks)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    kept = len(shown) - (shown != text)
    return shown, tuple((begin, min(end, kept)) for begin, end in marks if begin < kept)


def draw_marked_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: Marks,
    font: QFont,
    colour: QColor,
    *,
    cut_before: bool = False,
) -> None:
    """Paints ``text`` on one line in ``rect`` with ``marks`` (code points) on the `find` colour.

    ``cut_before`` says that the original begins earlier; what has no room is cut with "…".
    """
    key = str(font.toString())
    _fonts.setdefault(key, font)
    shown, found = _fitted(text, marks, float(rect.width()), key, cut_before)
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    formats = []
    for begin, end in found:
        piece = QTextLayout.FormatRange()
        piece.start = _units(shown[:begin])
        piece.length = _units(shown[begin:end])
        look = QTextCharFormat()
        look.setBackground(theme.look().colour("find"))
        look.setForeground(theme.look().colour("text"))
        piece.format = look
        formats.append(piece)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    painter.setPen(colour)
    top = rect.center().y() - line.height() / 2
    layout.draw(painter, QPointF(rect.left(), top), [], rect)


def _units(text: str) -> int:
    """UTF-16 code units, which Qt counts in."""
    return len(text) + sum(letter > "\uffff" for letter in text)
