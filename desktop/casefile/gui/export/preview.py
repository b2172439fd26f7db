"""The dialog's middle: the finished pages, drawn by a confined child from the very bytes that are saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casefile.gui import paint, theme
from casefile.gui.reader.page_column import PageColumn, fitting_scale
from casefile.gui.reader.page_pictures import Box, KeptPictures, PagePictures
from casefile.gui.style import draw_ring
from casefile.gui.widgets import IconButton, PlainLabel, Surface

_GREYED = 0.35
_MARGIN = 64
_WIDEST = 620


class Preview(Surface):
    """The pages one below the other, and which of how many is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", "", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.pages = PagesView()
        column.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 4)
        self.note = PlainLabel("", "small", "text2", wrap=True)
        self.number = PlainLabel("", "small", "text2")
        self._before = IconButton("chevron-up", "Page before  PgUp", shape="small", size=14)
        self._next = IconButton("chevron-down", "Next page  PgDn", shape="small", size=14)
        self._before.clicked.connect(lambda: self.pages.turn(-1))
        self._next.clicked.connect(lambda: self.pages.turn(1))
        foot.addWidget(self.note, 1)
        foot.addWidget(self.number)
        foot.addWidget(self._before)
        foot.addWidget(self._next)
        column.addLayout(foot)
        self.pages.moved.connect(self._say_number)
        self._say_number()

    def _say_number(self) -> None:
        count = self.pages.count
        words = f"Page {self.pages.page + 1} of {count}" if count else ""
        self.number.setText(words)
        self._before.setEnabled(self.pages.page > 0)
        self._next.setEnabled(self.pages.page + 1 < count)
        self.pages.setAccessibleDescription(words)


class PagesView(QAbstractScrollArea):
    """Pages of a PDF as pictures. While a new one is made, the old one stays, greyed."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Preview of the summary")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages: PagePictures | None = None
        self._pictures: KeptPictures | None = None
        self._coming: tuple[PagePictures, KeptPictures] | None = None
        self._column: PageColumn | None = None
        self._greyed = False
        self._said = ""
        self._found: tuple[int, list[QRectF]] = (0, [])
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._column) if self._column is not None else 0

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        if self._column is None:
            return 0
        return self._column.at(self.verticalScrollBar().value() + self.viewport().height() / 2)

    @property
    def is_greyed(self) -> bool:
        """Whether what is seen is no longer what would be saved."""
        return self._greyed

    def grey(self) -> None:
        """What is shown is old: a new one is being made."""
        self._greyed = True
        self._found = (0, [])
        self.viewport().update()

    def say(self, words: str) -> None:
        """Shows words in the place of pages."""
        self._pages = self._pictures = self._coming = self._column = None
        self._greyed, self._said = False, words
        self._lay_out()

    def show_pages(self, pages: PagePictures) -> None:
        """Shows a new document once its first page in view has been drawn."""
        pictures = KeptPictures(pages, self)
        self._coming = (pages, pictures)
        pictures.arrived.connect(lambda page: self._arrived(pictures, page))
        first = min(self.page, max(0, pages.page_count - 1))
        pictures.wish([(first, self._scale(pages) * self.devicePixelRatioF())])
        if not pages.page_count:
            self.say("This summary has no page.")

    def turn(self, steps: int) -> None:
        """To the page before or after."""
        self.go_to(self.page + steps)

    def go_to(self, page: int) -> None:
        """To the top of a page, from 0."""
        if self._column is not None and 0 <= page < len(self._column):
            self.verticalScrollBar().setValue(round(self._column.rect(page).top()) - 8)

    def find_words(self, page: int, words: str) -> None:
        """Goes to a page and frames the words there."""
        self.go_to(page)
        if self._pages is not None and 0 <= page < self.count:
            self._pages.want_characters(page, lambda _p, text, boxes: self._frame(page, words, text, boxes))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._column is None or self._pictures is None:
            self._paint_words(painter)
            return
        top = self.verticalScrollBar().value()
        left = (self.viewport().width() - self._column.width) / 2
        for page in self._column.between(top, top + self.viewport().height()):
            self._paint_page(painter, page, self._column.rect(page).translated(left, -top))
        if self.hasFocus():
            draw_ring(painter, self.viewport().rect().adjusted(2, 2, -2, -2), radius=3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.turn(step)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.count - 1)
        else:
            super().keyPressEvent(event)

    def _paint_words(self, painter: QPainter) -> None:
        if self._said:
            look = theme.look()
            line = QRectF(self.viewport().rect())
            paint.draw_line(painter, line, self._said, look.font("body"), look.colour("text2"), "centre")

    def _paint_page(self, painter: QPainter, page: int, place: QRectF) -> None:
        look = theme.look()
        assert self._pictures is not None and self._column is not None
        painter.fillRect(place, Qt.GlobalColor.white)
        picture = self._pictures.picture(page, self._column.scale * self.devicePixelRatioF())
        if picture is not None:
            painter.setOpacity(_GREYED if self._greyed else 1.0)
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
            painter.setOpacity(1.0)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        found_on, rects = self._found
        if rects and found_on == page and not self._greyed:
            painter.setPen(QPen(look.colour("danger"), 2))
            for rect in rects:
                scaled = QRectF(
                    place.left() + rect.left() * self._column.scale,
                    place.top() + rect.top() * self._column.scale,
                    rect.width() * self._column.scale,
                    rect.height() * self._column.scale,
                )
                painter.drawRoundedRect(scaled.adjusted(-3, -2, 3, 2), 3, 3)

    def _arrived(self, pictures: KeptPictures, page: int) -> None:
        if self._coming is not None and self._coming[1] is pictures:
            if self._pictures is not None:
                self._pictures.deleteLater()
            self._pages, self._pictures = self._coming
            self._coming = None
            self._greyed, self._said = False, ""
            self._lay_out()
        elif pictures is self._pictures:
            self.viewport().update()

    def _scale(self, pages: PagePictures) -> float:
        room = self.viewport().width() - theme.look().px(_MARGIN)
        return fitting_scale(pages, min(max(room, 200), theme.look().px(_WIDEST)))

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar()
        if self._pages is None:
            bar.setRange(0, 0)
        else:
            self._column = PageColumn(self._pages, self._scale(self._pages))
            bar.setRange(0, max(0, round(self._column.height - self.viewport().height())))
            bar.setPageStep(self.viewport().height())
            bar.setSingleStep(theme.look().px(40))
        self._scrolled()

    def _scrolled(self) -> None:
        if self._column is not None and self._pictures is not None:
            top = self.verticalScrollBar().value()
            seen = self._column.between(top, top + self.viewport().height())
            near = [page for page in (seen.stop, seen.start - 1) if 0 <= page < len(self._column)]
            scale = self._column.scale * self.devicePixelRatioF()
            self._pictures.wish([(page, scale) for page in (*seen, *near)])
        self.viewport().update()
        self.moved.emit()

    def _frame(self, page: int, words: str, text: str, boxes: Sequence[Box]) -> None:
        self._found = (page, rectangles_of(words, text, boxes))
        if self._found[1] and self._column is not None:
            place = self._column.rect(page).top() + self._found[1][0].top() * self._column.scale
            self.verticalScrollBar().setValue(round(place - self.viewport().height() / 3))
        self.viewport().update()


def rectangles_of(words: str, text: str, boxes: Sequence[Box]) -> list[QRectF]:
    """Where words stand on a page, in points, a rectangle a line; blanks and case do not matter."""
    letters = [(at, character) for at, character in enumerate(text) if character.isalnum()]
    plain = "".join(_plain(character) for _, character in letters)
    wanted = "".join(_plain(character) for character in words if character.isalnum())
    start = plain.find(wanted) if wanted else -1
    if start < 0 or len(plain) != len(letters):
        return []
    lines: list[QRectF] = []
    for at, _ in letters[start : start + len(wanted)]:
        x0, y0, x1, y1 = boxes[at] if at < len(boxes) else (0.0, 0.0, 0.0, 0.0)
        if x1 <= x0:
            continue
        box = QRectF(x0, y0, x1 - x0, y1 - y0)
        if lines and box.top() < lines[-1].bottom() and box.bottom() > lines[-1].top():
            lines[-1] = lines[-1].united(box)
        else:
            lines.append(box)
    return lines


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKD", character.casefold())[:1]
