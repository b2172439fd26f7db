"""The claims as rows, with three bands to drop a passage on and a field to edit a sentence in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casefile.domain.evidence import Relation
from casefile.gui import paint, theme
from casefile.gui.dragging import drags
from casefile.gui.evidence.claim_rows import ClaimRowPainter
from casefile.gui.evidence.dropped import BANDS, Dropped, dropped
from casefile.gui.library.rows_view import RowsView
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.style import draw_ring
from casefile.gui.tags.drag_label import DragEffect, DragLabel

SPLIT_MS = 250
"""How long a passage hovers over a row before it splits (visual.md 7)."""


class ClaimListView(RowsView):
    """Rows of claims. `linked` and `tagged` carry what was dropped."""

    linked = Signal(object, int, object)
    """A `Dropped`, a claim and a `Relation`."""
    tagged = Signal(object, int)
    """A `Dropped` of tags and a claim."""
    reworded = Signal(int, str)
    moved = Signal()
    """Rows stand elsewhere on the screen."""

    def __init__(self, model: NumbersModel, painter: ClaimRowPainter, parent: QWidget | None = None) -> None:
        super().__init__(model, painter, parent)
        self._rows_painter = painter
        self._dragged: Dropped | None = None
        self._over = -1
        self._split = False
        self._band: Relation | None = None
        self._at = QPoint()
        self._label: DragLabel | None = None
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAutoScroll(True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SPLIT_MS)
        self._wait.timeout.connect(self._split_row)
        self._field = SentenceField(self.viewport())
        self._field.said.connect(self._reword)
        self._field.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._edited: int | None = None
        drags().began.connect(self._drag_began)
        drags().ended.connect(self._end_drag)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._stirred())
        model.modelReset.connect(self._stirred)

    # -- where a row stands ----------------------------------------------------------------------

    def middle_of(self, claim: int) -> tuple[QPoint, int] | None:
        """The middle of a claim's row on the screen, with its height; None where it is not listed."""
        place = self.rows.place(claim)
        if place is None or not self.isVisible():
            return None
        rect = self.visualRect(self.rows.index(place))
        return self.viewport().mapToGlobal(rect.center()), rect.height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stirred()

    def _stirred(self) -> None:
        self._field.put_away()
        self.moved.emit()

    # -- editing in place ------------------------------------------------------------------------

    def edit_claim(self, claim: int) -> None:
        """Opens the field over a claim's sentence."""
        place = self.rows.place(claim)
        row = None if place is None else self.rows.fetched(place)
        if place is None or row is None:
            return
        self.scrollTo(self.rows.index(place))
        rect = self.visualRect(self.rows.index(place))
        words, px = self._rows_painter.words(rect), theme.look().px
        self._edited = claim
        self._field.open_at(
            QRect(round(words.left()) - px(9), rect.top() + px(2), round(words.width()) + px(18), px(74)),
            row.proposition,
            f"Sentence of claim {claim}",
        )

    def _reword(self, words: str) -> None:
        if self._edited is not None:
            self.reworded.emit(self._edited, words)
        self._edited = None

    # -- dropping --------------------------------------------------------------------------------

    def _drag_began(self, carried: QMimeData) -> None:
        """Every row that would take it lights up at once, so that the eye finds them."""
        self._dragged = dropped(carried)
        self.viewport().update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._dragged = dropped(event.mimeData())
        if self._dragged is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        self.viewport().update()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._dragged is None:
            event.ignore()
            return
        self._at = event.position().toPoint()
        row = self.indexAt(self._at).row()
        if row != self._over:
            self._over, self._split, self._band = row, False, None
            self._wait.start()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and self._dragged.asks_relation:
            self._wait.stop()
            self._split, self._band = False, Relation.CONTEXT
        elif self._split and row >= 0:
            self._band = self._band_at(self._at)
        event.setDropAction(Qt.DropAction.LinkAction)
        event.setAccepted(row >= 0)
        self._say_effect()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._forget_place()
        if drags().carried is None:
            self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        brought = self._dragged or dropped(event.mimeData())
        claim = self.rows.number(self.indexAt(event.position().toPoint()).row())
        band = self._band
        self._end_drag()
        if brought is None or claim is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        if brought.asks_relation:
            self.linked.emit(brought, claim, band)  # let go before the row split: no relation is guessed
        else:
            self.tagged.emit(brought, claim)

    def _split_row(self) -> None:
        if self._dragged is not None and self._dragged.asks_relation and self._over >= 0:
            self._split = True
            self._band = self._band_at(self._at)
            self._say_effect()

    def _band_at(self, place: QPoint) -> Relation:
        rect = self.visualRect(self.rows.index(self._over))
        at = (place.y() - rect.top()) * len(BANDS) // max(1, rect.height())
        return BANDS[min(max(at, 0), len(BANDS) - 1)]

    def _say_effect(self) -> None:
        """The label beside the pointer names what letting go does here."""
        if self._dragged is None:
            return
        words = self._dragged.effect(self.rows.number(self._over), self._band)
        where = self.viewport().mapTo(self.window(), self._at)
        if self._label is None:
            self._label = DragLabel(self.window())
        self._label.show_at(where, DragEffect(words))
        self.viewport().update()

    def _forget_place(self) -> None:
        self._wait.stop()
        self._over, self._split, self._band = -1, False, None
        if self._label is not None:
            self._label.put_away()
        self.viewport().update()

    def _end_drag(self) -> None:
        self._dragged = None
        self._forget_place()

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dragged is None:
            return
        painter = QPainter(self.viewport())
        for row, rect in self._on_screen():
            if row == self._over and self._split:
                paint_bands(painter, QRectF(rect), self._band)
            elif row == self._over:
                draw_ring(painter, rect.adjusted(0, 0, -1, -2), radius=0)
            else:
                paint.draw_drop_target(painter, QRectF(rect), under_pointer=False)
        painter.end()


def paint_bands(painter: QPainter, rect: QRectF, chosen: Relation | None) -> None:
    """A row split into the three relations, each with its glyph and word."""
    look = theme.look()
    height = rect.height() / len(BANDS)
    for number, relation in enumerate(BANDS):
        band = QRectF(rect.left(), rect.top() + number * height, rect.width(), height)
        here = relation is chosen
        painter.fillRect(band, look.colour(f"{relation.value}_soft"))
        side = look.px(15)
        glyph = QRectF(rect.left() + look.px(14), band.center().y() - side / 2, side, side)
        paint.draw_relation(painter, glyph, relation.value)
        words = band.adjusted(look.px(38), 0, -look.px(14), 0)
        paint.draw_line(
            painter, words, relation.value, look.font("body", strong=here), look.colour(relation.value)
        )
        if here:
            draw_ring(painter, band.toRect(), radius=0)
        elif number:
            line = QRectF(band.left(), band.top(), band.width(), 1)
            painter.fillRect(line, look.colour("line_soft"))


class SentenceField(QPlainTextEdit):
    """A field over a row: Enter keeps the sentence, Esc leaves it as it was."""

    said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._held = ""
        self.hide()

    def open_at(self, place: QRect, words: str, name: str) -> None:
        """Shows the field with words in it, all selected."""
        self._held = words
        self.setAccessibleName(name)
        self.setPlainText(words)
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hides the field; what was typed is let go."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leaving the field keeps what was typed, as in every cell."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.window().isActiveWindow():
            self._keep()
        return bool(super().event(event))

    def _keep(self) -> None:
        words = " ".join(self.toPlainText().split())
        changed = bool(words) and words != self._held
        self._held = words
        if self.isVisible():
            self.hide()
            if changed:
                self.said.emit(words)
            self.left.emit()
