"""Paints one piece of text: washes, hits and the selection below, the words, the lines under them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout

from casefile.gui import theme
from casefile.gui.reader.marks import Marks, MarksShown, Segment
from casefile.gui.reader.piece_layout import PieceLayout

UNDERLINE = 1.5


class Hits:
    """Where found words stand, in order and never overlapping; one of them may be the current one."""

    def __init__(self, found: Sequence[tuple[int, int]] = ()) -> None:
        self.found = list(found)
        self._starts = [start for start, _ in self.found]
        self._ends = [end for _, end in self.found]

    def __len__(self) -> int:
        return len(self.found)

    def within(self, start: int, end: int) -> Iterator[int]:
        """The numbers of the hits that share words with ``start``–``end``."""
        return iter(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))

    def from_place(self, place: int) -> int:
        """The first hit at or after a place; the very first one where none follows."""
        number = bisect_left(self._starts, place)
        return number if number < len(self.found) else 0


@dataclass
class Dressing:
    """Everything that lies on the words at the moment."""

    marks: Marks = field(default_factory=Marks)
    shown: MarksShown = "all"
    chosen: int | None = None
    lit: frozenset[int] = frozenset()
    hits: Hits = field(default_factory=Hits)
    hit: int | None = None
    selection: tuple[int, int] = (0, 0)
    active: bool = True


def wash_of(line: QRectF) -> QRectF:
    """The part of a line's rectangle that is filled: neighbouring lines keep apart."""
    return line.adjusted(0, 1, 0, -1)


def paint_piece(painter: QPainter, layout: PieceLayout, x: float, y: float, dressing: Dressing) -> None:
    """Paints the piece with its top left corner at (``x``, ``y``)."""
    look = theme.look()
    segments = list(
        dressing.marks.segments(layout.start, layout.end, dressing.shown, dressing.chosen, dressing.lit)
    )
    painter.save()
    painter.translate(x, y)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for segment in segments:
        if segment.fill:
            for line in layout.rectangles(segment.start, segment.end):
                painter.fillRect(wash_of(line), look.colour(segment.fill))
    _paint_hits(painter, layout, dressing)
    formats = _paint_selection(painter, layout, dressing)
    _paint_signs(painter, layout)
    painter.setPen(look.colour("text"))
    layout.layout.draw(painter, QPointF(0, 0), formats)
    for segment in segments:
        _underline(painter, layout, segment)
    painter.restore()


def _paint_hits(painter: QPainter, layout: PieceLayout, dressing: Dressing) -> None:
    look = theme.look()
    for number in dressing.hits.within(layout.start, layout.end):
        for line in layout.rectangles(*dressing.hits.found[number]):
            box = line.adjusted(0, 2, 0, -2)
            painter.fillRect(box, look.colour("find"))
            if number == dressing.hit:
                painter.setPen(look.colour("text"))
                painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
                painter.setPen(Qt.PenStyle.NoPen)


def _paint_selection(
    painter: QPainter, layout: PieceLayout, dressing: Dressing
) -> list[QTextLayout.FormatRange]:
    start, end = max(dressing.selection[0], layout.start), min(dressing.selection[1], layout.end)
    if start >= end:
        return []
    look = theme.look()
    for line in layout.rectangles(start, end):
        painter.fillRect(line, look.colour("accent" if dressing.active else "selected_inactive"))
    colour = QTextCharFormat()
    colour.setForeground(look.colour("text_on_accent" if dressing.active else "text"))
    part = QTextLayout.FormatRange()
    part.start = layout.unit(start)
    part.length = layout.unit(end) - layout.unit(start)
    part.format = colour
    return [part]


def _paint_signs(painter: QPainter, layout: PieceLayout) -> None:
    """A list item's dot and a quotation's rule, at the side where the text begins."""
    look = theme.look()
    style = layout.style
    beside = layout.layout.boundingRect().right() if layout.leftward else 0.0
    if layout.needs_bullet:
        at = QPointF(
            beside + (look.px(10) if layout.leftward else look.px(8)), style.gap_above + style.line / 2
        )
        painter.setBrush(look.colour("text2"))
        painter.drawEllipse(at, look.px(5) / 2, look.px(5) / 2)
    if style.rule:
        edge = beside + look.px(8) if layout.leftward else look.px(4)
        height = layout.text_height - style.gap_above
        painter.fillRect(QRectF(edge, style.gap_above, 2, height), look.colour("line"))


def _underline(painter: QPainter, layout: PieceLayout, segment: Segment) -> None:
    look = theme.look()
    colour = look.colour("accent" if segment.accent else "mark_line")
    for line in layout.rectangles(segment.start, segment.end):
        for number in range(segment.underline):
            bottom = line.bottom() - 1 - number * 2 * UNDERLINE
            painter.fillRect(QRectF(line.left(), bottom - UNDERLINE, line.width(), UNDERLINE), colour)
