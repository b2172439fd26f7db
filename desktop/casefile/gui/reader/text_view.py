"""The reader's text: painted words with marks under them, a caret, and everything hands can do to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from casefile.gui import paint, theme
from casefile.gui.reader import passage_drag
from casefile.gui.reader.gutter import Gutter
from casefile.gui.reader.marks import Stretch
from casefile.gui.reader.moving_keys import move_of
from casefile.gui.reader.presses import Presses
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.scrolled_column import BETWEEN, GUTTER, ScrolledColumn
from casefile.gui.reader.selection import Selection
from casefile.gui.reader.words_painting import paint_piece
from casefile.gui.speaking import announce

_COPY, _ALL = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll
_STILL_READING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_CREEP = 40  # milliseconds between two steps of scrolling while words are selected beyond an edge


class TextView(ScrolledColumn):
    """Shows a `Reading` as text. The caret is moved by keys and pointer; deeds are the reading's."""

    menu_wanted = Signal(QPoint, object)  # where on the screen, and the `Stretch` it is for, or None
    sight_changed = Signal(int, int)  # the first and last paragraph in sight, counted from 1
    zoom_wanted = Signal(int)
    select_ended = Signal()
    """Words were selected and the button or the keys are at rest: time for the selection bar."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._selection = Selection(self.flow)
        self._inside: frozenset[int] = frozenset()
        self._presses = Presses()
        self._carry: QPoint | None = None
        self._selecting = False
        self._pointer = QPointF()
        self._sight = (0, 0)
        self._caret_shown = True
        self._creep = QTimer(self)
        self._creep.setInterval(_CREEP)
        self._creep.timeout.connect(self._creep_on)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._blink_once)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(180)
        self._rest.timeout.connect(self._came_to_rest)
        self.gutter = Gutter(self.viewport())
        self.gutter.entered.connect(lambda n: reading.light(() if n is None else (n,)))
        self.gutter.pressed.connect(lambda n: reading.choose(n, seek=True))
        self.gutter.unfolded.connect(self._unfold)
        self.gutter.dragged.connect(self._carry_passage)
        self.gutter.menu_wanted.connect(self._menu_of_passage)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        reading.text_changed.connect(self._show_text)
        reading.dressing_changed.connect(self._dressing_changed)
        reading.selection_changed.connect(self._selection_came)
        reading.sought.connect(lambda start, end: self.scroll_to_place(start, end=end))
        self.setAccessibleName("Text")
        self._show_text()

    @property
    def reading(self) -> Reading:
        return self._reading

    def jump_to(self, start: int, end: int) -> None:
        """Puts the caret at a place and brings the words from there into sight."""
        self._selection.put(start)
        self._put_selection()
        self.scroll_to_place(start, end=end)

    def put_caret(self, place: int, *, extend: bool = False) -> None:
        """Moves the caret, as a key would."""
        self._selection.put(place, extend=extend)
        self._moved()

    def select(self, start: int, end: int) -> None:
        """Selects words; graphemes are never split."""
        self._selection.select(start, end)
        self._moved()

    def selection_rect(self) -> QRect:
        """Around the selected words in sight, in the viewport; empty when none are."""
        rect = QRectF()
        start, end = self._reading.selection
        for piece, y in self.in_sight():
            for line in self.flow.layout(piece).rectangles(start, end):
                rect = rect.united(line.translated(self.column_left, y))
        return rect.toRect()

    def caret_rect(self) -> QRectF:
        """Where the caret stands in the viewport."""
        return self.in_viewport(self.flow.caret(self._selection.caret))

    def set_refs_shown(self, shown: bool) -> None:
        """Whether the gutter names passages (decision 14: off until wanted)."""
        self.gutter.set_refs_shown(shown)

    def _show_text(self) -> None:
        self.show_pieces(self._reading.pieces)
        self._selection = Selection(self.flow)
        self._inside = frozenset()

    def came_to_rest(self) -> None:
        look = theme.look()
        left = self.column_left + self.column_width + look.px(BETWEEN)
        self.gutter.setGeometry(left, 0, look.px(GUTTER), self.viewport().height())
        self._tell_gutter()
        pieces = self.flow.pieces
        numbers = [n for piece, _ in self.in_sight() if (n := pieces.number(piece))]
        sight = (numbers[0], numbers[-1]) if numbers else (0, 0)
        if sight != self._sight:
            self._sight = sight
            self.sight_changed.emit(*sight)

    @property
    def sight(self) -> tuple[int, int]:
        """The first and last paragraph in sight, counted from 1; zeros when none is."""
        return self._sight

    def _tell_gutter(self) -> None:
        pieces, dressing = self.flow.pieces, self._reading.dressing
        rows = []
        for piece, y in self.in_sight():
            following = pieces.starts[piece + 1] if piece + 1 < len(pieces) else len(pieces.text) + 1
            begin = 0 if piece == 0 else pieces.starts[piece]
            layout = self.flow.layout(piece)
            top = y + layout.style.gap_above
            rows.append((piece, begin, following, top, self.flow.height(piece) - layout.style.gap_above))
        self.gutter.show_rows(rows, dressing.marks, dressing.chosen, min(dressing.lit, default=None))

    def _dressing_changed(self) -> None:
        self._tell_gutter()
        self.viewport().update()

    def _unfold(self, piece: int, height: int) -> None:
        self.flow.set_least(piece, height)
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("reading"))
        dressing = self._reading.dressing
        left = self.column_left
        pieces = self.flow.pieces
        for piece, y in self.in_sight():
            layout = self.flow.layout(piece)
            paint_piece(painter, layout, left, y, dressing)
            if pieces.numbers[piece]:
                top = y + layout.style.gap_above
                room = QRectF(left - look.px(44), top, look.px(30), layout.style.line)
                font = look.font("micro", tabular=True)
                paint.draw_line(
                    painter, room, str(pieces.numbers[piece]), font, look.colour("text3"), "right"
                )
        if self.hasFocus() and self._caret_shown and len(pieces):
            caret = self.caret_rect()
            painter.fillRect(
                QRectF(caret.left() - 1, caret.top() + 3, 2, caret.height() - 6), look.colour("accent")
            )

    # Selecting and the caret

    def _moved(self) -> None:
        """After every move of the caret by hand: told to the reading, followed, and said aloud."""
        self._put_selection()
        self.scroll_to_place(self._selection.caret)
        self._show_caret()
        self._enter_passages()
        self._rest.start()

    def _put_selection(self) -> None:
        self._reading.select(self._selection.anchor, self._selection.caret)

    def _selection_came(self) -> None:
        reading = self._reading
        if (self._selection.anchor, self._selection.caret) != (reading.anchor, reading.caret):
            self._selection.anchor, self._selection.caret = reading.anchor, reading.caret
        self.viewport().update()

    def _enter_passages(self) -> None:
        found = self._reading.marks.at(self._selection.caret)
        inside = frozenset(passage.n for passage in found)
        entered = [passage for passage in found if passage.n not in self._inside]
        self._inside = inside
        if entered and self.hasFocus():
            announce(self, "; ".join(passage.sentence() for passage in entered))

    def _came_to_rest(self) -> None:
        if not self._selection.is_empty and not self._selecting:
            self.select_ended.emit()

    def _show_caret(self) -> None:
        self._caret_shown = True
        pause = QApplication.cursorFlashTime() // 2
        if self.hasFocus() and pause > 0:
            self._blink.start(pause)
        else:
            self._blink.stop()
        self.viewport().update()

    def _blink_once(self) -> None:
        self._caret_shown = not self._caret_shown
        self.viewport().update(self.caret_rect().adjusted(-2, 0, 2, 0).toAlignedRect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._reading.dressing.active = True
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._reading.dressing.active = event.reason() in _STILL_READING
        self._show_caret()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = move_of(event)
        if found is not None:
            move, extend = found
            self._selection.move(move, extend=extend, page=self.viewport().height() * 9 // 10)
            self._moved()
        elif event.matches(_COPY):
            self.copy()
        elif event.matches(_ALL):
            if len(self.flow.pieces):
                self._selection.anchor, self._selection.caret = (
                    self.flow.pieces.starts[0],
                    self.flow.pieces.ends[-1],
                )
                self._put_selection()
                self._rest.start()
        elif event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.scroll_by(self.viewport().height() * (-9 if back else 9) // 10)
        elif event.key() == Qt.Key.Key_Escape and not self._selection.is_empty:
            self._selection.clear()
            self._moved()
        elif event.key() == Qt.Key.Key_Escape and self._reading.chosen is not None:
            self._reading.choose(None)
        else:
            event.ignore()

    def copy(self) -> None:
        """Copies the selected words, exactly as the text layer holds them."""
        if not self._selection.is_empty:
            QApplication.clipboard().setText(self._selection.words)

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not len(self.flow.pieces):
            event.ignore()
            return
        point = event.position()
        place = self.place_under(point)
        unit = self._presses.unit_of(event)
        over = self.letter_under(point)
        start, end = self._reading.selection
        if unit == "character" and over is not None and start <= over < end:
            self._carry = point.toPoint()
            return
        self._selecting = True
        self._pointer = point
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._selection.put(place, extend=True)
        else:
            self._selection.begin(place if unit == "character" or over is None else over, unit)
        self._put_selection()
        self._show_caret()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._carry is not None:
            if (self._pointer.toPoint() - self._carry).manhattanLength() >= QApplication.startDragDistance():
                self._carry = None
                self._carry_words(Stretch(*self._reading.selection))
        elif self._selecting:
            self._selection.drag_to(self.place_under(self._pointer))
            self._put_selection()
            beyond = not 0 <= self._pointer.y() < self.viewport().height()
            if beyond and not self._creep.isActive():
                self._creep.start()
        else:
            over = self.letter_under(self._pointer)
            passages = self._reading.marks.at(over) if over is not None else []
            self._reading.light(passage.n for passage in passages[:1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._creep.stop()
        point = event.position()
        if self._carry is not None:
            self._carry = None
            self._selection.put(self.place_under(point))
            self._put_selection()
            self._reading.choose_at(self.letter_under(point))
            return
        if not self._selecting:
            return
        self._selecting = False
        if self._selection.is_empty:
            self._reading.choose_at(self.letter_under(point))
            self._inside = frozenset(p.n for p in self._reading.marks.at(self._selection.caret))
        else:
            self._rest.start()

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
            return
        place = self.viewport().mapToGlobal(self.caret_rect().bottomLeft().toPoint())
        self.menu_wanted.emit(place, self._reading.stretch())

    def _menu_of_passage(self, n: int, place: QPoint) -> None:
        self._reading.choose(n)
        self.menu_wanted.emit(place, self._reading.stretch())

    def _creep_on(self) -> None:
        """Scrolls while words are being selected beyond an edge, the faster the further."""
        y, height = self._pointer.y(), self.viewport().height()
        beyond = y if y < 0 else y - height + 1 if y >= height else 0
        if not beyond or not self._selecting:
            self._creep.stop()
            return
        self.scroll_by(round(max(-120.0, min(120.0, beyond * 0.6))) or (1 if beyond > 0 else -1))
        edge = QPointF(self._pointer.x(), min(max(y, 2), height - 2))
        self._selection.drag_to(self.place_under(edge))
        self._put_selection()

    def _carry_passage(self, n: int) -> None:
        passage = self._reading.marks.get(n)
        if passage is not None and not passage.lost:
            self._carry_words(Stretch(passage.start, passage.end, n))

    def _carry_words(self, stretch: Stretch) -> None:
        layer = self._reading.layer
        if layer is None or stretch.start >= stretch.end:
            return
        words = passage_drag.DraggedWords(layer.item, layer.n, stretch.start, stretch.end, stretch.passage)
        passage_drag.pick_up(self, words, self._reading.text[stretch.start : stretch.end])
