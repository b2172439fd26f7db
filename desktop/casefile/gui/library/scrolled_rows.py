"""Rows of any height, a hundred thousand of them: where each stands, and painting those on screen.

Only rows on screen are ever measured. The scroll bar counts every row at its usual height, and the part
of the topmost row that is scrolled away is taken in proportion; so scrolling is by the pixel and exact
where she looks, and nothing has to be known about the rows elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from casefile.gui import theme
from casefile.gui.models.numbers_model import NumbersModel, parts_of

PAINT_SECONDS = 0.008
"""How long one painting may fetch rows; what is missing then is grey until the next turn of the loop."""

FAR = 200
"""Rows measured one by one around the topmost; those farther away count at their usual height."""

Index = QModelIndex | QPersistentModelIndex


class RowPainter(Protocol):
    """Paints rows of one kind; knows their heights and what a click inside them means."""

    def usual_height(self) -> int:
        """The height rows are counted at, in pixels."""

    def height(self, row: Any | None, width: int) -> int:
        """The height of one row at a width; of a row not fetched yet the usual one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: Any, *, boxes: bool) -> None:
        """Paints a row into ``option.rect``; with its check box where ``boxes``."""

    def box(self, rect: QRect) -> QRect:
        """Where the check box stands in a row's rectangle."""

    def tip(self, row: Any, rect: QRect, place: QPoint) -> str:
        """What a tooltip says at a place of the row; "" for none."""

    def link(self, row: Any, rect: QRect, place: QPoint) -> str:
        """The id of the deed a click at a place asks for, "" for none."""


class ScrolledRows(QListView):
    """A list whose geometry is its own: Qt's layout of a list would measure every row."""

    def __init__(self, model: NumbersModel, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = model
        self._painter = painter
        self._anchor: tuple[int | None, int, float] = (None, 0, 0.0)
        self._hovered = -1
        self.setModel(model)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.viewport().update)
        theme.look().changed.connect(self._looks_changed)

    @property
    def rows(self) -> NumbersModel:
        return self._numbers

    def chosen_count(self) -> int:
        """How many are selected; counted by stretches."""
        return sum(part.height() for part in parts_of(self.selectionModel().selection()))

    # -- geometry --------------------------------------------------------------------------------

    def _usual(self) -> int:
        return max(1, self._painter.usual_height())

    def _height(self, row: int) -> int:
        return self._painter.height(self._numbers.row(row), self.viewport().width())

    def _top(self) -> tuple[int, float]:
        """The topmost row and which part of it, from 0 to 1, is scrolled away."""
        value, usual = self.verticalScrollBar().value(), self._usual()
        return value // usual, (value % usual) / usual

    def visualRect(self, index: Index) -> QRect:
        """Exact near the rows on screen; elsewhere at their usual height."""
        if not index.isValid():
            return QRect()
        top, part = self._top()
        y = -round(part * self._height(top)) if top < self._count() else 0
        row = index.row()
        if row >= top:
            near = min(row, top + FAR)
            y += sum(self._height(each) for each in range(top, near)) + (row - near) * self._usual()
        else:
            near = max(row, top - FAR)
            y -= sum(self._height(each) for each in range(near, top)) + (near - row) * self._usual()
        return QRect(0, y, self.viewport().width(), self._height(row))

    def _row_at(self, y: int) -> int:
        """The row at a height of the viewport, also off screen: the inverse of `visualRect`."""
        top, part = self._top()
        y += round(part * self._height(top)) if top < self._count() else 0
        row = top
        if y >= 0:
            while row < top + FAR and y >= self._height(row):
                y -= self._height(row)
                row += 1
            return row + (y // self._usual() if row == top + FAR else 0)
        while row > max(0, top - FAR) and y < 0:
            row -= 1
            y += self._height(row)
        return max(0, row + (y // self._usual() if y < 0 else 0))

    def indexAt(self, place: QPoint) -> QModelIndex:
        for row, rect in self._on_screen():
            if rect.contains(place):
                return self._numbers.index(row)
        return QModelIndex()

    def _count(self) -> int:
        return len(self._numbers.numbers)

    def _on_screen(self) -> list[tuple[int, QRect]]:
        top, part = self._top()
        if top >= self._count():
            return []
        y, width, bottom = -round(part * self._height(top)), self.viewport().width(), self.viewport().height()
        found = []
        while y < bottom and top < self._count():
            height = self._height(top)
            found.append((top, QRect(0, y, width, height)))
            y += height
            top += 1
        return found

    def scrollTo(self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        if not index.isValid():
            return
        rect, room = self.visualRect(index), self.viewport().height()
        bar, row, usual = self.verticalScrollBar(), index.row(), self._usual()
        centre = hint == QListView.ScrollHint.PositionAtCenter
        if rect.top() >= 0 and rect.bottom() < room and not centre:
            return
        if rect.top() < 0 or hint == QListView.ScrollHint.PositionAtTop or rect.height() >= room:
            bar.setValue(row * usual)
            return
        above = room - rect.height()
        bar.setValue(self._value_with_above(row, above // 2 if centre else above))

    def _value_with_above(self, row: int, above: int) -> int:
        """The scroll bar's value at which ``above`` pixels of rows stand before ``row``."""
        while above > 0 and row > 0:
            self._numbers.want(row - 1, row - 1)
            height = self._height(row - 1)
            if height > above:
                return round((row - above / height) * self._usual())
            above -= height
            row -= 1
        return row * self._usual()

    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        most = self._value_with_above(self._count(), room) if self._count() else 0
        bar.setRange(0, most)
        bar.setPageStep(max(1, room))
        bar.setSingleStep(max(1, self._usual() // 3))

    def doItemsLayout(self) -> None:
        """Nothing is laid out beforehand: rows are measured as they are painted."""
        self.updateGeometries()
        self._come_back()
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self._top()
        super().resizeEvent(event)
        self.updateGeometries()
        self.verticalScrollBar().setValue(round((top[0] + top[1]) * self._usual()))

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        actions, last = QListView.CursorAction, self._count() - 1
        if last < 0:
            return QModelIndex()
        row = self.currentIndex().row()
        page = max(1, len(self._on_screen()) - 2)
        steps = {
            actions.MoveUp: -1, actions.MoveDown: 1, actions.MovePrevious: -1, actions.MoveNext: 1,
            actions.MovePageUp: -page, actions.MovePageDown: page,
        }  # fmt: skip
        if action == actions.MoveHome:
            row = 0
        elif action == actions.MoveEnd:
            row = last
        elif row < 0:
            row = 0
        else:
            row += steps.get(action, 0)
        return self._numbers.index(min(max(row, 0), last))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Qt gives the middle of the row a selection began at and the middle (or pointer) it goes to."""
        rows = sorted((self._row_at(rect.top()), self._row_at(rect.bottom())))
        selection = QItemSelection()
        if 0 <= rows[0] < self._count():
            last = min(rows[1], self._count() - 1)
            selection.select(self._numbers.index(rows[0]), self._numbers.index(last))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        began, more = time.perf_counter(), True
        top = self._top()[0]
        reach = self.viewport().height() // max(1, self._least_height()) + 1
        while more and time.perf_counter() - began < PAINT_SECONDS:
            more = self._numbers.want(top, top + reach)
        if more:
            self._later.start()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.look().colour(self._surface()))
        boxes = self.chosen_count() > 1
        chosen, current = self.selectionModel(), self.currentIndex().row()
        for row, rect in self._on_screen():
            index = self._numbers.index(row)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = rect
            states = QStyle.StateFlag
            if chosen.isSelected(index):
                option.state |= states.State_Selected
            hovered = row == self._hovered
            if hovered:
                option.state |= states.State_MouseOver
            else:
                option.state &= ~states.State_MouseOver
            if row == current and self.hasFocus():
                option.state |= states.State_HasFocus
                if self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
                    option.state |= states.State_KeyboardFocusChange
            else:
                option.state &= ~states.State_HasFocus
            fetched = self._numbers.row(row)
            if fetched is None:
                paint_placeholder(painter, option)
            else:
                self._painter.paint(painter, option, fetched, boxes=boxes or hovered)
        painter.end()
        self._settle_range()

    def _least_height(self) -> int:
        return max(20, self._usual() // 2)

    def _surface(self) -> str:
        return str(self.property("surface") or "pane")

    def _settle_range(self) -> None:
        """Rows just measured may make the end come sooner or later."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        last = self._count() - 1
        if last >= 0 and self._on_screen() and self._on_screen()[-1][0] >= last - 1:
            most = self._value_with_above(self._count(), room)
            if most != bar.maximum():
                bar.setRange(0, most)

    def _come_back(self) -> None:
        number, top, part = self._anchor
        if number is None and top == 0:
            return
        place = None if number is None else self._numbers.place(number)
        row = min(top, max(0, self._count() - 1)) if place is None else place
        self.verticalScrollBar().setValue(round((row + part) * self._usual()))
        self._anchor = (None, 0, 0.0)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        self.viewport().update()

    def sizeHintForIndex(self, index: Index) -> QSize:
        return QSize(self.viewport().width(), self._height(index.row()))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _looks_changed(self) -> None:
        top = self._top()
        self.updateGeometries()
        self.verticalScrollBar().setValue(round((top[0] + top[1]) * self._usual()))
        self.viewport().update()


def paint_placeholder(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """A row that is not fetched yet: two grey bars, no shimmer."""
    look, rect = theme.look(), option.rect
    painter.fillRect(rect, look.colour("pane"))
    left, bar = rect.left() + look.px(38), look.px(8)
    painter.fillRect(QRect(left, rect.top() + look.px(15), rect.width() // 2, bar), look.colour("line_soft"))
    painter.fillRect(QRect(left, rect.top() + look.px(37), rect.width() // 3, bar), look.colour("line_soft"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line_soft"))
