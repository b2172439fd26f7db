"""What is seen of the Original: pages, the marks on them, zoom, and the way to a place of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from shiboken6 import isValid

from casefile.gui import paint, theme
from casefile.gui.reader.page_column import GAP, PageColumn, fitting_scale
from casefile.gui.reader.page_letters import PageLetters
from casefile.gui.reader.page_painting import paint_marks
from casefile.gui.reader.page_pictures import Box, KeptPictures, PagePictures
from casefile.gui.reader.reading import Reading

SMALLEST, LARGEST = 0.25, 6.0
"""Zoom, in pixels a point at 100 %."""
_MOST_LETTERS = 40


class PageSight(QAbstractScrollArea):
    """Shows a `Reading`'s original page by page. Neighbours of what is seen are asked for ahead."""

    page_changed = Signal(int)

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._pages: PagePictures | None = None
        self._kept: KeptPictures | None = None
        self._column: PageColumn | None = None
        self._letters: dict[int, PageLetters] = {}
        self._awaited: set[int] = set()
        self._zoom: float | None = None
        self._page = 0
        self._sought: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Original, page pictures")
        self.setAccessibleDescription("The same words are read under Text.")
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        reading.dressing_changed.connect(self.viewport().update)
        reading.selection_changed.connect(self.viewport().update)
        reading.sought.connect(self.seek)
        theme.look().changed.connect(self.viewport().update)

    @property
    def reading(self) -> Reading:
        return self._reading

    @property
    def page_count(self) -> int:
        return self._pages.page_count if self._pages is not None else 0

    @property
    def page(self) -> int:
        """The page at the middle of the window, from 0."""
        return self._page

    def set_pages(self, pages: PagePictures | None) -> None:
        """Shows another original from its first page, as wide as the window."""
        self._pages, self._letters, self._page = pages, {}, 0
        self._awaited.clear()
        self._sought = self._zoom = self._kept = None
        if pages is not None:
            self._kept = KeptPictures(pages, self)
            self._kept.arrived.connect(lambda _page: self.viewport().update())
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def go_to_page(self, page: int) -> None:
        if self._column is not None and 0 <= page < len(self._column):
            self.verticalScrollBar().setValue(round(self._column.rect(page).top()) - GAP)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps of 15 per cent; the middle of the window stays."""
        if self._column is None:
            return
        scale = self._column.scale * 1.15**steps
        self._set_zoom(min(max(scale, SMALLEST * theme.look().scale), LARGEST))

    def fit_width(self) -> None:
        """The widest page as wide as the window."""
        self._set_zoom(None)

    def seek(self, start: int, end: int) -> None:
        """Brings words into sight; where their page's letters are not here yet, as soon as they are."""
        page = self._page_of(start)
        if page is None or self._column is None:
            return
        letters = self._letters.get(page)
        if letters is None:
            self._sought = (start, end)
            self._want_letters(page)
            if page not in self._visible():
                self.go_to_page(page)
            return
        self._sought = None
        found = [self._column.on_page(page, rect) for rect in letters.rectangles(start, end)]
        if not found:
            self.go_to_page(page)
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= found[0].top() <= found[0].bottom() <= bar.value() + height:
            bar.setValue(round(found[0].top() - height / 4))

    def selection_rect(self) -> QRect:
        """Around the selected words in sight, in the viewport."""
        rect = QRectF()
        for page in self._visible():
            for box in self._boxes(page, *self._reading.selection):
                rect = rect.united(box)
        return rect.toRect()

    def _set_zoom(self, zoom: float | None) -> None:
        before = self._column
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        share = middle / before.height if before is not None and before.height else 0.0
        self._zoom = zoom
        self._lay_out()
        if self._column is not None:
            self.verticalScrollBar().setValue(
                round(share * self._column.height - self.viewport().height() / 2)
            )

    def _lay_out(self) -> None:
        if self._pages is None or not self._pages.page_count:
            self._column = None
        else:
            fitting = fitting_scale(self._pages, max(40, self.viewport().width() - 2 * GAP))
            self._column = PageColumn(self._pages, self._zoom or min(fitting, LARGEST))
        size = self.viewport().size()
        width, height = (self._column.width + 2 * GAP, self._column.height) if self._column else (0, 0)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, height - size.height()))
        down.setPageStep(size.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, width - size.width()))
        across.setPageStep(size.width())
        self._scrolled()

    def _offset(self) -> QPointF:
        """The column's top left corner in the viewport."""
        assert self._column is not None
        room = self.viewport().width() - self._column.width
        left = room / 2 if room > 2 * GAP else GAP - self.horizontalScrollBar().value()
        return QPointF(round(left), -self.verticalScrollBar().value())

    def _visible(self) -> range:
        if self._column is None:
            return range(0)
        top = self.verticalScrollBar().value()
        return self._column.between(top, top + self.viewport().height())

    def _scrolled(self) -> None:
        if self._column is None or self._kept is None:
            self.viewport().update()
            return
        seen = self._visible()
        scale = self._column.scale * self.devicePixelRatioF()
        around = [i for i in (seen.stop, seen.start - 1, seen.stop + 1) if 0 <= i < len(self._column)]
        self._kept.wish([(i, scale) for i in (*seen, *around)])
        for i in seen:
            self._want_letters(i)
        page = self._column.at(self.verticalScrollBar().value() + self.viewport().height() / 2)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    # Letters

    def _page_bounds(self, page: int) -> tuple[int, int] | None:
        layer = self._reading.layer
        if layer is None:
            return None
        if not layer.pages and self.page_count == 1:
            return 0, len(layer.text)
        return layer.pages[page][:2] if page < len(layer.pages) else None

    def _page_of(self, place: int) -> int | None:
        for page in range(self.page_count):
            bounds = self._page_bounds(page)
            if bounds is not None and place < bounds[1]:
                return page
        return None

    def _want_letters(self, page: int) -> None:
        pages = self._pages
        if pages is None or page in self._letters or page in self._awaited or not self._page_bounds(page):
            return
        self._awaited.add(page)
        pages.want_characters(page, lambda i, words, boxes: self._take_letters(pages, i, words, boxes))

    def _take_letters(self, pages: PagePictures, i: int, words: str, boxes: Sequence[Box]) -> None:
        if not isValid(self) or pages is not self._pages:
            return
        self._awaited.discard(i)
        bounds = self._page_bounds(i)
        if bounds is None:
            return
        while len(self._letters) >= _MOST_LETTERS:
            del self._letters[next(iter(self._letters))]
        self._letters[i] = PageLetters(bounds[0], self._reading.text[bounds[0] : bounds[1]], words, boxes)
        if self._sought is not None:
            self.seek(*self._sought)
        self.viewport().update()

    def _boxes(self, page: int, start: int, end: int) -> list[QRectF]:
        letters = self._letters.get(page)
        if letters is None or self._column is None or start >= end:
            return []
        offset = self._offset()
        rects = letters.rectangles(start, end)
        return [self._column.on_page(page, rect).translated(offset) for rect in rects]

    def place_under(self, point: QPointF) -> int | None:
        """The place between letters nearest to a point of the viewport."""
        if self._column is None:
            return None
        inside = point - self._offset()
        page = self._column.at(inside.y())
        letters = self._letters.get(page)
        return letters.place_at(self._column.in_points(page, inside)) if letters is not None else None

    def letter_under(self, point: QPointF) -> int | None:
        if self._column is None:
            return None
        inside = point - self._offset()
        page = self._column.at(inside.y())
        letters = self._letters.get(page)
        return letters.covers(self._column.in_points(page, inside)) if letters is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("pane"))
        if self._column is None or self._kept is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        column = self._column
        for page in self._visible():
            rect = column.rect(page).translated(offset)
            picture = self._kept.picture(page, column.scale * self.devicePixelRatioF())
            if picture is not None:
                painter.drawPixmap(rect, picture, QRectF(picture.rect()))
            else:
                painter.fillRect(rect, look.colour("line_soft"))
                if self._kept.failed(page):
                    words = f"Page {page + 1} could not be shown. The original was kept."
                    paint.draw_line(painter, rect, words, look.font("body"), look.colour("text2"), "centre")
            painter.setPen(look.colour("line"))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0, 0))
            letters = self._letters.get(page)
            if letters is not None and picture is not None:
                painter.setClipRect(rect)
                paint_marks(painter, letters, self._reading.dressing, self._placing(page))
                painter.setClipping(False)

    def _placing(self, page: int) -> Callable[[QRectF], QRectF]:
        """Turns a page's points into pixels of the viewport."""
        column, offset = self._column, self._offset()
        assert column is not None
        return lambda box: column.on_page(page, box).translated(offset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_zoom(self._zoom)
