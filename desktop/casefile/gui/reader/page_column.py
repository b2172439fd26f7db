"""Where pages stand in the Original: one below the other, at one scale."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF

from casefile.gui.reader.page_pictures import PagePictures

GAP = 16  # pixels between pages and around them


class PageColumn:
    """Rectangles of all pages, in pixels from the column's top left, ``scale`` pixels a point."""

    def __init__(self, pages: PagePictures, scale: float) -> None:
        self.scale = scale
        self._sizes = [pages.page_size(i) for i in range(pages.page_count)]
        self._heights = [max(1, round(height * scale)) for _, height in self._sizes]
        self._widths = [max(1, round(width * scale)) for width, _ in self._sizes]
        self._tops = list(accumulate((height + GAP for height in self._heights), initial=GAP))
        self.width = max(self._widths, default=1)
        self.height = self._tops[-1]

    def __len__(self) -> int:
        return len(self._sizes)

    def rect(self, i: int) -> QRectF:
        """A page's place; narrow pages stand in the middle."""
        left = (self.width - self._widths[i]) / 2
        return QRectF(round(left), self._tops[i], self._widths[i], self._heights[i])

    def between(self, top: float, bottom: float) -> range:
        """The pages that a window from ``top`` to ``bottom`` shows."""
        if not self._sizes:
            return range(0)
        return range(self.at(top), min(len(self), self.at(bottom) + 1))

    def at(self, y: float) -> int:
        """The page at a height; in a gap the one above."""
        return min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self) - 1))

    def in_points(self, i: int, point: QPointF) -> QPointF:
        """A point of the column as one of a page, in points from its top left."""
        return (point - self.rect(i).topLeft()) / self.scale

    def on_page(self, i: int, rect: QRectF) -> QRectF:
        """A rectangle of a page, in points, as one of the column."""
        corner = self.rect(i).topLeft()
        left, top = corner.x() + rect.left() * self.scale, corner.y() + rect.top() * self.scale
        return QRectF(left, top, rect.width() * self.scale, rect.height() * self.scale)


def fitting_scale(pages: PagePictures, width: float) -> float:
    """The scale at which the widest page is ``width`` pixels wide."""
    widest = max((pages.page_size(i)[0] for i in range(pages.page_count)), default=1.0)
    return max(0.05, width / max(1.0, widest))
