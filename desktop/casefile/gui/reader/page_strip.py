"""Small pictures of all pages beside the Original; a click goes to one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from casefile.gui import paint, theme
from casefile.gui.reader.page_pictures import KeptPictures, PagePictures

_WIDE, _HIGH, _ROW = 76, 100, 126
WIDTH = 116


class PageStrip(QAbstractScrollArea):
    """Rows of equal height, so that ten thousand pages cost no more than ten."""

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Pages")
        self._pages: PagePictures | None = None
        self._kept: KeptPictures | None = None
        self._labels: tuple[str, ...] = ()
        self._current = 0
        self.verticalScrollBar().valueChanged.connect(self._wish)
        theme.look().changed.connect(self._fit)

    def set_pages(self, pages: PagePictures | None, labels: tuple[str, ...] = ()) -> None:
        """Shows the pages of another original; ``labels`` are what they are called, else their numbers."""
        self._pages, self._labels, self._current = pages, labels, 0
        self._kept = KeptPictures(pages, self) if pages is not None else None
        if self._kept is not None:
            self._kept.arrived.connect(lambda _page: self.viewport().update())
        self.verticalScrollBar().setValue(0)
        self._fit()

    def set_current(self, page: int) -> None:
        """Marks the page that is being read and keeps it in sight."""
        if page == self._current:
            return
        self._current = page
        row, bar = theme.look().px(_ROW), self.verticalScrollBar()
        if not bar.value() <= page * row <= bar.value() + self.viewport().height() - row:
            bar.setValue(page * row - (self.viewport().height() - row) // 2)
        self.setAccessibleDescription(f"page {self._label(page)} of {self._count}")
        self.viewport().update()

    @property
    def _count(self) -> int:
        return self._pages.page_count if self._pages is not None else 0

    def _label(self, page: int) -> str:
        return self._labels[page] if page < len(self._labels) and self._labels[page] else str(page + 1)

    def _box(self, page: int) -> QRectF:
        """The picture's place in the viewport."""
        look = theme.look()
        assert self._pages is not None
        width, height = self._pages.page_size(page)
        scale = min(look.px(_WIDE) / max(width, 1), look.px(_HIGH) / max(height, 1))
        top = page * look.px(_ROW) - self.verticalScrollBar().value() + look.px(8)
        left = (self.viewport().width() - width * scale) / 2
        return QRectF(round(left), round(top), round(width * scale), round(height * scale))

    def _scale(self, page: int) -> float:
        assert self._pages is not None
        width = max(1.0, self._pages.page_size(page)[0])
        return self._box(page).width() / width * self.devicePixelRatioF()

    def _in_sight(self) -> range:
        row = theme.look().px(_ROW)
        top = self.verticalScrollBar().value()
        return range(top // row, min(self._count, (top + self.viewport().height()) // row + 1))

    def _wish(self) -> None:
        if self._kept is not None:
            self._kept.wish([(page, self._scale(page)) for page in self._in_sight()])
        self.viewport().update()

    def _fit(self) -> None:
        row = theme.look().px(_ROW)
        self.setFixedWidth(theme.look().px(WIDTH))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._count * row + 8 - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(row // 2)
        self._wish()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), look.colour("side"))
        for page in self._in_sight():
            box = self._box(page)
            picture = self._kept.picture(page, self._scale(page)) if self._kept is not None else None
            if picture is not None:
                painter.drawPixmap(box, picture, QRectF(picture.rect()))
            else:
                painter.fillRect(box, look.colour("line_soft"))
            current = page == self._current
            painter.setPen(QPen(look.colour("accent" if current else "line"), 2 if current else 1))
            painter.drawRect(box.adjusted(-1, -1, 1, 1) if current else box)
            under = QRectF(0, box.bottom() + 2, self.viewport().width(), look.px(16))
            colour = look.colour("text" if current else "text3")
            font = look.font("micro", tabular=True, strong=current)
            paint.draw_line(painter, under, self._label(page), font, colour, "centre")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        page = int(event.position().y() + self.verticalScrollBar().value()) // theme.look().px(_ROW)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= page < self._count:
            self.page_wanted.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and 0 <= self._current + step < self._count:
            self.page_wanted.emit(self._current + step)
        elif step is None:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(WIDTH), 200)
