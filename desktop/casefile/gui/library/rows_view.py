"""The one list of the window: what is selected, kept and asked for, by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from casefile.gui.dragging import drag
from casefile.gui.library.scrolled_rows import Index, RowPainter, ScrolledRows, paint_placeholder
from casefile.gui.models.dragged_refs import refs_mime
from casefile.gui.models.numbers_model import NumbersModel, select_numbers, selected_numbers
from casefile.gui.speaking import show_tip

__all__ = ["RowPainter", "RowsView", "paint_placeholder"]


class RowsView(ScrolledRows):
    """A list over a `NumbersModel`. Selecting is by number: `numbers_selected` after every change."""

    numbers_selected = Signal()
    opened = Signal(int)
    """Enter or a double click on a record."""
    link_pressed = Signal(int, str)
    """A record and the deed asked for inside its row."""
    menu_wanted = Signal(QPoint)
    """The context menu, at a place of the screen."""

    def __init__(self, model: NumbersModel, painter: RowPainter, parent: QWidget | None = None) -> None:
        self._kept: tuple[frozenset[int], int | None] | None = None
        self._calm = True
        super().__init__(model, painter, parent)
        self._calm = False
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)  # after Qt's own reset of view and selection

    # -- numbers ---------------------------------------------------------------------------------

    def chosen(self) -> tuple[int, ...]:
        """The numbers selected, in list order."""
        return selected_numbers(self._numbers, self.selectionModel().selection())

    def current_number(self) -> int | None:
        """The record under the cursor."""
        return self._numbers.number(self.currentIndex().row())

    def choose(self, numbers: tuple[int, ...] | frozenset[int], current: int | None = None) -> None:
        """Selects these and no others; ``current`` gets the cursor and is scrolled into sight."""
        select_numbers(self._numbers, self.selectionModel(), numbers, current)
        index = self._numbers.index_of(current)
        if index.isValid():
            self.scrollTo(index)

    def set_numbers(self, numbers: Sequence[int], places: dict[int, int] | None = None) -> None:
        """Lists other records and keeps selection, cursor and place where they are still listed."""
        self._numbers.set_numbers(numbers, places)

    # -- keeping the place -----------------------------------------------------------------------

    def _keep(self) -> None:
        top, part = self._top()
        self._anchor = (self._numbers.number(top), top, part)
        self._kept = (frozenset(self.chosen()), self.current_number())

    def _restore(self) -> None:
        """The list is another one: what is still in it stays selected and where it was on screen."""
        self._calm, before = True, 0
        if self._kept is not None:
            chosen, current = self._kept
            self._kept, before = None, len(chosen)
            if chosen or current is not None:
                select_numbers(self._numbers, self.selectionModel(), chosen, current)
        self._calm = False
        self.updateGeometries()
        self._come_back()
        if self.chosen_count() != before:
            self.numbers_selected.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        if not self._calm:
            self.numbers_selected.emit()

    # -- hands -----------------------------------------------------------------------------------

    def selectAll(self) -> None:
        """One stretch, whatever its length."""
        if self._count():
            everything = QItemSelection(self._numbers.index(0), self._numbers.index(self._count() - 1))
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.chosen_count():
            self.clearSelection()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # letters are deeds here and never jump to a row
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        rect, row = self.visualRect(index), self._numbers.row(index.row()) if index.isValid() else None
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            deed = self._painter.link(row, rect, place)
            if deed:
                self.link_pressed.emit(row.n, deed)
                return
            boxes = self.chosen_count() > 1 or index.row() == self._hovered
            if boxes and not event.modifiers() and self._painter.box(rect).contains(place):
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.Toggle)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: Any) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carries the selection as refs: a private type, no text and no file."""
        chosen = self.chosen()
        if chosen:
            drag(self, refs_mime(self._numbers.kind, chosen))

    def viewportEvent(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            row = self._numbers.row(index.row()) if index.isValid() else None
            words = "" if row is None else self._painter.tip(row, self.visualRect(index), event.pos())
            show_tip(event.globalPos(), words, self)
            return True
        return bool(super().viewportEvent(event))

    def _open(self, index: Index) -> None:
        number = self._numbers.number(index.row())
        if number is not None:
            self.opened.emit(number)

    def _menu_at(self, place: QPoint) -> None:
        if self.indexAt(place).isValid() or self.chosen_count():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
