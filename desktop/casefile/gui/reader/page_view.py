"""The Original under the reporter's hands: words are selected on the pictures as they are in the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from casefile.gui.reader import passage_drag, places
from casefile.gui.reader.moving_keys import move_of
from casefile.gui.reader.page_sight import PageSight
from casefile.gui.reader.presses import Presses
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.selection import Unit


class PageView(PageSight):
    """Pages with pointer and keys. What is selected is a stretch of the text layer, never of a picture."""

    menu_wanted = Signal(QPoint, object)  # where on the screen, and the `Stretch` it is for, or None
    zoom_wanted = Signal(int)
    select_ended = Signal()

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(reading, parent)
        self._presses = Presses()
        self._unit: Unit = "character"
        self._origin: tuple[int, int] | None = None
        self._carry: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        place = self.place_under(point)
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            event.ignore()
            return
        unit = self._presses.unit_of(event)
        over = self.letter_under(point)
        start, end = self._reading.selection
        if unit == "character" and over is not None and start <= over < end:
            self._carry = point.toPoint()
            return
        self._unit = unit
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._origin = (self._reading.anchor, self._reading.anchor)
            self._reading.select(self._reading.anchor, place)
            return
        self._origin = self._bounds(place if unit == "character" or over is None else over)
        self._reading.select(*self._origin)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._carry is not None:
            if (point.toPoint() - self._carry).manhattanLength() >= QApplication.startDragDistance():
                self._carry = None
                self._carry_words()
            return
        if self._origin is not None:
            self._follow(point)
            return
        over = self.letter_under(point)
        self.viewport().setCursor(
            Qt.CursorShape.IBeamCursor if over is not None else Qt.CursorShape.ArrowCursor
        )
        passages = self._reading.marks.at(over) if over is not None else []
        self._reading.light(passage.n for passage in passages[:1])

    def _follow(self, point: QPointF) -> None:
        """The pointer went on with the button down; beyond an edge the pages scroll."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        beyond = point.y() if point.y() < 0 else max(0.0, point.y() - height)
        if beyond:
            bar.setValue(bar.value() + round(max(-80.0, min(80.0, beyond))))
            point = QPointF(point.x(), min(max(point.y(), 1), height - 1))
        place = self.place_under(point)
        if place is None or self._origin is None:
            return
        first, last = self._origin
        low, high = self._bounds(place)
        if low < first:
            self._reading.select(last, low)
        else:
            self._reading.select(first, high if self._unit == "character" else max(last, high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._carry is not None:
            self._carry = None
            place = self.place_under(point)
            if place is not None:
                self._reading.select(place, place)
            self._reading.choose_at(self.letter_under(point))
        elif self._origin is not None:
            self._origin = None
            start, end = self._reading.selection
            if start == end:
                self._reading.choose_at(self.letter_under(point))
            else:
                self.select_ended.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._reading.light(())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            over = self.letter_under(QPointF(event.pos()))
            start, end = self._reading.selection
            if over is not None and not start <= over < end:
                self._reading.choose_at(over)
        self.menu_wanted.emit(event.globalPos(), self._reading.stretch())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = move_of(event)
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            if self._reading.selected_words:
                QApplication.clipboard().setText(self._reading.selected_words)
        elif event.key() == Qt.Key.Key_Escape and self._reading.selected_words:
            self._reading.select(self._reading.caret, self._reading.caret)
        elif event.key() == Qt.Key.Key_Escape and self._reading.chosen is not None:
            self._reading.choose(None)
        elif found is None:
            event.ignore()
        elif found[1]:
            self._extend(found[0])
        elif found[0] in ("start", "line_start"):
            bar.setValue(0)
        elif found[0] in ("end", "line_end"):
            bar.setValue(bar.maximum())
        elif found[0] in ("page_up", "page_down"):
            step = bar.pageStep() * 9 // 10
            bar.setValue(bar.value() + (step if found[0] == "page_down" else -step))
        elif found[0] in ("up", "down"):
            bar.setValue(bar.value() + (bar.singleStep() if found[0] == "down" else -bar.singleStep()))
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._reading.dressing.active = True
        self.viewport().update()

    def _extend(self, move: str) -> None:
        """Shift and an arrow: the selected words grow or shrink by a letter or a word."""
        text, caret = self._reading.text, self._reading.caret
        steps = {
            "left": places.previous_grapheme,
            "right": places.next_grapheme,
            "word_left": places.previous_word_start,
            "word_right": places.next_word_end,
        }
        if move in steps:
            caret = steps[move](text, caret)
            self._reading.select(self._reading.anchor, caret)
            self.seek(min(caret, max(0, len(text) - 1)), caret + 1)
            self.select_ended.emit()

    def _bounds(self, place: int) -> tuple[int, int]:
        text = self._reading.text
        low, high = self._reading.pieces.paragraph_bounds(place)
        if self._unit == "word":
            return places.word_bounds(text, place, low, high)
        if self._unit == "sentence":
            return places.sentence_bounds(text, place, low, high)
        if self._unit == "paragraph":
            return low, high
        at = places.snapped(text, place)
        return at, at

    def _carry_words(self) -> None:
        layer = self._reading.layer
        start, end = self._reading.selection
        if layer is not None and start < end:
            words = passage_drag.DraggedWords(layer.item, layer.n, start, end)
            passage_drag.pick_up(self, words, self._reading.selected_words)
