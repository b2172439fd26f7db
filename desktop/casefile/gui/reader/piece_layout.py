"""One piece of text laid out in lines: from a place to a point, from a point to a place.

Text is laid out from plain strings only (decision 18). What a layout sees has the same length as the
words themselves, so places never drift: line ends inside a paragraph become blanks, signs that cannot
be drawn become nothing, and signs that turn the direction of the text by force are not obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from casefile.gui import theme
from casefile.gui.reader.places import CodePlaces

READING_PX, READING_LINE = 17, 27
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STRONG = re.compile("[^\\W\\d_]")
_BULLET = re.compile(r"[•‣◦▪●○\uf0b7\uf0a7*–—-]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]\s")
_HIDDEN = "\u200b"
_SHOWN = {
    **{code: _HIDDEN for code in range(32)},
    **{ord(sign): " " for sign in "\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"},
    ord("\t"): "\t",
    0x7F: _HIDDEN,
    **{code: _HIDDEN for code in (*range(0x80, 0x85), *range(0x86, 0xA0))},
    0x202D: _HIDDEN,
    0x202E: _HIDDEN,
    0xFFFC: "\ufffd",
}


def shown_words(words: str) -> str:
    """The words as they are laid out: as many code points, each in its place."""
    return words.translate(_SHOWN)


def reads_right_to_left(words: str) -> bool:
    """Whether the first letter with a direction runs to the left (UAX 9, rules P2 and P3)."""
    first = _STRONG.search(words)
    return first is not None and _RIGHT_TO_LEFT.match(first[0]) is not None


@dataclass(frozen=True)
class PieceStyle:
    """How a kind of block is set, in pixels of the screen: font, line height, indent and gaps."""

    font: QFont
    line: int
    indent: int = 0
    gap_above: int = 0
    gap_below: int = 0
    bullet: bool = False
    rule: bool = False

    @property
    def ascent(self) -> float:
        """From a line's top to its base line, so that all lines stand evenly."""
        metrics = _metrics(self.font.toString(), self.font)
        return (self.line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()


_metrics_of: dict[str, QFontMetricsF] = {}


def _metrics(key: str, font: QFont) -> QFontMetricsF:
    if key not in _metrics_of:
        _metrics_of[key] = QFontMetricsF(font)
    return _metrics_of[key]


@cache
def _style(kind: str, px: int, scale: float) -> PieceStyle:
    look = theme.look()

    def set_in(size: float, line: float, *, strong: bool = False) -> tuple[QFont, int]:
        return look.font("reading", strong=strong, px=round(size)), round(line * scale)

    line = px * READING_LINE / READING_PX
    gap = look.px(14)
    match kind:
        case "heading1":
            return PieceStyle(*set_in(px * 1.41, px * 1.88, strong=True), 0, look.px(10), look.px(8))
        case "heading2":
            return PieceStyle(*set_in(px * 1.18, px * 1.65, strong=True), 0, look.px(8), look.px(6))
        case "heading3":
            return PieceStyle(*set_in(px, line, strong=True), 0, look.px(4), look.px(4))
        case "list_item":
            return PieceStyle(*set_in(px, line), look.px(22), 0, look.px(6), bullet=True)
        case "quote":
            return PieceStyle(*set_in(px, line), look.px(22), 0, gap, rule=True)
        case "table_row":
            small = max(11, round(px * 13 / 17))
            return PieceStyle(look.font("body", px=small), round(small * 1.55 * scale), 0, 0, look.px(2))
        case _:
            return PieceStyle(*set_in(px, line), 0, 0, gap)


def style_of(kind: str, px: int) -> PieceStyle:
    """The style of a kind of block at a reading size (pixels at 100 %)."""
    return _style(kind, px, theme.look().scale)


class PieceLayout:
    """The lines of one piece. Points are relative to the piece's top left corner in the text column."""

    def __init__(self, words: str, start: int, style: PieceStyle, width: int, *, leftward: bool) -> None:
        self.start = start
        self.end = start + len(words)
        self.style = style
        self._words = words
        shown = shown_words(words)
        self._places = CodePlaces(shown)
        self._mixed = leftward or _RIGHT_TO_LEFT.search(shown) is not None
        self.leftward = leftward
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight
        )
        option.setTabStopDistance(max(40.0, width / 6))
        if leftward:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout = QTextLayout(shown, style.font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        self.layout = layout
        self.left = 0 if leftward else style.indent
        room = max(40, width - style.indent)
        self._tops: list[int] = []
        y = style.gap_above
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room)
            over = max(0.0, line.height() - style.line - 4)
            line.setPosition(QPointF(self.left, y + style.ascent - line.ascent() + over / 2))
            self._tops.append(y)
            y += style.line + round(over)
        layout.endLayout()
        self._tops.append(y)

    @property
    def text_height(self) -> int:
        """The height of the lines and the gap above them."""
        return self._tops[-1]

    @property
    def line_count(self) -> int:
        return len(self._tops) - 1

    @property
    def needs_bullet(self) -> bool:
        """Whether a list item's own words begin without a sign of their own."""
        return self.style.bullet and not _BULLET.match(self._words)

    def unit(self, place: int) -> int:
        """The layout's UTF-16 place of a code point of the text."""
        return self._places.to_units(place - self.start)

    def point(self, unit: int) -> int:
        """The code point of the text at a UTF-16 place of the layout."""
        return self.start + self._places.to_points(unit)

    def line_top(self, number: int) -> int:
        return self._tops[number]

    def line_at_height(self, y: float) -> int:
        """The line at a height; the first or last one for heights outside."""
        for number in range(self.line_count):
            if y < self._tops[number + 1]:
                return number
        return max(0, self.line_count - 1)

    def line_of(self, place: int) -> int:
        """The line that holds a place; where a line was wrapped, the one that follows."""
        if place >= self.end:
            return max(0, self.line_count - 1)
        return self.layout.lineForTextPosition(self.unit(place)).lineNumber()

    def line_bounds(self, number: int) -> tuple[int, int]:
        """First place of a line and the place after its last word."""
        line = self.layout.lineAt(number)
        start = self.point(line.textStart())
        end = self.point(line.textStart() + line.textLength())
        words = self._words[start - self.start : end - self.start]
        return start, end - (len(words) - len(words.rstrip()))

    def place_at(self, x: float, y: float) -> int:
        """The place nearest to a point."""
        number = self.line_at_height(y)
        line = self.layout.lineAt(number)
        if not line.isValid():
            return self.start
        place = self.point(line.xToCursor(x))
        last = self.line_bounds(number)[1]
        return min(place, last) if number < self.line_count - 1 else place

    def covers(self, x: float, y: float) -> int | None:
        """The character under a point; None beside the words."""
        if not self.style.gap_above <= y < self.text_height:
            return None
        line = self.layout.lineAt(self.line_at_height(y))
        if not line.isValid() or not line.naturalTextRect().contains(x, line.y() + 1):
            return None
        return self.point(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))

    def caret(self, place: int) -> QRectF:
        """Where the caret stands, one line high and without width."""
        if not self.line_count:
            return QRectF(self.left, self.style.gap_above, 0, self.style.line)
        number = self.line_of(place)
        line = self.layout.lineAt(number)
        return QRectF(_x(line, self.unit(place)), self._tops[number], 0, self.style.line)

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """One rectangle a line (more where directions mix) behind the words from ``start`` to ``end``."""
        first, last = max(start, self.start), min(end, self.end)
        if first >= last or not self.line_count:
            return []
        found = []
        for number in range(self.line_of(first), self.line_of(last - 1) + 1):
            line_start, line_end = self.line_bounds(number)
            a, b = max(first, line_start), min(last, line_end)
            if a >= b:
                continue
            line = self.layout.lineAt(number)
            for x0, x1 in self._spans(line, self.unit(a), self.unit(b)):
                found.append(QRectF(x0, self._tops[number], x1 - x0, self.style.line))
        return found

    def _spans(self, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        """The pieces of a line, from left to right, that the units ``start``–``end`` stand in.

        Where directions mix, the caret's places do not tell (two belong to every turn): the runs of
        glyphs do, each of which goes one way only.
        """
        if not self._mixed:
            return [(_x(line, start), _x(line, end))]
        boxes = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
        spans = sorted((box.left(), box.right()) for box in boxes)
        joined: list[tuple[float, float]] = []
        for x0, x1 in spans:
            if joined and x0 <= joined[-1][1] + 0.5:
                joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
            elif x1 > x0:
                joined.append((x0, x1))
        return joined


def _x(line: QTextLine, unit: int) -> float:
    # PySide gives (x, unit); its stubs do not know.
    x, _ = cast("tuple[float, int]", line.cursorToX(unit))
    return x
