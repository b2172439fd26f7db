"""What stands around the results: chips that narrow them, what takes long, what was not searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from casefile.casework.searching import Narrower
from casefile.gui import icons, paint, theme
from casefile.gui.library.words import counted
from casefile.gui.speaking import set_tip
from casefile.gui.widgets import Button, PlainLabel, Surface
from casefile.gui.widgets.plain import IconSign
from casefile.search.write import write_field

_ICONS = {"tag": "tag", "is": "circle-dot"}


class NarrowChip(QAbstractButton):
    """``tag:leak`` and how many results have it; a click puts it into the sentence."""

    def __init__(self, narrower: Narrower, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.narrower = narrower
        shown = narrower.value.rpartition(":")[2] if narrower.name == "tag" else narrower.value
        self._words = write_field(narrower.name, shown)
        self._count = f"{narrower.count:,}"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Narrow to {write_field(narrower.name, narrower.value)}, {self._count}")
        set_tip(self, f"Only what has {write_field(narrower.name, narrower.value)}")

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = paint.text_width(self._words, look.font("small")) + paint.count_width(self._count)
        return QSize(round(width) + look.px(7 + 13 + 5 + 6 + 7) + 2, look.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(look.colour("line_strong" if look.high_contrast else "line"), 1))
        painter.setBrush(look.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        side, left = look.px(13), rect.left() + look.px(7)
        sign = _ICONS.get(self.narrower.name, "list-filter")
        icons.draw_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), sign, "text2")
        left += side + look.px(5)
        words = QRectF(left, rect.top(), rect.right() - left, rect.height())
        paint.draw_line(painter, words, self._words, look.font("small"), look.colour("text"))
        paint.draw_count(painter, rect.adjusted(0, 0, -look.px(7), 0), self._count)


class NarrowStrip(Surface):
    """*Narrow to* and its chips, as many as have room; hidden where there are none."""

    chosen = Signal(object)
    """A `Narrower`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom_soft", parent)
        self._chips: list[NarrowChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 8, 0)
        self._row.setSpacing(6)
        self._label = PlainLabel("Narrow to", "small", "text2")
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        self._dress()
        theme.look().changed.connect(self._dress)

    @property
    def narrowers(self) -> list[Narrower]:
        return [chip.narrower for chip in self._chips]

    def show_narrowers(self, narrowers: Sequence[Narrower]) -> None:
        """Shows these; the same ones stay untouched."""
        if list(narrowers) == self.narrowers:
            return
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [NarrowChip(narrower) for narrower in narrowers]
        for place, chip in enumerate(self._chips, 1):
            chip.clicked.connect(lambda _checked=False, chip=chip: self.chosen.emit(chip.narrower))
            self._row.insertWidget(place, chip)
        self.setVisible(bool(self._chips))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 24 - self._label.sizeHint().width()
        for chip in self._chips:
            room -= chip.sizeHint().width() + 6
            chip.setVisible(room >= 0)

    def _dress(self) -> None:
        self.setFixedHeight(theme.look().px(36))
        self._fit()


class SlowStrip(Surface):
    """ "Still searching." with its way out."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__("none", "bottom_soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.addWidget(PlainLabel("Still searching.", "small", "text2"))
        row.addStretch(1)
        stop = Button("Stop", "link", "small")
        stop.clicked.connect(self.stopped)
        row.addWidget(stop)
        self.hide()


class NotSearchedStrip(Surface):
    """How many items no search finds yet, and those without any text: the index is honest."""

    shown = Signal(str)
    """The state to list: "stored" for those being read."""

    def __init__(self) -> None:
        super().__init__("warn_soft", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(IconSign("scan-search", "warn", 16))
        self.words = PlainLabel("", "small", wrap=True)
        row.addWidget(self.words, 1)
        self._show = Button("Show them", "link", "small")
        self._show.clicked.connect(lambda: self.shown.emit("stored"))
        row.addWidget(self._show)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, being_read: int, without_text: int) -> None:
        """Says both numbers; nothing where both are 0."""
        parts = []
        if being_read == 1:
            parts.append("1 item is not searched yet: its text is still being read.")
        elif being_read:
            parts.append(f"{being_read:,} items are not searched yet: their text is still being read.")
        if without_text:
            items = counted(without_text, "item has", "items have")
            parts.append(f"{items} no text to search.")
        self.words.setText(" ".join(parts))
        self.setAccessibleName(self.words.text())
        self._show.setVisible(bool(being_read))
        self.setVisible(bool(parts))
