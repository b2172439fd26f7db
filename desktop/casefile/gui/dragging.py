"""Drags that begin in this window: whoever could take them lights up as soon as one starts.

`QDrag.exec` returns when the drag is over; until then `drags().carried` says what is under way.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget


class Drags(QObject):
    """The one drag that may be under way."""

    began = Signal(object)
    """Its `QMimeData`."""
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.carried: QMimeData | None = None


_drags: Drags | None = None


def drags() -> Drags:
    """The application's drags."""
    global _drags
    if _drags is None:
        _drags = Drags()
    return _drags


def drag(source: QWidget, carried: QMimeData) -> Qt.DropAction:
    """Drags records or tags of ours until they are let go; returns what became of it.

    The label under the pointer is drawn by the place that would take it, since only that knows the
    effect; the drag itself carries an empty picture.
    """
    under_way = QDrag(source)
    under_way.setMimeData(carried)
    blank = QPixmap(1, 1)
    blank.fill(Qt.GlobalColor.transparent)
    under_way.setPixmap(blank)
    known = drags()
    known.carried = carried
    known.began.emit(carried)
    try:
        return under_way.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
    finally:
        known.carried = None
        known.ended.emit()
