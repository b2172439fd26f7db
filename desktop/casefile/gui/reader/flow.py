"""The whole text as one long column: pieces laid out when they come into sight, estimated before.

Heights are in pixels from the column's top. A place of the scroll is an `Anchor`, a piece and an
offset into it, so that what is being read stays where it is while heights elsewhere become exact.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from casefile.gui.reader.heights import Heights
from casefile.gui.reader.paragraphs import Pieces
from casefile.gui.reader.piece_layout import PieceLayout, PieceStyle, reads_right_to_left, style_of

_KEPT = 240
"""Layouts kept; about a dozen screens."""


class Anchor(NamedTuple):
    """A place of the scroll: ``offset`` pixels below the top of ``piece``."""

    piece: int
    offset: int


class Flow:
    """The laid-out column of one text at one width and reading size (pixels at 100 %)."""

    def __init__(self, pieces: Pieces, width: int, px: int) -> None:
        self.pieces = pieces
        self.width = width
        self.px = px
        self._layouts: OrderedDict[int, PieceLayout] = OrderedDict()
        self._least: dict[int, int] = {}
        self._measures: dict[str, tuple[float, PieceStyle]] = {}
        self._heights = Heights(len(pieces), self._estimates, self._estimated_sum)

    @property
    def total(self) -> int:
        return self._heights.total

    def top(self, piece: int) -> int:
        return self._heights.top(piece)

    def height(self, piece: int) -> int:
        return self._heights.height(piece)

    def set_width(self, width: int, px: int) -> None:
        """Another width or size: everything is estimated anew."""
        if (width, px) != (self.width, self.px):
            self.width, self.px = width, px
            self.forget_layouts()

    def forget_layouts(self) -> None:
        """After a change of fonts."""
        self._layouts.clear()
        self._measures.clear()
        self._heights = Heights(len(self.pieces), self._estimates, self._estimated_sum)

    def set_least(self, piece: int, height: int) -> None:
        """Keeps a piece at least so high, for the gutter's lines beside it; 0 takes it back."""
        self._least[piece] = height
        if piece in self._layouts:
            self._heights.measured(piece, self._true_height(piece, self._layouts[piece]))

    def layout(self, piece: int) -> PieceLayout:
        """The piece's lines, made if need be; its height is exact afterwards."""
        made = self._layouts.get(piece)
        if made is None:
            made = self._make(piece)
            self._layouts[piece] = made
            if len(self._layouts) > _KEPT:
                self._layouts.popitem(last=False)
            self._heights.measured(piece, self._true_height(piece, made))
        else:
            self._layouts.move_to_end(piece)
        return made

    def walk(self, anchor: Anchor, distance: int) -> Anchor:
        """The anchor ``distance`` pixels further down (or up), over exact heights only."""
        piece, offset = anchor
        offset += distance
        while offset < 0 and piece > 0:
            piece -= 1
            self.layout(piece)
            offset += self.height(piece)
        while piece < len(self.pieces) - 1:
            self.layout(piece)
            height = self.height(piece)
            if offset < height:
                break
            offset -= height
            piece += 1
        return Anchor(piece, offset)

    def locate(self, y: int) -> Anchor:
        """The anchor at a height of the column, by exact and estimated heights."""
        return Anchor(*self._heights.at(y)) if y >= 0 else Anchor(0, y)

    def y(self, anchor: Anchor) -> int:
        return self.top(anchor.piece) + anchor.offset if len(self.pieces) else anchor.offset

    def in_sight(self, anchor: Anchor, height: int) -> Iterator[tuple[int, int]]:
        """The pieces, and their tops below the anchor's line, that a window ``height`` high shows."""
        y = -anchor.offset
        for piece in range(anchor.piece, len(self.pieces)):
            if y >= height:
                return
            self.layout(piece)
            yield piece, y
            y += self.height(piece)

    def place_at(self, point: QPointF) -> int:
        """The place nearest to a point of the column."""
        if not len(self.pieces):
            return 0
        piece = self.locate(max(0, round(point.y()))).piece
        layout = self.layout(piece)
        return layout.place_at(point.x(), point.y() - self.top(piece))

    def covers(self, point: QPointF) -> int | None:
        """The character under a point of the column; None beside the words."""
        if not len(self.pieces) or not 0 <= point.y() < self.total:
            return None
        piece = self.locate(round(point.y())).piece
        return self.layout(piece).covers(point.x(), point.y() - self.top(piece))

    def caret(self, place: int) -> QRectF:
        """Where the caret stands at a place, in the column."""
        if not len(self.pieces):
            return QRectF(0, 0, 0, style_of("paragraph", self.px).line)
        piece = self.pieces.at(place)
        caret = self.layout(piece).caret(min(place, self.pieces.ends[piece]))
        return caret.translated(0, self.top(piece))

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """Behind the words from ``start`` to ``end``; lays out every piece they stand in."""
        if start >= end or not len(self.pieces):
            return []
        found = []
        for piece in range(self.pieces.at(start), self.pieces.at(end - 1) + 1):
            rectangles = self.layout(piece).rectangles(start, end)
            top = self.top(piece)
            found += [rectangle.translated(0, top) for rectangle in rectangles]
        return found

    def _make(self, piece: int) -> PieceLayout:
        pieces = self.pieces
        start, end = pieces.starts[piece], pieces.ends[piece]
        words = pieces.text[start:end]
        first, _ = pieces.paragraph(piece) if pieces.numbers[piece] == 0 else (piece, piece)
        opening = words if first == piece else pieces.text[pieces.starts[first] : pieces.ends[first]]
        style = style_of(pieces.kind(piece), self.px)
        return PieceLayout(words, start, style, self.width, leftward=reads_right_to_left(opening))

    def _true_height(self, piece: int, layout: PieceLayout) -> int:
        gap = layout.style.gap_below if self.pieces.ends_paragraph(piece) else 0
        if gap and piece + 1 < len(self.pieces) and self.pieces.kind(piece + 1) != self.pieces.kind(piece):
            gap = max(gap, style_of("paragraph", self.px).gap_below)
        return max(layout.text_height + gap, self._least.get(piece, 0))

    def _measure(self, kind: str) -> tuple[float, PieceStyle]:
        if kind not in self._measures:
            style = style_of(kind, self.px)
            wide = QFontMetricsF(style.font).horizontalAdvance("the ordinary length of an average line") / 38
            self._measures[kind] = max(1.0, (self.width - style.indent) / wide * 0.96), style
        return self._measures[kind]

    def _estimates(self, first: int, last: int) -> list[int]:
        found = []
        for piece in range(first, last):
            a_line, style = self._measure(self.pieces.kind(piece))
            length = self.pieces.ends[piece] - self.pieces.starts[piece]
            lines = max(1, -int(-length // a_line))
            found.append(style.gap_above + lines * style.line + style.gap_below)
        return found

    def _estimated_sum(self, first: int, last: int) -> int:
        length = self.pieces.ends[last - 1] - self.pieces.starts[first]
        a_line, style = self._measure(self.pieces.kind(first))
        lines = length / a_line + (last - first) / 2
        return round(lines * style.line + (last - first) * (style.gap_below + style.gap_above))
