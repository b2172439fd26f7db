"""The link gutter at the right of the words: one line for every passage that begins beside it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from casefile.gui import icons, paint, theme
from casefile.gui.reader.marks import MarkedPassage, Marks
from casefile.gui.speaking import show_tip

LINE = 14  # pixels at 100 %


class _Row(NamedTuple):
    """One line of the gutter; without a passage it is the "+2" of a piece."""

    rect: QRectF
    passage: MarkedPassage | None
    piece: int
    more: int = 0


class Gutter(QWidget):
    """Reads the same heights as the words: `show_rows` is told what is in sight."""

    entered = Signal(object)  # the number of the passage under the pointer, or None
    pressed = Signal(int)
    unfolded = Signal(int, int)  # a piece, and the height its lines need
    dragged = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Passages beside the text")
        self._rows: list[_Row] = []
        self._refs = False
        self._chosen: int | None = None
        self._lit: int | None = None
        self._press: tuple[QPoint, int] | None = None

    def set_refs_shown(self, shown: bool) -> None:
        """Record ids are off until wanted (decision 14)."""
        self._refs = shown
        self.update()

    def show_rows(
        self, pieces: list[tuple[int, int, int, int, int]], marks: Marks, chosen: int | None, lit: int | None
    ) -> None:
        """``pieces`` are (piece, first place, place after the last, top, height) in the viewport."""
        self._chosen, self._lit = chosen, lit
        self._rows = []
        line = theme.look().px(LINE)
        for piece, start, end, top, height in pieces:
            passages = marks.starting(start, end)
            room = max(1, height // line)
            shown = len(passages) if len(passages) <= room else room - 1
            y = top + theme.look().px(6)
            for passage in passages[:shown]:
                self._rows.append(_Row(QRectF(0, y, self.width(), line), passage, piece))
                y += line
            if shown < len(passages):
                rect = QRectF(0, y, self.width(), line)
                self._rows.append(_Row(rect, None, piece, len(passages) - shown))
        self.update()

    def row_texts(self) -> list[str]:
        """What the lines say, from top to bottom: for tests and for screen readers."""
        return [row.passage.ref if row.passage else f"+{row.more}" for row in self._rows]

    def row_rect(self, n: int) -> QRectF | None:
        """Where a passage's line stands, if it is in sight."""
        return next((row.rect for row in self._rows if row.passage and row.passage.n == n), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._rows:
            if not row.rect.intersects(QRectF(event.rect())):
                continue
            number = row.passage.n if row.passage else None
            chosen = number is not None and number == self._chosen
            rule = look.colour(
                "accent" if chosen else "line_strong" if number and number == self._lit else "line"
            )
            painter.fillRect(row.rect.adjusted(0, 0.5, 2 - row.rect.width(), -0.5), rule)
            inner = row.rect.adjusted(look.px(8), 0, 0, 0)
            font = look.font("micro", tabular=True)
            if row.passage is None:
                paint.draw_line(painter, inner, f"+{row.more}", font, look.colour("text2"))
            else:
                self._paint_passage(painter, inner, row.passage, strong=chosen)

    def _paint_passage(
        self, painter: QPainter, rect: QRectF, passage: MarkedPassage, *, strong: bool
    ) -> None:
        look = theme.look()
        font = look.font("micro", tabular=True, strong=strong)
        side = look.px(12)
        x = rect.left()
        if self._refs:
            colour = look.colour("text" if strong else "text2")
            paint.draw_line(painter, rect, passage.ref, font, colour)
            x += paint.text_width(passage.ref, font) + look.px(5)
        if passage.lost:
            place = QRectF(x, rect.center().y() - side / 2, side, side)
            icons.draw_icon(painter, place, "triangle-alert", "warn", pen=2)
            return
        for relation, weakens in passage.relations:
            place = QRectF(x, rect.center().y() - side / 2, side, side)
            paint.draw_relation(painter, place, relation.value, weakens=weakens)
            x += side + look.px(3)
        if not passage.relations and not self._refs:
            paint.draw_line(painter, rect, "–", font, look.colour("text3"))

    def _row_at(self, point: QPointF) -> _Row | None:
        return next((row for row in self._rows if row.rect.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, n = self._press
            away = (event.position().toPoint() - start).manhattanLength()
            if away >= QApplication.startDragDistance():
                self._press = None
                self.dragged.emit(n)
            return
        row = self._row_at(event.position())
        under = row.passage.n if row and row.passage else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if row else Qt.CursorShape.ArrowCursor)
        if under != self._lit:
            self._lit = under
            self.entered.emit(under)

    def leaveEvent(self, event: QEvent) -> None:
        if self._lit is not None:
            self._lit = None
            self.entered.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif row.passage is not None:
            self._press = (event.position().toPoint(), row.passage.n)
            self.pressed.emit(row.passage.n)
        else:
            count = sum(1 for other in self._rows if other.piece == row.piece) - 1 + row.more
            self.unfolded.emit(row.piece, count * theme.look().px(LINE) + theme.look().px(12))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row_at(QPointF(event.pos()))
        if row is not None and row.passage is not None:
            self.menu_wanted.emit(row.passage.n, event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            if row is not None and row.passage is not None:
                lost = " These words were not found again in the new text." if row.passage.lost else ""
                sentence = row.passage.sentence()
                show_tip(event.globalPos(), sentence[0].upper() + sentence[1:] + "." + lost, self)
                return True
        return super().event(event)
