"""All | Passages 3 | Claims 3 | … : which group is listed; what has no room stands under *More*."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.widgets import SegmentedSwitch
from casefile.gui.widgets.word_menu import WordMenu

Parts = tuple[tuple[str, str], ...]


class GroupSwitch(QWidget):
    """`chosen` carries the key of a part. At most as many parts as have room are shown."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Parts = ()
        self._value = ""
        self._shown: tuple[str, ...] = ()
        self._switch: SegmentedSwitch | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._menu = QMenu(self)
        self._menu.setAccessibleName("More groups")
        self._more = WordMenu("More", self._menu)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Results in")
        self._fit()
        theme.look().changed.connect(self._fit)

    @property
    def parts(self) -> Parts:
        """All parts as (key, words), those under *More* too."""
        return self._parts

    @property
    def value(self) -> str:
        return self._value

    def show_parts(self, parts: Sequence[tuple[str, str]], value: str) -> None:
        """Shows these parts; the chosen one is always in sight."""
        self._parts, self._value = tuple(parts), value
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(words) for _, words in self._parts)) + 4, theme.look().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(120), theme.look().px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _width(self, words: str) -> float:
        look = theme.look()
        return paint.text_width(words, look.font("small", strong=True)) + 2 * look.px(8) + 3

    def _fit(self) -> None:
        shown = self._with_room()
        rest = [part for part in self._parts if part not in shown]
        keys = tuple(key for key, _ in shown)
        if keys != self._shown or self._switch is None:
            if self._switch is not None:
                self._row.removeWidget(self._switch)
                self._switch.hide()
                self._switch.deleteLater()
            self._shown = keys
            self._switch = SegmentedSwitch(tuple(shown), "Results in") if shown else None
            if self._switch is not None:
                self._switch.chosen.connect(self._choose)
                self._row.insertWidget(0, self._switch)
        elif self._switch is not None:
            for key, words in shown:
                self._switch.set_part(key, words=words)
        if self._switch is not None and self._value in keys:
            self._switch.choose(self._value)
        self._menu.clear()
        for key, words in rest:
            self._menu.addAction(words).triggered.connect(partial(self._chosen_from_menu, key))
        self._more.setVisible(bool(rest))

    def _with_room(self) -> list[tuple[str, str]]:
        room = self.width() - 4.0
        if sum(self._width(words) for _, words in self._parts) <= room:
            return list(self._parts)
        room -= self._width("More") + theme.look().px(20)
        chosen = next((part for part in self._parts if part[0] == self._value), None)
        room -= self._width(chosen[1]) if chosen is not None else 0
        shown = []
        for part in self._parts:
            if part == chosen:
                shown.append(part)
                continue
            width = self._width(part[1])
            if width > room:
                room = 0
                continue
            room -= width
            shown.append(part)
        return shown

    def _choose(self, key: str) -> None:
        self._value = key
        self.chosen.emit(key)

    def _chosen_from_menu(self, key: str, _checked: bool = False) -> None:
        self._value = key
        self._fit()
        self.chosen.emit(key)
