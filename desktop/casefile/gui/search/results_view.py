"""The list of results: heads fold, arrows walk, Enter opens, what is chosen is the session's selection."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from casefile.domain.identifiers import Kind, Ref
from casefile.gui import theme
from casefile.gui.delegates.chip_rows import Marks
from casefile.gui.dragging import drag
from casefile.gui.search.result_list import Head, ResultList
from casefile.gui.search.result_rows import ResultRowPainter

Index = QModelIndex | QPersistentModelIndex


class ResultsView(QListView):
    """Shows a `ResultList`; asks for the rows it paints by `rows_wanted`."""

    rows_wanted = Signal(object)
    """Refs of results on screen whose rows have to be read."""
    chosen = Signal(object, object)
    """The chosen results of one kind (a tuple of refs) and the current one, or None."""
    opened = Signal(object)
    """Enter or a double click on a result."""
    menu_wanted = Signal(QPoint)
    left_up = Signal()
    """↑ at the first row, or Esc: back to the field."""

    def __init__(self, results: ResultList, marks: Marks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = results
        self._kept: tuple[list[Ref], Ref | None, int] = ([], None, 0)
        self._calm = False  # Qt calls selectionChanged while the view is still being made
        self.setModel(results)
        self.setItemDelegate(ResultRowPainter(self, marks))
        self.setAccessibleName("Results")
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        self.doubleClicked.connect(self._open)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_rows)
        results.modelAboutToBeReset.connect(self._keep)
        results.modelReset.connect(self._restore)
        theme.look().changed.connect(self.scheduleDelayedItemsLayout)

    def chosen_refs(self) -> list[Ref]:
        """The chosen results of the current one's kind, in list order."""
        refs = self.results.refs(self.selectedIndexes())
        current = self.current_ref()
        kind = current.kind if current in refs and current is not None else refs[0].kind if refs else None
        return [ref for ref in refs if ref.kind is kind]

    def current_ref(self) -> Ref | None:
        """The result the keyboard stands on."""
        line = self.results.line(self.currentIndex())
        return line if isinstance(line, Ref) else None

    def wears_ring(self, kind: Kind) -> bool:
        """Whether the keyboard stands on the head of a group."""
        line = self.results.line(self.currentIndex())
        return self.hasFocus() and isinstance(line, Head) and line.kind is kind

    def go_first(self) -> None:
        """Takes the keyboard to the chosen result, else to the first."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.current_ref() is None:
            self.setCurrentIndex(self.results.first())

    def step(self, by: int) -> None:
        """To the next result (1) or the one before (-1), passing over heads."""
        row = self.currentIndex().row() + by
        while 0 <= row < self.results.rowCount():
            index = self.results.index(row)
            if isinstance(self.results.line(index), Ref):
                self.setCurrentIndex(index)
                return
            row += by

    # -- painting asks for rows ------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.results.missing(self._on_screen()):
            self._ask.start()

    def _on_screen(self) -> list[Ref]:
        """The results seen now."""
        row = self.indexAt(QPoint(1, 1)).row()
        found: list[Ref] = []
        while 0 <= row < self.results.rowCount():
            index = self.results.index(row)
            if self.visualRect(index).top() > self.viewport().height():
                break
            line = self.results.line(index)
            if isinstance(line, Ref):
                found.append(line)
            row += 1
        return found

    def _ask_rows(self) -> None:
        missing = self.results.missing(self._on_screen())
        if missing:
            self.rows_wanted.emit(missing)

    # -- choosing --------------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell()

    def _tell(self) -> None:
        if not self._calm:
            self.chosen.emit(tuple(self.chosen_refs()), self.current_ref())

    def _keep(self) -> None:
        self._kept = (self.chosen_refs(), self.current_ref(), self.verticalScrollBar().value())
        self._calm = True

    def _restore(self) -> None:
        """What is still found stays chosen and where it was."""
        refs, current, scrolled = self._kept
        selection = self.selectionModel()
        flag = selection.SelectionFlag
        if current is not None and self.results.place_of(current).isValid():
            selection.setCurrentIndex(self.results.place_of(current), flag.NoUpdate)
        for ref in refs:
            place = self.results.place_of(ref)
            if place.isValid():
                selection.select(place, flag.Select)
        self._calm = False
        self.verticalScrollBar().setValue(scrolled)
        if refs and refs != self.chosen_refs():
            self._tell()

    # -- hands -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        line = self.results.line(self.currentIndex())
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if isinstance(line, Head) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            fold = line.is_open if key == Qt.Key.Key_Space else key == Qt.Key.Key_Left
            self.fold(line.kind, fold)
        elif isinstance(line, Ref) and key == Qt.Key.Key_Left and plain:
            self.fold(line.kind, True)
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and plain and self.currentIndex().row() <= 0):
            self.left_up.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open(self.currentIndex())
        elif event.text() and event.text().isprintable() and plain:
            event.ignore()  # letters are deeds here and never jump to a row
        else:
            super().keyPressEvent(event)

    def fold(self, kind: Kind, folded: bool) -> None:
        """Folds or opens a group; the keyboard stays on its head."""
        self.results.fold(kind, folded)
        for row in range(self.results.rowCount()):
            line = self.results.line(self.results.index(row))
            if isinstance(line, Head) and line.kind is kind:
                self.setCurrentIndex(self.results.index(row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.results.line(self.indexAt(event.position().toPoint()))
        if isinstance(line, Head) and event.button() == Qt.MouseButton.LeftButton:
            self.results.fold(line.kind, line.is_open)
            return
        super().mousePressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        refs = self.chosen_refs()
        if refs:
            drag(self, self.results.mimeData([self.results.place_of(ref) for ref in refs]))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._tell()

    def _open(self, index: QModelIndex) -> None:
        line = self.results.line(index)
        if isinstance(line, Ref):
            self.opened.emit(line)
        elif isinstance(line, Head):
            self.fold(line.kind, line.is_open)

    def _menu_at(self, place: QPoint) -> None:
        if isinstance(self.results.line(self.indexAt(place)), Ref) or self.chosen_refs():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
