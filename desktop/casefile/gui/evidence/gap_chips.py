"""The chips above the claims: All · Contradicted 7 · No evidence 14 · more (picture 06)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from casefile.domain.gaps import ORDER
from casefile.gui import icons, paint, theme
from casefile.gui.evidence.words import CONTRADICTED, SHORT_GAPS, gap_icon
from casefile.gui.icons import draw_icon
from casefile.gui.speaking import set_tip
from casefile.gui.style import draw_ring
from casefile.gui.widgets import Surface

ALWAYS = (CONTRADICTED, "no_evidence")
"""Chips that always stand there; the other gaps are under *more*."""


class GapChip(QAbstractButton):
    """One chip, 24 high: sign, words, count. Checked: pine line on `accent_soft`."""

    def __init__(self, code: str | None, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code, self._icon, self._count, self._signed = code, icon, 0, True
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self.updateGeometry)
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """The number of claims it keeps; None where it says none (*All*, *more*)."""
        self._count = count or 0
        name = self._words()
        self.setAccessibleName(f"{name}, {self._count} claims" if count is not None else name)
        self.updateGeometry()
        self.update()

    def stand_for(self, code: str, icon: str) -> None:
        """Makes it the chip of another gap."""
        self.code, self._icon = code, icon

    def _words(self) -> str:
        if self.code is None:
            return "All"
        return SHORT_GAPS.get(self.code, "More filters")

    def sizeHint(self) -> QSize:
        return QSize(self.width_with(sign=self._signed), theme.look().px(24))

    def width_with(self, *, sign: bool) -> int:
        """How wide it is with its sign or without."""
        look = theme.look()
        width = look.px(6) * 2
        if self._icon and (sign or self.code == ""):
            width += look.px(13)
        if self.code != "":
            width += round(paint.text_width(self._words(), look.font("small"))) + 1
            width += look.px(4) if self._icon and sign else 0
        if self.code:
            width += look.px(4) + round(paint.count_width(f"{self._count:,}")) + 1
        return max(width, look.px(26))

    def show_sign(self, shown: bool) -> None:
        """With its sign, or, where the strip is narrow, without."""
        if shown != self._signed:
            self._signed = shown
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(look.colour("accent" if on else "line_strong"), 1))
        fill = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        painter.setBrush(look.colour(fill))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 5, 5)
        if on and look.high_contrast:
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        left, side = float(look.px(6)), look.px(13)
        if self.code == "":
            left = (self.width() - side) / 2
        if self._icon and (self._signed or self.code == ""):
            place = QRectF(left, (self.height() - side) / 2, side, side)
            if self.code == CONTRADICTED:
                paint.draw_relation(painter, place, "contradicts")
            else:
                draw_icon(painter, place, self._icon, "text" if self.code == "" else "text2")
            left += side + look.px(4)
        if self.code != "":
            words = self._words()
            font = look.font("small")
            width = paint.text_width(words, font)
            line = QRectF(left, 0, width + 1, self.height())
            paint.draw_line(painter, line, words, font, look.colour("text"))
            left += width + look.px(4)
        if self.code:
            words = f"{self._count:,}"
            line = QRectF(left, 0, paint.count_width(words) + 1, self.height())
            font = look.font("small", tabular=True)
            paint.draw_line(painter, line, words, font, look.colour("text2"))
        if self.hasFocus():
            draw_ring(painter, self.rect().adjusted(1, 1, -1, -1), radius=5)


class GapChips(Surface):
    """The strip of chips. `chosen` carries a gap's code, or None for *All*."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("none", "bottom_soft", parent)
        self.setAccessibleName("Filter claims")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(4)
        self._counts: Mapping[str, int] = {}
        self._only: str | None = None
        self._all = GapChip(None)
        self._all.clicked.connect(lambda: self.choose(None))
        self._chips = [GapChip(code, gap_icon(code)) for code in ALWAYS]
        for chip in self._chips:
            chip.clicked.connect(partial(self._pressed, chip))
        self._other = GapChip("no_support", gap_icon("no_support"))
        self._other.clicked.connect(lambda: self.choose(None))
        self._other.hide()
        self._more = GapChip("", "ellipsis")
        self._more.setCheckable(False)
        set_tip(self._more, "More filters")
        self._more.clicked.connect(self._open_menu)
        for widget in (self._all, *self._chips, self._other, self._more):
            row.addWidget(widget)
        row.addStretch(1)
        self._show()
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    @property
    def only(self) -> str | None:
        """The gap chosen, None for all claims."""
        return self._only

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many claims each filter keeps."""
        self._counts = counts
        self._show()

    def choose(self, only: str | None) -> None:
        """Chooses a filter and says so."""
        changed = only != self._only
        self._only = only
        self._show()
        if changed:
            self.chosen.emit(only)

    def _pressed(self, chip: GapChip) -> None:
        self.choose(None if self._only == chip.code else chip.code)

    def _show(self) -> None:
        self._all.setChecked(self._only is None)
        for chip in self._chips:
            chip.setChecked(chip.code == self._only)
            chip.show_count(self._counts.get(chip.code or "", 0))
        other = self._only if self._only not in (None, *ALWAYS) else None
        self._other.setVisible(other is not None)
        # the chosen gap from *more* takes the place of the second chip, so that the strip never grows
        self._chips[-1].setVisible(other is None)
        if other is not None:
            self._other.stand_for(other, gap_icon(other))
            self._other.setChecked(True)
            self._other.show_count(self._counts.get(other, 0))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where figures are long, the signs give their room to the words."""
        shown = [chip for chip in (self._all, *self._chips, self._other, self._more) if not chip.isHidden()]
        margins = self.contentsMargins().left() + 12 + 4 * (len(shown) - 1)
        fits = sum(chip.width_with(sign=True) for chip in shown) + margins <= self.width()
        for chip in shown:
            chip.show_sign(fits)

    def menu(self) -> QMenu:
        """The gaps that any listed claim has, worst first."""
        menu = QMenu(self)
        menu.setAccessibleName("More filters")
        codes = sorted((code for code in self._counts if code in ORDER), key=ORDER.__getitem__)
        for code in codes:
            words = f"{SHORT_GAPS[code]}\t{self._counts[code]:,}"
            action = menu.addAction(icons.icon(gap_icon(code)), words)
            action.setCheckable(True)
            action.setChecked(code == self._only)
            action.triggered.connect(partial(self._from_menu, code))
        if not codes:
            menu.addAction("Nothing is missing").setEnabled(False)
        return menu

    def _from_menu(self, code: str, _checked: bool = False) -> None:
        self.choose(None if code == self._only else code)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(37))
