"""Where the letters of one page stand: between places of the text layer and points of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from operator import eq

from PySide6.QtCore import QPointF, QRectF

from casefile.gui.reader.page_pictures import Box


class PageLetters:
    """The letters of a page, from place ``start`` of the text layer on.

    ``expected`` are the layer's own words for the page. Boxes are used only as far as both agree to
    the letter: a mark at the wrong words would be worse than none.
    """

    def __init__(self, start: int, expected: str, words: str, boxes: Sequence[Box]) -> None:
        agreed = sum(takewhile(bool, map(eq, expected, words)))
        self.start = start
        self._boxes = list(boxes[:agreed])
        self.end = start + len(self._boxes)
        self._lines = _lines(self._boxes)

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """One rectangle a line, in points, behind the letters from ``start`` to ``end``."""
        first, last = max(0, start - self.start), min(len(self._boxes), end - self.start)
        found = []
        for low, high, line in self._lines:
            a, b = max(low, first), min(high, last)
            drawn = [box for box in self._boxes[a:b] if _is_drawn(box)] if a < b else []
            if drawn:
                left, right = min(box[0] for box in drawn), max(box[2] for box in drawn)
                found.append(QRectF(left, line.top(), right - left, line.height()))
        return found

    def covers(self, point: QPointF) -> int | None:
        """The letter under a point, in points; None beside all letters."""
        for low, high, line in self._lines:
            if line.adjusted(-1, -1, 1, 1).contains(point):
                for number in range(low, high):
                    x0, _, x1, _ = self._boxes[number]
                    if _is_drawn(self._boxes[number]) and x0 <= point.x() <= x1:
                        return self.start + number
        return None

    def place_at(self, point: QPointF) -> int | None:
        """The place between letters nearest to a point; None for a page without letters."""
        if not self._lines:
            return None

        def away(line: QRectF) -> float:
            down = max(line.top() - point.y(), point.y() - line.bottom(), 0.0)
            aside = max(line.left() - point.x(), point.x() - line.right(), 0.0)
            return down * 4 + aside

        low, high, _ = min(self._lines, key=lambda entry: away(entry[2]))
        drawn = [number for number in range(low, high) if _is_drawn(self._boxes[number])]
        nearest = min(drawn, key=lambda n: abs((self._boxes[n][0] + self._boxes[n][2]) / 2 - point.x()))
        behind = point.x() > (self._boxes[nearest][0] + self._boxes[nearest][2]) / 2
        return self.start + nearest + behind


def _is_drawn(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]


def _lines(boxes: Sequence[Box]) -> list[tuple[int, int, QRectF]]:
    """Runs of letters that stand side by side: (first, after the last, rectangle)."""
    found: list[tuple[int, int, QRectF]] = []
    first = 0
    around: QRectF | None = None
    for number, box in enumerate(boxes):
        if not _is_drawn(box):
            continue
        rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
        if around is not None and _goes_on(around, rect):
            around = around.united(rect)
            continue
        if around is not None:
            found.append((first, number, around))
        first, around = number, rect
    if around is not None:
        found.append((first, len(boxes), around))
    return found


def _goes_on(line: QRectF, letter: QRectF) -> bool:
    shared = min(line.bottom(), letter.bottom()) - max(line.top(), letter.top())
    beside = (
        letter.left() <= line.right() + 4 * line.height()
        and letter.right() >= line.left() - 4 * line.height()
    )
    return shared > 0.3 * min(line.height(), letter.height()) and beside
