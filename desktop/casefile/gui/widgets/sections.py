"""What stands above and around contents: pane toolbars, section and group heads, splitters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from casefile.gui import theme
from casefile.gui.style import draw_ring
from casefile.gui.widgets.plain import ElidedLabel, IconSign, PlainLabel, Surface


class PaneToolbar(Surface):
    """The 44 px strip above a pane: a title or switch at the left, a quiet count, icon buttons right."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom", parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(8)
        self.title = PlainLabel(title, "section")
        self.count = ElidedLabel("", "small", "text2")
        self._row.addWidget(self.title)
        self.title.setVisible(bool(title))  # once it has a parent: alone it would be a window of its own
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self._lefts = 0
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    def add_left(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a switch or a title before the count; ``stretch`` lets an elided title take the room."""
        self._row.insertWidget(self._lefts, widget, stretch)
        self._lefts += 1
        if stretch:
            self.count.hide()
            self._row.setStretch(self._row.indexOf(self.count) + 1, 0)

    def add_right(self, widget: QWidget) -> None:
        """Puts a button at the right end."""
        self._row.addWidget(widget)

    def set_count(self, words: str) -> None:
        """The quiet count, such as "7 held, 5 wanted"."""
        self.count.set_words(words)
        self.count.setVisible(bool(words))

    def set_low(self, low: bool) -> None:
        """40 instead of 44 px, in windows lower than 720."""
        self.setFixedHeight(theme.look().px(40 if low else 44))

    def _keep_height(self) -> None:
        self.set_low(False)


class SectionHead(QWidget):
    """The strong name of an inspector's section, with something quiet or a button at its right."""

    def __init__(self, title: str, right: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.title = PlainLabel(title, "strong")
        row.addWidget(self.title)
        row.addStretch(1)
        if right is not None:
            row.addWidget(right)


class Section(Surface):
    """A section of an inspector: 12 above, 13 below, 14 at the sides, a hairline after it."""

    def __init__(self, title: str = "", right: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom_soft", parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 13)
        self.column.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if title:
            self.head = SectionHead(title, right)
            self.column.addWidget(self.head)

    def add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)


class GroupHead(Surface):
    """The 28 px head of a group that folds: chevron, name, count. Space, Enter or a click folds it."""

    folded = Signal(bool)

    def __init__(self, title: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom_soft", parent)
        self._title, self._open = title, True
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(6)
        self._sign = IconSign("chevron-down", "text2", 14)
        self._count = PlainLabel(count, "micro", "text2")
        row.addWidget(self._sign)
        row.addWidget(PlainLabel(title, "micro"))
        row.addWidget(self._count)
        row.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.look().px(28))
        self._say()

    @property
    def is_open(self) -> bool:
        return self._open

    def set_count(self, count: str) -> None:
        self._count.setText(count)
        self._say()

    def fold(self, folded: bool) -> None:
        """Folds or opens the group and says so when that is new."""
        if folded == (not self._open):
            return
        self._open = not folded
        self._sign.set_icon("chevron-right" if folded else "chevron-down")
        self._say()
        self.folded.emit(folded)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.fold(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fold(self._open)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold(event.key() == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, self.rect().adjusted(2, 2, -2, -2), radius=3)

    def _say(self) -> None:
        self.setAccessibleName(f"{self._title}, {self._count.text()}, {'open' if self._open else 'folded'}")


class Splitter(QSplitter):
    """Panes with a 1 px line between them that is easily grabbed, and pine after 300 ms under the pointer."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """The line between two panes."""

    GRAB = 3  # pixels at either side of the line: 7 in all

    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter) -> None:
        super().__init__(orientation, splitter)
        self._lit = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(300)
        self._wait.timeout.connect(self._light)
        self.setAccessibleName("Divider between panes")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), theme.look().colour("accent" if self._lit else "line"))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._wait.start()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._wait.stop()
        self._lit = False
        self.update()
        super().leaveEvent(event)

    def _light(self) -> None:
        self._lit = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt widens a 1 px handle to 5; ours is 7, and still only the line is painted."""
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setContentsMargins(self.GRAB, 0, self.GRAB, 0)
        else:
            self.setContentsMargins(0, self.GRAB, 0, self.GRAB)
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setMask(QRegion(self.contentsRect()))
