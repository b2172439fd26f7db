"""The tree of the tag pane: a click or Space turns a tag, Enter shows only it, drags go in and out.

One model, one painter, no widget per tag; what a click means is said by `turned`, the tree decides
nothing about the sentence.
"""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QTreeView, QWidget

from casefile.domain.tags import Tag
from casefile.gui import theme
from casefile.gui.dragging import drag
from casefile.gui.tags.tag_levels import TagNode
from casefile.gui.tags.tag_model import TagModel
from casefile.gui.tags.tag_rows import TagRowPainter

Turn = Literal["next", "include", "leave_out", "only"]
Target = Literal["", "valid", "here"]
Index = QModelIndex | QPersistentModelIndex


class TagView(QTreeView):
    """Shows a `TagModel`."""

    turned = Signal(object, str)
    """A `Tag` and a `Turn`."""
    menu_wanted = Signal(QPoint)
    """At a place of the screen, for the current tag."""
    left = Signal()
    """Esc, or ↑ at the first row: the keyboard goes one step out."""
    level_folded = Signal(int, bool)
    """A tag's number, and whether it was folded by hand."""

    def __init__(self, tags: TagModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags = tags
        self.painter = TagRowPainter(self)
        self.targets_lit = False
        """Every row would take what is being dragged."""
        self.target_tag: int | None = None
        """The tag under the pointer that would take it."""
        self._pressed: tuple[int, str] | None = None
        self._calm = False
        self.setProperty("surface", "side")
        self.setAccessibleName("Tags")
        self.setModel(tags)
        self.setItemDelegate(self.painter)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.collapsed.connect(lambda index: self._folded(index, True))
        self.expanded.connect(lambda index: self._folded(index, False))
        theme.look().changed.connect(self._looks_changed)

    # -- what the painter asks -------------------------------------------------------------------

    def is_open(self, node: TagNode) -> bool:
        """Whether a level is unfolded."""
        return self.isExpanded(self.tags.index_of(node.tag.n))

    def is_chosen(self, node: TagNode) -> bool:
        """Whether a row is one of several chosen with Shift, to be dragged together."""
        chosen = self.selectionModel()
        return len(chosen.selectedIndexes()) > 1 and chosen.isSelected(self.tags.index_of(node.tag.n))

    def wears_ring(self, node: TagNode) -> bool:
        """Whether the keyboard stands on a row and was used to come there."""
        if not self.hasFocus() or not self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return False
        here = self.tags.node(self.currentIndex())
        return here is not None and here.tag.n == node.tag.n

    def target(self, node: TagNode) -> Target:
        """How a row shows that it would take what is dragged."""
        if node.tag.n == self.target_tag:
            return "here"
        return "valid" if self.targets_lit else ""

    # -- what the pane asks ----------------------------------------------------------------------

    def current_tag(self) -> Tag | None:
        """The tag the keyboard stands on."""
        node = self.tags.node(self.currentIndex())
        return None if node is None else node.tag

    def tag_at(self, place: QPoint) -> Tag | None:
        """The tag at a place of the viewport."""
        node = self.tags.node(self.indexAt(place))
        return None if node is None else node.tag

    def row_rect(self, tag: int) -> QRect:
        """A tag's row in the viewport, empty where it is not shown."""
        return self.visualRect(self.tags.index_of(tag))

    def name_rect(self, tag: int) -> QRect:
        """Where a tag's name stands in the viewport."""
        index = self.tags.index_of(tag)
        node = self.tags.node(index)
        return QRect() if node is None else self.painter.name_rect(node, self.visualRect(index))

    def go_to(self, tag: int | None) -> None:
        """Puts the keyboard on a tag and brings it into sight."""
        index = self.tags.index_of(tag)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_first(self) -> None:
        """Puts the keyboard on the first row, if it stands nowhere."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.tags.index(0, 0))

    def open_levels(self, folded: frozenset[int]) -> None:
        """Unfolds every level but these, without telling of it."""
        self._calm = True
        self.expandAll()
        for tag in folded:
            index = self.tags.index_of(tag)
            if index.isValid():
                self.collapse(index)
        self._calm = False

    def turn(self, turn: Turn) -> None:
        """The current tag is turned by a key or the menu."""
        tag = self.current_tag()
        if tag is not None:
            self.turned.emit(tag, turn)

    # -- hands -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = None
        index = self.indexAt(event.position().toPoint())
        node = self.tags.node(index)
        if node is not None and event.button() == Qt.MouseButton.LeftButton:
            part = self.painter.part(node, self.visualRect(index), event.position().toPoint())
            self._pressed = (node.tag.n, part)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click is one more click: tags are turned quickly."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        index = self.indexAt(event.position().toPoint())
        node = self.tags.node(index)
        if pressed is None or node is None or node.tag.n != pressed[0]:
            return
        modifiers = event.modifiers()
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if pressed[1] == "fold":
            self.setExpanded(index, not self.isExpanded(index))
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self.turned.emit(node.tag, "leave_out")
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(node.tag, "include")
        elif not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.turned.emit(node.tag, "next")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Space:
            self.turn("next")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.turn("leave_out" if alt else "only")
        elif key == Qt.Key.Key_Escape or (
            key == Qt.Key.Key_Up and not self.indexAbove(self.currentIndex()).isValid()
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.go_first()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
            if index.isValid():
                self.setCurrentIndex(index)
        else:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(40, 0))
        if index.isValid():
            self.menu_wanted.emit(place)

    def selectionCommand(self, index: Index, event: Any = None) -> QItemSelectionModel.SelectionFlag:
        """Shift chooses a stretch of rows to drag; everything else one row, Ctrl too."""
        shift = event is not None and hasattr(event, "modifiers")
        if shift and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return super().selectionCommand(index, event)
        if isinstance(event, QMouseEvent) and self.selectionModel().isSelected(index):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return QItemSelectionModel.SelectionFlag.ClearAndSelect

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carries the chosen tags under their private type."""
        self._pressed = None
        chosen = self.selectionModel().selectedIndexes()
        if chosen:
            drag(self, self.tags.mimeData(chosen))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The painter draws the chevrons."""

    def _folded(self, index: QModelIndex, folded: bool) -> None:
        node = self.tags.node(index)
        if node is not None and not self._calm:
            self.level_folded.emit(node.tag.n, folded)

    def _looks_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
