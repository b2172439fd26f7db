"""The 36 px strip of the filter in force: match all or any, chips joined by words, Clear."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.paint.chips import FilterState
from casefile.gui.speaking import set_tip
from casefile.gui.widgets.buttons import Button, SegmentedSwitch
from casefile.gui.widgets.plain import PlainLabel, Surface


@dataclass(frozen=True)
class FilterChip:
    """One part of the filter. ``mark`` is 1–9, 0 for a tag without one, None for what is not a tag."""

    key: str
    name: str
    state: FilterState = "include"
    mark: int | None = 0


class ChipBar(Surface):
    """Shows the same filter as the search sentence and the tag pane; hidden while there is none."""

    removed = Signal(str)
    turned = Signal(str)  # include ↔ leave out
    match_chosen = Signal(str)  # "all" or "any"
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom_soft", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        self.match = SegmentedSwitch((("all", "Match all"), ("any", "any")), "Match")
        self.match.chosen.connect(self.match_chosen)
        row.addWidget(self.match)
        self._inside = QWidget()
        self._inside.setProperty("surface", "none")
        self._chips = QHBoxLayout(self._inside)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(6)
        room = QScrollArea()
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidgetResizable(True)
        room.setWidget(self._inside)
        room.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._room = room
        row.addWidget(room, 1)
        self._more = Button("", "link", "small")
        self._more.setAccessibleDescription("Shows the parts of the filter that have no room")
        self._more.clicked.connect(self._turn_on)
        self._more.hide()
        row.addWidget(self._more)
        clear = Button("Clear", "link", "small")
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)
        self.setAccessibleName("Filter")
        self.hide()
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    def show_filter(self, chips: tuple[FilterChip, ...], match: str = "all") -> None:
        """Shows the filter; an empty one hides the bar. Included parts stand before those left out."""
        while (old := self._chips.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        included = [chip for chip in chips if chip.state == "include"]
        out = [chip for chip in chips if chip.state == "leave_out"]
        joint = "and" if match == "all" else "or"
        for number, chip in enumerate(included + out):
            if chip in out:
                word = "but not" if number == len(included) and number else ("or" if number else "not")
            else:
                word = joint if number else ""
            if word:
                self._chips.addWidget(PlainLabel(word, "small", "text2"))
            self._chips.addWidget(self._button(chip))
        self._chips.addStretch(1)
        self.match.choose(match)
        self.match.setVisible(len(included) > 1)
        self.setVisible(bool(chips))
        self._inside.adjustSize()
        room = self._room.horizontalScrollBar()
        room.setValue(0)
        self._count_hidden()

    def _turn_on(self) -> None:
        """Shows the next chips; after the last, the first again."""
        bar = self._room.horizontalScrollBar()
        bar.setValue(bar.value() + self._room.viewport().width() if bar.value() < bar.maximum() else 0)
        self._count_hidden()

    def _count_hidden(self) -> None:
        """ "2 more" for the chips that are not wholly in sight."""
        self._inside.layout().activate()  # type: ignore[union-attr]
        seen = self._room.viewport().rect()
        chips = self._inside.findChildren(FilterChipButton)
        hidden = 0
        for chip in chips:
            if not chip.isHidden():
                left = chip.mapTo(self._room.viewport(), chip.rect().topLeft()).x()
                hidden += not (seen.left() <= left and left + chip.width() <= seen.right() + 1)
        self._more.set_words(f"{hidden} more")
        self._more.setVisible(hidden > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count_hidden()

    def _button(self, chip: FilterChip) -> QWidget:
        button = FilterChipButton(chip)
        button.removed.connect(lambda: self.removed.emit(chip.key))
        button.clicked.connect(lambda: self.turned.emit(chip.key))
        return button

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(36))


class FilterChipButton(QAbstractButton):
    """One chip of the bar. A click turns it to *leave out* and back; × , Delete or Backspace removes it."""

    removed = Signal()

    def __init__(self, chip: FilterChip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        words = "included" if chip.state == "include" else "left out"
        self.setAccessibleName(f"{chip.name}, {words}")
        set_tip(self, f"{chip.name}, {words}. Click to turn it round, × to take it away.")

    def sizeHint(self) -> QSize:
        size = paint.filter_chip_size(self._chip.name, mark=self._chip.mark is not None)
        return QSize(round(min(size.width(), theme.look().px(220)) + 0.5), round(size.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.draw_filter_chip(
            QPainter(self),
            QRectF(self.rect()),
            self._chip.name,
            self._chip.state,
            self._chip.mark,
            with_mark=self._chip.mark is not None,
            hovered=self.underMouse(),
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and event.position().x() > self.width() - theme.look().px(22):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
