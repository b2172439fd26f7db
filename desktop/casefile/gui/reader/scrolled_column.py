"""A scroll area with one column of text in it, numbers at its left and a gutter at its right.

The scroll bar shows whole pixels of the column; what is on screen is held by an anchor, so that
heights found out later never move the words being read.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from casefile.gui import theme
from casefile.gui.reader.flow import Anchor, Flow
from casefile.gui.reader.paragraphs import Pieces
from casefile.gui.reader.piece_layout import READING_LINE, READING_PX

NUMBERS, GUTTER, BETWEEN, ABOVE, BELOW = 34, 74, 14, 20, 40
NARROWEST, WIDEST = 420, 620
SMALLEST_PX, LARGEST_PX = 13, 26


class ScrolledColumn(QAbstractScrollArea):
    """The geometry of the reader: where the column is, what is in sight, scrolling without a jump."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._px = READING_PX
        self._flow = Flow(Pieces(""), WIDEST, READING_PX)
        self._anchor = Anchor(0, -ABOVE)
        self._settling = False
        self.verticalScrollBar().valueChanged.connect(self._bar_moved)
        theme.look().changed.connect(self._look_changed)

    @property
    def flow(self) -> Flow:
        return self._flow

    @property
    def reading_px(self) -> int:
        """The size of the reading type at 100 %, 13 to 26."""
        return self._px

    def set_reading_px(self, px: int) -> None:
        """Another size; what is being read stays at the top."""
        px = min(max(px, SMALLEST_PX), LARGEST_PX)
        if px != self._px:
            self._px = px
            self._fit(keep=True)

    def show_pieces(self, pieces: Pieces) -> None:
        """Shows another text from its top."""
        self._flow = Flow(pieces, self.column_width, self._px)
        self._anchor = Anchor(0, -self._above)
        self._settle()

    @property
    def column_width(self) -> int:
        """420 to 620 at 100 %: a wide window grows margins, not lines; a narrow one takes what there is."""
        look = theme.look()
        whole = self.viewport().width()
        room = whole - look.px(NUMBERS + BETWEEN + GUTTER) - look.px(24)
        return max(look.px(120), min(room, max(look.px(NARROWEST), min(look.px(WIDEST), whole * 2 // 3))))

    @property
    def column_left(self) -> int:
        """The column's left edge in the viewport."""
        look = theme.look()
        whole = look.px(NUMBERS + BETWEEN + GUTTER) + self.column_width
        return max(look.px(12), (self.viewport().width() - whole) // 2) + look.px(NUMBERS)

    @property
    def _above(self) -> int:
        return theme.look().px(ABOVE)

    def scrolled(self) -> int:
        """How far the viewport's top lies below the column's top; negative above the first words."""
        return self._flow.y(self._anchor)

    def in_sight(self) -> list[tuple[int, int]]:
        """The pieces in the viewport, each with its top there."""
        return list(self._flow.in_sight(self._anchor, self.viewport().height()))

    def in_column(self, point: QPointF) -> QPointF:
        """A point of the viewport as a point of the column."""
        return QPointF(point.x() - self.column_left, point.y() + self.scrolled())

    def in_viewport(self, rect: QRectF) -> QRectF:
        """A rectangle of the column as one of the viewport."""
        return rect.translated(self.column_left, -self.scrolled())

    def first_place(self) -> int:
        """The first place of the first line in sight."""
        sight = self.in_sight()
        if not sight:
            return 0
        piece, y = sight[0]
        layout = self._flow.layout(piece)
        return layout.line_bounds(layout.line_at_height(-y))[0] if layout.line_count else layout.start

    def place_under(self, point: QPointF) -> int:
        """The place nearest to a point of the viewport; only what is in sight is laid out."""
        found = self._under(point)
        if found is None:
            return 0
        piece, y = found
        return self._flow.layout(piece).place_at(point.x() - self.column_left, point.y() - y)

    def letter_under(self, point: QPointF) -> int | None:
        """The character under a point of the viewport; None beside the words."""
        found = self._under(point)
        if found is None:
            return None
        piece, y = found
        return self._flow.layout(piece).covers(point.x() - self.column_left, point.y() - y)

    def _under(self, point: QPointF) -> tuple[int, int] | None:
        sight = self.in_sight()
        for piece, y in sight:
            if point.y() < y + self._flow.height(piece):
                return piece, y
        return sight[-1] if sight else None

    def scroll_by(self, distance: int) -> None:
        """Scrolls over exact heights; stops at the ends."""
        self._anchor = self._flow.walk(self._anchor, distance)
        self._settle()

    def scroll_to_place(self, place: int, *, share: float = 0.25, end: int | None = None) -> None:
        """Brings a place into sight if it is not: its line then stands at ``share`` of the height."""
        if not len(self._flow.pieces):
            return
        height = self.viewport().height()
        line = theme.look().px(READING_LINE)
        piece = self._flow.pieces.at(place)
        caret = self._flow.layout(piece).caret(min(place, self._flow.pieces.ends[piece]))
        shown = dict(self.in_sight())
        if piece in shown:
            top = shown[piece] + caret.top()
            low = top + caret.height()
            if end is not None and end > place:
                low = top + height / 2
                last = self._flow.pieces.at(end - 1)
                if last in shown:
                    low = min(low, shown[last] + self._flow.layout(last).caret(end).bottom())
            if top >= 0 and low <= height:
                return
            if -2 * line < top < height + 2 * line and end is None:  # one line further: follow it
                self.scroll_by(round(top - line / 2 if top < line else low - height + line / 2))
                return
        self._anchor = self._flow.walk(Anchor(piece, round(caret.top())), -round(height * share))
        self._settle()

    def _bar_moved(self, value: int) -> None:
        if self._settling:
            return
        distance = value - self._above - self.scrolled()
        if abs(distance) < 3 * self.viewport().height():
            self._anchor = self._flow.walk(self._anchor, distance)
        else:
            self._anchor = self._flow.locate(value - self._above)
        self._settle()

    def _settle(self) -> None:
        """Lays out what is in sight, keeps the ends, and lets the scroll bar say where that is."""
        flow, height = self._flow, self.viewport().height()
        for _ in range(3):
            for _piece in flow.in_sight(self._anchor, height):
                pass
            lowest = max(-self._above, flow.total + theme.look().px(BELOW) - height)
            y = flow.y(self._anchor)
            wanted = min(max(y, -self._above), lowest)
            if wanted == y:
                break
            self._anchor = flow.walk(self._anchor, wanted - y)
        bar = self.verticalScrollBar()
        self._settling = True
        bar.setRange(0, lowest + self._above)
        bar.setPageStep(height)
        bar.setSingleStep(theme.look().px(READING_LINE))
        bar.setValue(flow.y(self._anchor) + self._above)
        self._settling = False
        self.came_to_rest()
        self.viewport().update()

    def came_to_rest(self) -> None:
        """Called after every scroll; what lies beside the words follows here."""

    def _fit(self, *, keep: bool) -> None:
        """After another width or size: the first place in sight stays where it was."""
        sight = self.in_sight() if keep else []
        place, y = None, 0
        if sight:
            piece, y = sight[0]
            layout = self._flow.layout(piece)
            if layout.line_count:
                number = layout.line_at_height(-y)
                place = layout.line_bounds(number)[0]
                y += layout.line_top(number)
        self._flow.set_width(self.column_width, self._px)
        if place is None or self._anchor == (0, -self._above):
            self._anchor = Anchor(0, -self._above)
        else:
            piece = self._flow.pieces.at(place)
            self._anchor = self._flow.walk(
                Anchor(piece, round(self._flow.layout(piece).caret(place).top())), -y
            )
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(keep=True)

    def _look_changed(self) -> None:
        self._flow.forget_layouts()
        self._fit(keep=False)
