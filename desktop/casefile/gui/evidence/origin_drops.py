"""A passage dropped on an origin's card: its link goes back to it (visual.md 7)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from casefile.gui.evidence.card_items import OriginItem
from casefile.gui.evidence.dropped import dropped
from casefile.gui.tags.drag_label import DragEffect, DragLabel


class TakesPassages(QGraphicsView):
    """A view whose origins take passages. Who shows the origins says which are there."""

    origin_given = Signal(object, int)
    """Passages (numbers) dropped on an origin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: DragLabel | None = None
        self.setAcceptDrops(True)

    def origins(self) -> list[OriginItem]:
        """The origins shown."""
        return []

    def origin_at(self, place: QPoint) -> OriginItem | None:
        """The origin at a place of the viewport."""
        return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        brought = dropped(event.mimeData())
        event.setAccepted(brought is not None and brought.what == "passages")

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        place, brought = event.position().toPoint(), dropped(event.mimeData())
        over = self.origin_at(place)
        for item in self.origins():
            item.offer(item is over)
        event.setDropAction(Qt.DropAction.LinkAction)
        event.setAccepted(over is not None)
        if self._label is None:
            self._label = DragLabel(self.window())
        if over is not None and brought is not None:
            effect = DragEffect(f"Origin of {brought.named()}: {over.origin.name}")
            self._label.show_at(self.viewport().mapTo(self.window(), place), effect)
        else:
            self._label.put_away()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        over, brought = self.origin_at(event.position().toPoint()), dropped(event.mimeData())
        self._end_drag()
        if over is not None and brought is not None and brought.what == "passages":
            event.acceptProposedAction()
            self.origin_given.emit(brought.numbers, over.origin.n)

    def _end_drag(self) -> None:
        if self._label is not None:
            self._label.put_away()
        for item in self.origins():
            item.offer(False)
