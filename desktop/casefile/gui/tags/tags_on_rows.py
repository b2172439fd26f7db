"""Tags dropped on the rows of a list: onto one row, or onto the whole selection that the row is in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from casefile.domain.identifiers import TAGGABLE, Kind
from casefile.gui import paint
from casefile.gui.models.dragged_tags import DraggedTag, tags_of
from casefile.gui.session import Session
from casefile.gui.tags.drag_label import DragLabel
from casefile.gui.tags.drop_effects import tags_on_things

RecordAt = Callable[[QModelIndex], tuple[Kind, int] | None]
"""The record of a row, None for a head or a row that is not there."""


class TagsOnRows(QObject):
    """Lets a list take tags. ``record_at`` tells the record of a row; of a row that is selected, all
    selected records of its kind are meant. Shift takes the tags off.
    """

    def __init__(self, view: QAbstractItemView, session: Session, record_at: RecordAt) -> None:
        super().__init__(view)
        self._view, self._session, self._record_at = view, session, record_at
        self._label: DragLabel | None = None
        self._lit = _LitRows(view.viewport())
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            tags = tags_of(event.mimeData())
            if not tags:
                event.ignore()
                return True
            self._over(event, tags)
            return True
        if kind == QEvent.Type.DragLeave:
            self._leave()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._drop(event)
            return True
        return False

    def _meant(self, place: QPoint) -> tuple[Kind, tuple[int, ...], QRect] | None:
        index = self._view.indexAt(place)
        record = self._record_at(index) if index.isValid() else None
        if record is None or record[0] not in TAGGABLE:
            return None
        kind, number = record
        selection = self._session.selection
        among = selection.kind is kind and number in selection.numbers
        numbers = selection.numbers if among else (number,)
        return kind, numbers, self._view.visualRect(index)

    def _over(self, event: QDropEvent, tags: tuple[DraggedTag, ...]) -> None:
        place = event.position().toPoint()
        meant = self._meant(place)
        event.setDropAction(Qt.DropAction.LinkAction if meant else Qt.DropAction.IgnoreAction)
        event.setAccepted(True)
        if self._label is None:
            self._label = DragLabel(self._view.window())
        if meant is None:
            self._lit.show_row(QRect())
            self._label.put_away()
            return
        kind, numbers, row = meant
        found = tags_on_things(tags, kind, numbers, shift=_shift(event))
        self._lit.show_row(row)
        self._label.show_at(self._view.viewport().mapTo(self._view.window(), place), found.effect)

    def _leave(self) -> None:
        self._lit.show_row(QRect())
        if self._label is not None:
            self._label.put_away()

    def _drop(self, event: QDropEvent) -> None:
        self._leave()
        tags, meant = tags_of(event.mimeData()), self._meant(event.position().toPoint())
        if not tags or meant is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        found = tags_on_things(tags, meant[0], meant[1], shift=_shift(event))
        if found.command is not None:
            self._session.do(found.command)


class _LitRows(QWidget):
    """Lies over a viewport and frames the row that would take the tags."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_row(self, row: QRect) -> None:
        self.setVisible(not row.isEmpty())
        if not row.isEmpty():
            self.setGeometry(row)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.draw_drop_frame(QPainter(self), QRectF(self.rect()))


def _shift(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
