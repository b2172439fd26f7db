"""Drops onto the tag pane's tree: rows light up, the label names the effect, folded levels open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication

from casefile.casework.history import Command
from casefile.domain.tags import Tag
from casefile.gui import theme
from casefile.gui.dragging import drags
from casefile.gui.models.dragged_tags import DraggedTag
from casefile.gui.tags.drag_label import DragLabel
from casefile.gui.tags.drop_effects import letting_go, takes
from casefile.gui.tags.tag_view import TagView

OPENS_AFTER_MS = 600
"""A folded level opens when a drag has stood over it this long (visual.md 7)."""
EDGE = 24
"""Pixels from the upper and lower edge where the tree scrolls by itself."""
BEAT_MS = 60


class TagDrops(QObject):
    """Watches the viewport of a `TagView`. ``do`` does a command, ``merge`` asks before it merges."""

    def __init__(
        self,
        view: TagView,
        do: Callable[[Command], None],
        merge: Callable[[DraggedTag, Tag], None],
    ) -> None:
        super().__init__(view)
        self._view, self._do, self._merge = view, do, merge
        self._label: DragLabel | None = None
        self._carried: QMimeData | None = None
        self._place = QPoint()
        self._over: int | None = None
        self._opens = QTimer(self)
        self._opens.setSingleShot(True)
        self._opens.setInterval(OPENS_AFTER_MS)
        self._opens.timeout.connect(self._open_level)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._beaten)
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)
        drags().began.connect(self._began)
        drags().ended.connect(self.leave)

    def hover(self, place: QPoint) -> None:
        """Files of another program stand over a place of the viewport; the window names the effect."""
        self._stand(place)
        self._beat.start()

    def leave(self) -> None:
        """The drag went elsewhere or is over."""
        self._opens.stop()
        self._beat.stop()
        self._carried, self._over = None, None
        if self._label is not None:
            self._label.put_away()
        known = drags().carried
        self._view.targets_lit = known is not None and takes(known)
        self._light(None)

    @property
    def label(self) -> DragLabel:
        """The label beside the pointer."""
        if self._label is None:
            self._label = DragLabel(self._view.window())
        return self._label

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            if isinstance(event, QDragEnterEvent) and not takes(event.mimeData()):
                event.ignore()
                return True
            self._move(event)
            return True
        if kind == QEvent.Type.DragLeave:
            self.leave()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._drop(event)
            return True
        return False

    def _began(self, carried: QMimeData) -> None:
        self._view.targets_lit = takes(carried)
        self._view.viewport().update()

    def _move(self, event: QDropEvent) -> None:
        if not takes(event.mimeData()):
            event.ignore()
            return
        self._carried = event.mimeData()
        self._view.targets_lit = True
        self._stand(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        taken = self._show(shift)
        event.setDropAction(Qt.DropAction.LinkAction)
        event.setAccepted(True)
        if not taken:
            event.setDropAction(Qt.DropAction.IgnoreAction)
        self._beat.start()

    def _show(self, shift: bool) -> bool:
        """Names the effect beside the pointer; True where letting go does something."""
        assert self._carried is not None
        tag = self._view.tag_at(self._place)
        found = letting_go(self._carried, tag, shift=shift)
        taken = found is not None and not found.effect.refused
        self._light(tag.n if tag is not None and taken else None)
        if found is None:
            self.label.put_away()
        else:
            where = self._view.viewport().mapTo(self._view.window(), self._place)
            self.label.show_at(where, found.effect)
        return taken

    def _drop(self, event: QDropEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        tag = self._view.tag_at(event.position().toPoint())
        found = letting_go(event.mimeData(), tag, shift=shift)
        self.leave()
        self._view.targets_lit = False
        if found is None or found.effect.refused:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        if found.merge is not None:
            self._merge(*found.merge)
        elif found.command is not None:
            self._do(found.command)

    def _stand(self, place: QPoint) -> None:
        self._place = place
        tag = self._view.tag_at(place)
        over = None if tag is None else tag.n
        if over != self._over:
            self._over = over
            self._opens.start()

    def _open_level(self) -> None:
        index = self._view.tags.index_of(self._over)
        if index.isValid() and not self._view.isExpanded(index):
            self._view.expand(index)

    def _beaten(self) -> None:
        """Scrolls near the edges, and follows Shift while the pointer stands still."""
        bar, edge = self._view.verticalScrollBar(), theme.look().px(EDGE)
        if self._place.y() < edge:
            bar.setValue(bar.value() - edge // 2)
        elif self._place.y() > self._view.viewport().height() - edge:
            bar.setValue(bar.value() + edge // 2)
        if self._carried is not None:
            modifiers = QGuiApplication.queryKeyboardModifiers()
            self._show(bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _light(self, tag: int | None) -> None:
        self._view.target_tag = tag
        self._view.viewport().update()
